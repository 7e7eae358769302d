/** The size of an item together with its entries in local indexes. */
import { MAX_ITEM_BYTES } from '../limits.ts'
import type { IndexPlan, TablePlan } from '../schema/plan.ts'
import { itemTooLarge } from '../values/errors.ts'
import { sizeOfValue, utf8Length } from '../values/sizes.ts'
import type { StoredItem } from '../values/stored-item.ts'

/**
 * AWS: Constraints.html#limits-items: an item and its entries in all local indexes have at most 400
 * KB together.
 * Unverified: the text, which is the one for the item alone, and how an entry is measured.
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
