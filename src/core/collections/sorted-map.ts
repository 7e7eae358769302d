/**
 * A map in the order of its keys that forks at no cost: a list of leaves with owner stamps, as
 * DynamoDB's store has them. A fork shares every leaf. The first write of a map to a leaf that it
 * does not own copies the leaf.
 *
 * Finding, setting and deleting cost the logarithm of the number of entries, and so does the start
 * of a walk.
 */

interface Leaf<Value> {
  /** The stamp of the map that may write to it. */
  readonly owner: object
  readonly keys: string[]
  readonly values: Value[]
}

const LEAF_SIZE = 128
/** A leaf that grew at its end stays nearly full, for keys that arrive in order. */
const KEPT_AFTER_APPEND = LEAF_SIZE - 16

export class SortedMap<Value extends NonNullable<unknown>> {
  readonly #compare: (a: string, b: string) => number
  #owner: object = {}
  /** Whether no other map shares the lists of leaves and of their starts. */
  #ownsList = true
  #leaves: Leaf<Value>[] = []
  /**
   * For each leaf a key that is after all keys of the leaf before, and not after any of its own. A
   * search reads them instead of the leaves, which among a million keys are not in any cache.
   */
  #starts: string[] = []
  #size = 0

  constructor(compare: (a: string, b: string) => number) {
    this.#compare = compare
  }

  get size(): number {
    return this.#size
  }

  /** Returns a map with the same entries. From then on the two change independently. */
  fork(): SortedMap<Value> {
    const fork = new SortedMap<Value>(this.#compare)
    fork.#leaves = this.#leaves
    fork.#starts = this.#starts
    fork.#size = this.#size
    fork.#ownsList = this.#ownsList = false
    this.#owner = {}
    return fork
  }

  get(key: string): Value | undefined {
    const leaf = this.#leaves[this.#leafOf(key)]
    if (!leaf) return undefined
    const at = this.#placeIn(leaf, key)
    return leaf.keys[at] === key ? leaf.values[at] : undefined
  }

  has(key: string): boolean {
    return this.get(key) !== undefined
  }

  set(key: string, value: Value): this {
    const index = this.#leafOf(key)
    const leaf = this.#ownLeaf(index)
    const at = this.#placeIn(leaf, key)
    if (leaf.keys[at] === key) {
      leaf.values[at] = value
      return this
    }
    this.#size++
    leaf.keys.splice(at, 0, key)
    leaf.values.splice(at, 0, value)
    if (leaf.keys.length > LEAF_SIZE) this.#split(index, at === leaf.keys.length - 1)
    return this
  }

  /** Returns whether the key was present. */
  delete(key: string): boolean {
    if (!this.has(key)) return false
    const index = this.#leafOf(key)
    const leaf = this.#ownLeaf(index)
    const at = this.#placeIn(leaf, key)
    leaf.keys.splice(at, 1)
    leaf.values.splice(at, 1)
    this.#size--
    if (leaf.keys.length === 0) {
      this.#leaves.splice(index, 1)
      this.#starts.splice(index, 1)
      // Smaller keys go into the first leaf.
      if (index === 0 && this.#starts.length > 0) this.#starts[0] = ''
    }
    return true
  }

  clear(): void {
    this.#leaves = []
    this.#starts = []
    this.#ownsList = true
    this.#size = 0
  }

  /**
   * Visits entries in order until `visit` returns false. Begins with the first key that `isBefore`
   * refuses, which has to accept a key only if it accepts all smaller ones. `visit` must not write
   * to the map.
   */
  walk(
    isBefore: ((key: string) => boolean) | undefined,
    visit: (key: string, value: Value) => boolean,
  ): void {
    let index = isBefore ? this.#firstLeaf(isBefore) : 0
    let at = isBefore ? firstPlace(this.#leaves[index]?.keys ?? [], isBefore) : 0
    for (; index < this.#leaves.length; index++, at = 0) {
      const leaf = this.#leaves[index]
      if (!leaf) return
      for (; at < leaf.keys.length; at++) {
        const [key, value] = [leaf.keys[at], leaf.values[at]]
        if (key === undefined || value === undefined || !visit(key, value)) return
      }
    }
  }

  *keys(): Generator<string> {
    for (const { keys } of this.#leaves) yield* keys
  }

  *values(): Generator<Value> {
    for (const { values } of this.#leaves) yield* values
  }

  /** The last leaf whose start is not after `key`, or the first leaf. */
  #leafOf(key: string): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#compare(this.#starts[middle] ?? '', key) <= 0) low = middle
      else high = middle - 1
    }
    return low
  }

  /** The last leaf that begins with a key before the start of a walk, or the first leaf. */
  #firstLeaf(isBefore: (key: string) => boolean): number {
    return Math.max(0, firstPlace(this.#starts, isBefore) - 1)
  }

  #placeIn({ keys }: Leaf<Value>, key: string): number {
    return firstPlace(keys, (other) => this.#compare(other, key) < 0)
  }

  #ownLeaf(index: number): Leaf<Value> {
    if (!this.#ownsList) {
      this.#leaves = this.#leaves.slice()
      this.#starts = this.#starts.slice()
      this.#ownsList = true
    }
    const leaf = this.#leaves[index]
    if (leaf?.owner === this.#owner) return leaf
    const { keys = [], values = [] } = leaf ?? {}
    this.#starts[index] ??= ''
    return (this.#leaves[index] = { owner: this.#owner, keys: [...keys], values: [...values] })
  }

  #split(index: number, isAppended: boolean): void {
    const leaf = this.#ownLeaf(index)
    const at = isAppended ? KEPT_AFTER_APPEND : LEAF_SIZE / 2
    const keys = leaf.keys.splice(at)
    const values = leaf.values.splice(at)
    this.#leaves.splice(index + 1, 0, { owner: this.#owner, keys, values })
    this.#starts.splice(index + 1, 0, keys[0] ?? '')
  }
}

/** The first of `count` indexes that is not before the searched place. */
function firstIndex(count: number, isBefore: (index: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (isBefore(middle)) low = middle + 1
    else high = middle
  }
  return low
}

const firstPlace = (keys: readonly string[], isBefore: (key: string) => boolean): number =>
  firstIndex(keys.length, (index) => isBefore(keys[index] ?? ''))
