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
import { rooms } from '../rooms.ts'
import type { VectorChange } from './vector-entry.ts'

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
  /** The vector indexes whose entry for the item changes. */
  readonly vectors: readonly VectorChange[]
}

const NONE: readonly IndexChange[] = []
const NO_VECTORS: readonly VectorChange[] = []

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
  const { indexes, vectorIndexes } = plan
  if (indexes.length === 0 && vectorIndexes.length === 0) {
    return { position, old, new: next, indexes: NONE, vectors: NO_VECTORS }
  }
  if (old && next && equalItems(old.item, next.item)) {
    return { position, old, new: old, indexes: NONE, vectors: NO_VECTORS }
  }
  const changes: IndexChange[] = []
  const tie = lazyTie(plan, position, (next ?? old)?.item)
  const vectors =
    vectorIndexes.length === 0
      ? NO_VECTORS
      : rooms.vectors().vectorChanges(vectorIndexes, position, old, next)
  for (const index of indexes) {
    const change = indexChangeOf(index, old, next, tie)
    if (change) changes.push(change)
  }
  return { position, old, new: next, indexes: changes, vectors }
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

/** Whether a projected attribute differs. Undefined means that all are projected. */
export function isViewChanged(
  { projected }: Pick<IndexPlan, 'projected'>,
  old: Item,
  next: Item,
): boolean {
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
  const item = pickProjected(projected, stored.item)
  return storedItem(item, sizeOfItem(item))
}

export function pickProjected(projected: ReadonlySet<string>, item: Item): Item {
  const picked = newItem()
  for (const name in item) {
    const value = item[name]
    if (value && projected.has(name)) picked[name] = value
  }
  return Object.freeze(picked)
}
