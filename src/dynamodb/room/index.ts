/** DynamoDB's room: the parts that a region needs to run the service. */
import type { ServiceRoom } from '../../core/world/world.ts'
import { lazyRecord } from '../../core/lazy-record.ts'
import { errorStatusesOf } from '../../model/error-statuses.ts'
import { DYNAMODB_ERRORS } from '../api/errors-model.ts'
import { operations } from '../operations/index.ts'
import { resourceOf } from '../requests/tables-in-request.ts'
import { rooms } from '../rooms.ts'
import {
  beginFile,
  createDynamoDbState,
  resetDynamoDbState,
  type DynamoDbState,
} from '../state/state.ts'
import { shiftCache } from '../state/cache-state.ts'
import { coverage } from './coverage.ts'
import { holdPendingTransaction } from './pending-transactions.ts'
import { forkState, withOptions } from './with-options.ts'

export const room: ServiceRoom<DynamoDbState> = {
  operations: lazyRecord(operations, (operation) => withOptions(operation())),
  get errors() {
    return errorStatusesOf(DYNAMODB_ERRORS)
  },
  get metrics() {
    return rooms.tableMetrics().metrics
  },
  coverage,
  resourceOf: (_operation, input) => resourceOf(input),
  // AWS: access-control-resource-based.html: the policy of a table is also about its indexes.
  resourcePolicyOf: ({ policies }, arn) =>
    policies.size === 0 ? undefined : policies.get(arn.replace(/\/index\/.*$/, ''))?.policy,
  hold: holdPendingTransaction,
  completeFault: (state, operation, input, error) =>
    rooms.switches().withReasons(state, operation, input, error),
  get resourceTypes() {
    return rooms.dynamodbTemplates().resourceTypes
  },
  createState: createDynamoDbState,
  forkState,
  resetState: resetDynamoDbState,
  beginFile,
  shiftState(state, world, milliseconds) {
    rooms.maintenance().shiftMaintenance(state, world, milliseconds)
    state.destinations?.shift(milliseconds)
    if (state.replicating.size > 0) rooms.replication().shiftReplication(state, milliseconds)
    for (const cache of state.caches.values()) shiftCache(cache, milliseconds)
  },
  endState(state) {
    state.destinations?.end()
    state.endReplicationWait?.()
    for (const { pending } of state.caches.values()) for (const end of [...pending]) end()
  },
}
