/** Changes to a table's content as a whole: seeding, restoring, rebuilding indexes. */
import type { ServiceError } from '../../core/errors.ts'
import { duplicateKeys } from '../keys/errors.ts'
import { checkIndexKeys, checkItemKey } from '../keys/key-checks.ts'
import { checkLocalEntries } from '../keys/local-entries.ts'
import type { Position } from '../keys/position.ts'
import { indexPositionOf, positionOf, tieOf } from '../keys/positions.ts'
import { cloneContent, type TableContent, type TableState } from './table.ts'
import { checkItemValues, measureItem } from '../values/value-checks.ts'
import type { Item } from '../values/values.ts'
import { applyChange } from './apply-change.ts'
import { changeOf, entryOf } from './change.ts'
import { Store } from './store.ts'
import type { StoredItem } from '../values/stored-item.ts'
import type { IndexPlan, TablePlan } from '../schema/plan.ts'
import { rooms } from '../rooms.ts'

/** A checked item with its position. */
export interface Seed {
  readonly stored: StoredItem
  readonly position: Position
}

/** Throws for the item at `index`. `earlier`: the place of an item with the same key. */
export type Refuse = (error: ServiceError, index: number, earlier?: number) => never

/**
 * The items as PutItem would store them. Calls `refuse` for the first item that PutItem refuses or
 * whose key is repeated.
 */
export function prepareSeeds(plan: TablePlan, items: readonly Item[], refuse: Refuse): Seed[] {
  const places = new Map<string, number>()
  return items.map((item, index) => {
    const stored = prepareItem(plan, item, (error) => refuse(error, index))
    const position = positionOf(plan.key, stored.item)
    const place = `${position.partition.length}:${position.partition}${position.sort}`
    const earlier = places.get(place)
    if (earlier !== undefined) refuse(duplicateKeys(), index, earlier)
    places.set(place, index)
    return { stored, position }
  })
}

function prepareItem(
  plan: TablePlan,
  item: Item,
  refuse: (error: ServiceError) => never,
): StoredItem {
  try {
    const stored = measureItem(checkItemValues(item))
    checkItemKey(plan, stored.item)
    checkIndexKeys(plan, stored.item)
    checkLocalEntries(plan, stored)
    return stored
  } catch (error) {
    return refuse(error as ServiceError)
  }
}

/**
 * Puts items without records or stream, into the table and into the content that `reset` restores.
 */
export function seedItems(table: TableState, seeds: readonly Seed[]): void {
  if (table.declaration?.isOver ?? true) table.declared ??= cloneContent(table.seeded ?? table)
  for (const seed of seeds) seedOne(table.plan, table, seed)
  if (table.seeded) for (const seed of seeds) seedOne(table.plan, table.seeded, seed)
}

function seedOne(plan: TablePlan, into: TableContent, { stored, position }: Seed): void {
  // NOTE: only indexes need the old item; `set` replaces it in the table.
  const isIndexed = plan.indexes.length > 0 || plan.vectorIndexes.length > 0
  const old = isIndexed ? into.items.get(position) : undefined
  applyChange(into, changeOf(plan, position, old, stored))
}

/** Puts an item that is no seed, without a record, as an import does. */
export function importItem(table: TableState, { stored, position }: Seed): void {
  table.seeded ??= cloneContent(table)
  applyChange(table, changeOf(table.plan, position, table.items.get(position), stored))
}

/** Copies the content for `putContent`, in constant time. */
export const takeContent = (table: TableState): TableContent => cloneContent(table)

/** Restores content of this table. Indexes that are newer than the content are rebuilt. */
export function putContent(table: TableState, content: TableContent): void {
  table.seeded ??= cloneContent(table)
  replaceContent(table, content)
}

/** Removes every item. `reset` still restores the seeds. */
export function clearContent(table: TableState): void {
  putContent(table, { items: new Store(), indexes: new Map(), vectors: new Map() })
}

/** Restores the seeds. */
export function resetContent(table: TableState): void {
  if (!table.seeded) return
  replaceContent(table, table.seeded)
  table.seeded = undefined
}

/** Restores the seeds of the table's declaration. */
export function resetToDeclaration(table: TableState, declared: TableContent): void {
  replaceContent(table, declared)
  table.seeded = undefined
  table.declared = undefined
}

function replaceContent(table: TableState, content: TableContent): void {
  Object.assign(table, withAllIndexes(table.plan, cloneContent(content)))
}

/**
 * An index's entries, from the table's items. Items with an invalid key stay out, as in AWS's
 * backfill.
 */
function buildIndex({ key }: TablePlan, index: IndexPlan, items: Store): Store {
  const store = new Store()
  items.walk(undefined, undefined, false, (stored) => {
    const tie = (): string => tieOf(key, stored.item, positionOf(key, stored.item))
    const position = indexPositionOf(index.key, stored.item, tie)
    if (position) store.set(position, entryOf(index, stored))
    return true
  })
  return store
}

/**
 * Adds and removes stores so that they match the definition's indexes. Added indexes are filled.
 */
export function alignIndexes(table: TableState): void {
  Object.assign(table, withAllIndexes(table.plan, table))
  if (table.seeded) table.seeded = withAllIndexes(table.plan, table.seeded)
}

/** The content with the stores of the plan's indexes and no others. */
const withAllIndexes = (
  plan: TablePlan,
  { items, indexes, vectors }: TableContent,
): Pick<TableState, keyof TableContent> => ({
  items,
  indexes: new Map(
    plan.indexes.map((index) => [
      index.name,
      indexes.get(index.name) ?? buildIndex(plan, index, items),
    ]),
  ),
  vectors: new Map(
    plan.vectorIndexes.map((index) => [
      index.name,
      vectors.get(index.name) ?? rooms.vectors().buildVectors(plan, index, items),
    ]),
  ),
})
