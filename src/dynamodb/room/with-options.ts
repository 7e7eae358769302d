/** Every operation of the service runs due maintenance first, and follows the region options `consistency` and `capacity`. */
import type { CallContext, Operation, World } from '../../core/world.ts'
import { dynamodbOptions } from '../options.ts'
import { checkTableArns } from '../requests/check-arn.ts'
import { staleView } from './stale-view.ts'
import { forkDynamoDbState, type DynamoDbState } from '../state/state.ts'
import { runThrottled } from '../throttling/run-throttled.ts'
import { scheduleMaintenance, runDueMaintenance } from '../state/maintenance.ts'

/** The operations by name. With both switches off it costs a few comparisons. */
export const withOptions = (
  operations: readonly Operation<DynamoDbState>[],
): Readonly<Record<string, Operation<DynamoDbState>>> =>
  Object.fromEntries(operations.map((operation) => [operation.name, wrap(operation)]))

const wrap = (operation: Operation<DynamoDbState>): Operation<DynamoDbState> => ({
  ...operation,
  run(state, input, context) {
    const { world } = context
    if (state.maintenanceAt !== Infinity) runDueMaintenance(state, world)
    checkTableArns(input, world)
    const { consistency, capacity } = dynamodbOptions.of(world)
    if (consistency !== 'eventual' && capacity !== 'enforced') {
      return operation.run(state, input, context) as unknown
    }
    return runWithOptions(operation, state, input, context)
  },
})

function runWithOptions(
  operation: Operation<DynamoDbState>,
  state: DynamoDbState,
  input: object,
  context: CallContext,
): unknown {
  const { world } = context
  const { consistency, capacity } = dynamodbOptions.of(world)
  const seen = consistency === 'eventual' ? staleView(state, operation.name, input, world) : state
  if (capacity !== 'enforced') return operation.run(seen, input, context)
  return runThrottled(state, operation.name, input, world, (asked) =>
    operation.run(seen, asked, context),
  )
}

/** A copy for another world, which catches up with the clock by itself. */
export function forkState(state: DynamoDbState, into: World): DynamoDbState {
  const fork = forkDynamoDbState(state)
  if (fork.maintenanceAt !== Infinity) scheduleMaintenance(fork, into, fork.maintenanceAt)
  return fork
}
