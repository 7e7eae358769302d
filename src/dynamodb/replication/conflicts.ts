/** `table.conflicts`: the writes that lost against a later one of another region. */
import type { World } from '../../core/world/world.ts'
import { findTable, stateIn } from '../state/state.ts'
import { fromItem } from '../values/unmarshal.ts'
import type { ConflictRecord } from './receive.ts'

/** One side of a conflict: a write of one AWS region. */
export interface ConflictSide<ItemType extends object> {
  readonly region: string
  /** The item as that region wrote it; undefined if it deleted the item. */
  readonly item: ItemType | undefined
}

/** A write to a global table that was lost, because a later write of another region won. */
export interface TableConflict<ItemType extends object, Key extends object> {
  /** The item's primary key. */
  readonly key: Key
  readonly lost: ConflictSide<ItemType>
  readonly kept: ConflictSide<ItemType>
  /** When the winner reached the region of the loser, in milliseconds since 1970. */
  readonly at: number
}

/** The conflicts of a global table, found in any of its regions, oldest first. */
export function conflictsOf<ItemType extends object, Key extends object>(
  world: World,
  name: string,
): TableConflict<ItemType, Key>[] {
  const { replication } = findTable(stateIn(world), name)?.definition ?? {}
  return (replication?.replicas ?? [])
    .filter(({ region }) => world.has(region))
    .flatMap(({ region }) =>
      world.in(region).journal.of<ConflictRecord>('conflict', ({ table }) => table === name),
    )
    .sort((a, b) => a.at - b.at)
    .map(({ key, lost, kept, at }) => ({
      key: fromItem(key) as Key,
      lost: plain(lost),
      kept: plain(kept),
      at,
    }))
}

const plain = <ItemType extends object>({
  region,
  item,
}: ConflictRecord['lost']): ConflictSide<ItemType> => ({
  region,
  item: item && (fromItem(item) as ItemType),
})
