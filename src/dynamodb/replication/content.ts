/** A global table's content as a whole: what a test seeds, clears or restores. */
import type { World } from '../../core/world/world.ts'
import { ownTable, stateIn, type TableState } from '../state/state.ts'
import { createReplica } from '../storage/replica.ts'
import { members } from './group.ts'

/**
 * Calls `change` with the table of each replica. Afterwards all of them are the same and nothing is
 * on its way: content that a test sets is content of the whole global table.
 */
export function everyReplica(
  world: World,
  name: string,
  change: (table: TableState) => void,
): void {
  const table = ownTable(stateIn(world), name)
  for (const member of members(table.definition, world)) {
    change(member.table)
    member.table.replica = createReplica()
    const state = stateIn(member.world)
    state.replicating = new Set([...state.replicating].filter((each) => each !== name))
    if (state.replicating.size === 0) state.endReplicationWait?.()
  }
}
