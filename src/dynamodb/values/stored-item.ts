/** Items as tables, indexes and backups hold them. */
import type { Item } from './values.ts'

/** An immutable item, and its size in bytes as DynamoDB counts it, computed once at the write. */
export interface StoredItem {
  readonly item: Item
  readonly size: number
  /** The item as JSON, from when it was first printed. */
  text: string | undefined
}

export const storedItem = (item: Item, size: number): StoredItem => ({
  item,
  size,
  text: undefined,
})
