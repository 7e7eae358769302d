/** What happens around every operation: catching up with the clock, and the switches `consistency` and `capacity`. */
import type { CallContext, Operation, World } from '../../core/world.ts'
import { checkTableArns } from '../requests/check-arn.ts'
import { laggingState } from '../state/stale-view.ts'
import type { DynamoDbState } from '../state/state.ts'
import { runThrottled } from '../throttling/run-throttled.ts'
import { armUpkeep, catchUp } from '../state/maintenance.ts'
import { forkDynamoDbState } from '../state/state.ts'

/** The operations by name. With both switches off it costs a few comparisons. */
export const aroundEach = (
  operations: readonly Operation<DynamoDbState>[],
): Readonly<Record<string, Operation<DynamoDbState>>> =>
  Object.fromEntries(operations.map((operation) => [operation.name, around(operation)]))

const around = (operation: Operation<DynamoDbState>): Operation<DynamoDbState> => ({
  ...operation,
  run(state, input, context) {
    const { world } = context
    if (state.upkeepAt !== Infinity) catchUp(state, world)
    checkTableArns(input, world)
    const { consistency, capacity } = world.options
    if (consistency !== 'eventual' && capacity !== 'enforced') {
      return operation.run(state, input, context) as unknown
    }
    return runSwitched(operation, state, input, context)
  },
})

function runSwitched(
  operation: Operation<DynamoDbState>,
  state: DynamoDbState,
  input: object,
  context: CallContext,
): unknown {
  const { world } = context
  const seen =
    world.options.consistency === 'eventual'
      ? laggingState(state, operation.name, input, world)
      : state
  if (world.options.capacity !== 'enforced') return operation.run(seen, input, context)
  return runThrottled(state, operation.name, input, world, (asked) =>
    operation.run(seen, asked, context),
  )
}

/** A copy for another world, which catches up with the clock by itself. */
export function forkState(state: DynamoDbState, into: World): DynamoDbState {
  const fork = forkDynamoDbState(state)
  if (fork.upkeepAt !== Infinity) armUpkeep(fork, into, fork.upkeepAt)
  return fork
}
