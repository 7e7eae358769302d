import { fromItem } from '../values/unmarshal.ts'
import type { Item } from '../values/values.ts'

/**
 * A stored item as plain values, in the caller's item type. Nothing checks that type: the type
 * argument of `new Table<Order>(...)` is the caller's promise about the items it puts.
 */
export const toCallerItem = <ItemType extends object>(item: Item): ItemType =>
  fromItem(item) as ItemType
