/** Every operation of the service runs due maintenance first, and follows the region options `consistency` and `capacity`. */
import type { Operation, World } from '../../core/world.ts'
import { dynamodbOptions } from '../options.ts'
import { checkTableArns } from '../requests/check-arn.ts'
import { rooms } from '../rooms.ts'
import { forkDynamoDbState, type DynamoDbState } from '../state/state.ts'
import { scheduleMaintenance, runDueMaintenance } from '../state/maintenance.ts'

/** With both switches off it costs a few comparisons. */
export const withOptions = (operation: Operation<DynamoDbState>): Operation<DynamoDbState> => ({
  ...operation,
  run(state, input, context) {
    const { world } = context
    if (state.maintenanceAt !== Infinity) runDueMaintenance(state, world)
    checkTableArns(input, world)
    const { consistency, capacity } = dynamodbOptions.of(world)
    if (consistency !== 'eventual' && capacity !== 'enforced') {
      return operation.run(state, input, context) as unknown
    }
    return rooms.switches().runWithOptions(operation, state, input, context)
  },
})

/** A copy for another world, which catches up with the clock by itself. */
export function forkState(state: DynamoDbState, into: World): DynamoDbState {
  const fork = forkDynamoDbState(state)
  if (fork.maintenanceAt !== Infinity) scheduleMaintenance(fork, into, fork.maintenanceAt)
  return fork
}
