/**
 * Answers that hold stored items, as JSON. A stored item never changes: its text is made when it is first asked for over the wire, and
 * kept as long as the item (measured: a third of a Query of 25).
 */
import type { Item } from './values.ts'

// A cache of something immutable, shared by all worlds like the items themselves.
const texts = new WeakMap<Item, string>()

function printItem(item: Item): string {
  // Stored items are frozen; what a projection made is not, and is printed once anyway.
  if (!Object.isFrozen(item)) return JSON.stringify(item)
  let text = texts.get(item)
  if (text === undefined) texts.set(item, (text = JSON.stringify(item)))
  return text
}

interface Page {
  readonly Items?: readonly Item[]
  readonly Count: number
  readonly ScannedCount: number
  readonly LastEvaluatedKey?: Item
  readonly ConsumedCapacity?: object
}

/** `{"Items":[...],"Count":25,...}` */
export function printPage(page: Page): string {
  const { Items, Count, ScannedCount, LastEvaluatedKey, ConsumedCapacity } = page
  let text = '{'
  if (Items) {
    text += '"Items":['
    for (let i = 0; i < Items.length; i++) text += (i > 0 ? ',' : '') + printItem(Items[i]!)
    text += '],'
  }
  text += `"Count":${Count},"ScannedCount":${ScannedCount}`
  if (LastEvaluatedKey) text += `,"LastEvaluatedKey":${JSON.stringify(LastEvaluatedKey)}`
  if (ConsumedCapacity) text += `,"ConsumedCapacity":${JSON.stringify(ConsumedCapacity)}`
  return `${text}}`
}

/** `{"Item":{...}}` */
export function printFound(output: {
  readonly Item?: Item
  readonly ConsumedCapacity?: object
}): string {
  const { Item: item, ConsumedCapacity: consumed } = output
  if (!item) return JSON.stringify(output)
  const capacity = consumed ? `,"ConsumedCapacity":${JSON.stringify(consumed)}` : ''
  return `{"Item":${printItem(item)}${capacity}}`
}
