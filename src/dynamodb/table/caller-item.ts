import { fromItem } from '../values/unmarshal.ts'
import type { Item } from '../values/values.ts'

/**
 * Converts a stored item to plain values in the caller's item type. Nothing checks this type: the
 * type argument of `new Table<Order>(...)` is the caller's promise about the items.
 */
export const toCallerItem = <ItemType extends object>(item: Item): ItemType =>
  fromItem(item) as ItemType
