/** Positions of items in a table or an index, and bounds between them. */

/**
 * The position of an item. Items are ordered by the hash of the partition key, the partition key,
 * the sort key, and in an index also by the table's key (`tie`).
 */
export interface Position {
  readonly hash: number
  readonly partition: string
  readonly sort: string
  readonly tie: string
}

/**
 * A bound between items: before (`side` -1) or after (1) all items that match its defined members.
 */
export interface Bound {
  readonly hash: number
  readonly partition?: string | undefined
  readonly sort?: string | undefined
  readonly tie?: string | undefined
  readonly side: -1 | 1
}
