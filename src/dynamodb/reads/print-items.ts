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

const sources = new WeakMap<Page, readonly StoredItem[]>()

/** Notes the stored items of a page, in the order of the page, for `printPage`. */
export function noteSource(page: Page, stored: readonly StoredItem[]): void {
  sources.set(page, stored)
}

const textOf = (stored: StoredItem): string => (stored.text ??= JSON.stringify(stored.item))

/** `{"Items":[...],"Count":25,...}` */
export function printPage(page: Page): string {
  const { Items, Count, ScannedCount, LastEvaluatedKey, ConsumedCapacity } = page
  let text = '{'
  if (Items) {
    const stored = sources.get(page)
    text += '"Items":['
    let separator = ''
    for (const each of stored ?? []) {
      text += separator + textOf(each)
      separator = ','
    }
    if (!stored) text += Items.map((item) => JSON.stringify(item)).join(',')
    text += '],'
  }
  text += `"Count":${Count},"ScannedCount":${ScannedCount}`
  if (LastEvaluatedKey) text += `,"LastEvaluatedKey":${JSON.stringify(LastEvaluatedKey)}`
  if (ConsumedCapacity) text += `,"ConsumedCapacity":${JSON.stringify(ConsumedCapacity)}`
  return `${text}}`
}
