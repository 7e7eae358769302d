/** The steps that UpdateItem and the Update of a transaction share. */
import { indexKeyTypeMismatch } from '../keys/errors.ts'
import { keyUpdate, updatedItemTooLarge } from './errors.ts'
import { fromAttributeUpdates, type AttributeUpdates } from '../expressions/legacy-updates.ts'
import { projectionOf, projectItem } from '../expressions/projection.ts'
import type { Scope } from '../expressions/grammar/scope.ts'
import type { Path, Update } from '../expressions/grammar/tree.ts'
import { applyUpdate, updatedType } from '../expressions/update.ts'
import { parseUpdate } from '../expressions/grammar/update-parser.ts'
import { checkIndexKeys } from '../keys/key-checks.ts'
import { checkLocalEntries } from '../keys/local-entries.ts'
import { MAX_ITEM_BYTES } from '../limits.ts'
import { checkWrittenSize } from './written-size.ts'
import { checkKeyPaths } from '../expressions/projections.ts'
import { sizeOfItem, sizeOfValue, utf8Length } from '../values/sizes.ts'
import type { TablePlan } from '../schema/plan.ts'
import { storedItem, type StoredItem } from '../values/stored-item.ts'
import { checkUpdatedValues } from '../values/value-checks.ts'
import type { Item } from '../values/values.ts'

export interface UpdateInput {
  readonly UpdateExpression?: string
  readonly AttributeUpdates?: AttributeUpdates
}

const NOTHING: Update = { actions: [] }

/** Parses the update of a request. A request without one only creates a missing item. */
export function parseUpdateOf(
  { UpdateExpression, AttributeUpdates }: UpdateInput,
  scope: Scope | undefined,
): Update {
  if (UpdateExpression !== undefined && scope) return parseUpdate(UpdateExpression, scope)
  return AttributeUpdates ? fromAttributeUpdates(AttributeUpdates) : NOTHING
}

/**
 * Checks that the update changes no key attribute, and that values for index keys have the right
 * type where the expression shows their type.
 */
export function checkUpdateFits(plan: TablePlan, update: Update): void {
  const { actions } = update
  if (actions.length === 0) return
  for (const { name } of plan.attributes) {
    for (const { path } of actions) if (path[0] === name) throw keyUpdate(name)
  }
  for (const index of plan.indexes) {
    for (const { name, type } of index.local ? index.key.sort : index.attributes) {
      const action = actions.find(({ path }) => path.length === 1 && path[0] === name)
      const given = action && updatedType(action)
      if (given && given !== type) throw indexKeyTypeMismatch(index.name, name, type, given)
    }
  }
  checkKeyPaths(
    plan,
    actions.map(({ path }) => path),
  )
}

/**
 * Whether an update of a missing item creates nothing: it has actions, and all of them remove.
 * Their paths are not looked up then, so `REMOVE x.y` is accepted.
 * AWS, as observed by peers in October 2026 for REMOVE and the legacy DELETE of an attribute;
 * LegacyConditionalParameters.AttributeUpdates.html says it for DELETE with a set.
 * Unverified: DELETE in an expression, and updates in transactions.
 */
const onlyRemoves = ({ actions }: Update): boolean =>
  actions.length > 0 && actions.every(({ type }) => type === 'remove' || type === 'delete')

/**
 * Returns the item after the update, or undefined if there is still no item. Throws AWS's error if
 * the new item is invalid. With `chargesClauses` the limit applies to the clauses, too: see
 * checkWrittenSize().
 */
export function updatedItem(
  plan: TablePlan,
  update: Update,
  key: Item,
  old: StoredItem | undefined,
  chargesClauses = false,
): StoredItem | undefined {
  if (!old && onlyRemoves(update)) return undefined
  const before = old?.item ?? key
  const touched = touchedNames(update)
  const applied = applyUpdate(update, before)
  const item = checkUpdatedValues(applied.item, touched)
  checkIndexKeys(plan, item, before)
  const size = old ? sizeAfter(old, item, touched) : sizeOfItem(item)
  if (size > MAX_ITEM_BYTES) throw updatedItemTooLarge()
  if (chargesClauses && size > MAX_ITEM_BYTES / 2) checkWrittenSize(update, applied.assigned)
  const stored = storedItem(item, size)
  checkLocalEntries(plan, stored, updatedItemTooLarge)
  return stored
}

function touchedNames({ actions }: Update): string[] {
  const names: string[] = []
  // Each name once, even if several actions change it.
  for (const { path } of actions) if (!names.includes(path[0])) names.push(path[0])
  return names
}

/** The size of an updated item, from the old size and the changed attributes. */
function sizeAfter(old: StoredItem, item: Item, touched: readonly string[]): number {
  let { size } = old
  for (const name of touched) {
    const before = old.item[name]
    const after = item[name]
    if (before) size -= utf8Length(name) + sizeOfValue(before)
    if (after) size += utf8Length(name) + sizeOfValue(after)
  }
  return size
}

/** The attributes that ReturnValues requests. Undefined if the item has none of them. */
export function returnedAttributes(
  returnValues: string | undefined,
  { actions }: Update,
  old: StoredItem | undefined,
  stored: StoredItem | undefined,
): Item | undefined {
  switch (returnValues) {
    case 'ALL_OLD':
      return old?.item
    case 'ALL_NEW':
      return stored?.item
    case 'UPDATED_OLD':
      return old && touched(actions, old.item)
    case 'UPDATED_NEW':
      return stored && touched(actions, stored.item)
    default:
      return undefined
  }
}

function touched(actions: Update['actions'], item: Item): Item | undefined {
  const paths: Path[] = actions.map(({ path }) => path)
  const part = projectItem(projectionOf(paths), item)
  for (const _ in part) return part
  return undefined
}
