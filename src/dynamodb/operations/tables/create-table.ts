import type { Operation } from '../../../core/world/world.ts'
import { UnsupportedError } from '../../../core/errors.ts'
import { buildDefinition } from '../../schema/build-definition.ts'
import { checkIndexes } from '../../schema/check-indexes.ts'
import { checkDefinitions, checkTableKey } from '../../schema/check-keys.ts'
import { checkEncryption, checkNewStream } from '../../schema/check-settings.ts'
import {
  checkBilling,
  checkOnDemand,
  checkWarm,
  withBillingMode,
} from '../../schema/check-throughput.ts'
import { describeNewTable } from '../../state/describe-table.ts'
import { statusAt } from '../../schema/definition.ts'
import { tableExists, tableInUse } from '../../schema/errors.ts'
import { tableNamed } from '../../state/existing-table.ts'
import type { CreateTableRequest } from '../../schema/requests.ts'
import { checkTableCount, checkThroughputQuotas } from '../../state/quotas.ts'
import { rooms } from '../../rooms.ts'
import { addTable, type DynamoDbState } from '../../state/state.ts'
import { enableStream } from '../../streams/switch-stream.ts'
import { constraintsFor, inputShapeOf, parserOf } from '../../api/requests.ts'

const checkConstraints = constraintsFor('CreateTable')

// AWS: API_CreateTable.html
export const createTable: Operation<DynamoDbState, CreateTableRequest> = {
  name: 'CreateTable',
  parse: parserOf('CreateTable'),
  inputShape: () => inputShapeOf('CreateTable'),
  run(state, input, { world }) {
    checkConstraints(input)
    const request = withBillingMode(input)
    checkRequest(request)
    const now = world.clock.now()
    // buildDefinition() also checks the remaining settings, before the check of the name.
    const definition = buildDefinition(request, world)
    const existing = tableNamed(state, request.TableName, world)
    if (existing) {
      // AWS (measured, 2026): DDB-TABLE-005
      throw statusAt(existing.definition.transition, now) === 'CREATING'
        ? tableInUse('CREATING', request.TableName)
        : tableExists(request.TableName)
    }
    checkTableCount(state)
    checkThroughputQuotas(state, definition)
    const policy = request.ResourcePolicy
    if (policy !== undefined)
      rooms.tablePolicies().setPolicy(state, definition.arn, policy, {}, world)
    const table = addTable(state, definition, world)
    // checkNewStream() has checked that the view type is present exactly when StreamEnabled is
    // true.
    const viewType = request.StreamSpecification?.StreamViewType
    if (viewType) enableStream(state, table, viewType, world)
    const { ReadUnitsPerSecond, WriteUnitsPerSecond } = request.WarmThroughput ?? {}
    const warmAsked = ReadUnitsPerSecond !== undefined || WriteUnitsPerSecond !== undefined
    return { TableDescription: describeNewTable(table.definition, warmAsked) }
  },
}

function checkRequest(request: CreateTableRequest): void {
  checkBilling(request)
  checkDefinitions(request.AttributeDefinitions)
  checkTableKey(request.KeySchema, request.AttributeDefinitions)
  checkIndexes(request)
  checkNewStream(request.StreamSpecification)
  checkEncryption(request.SSESpecification)
  const billingMode = request.BillingMode ?? 'PROVISIONED'
  checkOnDemand(request.OnDemandThroughput, billingMode)
  checkWarm(request.WarmThroughput, billingMode, request.ProvisionedThroughput)
  for (const parameter of NOT_SIMULATED) {
    if (request[parameter] !== undefined) {
      throw new UnsupportedError({ service: 'DynamoDB', operation: 'CreateTable', parameter })
    }
  }
}

const NOT_SIMULATED = ['GlobalTableSourceArn', 'GlobalTableSettingsReplicationMode'] as const
