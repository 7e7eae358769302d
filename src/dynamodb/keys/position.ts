/** Places of items in a table or an index, and the gaps between them. */

/** Where an item stands: by hash of the partition key, partition key, sort key, and in an index by the table's key. */
export interface Position {
  readonly hash: number
  readonly partition: string
  readonly sort: string
  readonly tie: string
}

/** A gap between items: before (`side` -1) or behind (1) all that agree with it in the members it has. */
export interface Bound {
  readonly hash: number
  readonly partition?: string | undefined
  readonly sort?: string | undefined
  readonly tie?: string | undefined
  readonly side: -1 | 1
}
