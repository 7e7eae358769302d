/**
 * Prints pages of stored items as JSON. A stored item never changes, so its JSON is made on the
 * first read over the wire and kept with the item (measured: a third of a Query of 25 items).
 */
import type { StoredItem } from '../values/stored-item.ts'
import type { Item } from '../values/values.ts'

interface Page {
  readonly Items?: readonly Item[]
  readonly Count: number
  readonly ScannedCount: number
  readonly LastEvaluatedKey?: Item
  readonly ConsumedCapacity?: object
}

const sources = new WeakMap<object, readonly StoredItem[]>()

/** Notes the stored items of a page, in the order of the page, for printing. */
export function noteSource(page: object, stored: readonly StoredItem[]): void {
  sources.set(page, stored)
}

/**
 * Returns the stored items of a page and forgets them. Undefined if its items are parts of stored
 * ones.
 * NOTE: records keep their pages, and a map of ten thousand of them is slow to grow.
 */
export function takeSource(page: object): readonly StoredItem[] | undefined {
  const stored = sources.get(page)
  if (stored) sources.delete(page)
  return stored
}

const textOf = (stored: StoredItem): string => (stored.text ??= JSON.stringify(stored.item))

function printItems(page: object, items: readonly Item[]): string {
  const stored = takeSource(page)
  if (!stored) return JSON.stringify(items)
  let text = '['
  let separator = ''
  for (const each of stored) {
    text += separator + textOf(each)
    separator = ','
  }
  return `${text}]`
}

/** `{"Items":[...],"NextToken":"..."}` */
export function printSelected(page: { readonly Items: readonly Item[] }): string {
  const { Items, ...more } = page
  const rest = JSON.stringify(more)
  return `{"Items":${printItems(page, Items)}${rest === '{}' ? '}' : `,${rest.slice(1)}`}`
}

/** `{"Items":[...],"Count":25,...}` */
export function printPage(page: Page): string {
  const { Items, Count, ScannedCount, LastEvaluatedKey, ConsumedCapacity } = page
  let text = '{'
  if (Items) text += `"Items":${printItems(page, Items)},`
  text += `"Count":${Count},"ScannedCount":${ScannedCount}`
  if (LastEvaluatedKey) text += `,"LastEvaluatedKey":${JSON.stringify(LastEvaluatedKey)}`
  if (ConsumedCapacity) text += `,"ConsumedCapacity":${JSON.stringify(ConsumedCapacity)}`
  return `${text}}`
}
