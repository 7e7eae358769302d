import type { World } from '../../core/world/world.ts'
import { transitionOf } from '../schema/build-definition.ts'
import { scheduleMaintenance } from '../state/maintenance.ts'
import { ownTable, ownTables, setDefinition, type DynamoDbState } from '../state/state.ts'
import { disableStream } from './switch-stream.ts'

/** Deletes a table, at once or with the status DELETING. Its stream stays readable for a day. */
export function removeTable(state: DynamoDbState, name: string, world: World): void {
  if (state.tables.get(name)?.definition.stream) disableStream(state, ownTable(state, name), world)
  const { arn } = state.tables.get(name)?.definition ?? {}
  if (state.policies.size > 0 && arn !== undefined) {
    state.policies = new Map([...state.policies].filter(([of]) => of !== arn))
  }
  const deleting = transitionOf(world, 'DELETING')
  if (deleting) {
    const own = ownTable(state, name)
    setDefinition(own, { ...own.definition, transition: deleting })
    scheduleMaintenance(state, world, deleting.until)
  } else {
    ownTables(state).delete(name)
  }
}
