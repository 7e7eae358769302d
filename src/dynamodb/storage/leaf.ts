/** A leaf of a store: a run of ordered items, stored in columns. */
import type { Bound, Position } from '../keys/position.ts'
import type { StoredItem } from '../values/stored-item.ts'

export interface Leaf<Stored extends StoredItem = StoredItem> {
  readonly owner: object
  readonly hashes: number[]
  readonly partitions: string[]
  readonly sorts: string[]
  readonly ties: string[]
  readonly items: Stored[]
}

/** The maximum number of items in a leaf. */
export const LEAF_SIZE = 128

export const newLeaf = <Stored extends StoredItem>(owner: object): Leaf<Stored> => ({
  owner,
  hashes: [],
  partitions: [],
  sorts: [],
  ties: [],
  items: [],
})

export const copyOf = <Stored extends StoredItem>(
  leaf: Leaf<Stored>,
  owner: object,
): Leaf<Stored> => ({
  owner,
  hashes: leaf.hashes.slice(),
  partitions: leaf.partitions.slice(),
  sorts: leaf.sorts.slice(),
  ties: leaf.ties.slice(),
  items: leaf.items.slice(),
})

/** The position of the first item. */
export const headOf = ({ hashes, partitions, sorts, ties }: Leaf): Position => ({
  hash: hashes[0] ?? -1,
  partition: partitions[0] ?? '',
  sort: sorts[0] ?? '',
  tie: ties[0] ?? '',
})

/** Compares two strings by UTF-16 code units. */
const order = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

export const comparePositions = (a: Position, b: Position): number =>
  a.hash - b.hash || order(a.partition, b.partition) || order(a.sort, b.sort) || order(a.tie, b.tie)

/** Compares a position with a bound. The result is never 0: a bound is between positions. */
export function compareToBound(
  hash: number,
  partition: string,
  sort: string,
  tie: string,
  bound: Bound,
): number {
  if (hash !== bound.hash) return hash - bound.hash
  if (bound.partition === undefined) return -bound.side
  if (partition !== bound.partition) return partition < bound.partition ? -1 : 1
  if (bound.sort === undefined) return -bound.side
  if (sort !== bound.sort) return sort < bound.sort ? -1 : 1
  if (bound.tie === undefined || tie === bound.tie) return -bound.side
  return tie < bound.tie ? -1 : 1
}

// NOTE: `i` is within the columns, here and in `isBefore`. The assertions are for speed: accessors
// or checks for undefined make a look-up 10% slower (measured).
export const compareAt = (leaf: Leaf, i: number, position: Position): number =>
  leaf.hashes[i]! - position.hash ||
  order(leaf.partitions[i]!, position.partition) ||
  order(leaf.sorts[i]!, position.sort) ||
  order(leaf.ties[i]!, position.tie)

/** The index of the first item that is not before `position`. */
export function placeIn(leaf: Leaf, position: Position): number {
  let low = 0
  let high = leaf.items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareAt(leaf, middle, position) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether the leaf has an item at `i` with exactly this position. */
export const isAt = (leaf: Leaf, i: number, position: Position): boolean =>
  i < leaf.items.length && compareAt(leaf, i, position) === 0

export function insertAt<Stored extends StoredItem>(
  leaf: Leaf<Stored>,
  i: number,
  position: Position,
  stored: Stored,
): void {
  const partition = sharedPartition(leaf, i, position)
  if (i === leaf.items.length) {
    leaf.hashes.push(position.hash)
    leaf.partitions.push(partition)
    leaf.sorts.push(position.sort)
    leaf.ties.push(position.tie)
    leaf.items.push(stored)
  } else {
    leaf.hashes.splice(i, 0, position.hash)
    leaf.partitions.splice(i, 0, partition)
    leaf.sorts.splice(i, 0, position.sort)
    leaf.ties.splice(i, 0, position.tie)
    leaf.items.splice(i, 0, stored)
  }
}

/**
 * The partition of a new item, as the string of a neighbour that has the same one: a look-up
 * compares with several items of a partition and then reads one string from memory.
 */
function sharedPartition(
  { partitions }: Pick<Leaf, 'partitions'>,
  i: number,
  { partition }: Position,
): string {
  const before = partitions[i - 1]
  if (before === partition) return before
  const after = partitions[i]
  return after === partition ? after : partition
}

export function removeAt(leaf: Leaf, i: number): void {
  for (const list of [leaf.hashes, leaf.partitions, leaf.sorts, leaf.ties, leaf.items]) {
    list.splice(i, 1)
  }
}

/** Moves the items from `i` on into a new leaf. */
export const splitAt = <Stored extends StoredItem>(
  leaf: Leaf<Stored>,
  i: number,
  owner: object,
): Leaf<Stored> => ({
  owner,
  hashes: leaf.hashes.splice(i),
  partitions: leaf.partitions.splice(i),
  sorts: leaf.sorts.splice(i),
  ties: leaf.ties.splice(i),
  items: leaf.items.splice(i),
})

const isBefore = (leaf: Leaf, i: number, bound: Bound): boolean =>
  compareToBound(leaf.hashes[i]!, leaf.partitions[i]!, leaf.sorts[i]!, leaf.ties[i]!, bound) < 0

/** The number of items before the bound. */
export function countBefore(leaf: Leaf, bound: Bound): number {
  let low = 0
  let high = leaf.items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(leaf, middle, bound)) low = middle + 1
    else high = middle
  }
  return low
}

/** The same, with one comparison if all items are before the bound. */
export function endIn(leaf: Leaf, bound: Bound): number {
  const last = leaf.items.length - 1
  return last < 0 || isBefore(leaf, last, bound) ? last + 1 : countBefore(leaf, bound)
}

/** The same, with one comparison if no item is before the bound. */
export const startIn = (leaf: Leaf, bound: Bound): number =>
  leaf.items.length === 0 || !isBefore(leaf, 0, bound) ? 0 : countBefore(leaf, bound)
