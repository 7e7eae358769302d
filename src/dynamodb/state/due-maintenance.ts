import type { World } from '../../core/world/world.ts'
import { rooms } from '../rooms.ts'
import type { DynamoDbState } from './state.ts'

/** Runs maintenance that is due. Costs one comparison otherwise, and loads nothing. */
export function runDueMaintenance(state: DynamoDbState, world: World): void {
  if (state.maintenanceAt !== Infinity && state.maintenanceAt <= world.clock.now())
    rooms.maintenance().runMaintenance(state, world)
}
