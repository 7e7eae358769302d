/** Changes to a table's content as a whole: seeding, restoring, rebuilding indexes. */
import { checkIndexKeys, checkItemKey } from '../keys/key-checks.ts'
import { checkLocalEntries } from '../keys/local-entries.ts'
import { indexPositionOf, positionOf, tieOf } from '../keys/positions.ts'
import { cloneContent, type TableContent, type TableState } from './table.ts'
import { checkItemValues, measureItem } from '../values/value-checks.ts'
import type { Item } from '../values/values.ts'
import { applyChange } from './apply-change.ts'
import { changeOf, entryOf } from './change.ts'
import { Store } from './store.ts'
import type { StoredItem } from '../values/stored-item.ts'
import type { TablePlan } from '../schema/plan.ts'

/**
 * Puts items without journal or stream records, into the table and into the content that `reset`
 * restores. Puts all items or none: the error of the first invalid item goes to `refuse` with the
 * item's index, and `refuse` throws.
 */
export function seedItems(
  table: TableState,
  items: readonly Item[],
  refuse: (error: unknown, index: number) => never,
): void {
  const stored = items.map((item, index) => {
    try {
      return prepareItem(table.plan, item)
    } catch (error) {
      return refuse(error, index)
    }
  })
  if (table.declaration?.isOver ?? true) table.declared ??= cloneContent(table.seeded ?? table)
  for (const item of stored) seedOne(table.plan, table, item)
  if (table.seeded) for (const item of stored) seedOne(table.plan, table.seeded, item)
}

/** Returns an item as PutItem stores it. Throws PutItem's errors. */
export function prepareItem(plan: TablePlan, item: Item): StoredItem {
  const stored = measureItem(checkItemValues(item))
  checkItemKey(plan, stored.item)
  checkIndexKeys(plan, stored.item)
  checkLocalEntries(plan, stored)
  return stored
}

function seedOne(plan: TablePlan, into: TableContent, stored: StoredItem): void {
  const position = positionOf(plan.key, stored.item)
  // NOTE: only indexes need the old item; `set` replaces it in the table.
  const old = plan.indexes.length > 0 ? into.items.get(position) : undefined
  applyChange(into, changeOf(plan, position, old, stored))
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
  putContent(table, { items: new Store(), indexes: new Map() })
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
  const { items, indexes } = cloneContent(content)
  table.items = items
  table.indexes = new Map(
    table.plan.indexes.map(({ name }) => [name, indexes.get(name) ?? buildIndex(table, name)]),
  )
}

/** An index's entries, from the table's items. An item whose attribute cannot be its key stays out, as in AWS's backfill. */
function buildIndex(table: Pick<TableState, 'plan' | 'items'>, name: string): Store {
  const store = new Store()
  const index = table.plan.indexes.find((plan) => plan.name === name)
  if (!index) return store
  const { key } = table.plan
  table.items.walk(undefined, undefined, false, (stored) => {
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
  table.indexes = indexesFor(table, table)
  if (table.seeded) table.seeded = { ...table.seeded, indexes: indexesFor(table, table.seeded) }
}

const indexesFor = (table: TableState, content: TableContent): Map<string, Store> =>
  new Map(
    table.plan.indexes.map(({ name }) => [
      name,
      content.indexes.get(name) ?? buildIndex({ plan: table.plan, items: content.items }, name),
    ]),
  )
