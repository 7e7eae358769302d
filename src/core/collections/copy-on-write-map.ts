/**
 * A map that forks at no cost, for the state of services: topics by name, messages by id.
 *
 * A fork shares the entries of its origin. The first write after a fork, on either side, begins a
 * separate layer of changes over the shared entries; nothing is copied. Later forks add layers.
 * Layers of similar size are merged, once for all worlds that share them, so a map of n entries has
 * at most log n layers. A map that was never forked is a `Map` and costs the same.
 */

/** Changes to the entries of `below`. Once two maps share a layer, it never changes again. */
interface Layer<Key, Value> {
  /** New entries in order, and new values of entries below, which keep their place. */
  readonly own: Map<Key, Value>
  /**
   * Deleted keys of the layers below. A key that was added again is in `own` too, and comes last.
   */
  removed: Set<Key> | undefined
  readonly below: Layer<Key, Value> | undefined
  /** Number of entries in this layer and all below. */
  size: number
  /** A layer with the same entries and fewer layers below. */
  merged?: Layer<Key, Value>
}

/** Iterates in insertion order, as `Map` does. Values are never `undefined`. */
export class CopyOnWriteMap<Key, Value extends NonNullable<unknown> | null> implements ReadonlyMap<
  Key,
  Value
> {
  #layer: Layer<Key, Value>
  /** Whether another map has the same layer. */
  #isShared = false

  constructor(entries: Iterable<readonly [Key, Value]> = []) {
    if (entries instanceof CopyOnWriteMap) {
      const origin = entries as CopyOnWriteMap<Key, Value>
      this.#layer = origin.#layer
      this.#isShared = origin.#isShared = true
    } else {
      const own = new Map(entries)
      this.#layer = { own, removed: undefined, below: undefined, size: own.size }
    }
  }

  /** Returns a map with the same entries. From then on the two change independently. */
  fork(): CopyOnWriteMap<Key, Value> {
    return new CopyOnWriteMap(this)
  }

  get size(): number {
    return this.#layer.size
  }

  get(key: Key): Value | undefined {
    return valueIn(this.#layer, key)
  }

  has(key: Key): boolean {
    return valueIn(this.#layer, key) !== undefined
  }

  set(key: Key, value: Value): this {
    const layer = this.#writable()
    if (layer.below) {
      if (valueIn(layer, key) === undefined) layer.size++
      layer.own.set(key, value)
    } else {
      layer.own.set(key, value)
      layer.size = layer.own.size
    }
    return this
  }

  /** Returns whether the key was present. */
  delete(key: Key): boolean {
    // Looked up first, because deleting an absent key must not begin a layer.
    if (!this.has(key)) return false
    const layer = this.#writable()
    layer.own.delete(key)
    if (layer.below && valueIn(layer.below, key) !== undefined) {
      ;(layer.removed ??= new Set()).add(key)
    }
    layer.size--
    return true
  }

  clear(): void {
    this.#layer = { own: new Map(), removed: undefined, below: undefined, size: 0 }
    this.#isShared = false
  }

  keys(): MapIterator<Key> {
    const { own, below } = this.#layer
    return below ? keysIn(this.#layer) : own.keys()
  }

  values(): MapIterator<Value> {
    const { own, below } = this.#layer
    return below ? valuesIn(this.#layer) : own.values()
  }

  entries(): MapIterator<[Key, Value]> {
    const { own, below } = this.#layer
    return below ? entriesIn(this.#layer) : own.entries()
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries()
  }

  forEach(visit: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this) visit(value, key, this)
  }

  #writable(): Layer<Key, Value> {
    if (!this.#isShared) return this.#layer
    const below = (this.#layer.merged ??= merge(this.#layer))
    this.#isShared = false
    return (this.#layer = { own: new Map(), removed: undefined, below, size: below.size })
  }
}

function valueIn<Key, Value>(layer: Layer<Key, Value>, key: Key): Value | undefined {
  for (let at: Layer<Key, Value> | undefined = layer; at; at = at.below) {
    const value = at.own.get(key)
    if (value !== undefined) return value
    if (at.removed?.has(key)) return undefined
  }
  return undefined
}

/** Whether an entry of `layer.own` replaces the value of an entry below. */
const isInPlace = <Key, Value>({ below, removed }: Layer<Key, Value>, key: Key): boolean =>
  below !== undefined && !removed?.has(key) && valueIn(below, key) !== undefined

function* entriesIn<Key, Value>(layer: Layer<Key, Value>): MapIterator<[Key, Value]> {
  const { own, below } = layer
  if (below) {
    for (const entry of below.below ? entriesIn(below) : below.own) {
      const value = own.get(entry[0])
      if (layer.removed?.has(entry[0])) continue
      yield value === undefined ? entry : [entry[0], value]
    }
  }
  for (const entry of own) if (!isInPlace(layer, entry[0])) yield entry
}

function* keysIn<Key, Value>(layer: Layer<Key, Value>): MapIterator<Key> {
  for (const [key] of entriesIn(layer)) yield key
}

function* valuesIn<Key, Value>(layer: Layer<Key, Value>): MapIterator<Value> {
  for (const [, value] of entriesIn(layer)) yield value
}

/**
 * Returns a layer with the same entries, in which this layer and the layers below up to twice its
 * size are one.
 */
function merge<Key, Value>(layer: Layer<Key, Value>): Layer<Key, Value> {
  const { below } = layer
  if (!below || changesIn(layer) * 2 < changesIn(below)) return layer
  return merge(mergeTwo(layer, below))
}

const changesIn = ({ own, removed }: Layer<unknown, unknown>): number =>
  own.size + (removed?.size ?? 0)

function mergeTwo<Key, Value>(
  upper: Layer<Key, Value>,
  lower: Layer<Key, Value>,
): Layer<Key, Value> {
  const { below } = lower
  const own = new Map(lower.own)
  const removed = new Set(lower.removed)
  for (const key of upper.removed ?? []) {
    own.delete(key)
    if (below && valueIn(below, key) !== undefined) removed.add(key)
  }
  for (const [key, value] of upper.own) own.set(key, value)
  return { own, removed: removed.size > 0 ? removed : undefined, below, size: upper.size }
}
