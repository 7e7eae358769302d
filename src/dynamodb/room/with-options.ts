/**
 * Wraps every operation of the service: it first runs due maintenance and checks table ARNs, then
 * applies the region options `consistency` and `capacity`.
 */
import type { Operation, World } from '../../core/world/world.ts'
import { dynamodbOptions } from '../options.ts'
import { ownService } from '../own-service.ts'
import { checkTableArns } from '../requests/check-arn.ts'
import { rooms } from '../rooms.ts'
import { forkDynamoDbState, type DynamoDbState } from '../state/state.ts'
import { runDueMaintenance } from '../state/due-maintenance.ts'

/** Wraps an operation. With the default options the wrapper costs a few comparisons. */
export const withOptions = (operation: Operation<DynamoDbState>): Operation<DynamoDbState> => ({
  ...operation,
  access: accessOf(operation.name),
  run(state, input, context) {
    const { world } = context
    runDueMaintenance(state, world)
    checkTableArns(input, world)
    if (state.strong.size > 0) {
      rooms.replication().checkStrong(state, operation.name, input, world)
    }
    const { consistency, capacity } = dynamodbOptions.of(world)
    if (consistency !== 'eventual' && capacity !== 'enforced') {
      const output: unknown = operation.run(state, input, context)
      return output
    }
    return rooms.switches().runWithOptions(operation, state, input, context)
  },
})

/** The permissions of an operation, read when a call first needs them. */
function accessOf(name: string): NonNullable<Operation['access']> {
  let find: Operation['access']
  return (input, world) => (find ??= rooms.dynamodbPermissions().accessesOf(name))(input, world)
}

/** Copies the state for another world and schedules its maintenance on that world's clock. */
export function forkState(state: DynamoDbState, into: World): DynamoDbState {
  const fork = forkDynamoDbState(state)
  if (fork.maintenanceAt !== Infinity)
    rooms.maintenance().scheduleMaintenance(fork, into, fork.maintenanceAt)
  // NOTE: a snapshot's copy is made for the world that goes on with the original.
  if (fork.replicating.size > 0 && !isStateOf(into, state)) {
    rooms.replication().awaitForkedDelivery(fork, into)
  }
  return fork
}

function isStateOf(world: World, state: DynamoDbState): boolean {
  const service = ownService(world)
  return world.holds(service) && world.state(service) === state
}
