/**
 * An ordered collection of items: a list of leaves with owner stamps. A clone shares every leaf and costs the same whatever the size; a leaf
 * is copied by the first write of a store that does not own it.
 */
import type { Bound, Position } from '../keys/position.ts'
import type { StoredItem } from '../values/stored-item.ts'
import type { Item } from '../values/values.ts'

interface Leaf {
  readonly owner: object
  readonly hashes: number[]
  readonly partitions: string[]
  readonly sorts: string[]
  readonly ties: string[]
  readonly items: StoredItem[]
}

const LEAF_SIZE = 128

const newLeaf = (owner: object): Leaf => ({
  owner,
  hashes: [],
  partitions: [],
  sorts: [],
  ties: [],
  items: [],
})

const copyOf = (leaf: Leaf, owner: object): Leaf => ({
  owner,
  hashes: leaf.hashes.slice(),
  partitions: leaf.partitions.slice(),
  sorts: leaf.sorts.slice(),
  ties: leaf.ties.slice(),
  items: leaf.items.slice(),
})

/** The order of two places, text by text; `undefined` members were compared as equal by the caller. */
const order = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

const comparePositions = (a: Position, b: Position): number =>
  a.hash - b.hash || order(a.partition, b.partition) || order(a.sort, b.sort) || order(a.tie, b.tie)

/** How a place stands to a gap: never 0. */
function compareToBound(
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
  leaf.hashes[i]! - position.hash ||
  order(leaf.partitions[i]!, position.partition) ||
  order(leaf.sorts[i]!, position.sort) ||
  order(leaf.ties[i]!, position.tie)

/** The first place in the leaf that is not before `position`. */
function placeIn(leaf: Leaf, position: Position): number {
  let low = 0
  let high = leaf.items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareAt(leaf, middle, position) < 0) low = middle + 1
    else high = middle
  }
  return low
}

export class Store {
  /** Stamp of the leaves this store may write to. */
  #owner: object = {}
  /** Whether the two lists below are this store's own. */
  #ownsList = true
  #leaves: Leaf[] = [newLeaf(this.#owner)]
  /** `heads[i]` is not behind anything in leaf i, and behind everything in leaf i - 1. */
  #heads: Position[] = [{ hash: -1, partition: '', sort: '', tie: '' }]
  #headHashes: number[] = [-1]
  #size = 0
  #bytes = 0

  /** Number of items. */
  get size(): number {
    return this.#size
  }

  /** What all items count. */
  get bytes(): number {
    return this.#bytes
  }

  /** A store with the same items. Neither sees what is written to the other. */
  clone(): Store {
    const clone = new Store()
    clone.#leaves = this.#leaves
    clone.#heads = this.#heads
    clone.#headHashes = this.#headHashes
    clone.#size = this.#size
    clone.#bytes = this.#bytes
    clone.#ownsList = false
    this.#ownsList = false
    this.#owner = {}
    return clone
  }

  get(position: Position): StoredItem | undefined {
    const leaf = this.#leaves[this.#leafOf(position)]!
    const at = placeIn(leaf, position)
    return at < leaf.items.length && compareAt(leaf, at, position) === 0
      ? leaf.items[at]
      : undefined
  }

  set(position: Position, stored: StoredItem): void {
    const index = this.#leafOf(position)
    const leaf = this.#ownLeaf(index)
    const at = placeIn(leaf, position)
    const { items } = leaf
    this.#bytes += stored.size
    if (at < items.length && compareAt(leaf, at, position) === 0) {
      this.#bytes -= items[at]!.size
      items[at] = stored
      return
    }
    this.#size++
    if (at === items.length) {
      leaf.hashes.push(position.hash)
      leaf.partitions.push(position.partition)
      leaf.sorts.push(position.sort)
      leaf.ties.push(position.tie)
      items.push(stored)
    } else {
      leaf.hashes.splice(at, 0, position.hash)
      leaf.partitions.splice(at, 0, position.partition)
      leaf.sorts.splice(at, 0, position.sort)
      leaf.ties.splice(at, 0, position.tie)
      items.splice(at, 0, stored)
    }
    if (items.length > LEAF_SIZE) this.#split(index, at === items.length - 1)
  }

  delete(position: Position): void {
    const index = this.#leafOf(position)
    const found = this.#leaves[index]!
    const at = placeIn(found, position)
    if (at >= found.items.length || compareAt(found, at, position) !== 0) return
    const leaf = this.#ownLeaf(index)
    this.#size--
    this.#bytes -= leaf.items[at]!.size
    for (const list of [leaf.hashes, leaf.partitions, leaf.sorts, leaf.ties, leaf.items]) {
      list.splice(at, 1)
    }
    // The first leaf stays: everything before the second head belongs there.
    if (leaf.items.length === 0 && index > 0) {
      for (const list of [this.#leaves, this.#heads, this.#headHashes]) list.splice(index, 1)
    }
  }

  /**
   * Visits the items between two gaps in order, or backwards, until `visit` returns false. An absent gap is the end of the store. The store
   * must not be written meanwhile.
   */
  walk(
    from: Bound | undefined,
    to: Bound | undefined,
    descending: boolean,
    visit: (stored: StoredItem) => boolean,
  ): void {
    if (descending) this.#walkDown(from, to, visit)
    else this.#walkUp(from, to, visit)
  }

  /** All items, in order. */
  items(): Item[] {
    const items: Item[] = []
    for (const leaf of this.#leaves) for (const { item } of leaf.items) items.push(item)
    return items
  }

  #walkUp(
    from: Bound | undefined,
    to: Bound | undefined,
    visit: (stored: StoredItem) => boolean,
  ): void {
    let index = from ? this.#leafAt(from) : 0
    let at = from ? this.#placeAt(index, from) : 0
    for (; index < this.#leaves.length; index++, at = 0) {
      const leaf = this.#leaves[index]!
      const end = to ? this.#endIn(leaf, to) : leaf.items.length
      for (; at < end; at++) if (!visit(leaf.items[at]!)) return
      if (end < leaf.items.length) return
    }
  }

  #walkDown(
    from: Bound | undefined,
    to: Bound | undefined,
    visit: (stored: StoredItem) => boolean,
  ): void {
    let index = to ? this.#leafAt(to) : this.#leaves.length - 1
    let at = to ? this.#placeAt(index, to) : this.#leaves[index]!.items.length
    for (;;) {
      const leaf = this.#leaves[index]!
      const start = from ? this.#startIn(leaf, from) : 0
      for (at--; at >= start; at--) if (!visit(leaf.items[at]!)) return
      if (start > 0 || --index < 0) return
      at = this.#leaves[index]!.items.length
    }
  }

  /** How many items of the leaf stand before the gap; one comparison where all do. */
  #endIn(leaf: Leaf, bound: Bound): number {
    const last = leaf.items.length - 1
    return last < 0 || this.#isBefore(leaf, last, bound) ? last + 1 : this.#search(leaf, bound)
  }

  #startIn(leaf: Leaf, bound: Bound): number {
    return leaf.items.length === 0 || !this.#isBefore(leaf, 0, bound)
      ? 0
      : this.#search(leaf, bound)
  }

  #isBefore(leaf: Leaf, at: number, bound: Bound): boolean {
    return (
      compareToBound(
        leaf.hashes[at]!,
        leaf.partitions[at]!,
        leaf.sorts[at]!,
        leaf.ties[at]!,
        bound,
      ) < 0
    )
  }

  #placeAt(index: number, bound: Bound): number {
    return this.#search(this.#leaves[index]!, bound)
  }

  /** The number of items before the gap. */
  #search(leaf: Leaf, bound: Bound): number {
    let low = 0
    let high = leaf.items.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#isBefore(leaf, middle, bound)) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The last leaf whose head is not behind `position`. */
  #leafOf(position: Position): number {
    const hashes = this.#headHashes
    let low = 0
    let high = hashes.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      const difference = hashes[middle]! - position.hash || this.#compareHead(middle, position)
      if (difference <= 0) low = middle
      else high = middle - 1
    }
    return low
  }

  #compareHead(index: number, position: Position): number {
    return comparePositions(this.#heads[index]!, position)
  }

  /** The last leaf whose head is before the gap. */
  #leafAt(bound: Bound): number {
    let low = 0
    let high = this.#headHashes.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      const difference = this.#headHashes[middle]! - bound.hash || this.#headToBound(middle, bound)
      if (difference < 0) low = middle
      else high = middle - 1
    }
    return low
  }

  #headToBound(index: number, bound: Bound): number {
    const { hash, partition, sort, tie } = this.#heads[index]!
    return compareToBound(hash, partition, sort, tie, bound)
  }

  #ownLeaf(index: number): Leaf {
    if (!this.#ownsList) {
      this.#leaves = this.#leaves.slice()
      this.#heads = this.#heads.slice()
      this.#headHashes = this.#headHashes.slice()
      this.#ownsList = true
    }
    const leaf = this.#leaves[index]!
    if (leaf.owner === this.#owner) return leaf
    return (this.#leaves[index] = copyOf(leaf, this.#owner))
  }

  /** Items written in order leave nearly full leaves behind. */
  #split(index: number, appended: boolean): void {
    const leaf = this.#leaves[index]!
    const at = appended ? LEAF_SIZE - 8 : LEAF_SIZE / 2
    const next: Leaf = {
      owner: this.#owner,
      hashes: leaf.hashes.splice(at),
      partitions: leaf.partitions.splice(at),
      sorts: leaf.sorts.splice(at),
      ties: leaf.ties.splice(at),
      items: leaf.items.splice(at),
    }
    this.#leaves.splice(index + 1, 0, next)
    this.#heads.splice(index + 1, 0, {
      hash: next.hashes[0]!,
      partition: next.partitions[0]!,
      sort: next.sorts[0]!,
      tie: next.ties[0]!,
    })
    this.#headHashes.splice(index + 1, 0, next.hashes[0]!)
  }
}
