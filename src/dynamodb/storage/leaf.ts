/** A leaf of a store: a run of ordered items. */
import type { Bound, Position } from '../keys/position.ts'
import type { StoredItem } from '../values/stored-item.ts'

export interface Leaf<Stored extends StoredItem = StoredItem> {
  readonly owner: object
  /**
   * The hash, fingerprint, partition, sort and tie of each item, and the item. All in one list: among
   * a million items a look-up costs what it touches in memory, and each list lies in another place
   * (measured).
   */
  readonly slots: (number | string | Stored)[]
}

/** The slots of an item. */
const WIDTH = 6

/** The maximum number of items in a leaf. */
export const LEAF_SIZE = 128

export const newLeaf = <Stored extends StoredItem>(owner: object): Leaf<Stored> => ({
  owner,
  slots: [],
})

export const copyOf = <Stored extends StoredItem>(
  leaf: Leaf<Stored>,
  owner: object,
): Leaf<Stored> => ({
  owner,
  slots: leaf.slots.slice(),
})

/** The number of items. */
export const countIn = ({ slots }: Leaf): number => (slots.length / WIDTH) | 0

// NOTE: `i` is within the leaf, here and below, and each slot has its type. The assertions are for
// speed: checks for undefined make a look-up 10% slower (measured).
const hashAt = ({ slots }: Leaf, i: number): number => slots[i * WIDTH] as number
const fingerprintAt = ({ slots }: Leaf, i: number): number => slots[i * WIDTH + 1] as number
const partitionAt = ({ slots }: Leaf, i: number): string => slots[i * WIDTH + 2] as string
const sortAt = ({ slots }: Leaf, i: number): string => slots[i * WIDTH + 3] as string
const tieAt = ({ slots }: Leaf, i: number): string => slots[i * WIDTH + 4] as string

export const itemAt = <Stored extends StoredItem>({ slots }: Leaf<Stored>, i: number): Stored =>
  slots[i * WIDTH + 5] as Stored

export function replaceAt<Stored extends StoredItem>(
  { slots }: Leaf<Stored>,
  i: number,
  stored: Stored,
): void {
  slots[i * WIDTH + 5] = stored
}

/** The position of the first item of a leaf that is not empty. */
export const headOf = (leaf: Leaf): Position => ({
  hash: hashAt(leaf, 0),
  partition: partitionAt(leaf, 0),
  sort: sortAt(leaf, 0),
  tie: tieAt(leaf, 0),
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

const compareAt = (leaf: Leaf, i: number, position: Position): number =>
  hashAt(leaf, i) - position.hash ||
  order(partitionAt(leaf, i), position.partition) ||
  order(sortAt(leaf, i), position.sort) ||
  order(tieAt(leaf, i), position.tie)

/** The index of the first item that is not before `position`. */
export function placeIn(leaf: Leaf, position: Position): number {
  let low = 0
  let high = countIn(leaf)
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareAt(leaf, middle, position) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The index of the item with exactly this position, or -1. It reads no key of other items: each lies
 * in another place of the memory.
 */
export function findIn(leaf: Leaf, position: Position): number {
  const { hash, partition, sort, tie } = position
  const fingerprint = fingerprintOf(position)
  const count = countIn(leaf)
  let i = firstWith(leaf, hash, count)
  for (; i < count && hashAt(leaf, i) === hash; i++) {
    if (
      fingerprintAt(leaf, i) === fingerprint &&
      sortAt(leaf, i) === sort &&
      tieAt(leaf, i) === tie &&
      partitionAt(leaf, i) === partition
    )
      return i
  }
  return -1
}

/** The index of the first item whose hash is not below `hash`. */
function firstWith(leaf: Leaf, hash: number, count: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (hashAt(leaf, middle) < hash) low = middle + 1
    else high = middle
  }
  return low
}

/** The items of a partition have different fingerprints, as a rule. */
const fingerprintOf = ({ sort, tie }: Position): number => mix(mix(0, sort), tie)

/** The characters of a text that count. Long keys of one partition usually differ in their ends. */
const MOST_MIXED = 24

function mix(seed: number, text: string): number {
  let mixed = seed
  for (let i = Math.max(0, text.length - MOST_MIXED); i < text.length; i++)
    mixed = (Math.imul(mixed, 31) + text.charCodeAt(i)) & 0x3fffffff
  return mixed
}

export function insertAt<Stored extends StoredItem>(
  leaf: Leaf<Stored>,
  i: number,
  position: Position,
  stored: Stored,
): void {
  const { slots } = leaf
  const { hash, sort, tie } = position
  const partition = sharedPartition(leaf, i, position)
  const fingerprint = fingerprintOf(position)
  if (i === countIn(leaf)) slots.push(hash, fingerprint, partition, sort, tie, stored)
  else slots.splice(i * WIDTH, 0, hash, fingerprint, partition, sort, tie, stored)
}

/**
 * The partition of a new item, as the string of a neighbour that has the same one: a look-up
 * compares with several items of a partition and then reads one string from memory.
 */
function sharedPartition(leaf: Leaf, i: number, { partition }: Position): string {
  const before = i > 0 ? partitionAt(leaf, i - 1) : undefined
  if (before === partition) return before
  const after = i < countIn(leaf) ? partitionAt(leaf, i) : undefined
  return after === partition ? after : partition
}

export const removeAt = ({ slots }: Leaf, i: number): void => {
  slots.splice(i * WIDTH, WIDTH)
}

/** Moves the items from `i` on into a new leaf. */
export const splitAt = <Stored extends StoredItem>(
  leaf: Leaf<Stored>,
  i: number,
  owner: object,
): Leaf<Stored> => ({
  owner,
  slots: leaf.slots.splice(i * WIDTH),
})

const isBefore = (leaf: Leaf, i: number, bound: Bound): boolean =>
  compareToBound(hashAt(leaf, i), partitionAt(leaf, i), sortAt(leaf, i), tieAt(leaf, i), bound) < 0

/** The number of items before the bound. */
export function countBefore(leaf: Leaf, bound: Bound): number {
  let low = 0
  let high = countIn(leaf)
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(leaf, middle, bound)) low = middle + 1
    else high = middle
  }
  return low
}

/** The same, with one comparison if all items are before the bound. */
export function endIn(leaf: Leaf, bound: Bound): number {
  const last = countIn(leaf) - 1
  return last < 0 || isBefore(leaf, last, bound) ? last + 1 : countBefore(leaf, bound)
}

/** The same, with one comparison if no item is before the bound. */
export const startIn = (leaf: Leaf, bound: Bound): number =>
  countIn(leaf) === 0 || !isBefore(leaf, 0, bound) ? 0 : countBefore(leaf, bound)
