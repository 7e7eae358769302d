/**
 * The change that a write makes to a table. It is computed before it is applied, so applying cannot
 * fail.
 */
import { equalItems, equalValues } from '../values/compare.ts'
import { indexPositionOf, tieOf } from '../keys/positions.ts'
import { sizeOfItem } from '../values/sizes.ts'
import { newItem, type Item } from '../values/values.ts'
import type { IndexPlan, TablePlan } from '../schema/plan.ts'
import { storedItem, type StoredItem } from '../values/stored-item.ts'
import type { Position } from '../keys/position.ts'

/** The change to one index: an entry is removed, added, or both. */
export interface IndexChange {
  readonly index: IndexPlan
  /** The position of the removed entry. */
  readonly removed: Position | undefined
  readonly added: { readonly position: Position; readonly stored: StoredItem } | undefined
}

export interface Change {
  readonly position: Position
  readonly old: StoredItem | undefined
  readonly new: StoredItem | undefined
  /** The indexes whose entry for the item changes. */
  readonly indexes: readonly IndexChange[]
}

const NONE: readonly IndexChange[] = []

/**
 * Replaces `old`, the item at `position`, by `next`. An equal item keeps `old`, which indexes
 * share.
 */
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

/** The tie is the same in all indexes. It is computed only if the item is in an index. */
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

/** The index entry of an item. It is the item itself if the index projects all attributes. */
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
