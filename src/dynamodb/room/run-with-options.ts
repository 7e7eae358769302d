/**
 * Runs an operation with the region options `consistency: 'eventual'` or `capacity: 'enforced'`.
 */
import type { CallContext, Operation } from '../../core/world/world.ts'
import { dynamodbOptions } from '../options.ts'
import type { DynamoDbState } from '../state/state.ts'
export { withReasons } from '../throttling/planned-throttles.ts'
import { runThrottled } from '../throttling/run-throttled.ts'
import { staleView } from './stale-view.ts'

export function runWithOptions(
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
