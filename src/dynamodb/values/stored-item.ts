/** Items in the form that tables, indexes and backups store. */
import type { Item } from './values.ts'

/** An immutable item with its size in bytes, computed once when it is written. */
export interface StoredItem {
  readonly item: Item
  readonly size: number
  /** The item as JSON. Undefined until it is first printed. */
  text: string | undefined
}

export const storedItem = (item: Item, size: number): StoredItem => ({
  item,
  size,
  text: undefined,
})
