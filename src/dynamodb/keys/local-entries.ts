/** Checks the size of an item together with its entries in local indexes. */
import { MAX_ITEM_BYTES } from '../limits.ts'
import type { IndexPlan, TablePlan } from '../schema/plan.ts'
import { itemTooLarge } from '../values/errors.ts'
import { sizeOfValue, utf8Length } from '../values/sizes.ts'
import type { StoredItem } from '../values/stored-item.ts'

/**
 * AWS: Constraints.html#limits-items: the limit of 400 KB is for an item together with its entries
 * in all local indexes.
 * Unverified: the error is assumed to be that for an item alone, and the size of an entry that of
 * an item with the same attributes.
 */
export function checkLocalEntries(
  { localIndexes }: TablePlan,
  stored: StoredItem,
  tooLarge: () => Error = itemTooLarge,
): void {
  // An entry is never larger than its item.
  if (localIndexes.length === 0 || stored.size * (1 + localIndexes.length) <= MAX_ITEM_BYTES) return
  const size = localIndexes.reduce((sum, index) => sum + entrySize(index, stored), stored.size)
  if (size > MAX_ITEM_BYTES) throw tooLarge()
}

function entrySize({ key, projected }: IndexPlan, { item, size }: StoredItem): number {
  if (key.sort.some(({ name }) => item[name] === undefined)) return 0
  if (!projected) return size
  let sum = 0
  for (const name of projected) {
    const value = item[name]
    if (value) sum += utf8Length(name) + sizeOfValue(value)
  }
  return sum
}
