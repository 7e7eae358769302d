/**
 * An ordered collection of items: a list of leaves with owner stamps. A clone takes constant time
 * and shares every leaf. The first write of a store to a leaf that it does not own copies the leaf.
 */
import type { Bound, Position } from '../keys/position.ts'
import type { StoredItem } from '../values/stored-item.ts'
import type { Item } from '../values/values.ts'
import {
  comparePositions,
  compareToBound,
  copyOf,
  countBefore,
  countIn,
  endIn,
  findIn,
  headOf,
  insertAt,
  itemAt,
  LEAF_SIZE,
  newLeaf,
  placeIn,
  removeAt,
  replaceAt,
  splitAt,
  startIn,
  type Leaf,
} from './leaf.ts'

export class Store<Stored extends StoredItem = StoredItem> {
  /** The stamp of the leaves that this store may write to. */
  #owner: object = {}
  /** Whether no other store shares the lists below. */
  #ownsList = true
  #leaves: Leaf<Stored>[] = [newLeaf(this.#owner)]
  /** `heads[i]` is at or before every item of leaf i and after every item of leaf i - 1. */
  #heads: Position[] = [{ hash: -1, partition: '', sort: '', tie: '' }]
  #headHashes: number[] = [-1]
  #size = 0
  #bytes = 0

  /** The number of items. */
  get size(): number {
    return this.#size
  }

  /** The total size of the items. */
  get bytes(): number {
    return this.#bytes
  }

  /** Returns a store with the same items. Neither store sees later writes to the other. */
  clone(): Store<Stored> {
    const clone = new Store<Stored>()
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

  get(position: Position): Stored | undefined {
    const leaf = this.#leafAt(this.#indexOf(position))
    const at = findIn(leaf, position)
    return at < 0 ? undefined : itemAt(leaf, at)
  }

  set(position: Position, stored: Stored): void {
    const index = this.#indexOf(position)
    const leaf = this.#ownLeaf(index)
    const found = findIn(leaf, position)
    this.#bytes += stored.size
    if (found >= 0) {
      this.#bytes -= itemAt(leaf, found).size
      replaceAt(leaf, found, stored)
      return
    }
    this.#size++
    const at = placeIn(leaf, position)
    insertAt(leaf, at, position, stored)
    const count = countIn(leaf)
    if (count > LEAF_SIZE) this.#split(index, at === count - 1)
  }

  delete(position: Position): void {
    const index = this.#indexOf(position)
    const at = findIn(this.#leafAt(index), position)
    if (at < 0) return
    const leaf = this.#ownLeaf(index)
    this.#size--
    this.#bytes -= itemAt(leaf, at).size
    removeAt(leaf, at)
    // The first leaf stays even when empty: items before the second head belong there.
    if (countIn(leaf) === 0 && index > 0) {
      for (const list of [this.#leaves, this.#heads, this.#headHashes]) list.splice(index, 1)
    }
  }

  /**
   * Visits the items between two bounds, in order or backwards, until `visit` returns false. An
   * absent bound is the end of the store. `visit` must not write to the store.
   */
  walk(
    from: Bound | undefined,
    to: Bound | undefined,
    descending: boolean,
    visit: (stored: Stored) => boolean,
  ): void {
    if (descending) this.#walkDown(from, to, visit)
    else this.#walkUp(from, to, visit)
  }

  /** All items, in order. */
  items(): Item[] {
    const items: Item[] = []
    for (const leaf of this.#leaves)
      for (let at = 0; at < countIn(leaf); at++) items.push(itemAt(leaf, at).item)
    return items
  }

  #walkUp(
    from: Bound | undefined,
    to: Bound | undefined,
    visit: (stored: Stored) => boolean,
  ): void {
    let index = from ? this.#indexBefore(from) : 0
    let at = from ? countBefore(this.#leafAt(index), from) : 0
    for (; index < this.#leaves.length; index++, at = 0) {
      const leaf = this.#leafAt(index)
      const count = countIn(leaf)
      const end = to ? endIn(leaf, to) : count
      for (; at < end; at++) if (!visit(itemAt(leaf, at))) return
      if (end < count) return
    }
  }

  #walkDown(
    from: Bound | undefined,
    to: Bound | undefined,
    visit: (stored: Stored) => boolean,
  ): void {
    let index = to ? this.#indexBefore(to) : this.#leaves.length - 1
    let leaf = this.#leafAt(index)
    let at = to ? countBefore(leaf, to) : countIn(leaf)
    for (;;) {
      const start = from ? startIn(leaf, from) : 0
      for (at--; at >= start; at--) if (!visit(itemAt(leaf, at))) return
      if (start > 0 || --index < 0) return
      leaf = this.#leafAt(index)
      at = countIn(leaf)
    }
  }

  #leafAt(index: number): Leaf<Stored> {
    const leaf = this.#leaves[index]
    if (!leaf) throw new RangeError(`no leaf ${index}`)
    return leaf
  }

  #headAt(index: number): Position {
    const head = this.#heads[index]
    if (!head) throw new RangeError(`no leaf ${index}`)
    return head
  }

  /** The last leaf whose head is not after `position`. */
  #indexOf(position: Position): number {
    const hashes = this.#headHashes
    let low = 0
    let high = hashes.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      const difference =
        hashAt(hashes, middle) - position.hash || this.#compareHead(middle, position)
      if (difference <= 0) low = middle
      else high = middle - 1
    }
    return low
  }

  #compareHead(index: number, position: Position): number {
    return comparePositions(this.#headAt(index), position)
  }

  /** The last leaf whose head is before the bound. */
  #indexBefore(bound: Bound): number {
    const hashes = this.#headHashes
    let low = 0
    let high = hashes.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      const difference = hashAt(hashes, middle) - bound.hash || this.#headToBound(middle, bound)
      if (difference < 0) low = middle
      else high = middle - 1
    }
    return low
  }

  #headToBound(index: number, bound: Bound): number {
    const { hash, partition, sort, tie } = this.#headAt(index)
    return compareToBound(hash, partition, sort, tie, bound)
  }

  #ownLeaf(index: number): Leaf<Stored> {
    if (!this.#ownsList) {
      this.#leaves = this.#leaves.slice()
      this.#heads = this.#heads.slice()
      this.#headHashes = this.#headHashes.slice()
      this.#ownsList = true
    }
    const leaf = this.#leafAt(index)
    if (leaf.owner === this.#owner) return leaf
    return (this.#leaves[index] = copyOf(leaf, this.#owner))
  }

  /** Splits a full leaf. After an append it stays nearly full, for items that arrive in order. */
  #split(index: number, appended: boolean): void {
    const leaf = this.#leafAt(index)
    const next = splitAt(leaf, appended ? LEAF_SIZE - 8 : LEAF_SIZE / 2, this.#owner)
    const head = headOf(next)
    this.#leaves.splice(index + 1, 0, next)
    this.#heads.splice(index + 1, 0, head)
    this.#headHashes.splice(index + 1, 0, head.hash)
  }
}

/** NOTE: `i` is within the list. The assertion is for speed, as in leaf.ts. */
const hashAt = (hashes: readonly number[], i: number): number => hashes[i]!
