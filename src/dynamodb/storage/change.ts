/** What a write does to a table: worked out first, so that applying it cannot fail. */
import { equalItems, equalValues } from '../values/compare.ts'
import { indexPositionOf, tieOf } from '../keys/positions.ts'
import { sizeOfItem } from '../values/sizes.ts'
import { newItem, type Item } from '../values/values.ts'
import type { IndexPlan, TablePlan } from '../schema/plan.ts'
import { storedItem, type StoredItem } from '../values/stored-item.ts'
import type { Position } from '../keys/position.ts'

/** What a write does to one index: an entry goes, an entry comes, or both. */
export interface IndexChange {
  readonly index: IndexPlan
  /** Where an entry goes away. */
  readonly removed: Position | undefined
  readonly added: { readonly position: Position; readonly stored: StoredItem } | undefined
}

export interface Change {
  readonly position: Position
  readonly old: StoredItem | undefined
  readonly new: StoredItem | undefined
  /** Only those whose view of the item changes. */
  readonly indexes: readonly IndexChange[]
}

const NONE: readonly IndexChange[] = []

/** Replaces `old` (what stands at `position`) by `next`. An equal item changes nothing: indexes go on sharing the old one. */
export function changeOf(
  plan: TablePlan,
  position: Position,
  old: StoredItem | undefined,
  next: StoredItem | undefined,
): Change {
  const { indexes } = plan
  if (indexes.length === 0) return { position, old, new: next, indexes: NONE }
  if (old && next && equalItems(old.item, next.item)) {
    return { position, old, new: old, indexes: NONE }
  }
  const changes: IndexChange[] = []
  const tie = lazyTie(plan, position, (next ?? old)?.item)
  for (const index of indexes) {
    const change = indexChangeOf(index, old, next, tie)
    if (change) changes.push(change)
  }
  return { position, old, new: next, indexes: changes }
}

/** The same for every index of a table, and not needed while the item is in none. */
function lazyTie(plan: TablePlan, position: Position, item: Item | undefined): () => string {
  let tie: string | undefined
  return () => (tie ??= item ? tieOf(plan.key, item, position) : '')
}

function indexChangeOf(
  index: IndexPlan,
  old: StoredItem | undefined,
  next: StoredItem | undefined,
  tie: () => string,
): IndexChange | undefined {
  const from = old && indexPositionOf(index.key, old.item, tie)
  const to = next && indexPositionOf(index.key, next.item, tie)
  if (!from && !to) return undefined
  if (from && to && samePlace(from, to) && !isViewChanged(index, old.item, next.item)) {
    return undefined
  }
  return {
    index,
    removed: from,
    added: to && { position: to, stored: entryOf(index, next) },
  }
}

export const samePlace = (a: Position, b: Position): boolean =>
  a.partition === b.partition && a.sort === b.sort && a.tie === b.tie

function isViewChanged({ projected }: IndexPlan, old: Item, next: Item): boolean {
  if (!projected) return true
  for (const name of projected) {
    const before = old[name]
    const after = next[name]
    if (before === after) continue
    if (!before || !after || !equalValues(before, after)) return true
  }
  return false
}

/** An index's view of an item: the very same where it projects everything. */
export function entryOf({ projected }: IndexPlan, stored: StoredItem): StoredItem {
  if (!projected) return stored
  const item = newItem()
  for (const name in stored.item) {
    const value = stored.item[name]
    if (value && projected.has(name)) item[name] = value
  }
  Object.freeze(item)
  return storedItem(item, sizeOfItem(item))
}
