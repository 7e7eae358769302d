/**
 * An append-only list that forks at no cost, for records that services keep: messages published,
 * versions of a parameter, log events. A fork shares the entries so far with its origin and appends
 * to a list of its own. With a limit it keeps the newest entries.
 */

/** The first `count` entries of a list that only grows, after those of `before`. */
interface Prefix<Entry> {
  readonly entries: readonly Entry[]
  readonly count: number
  readonly before: Prefix<Entry> | undefined
  /** How many entries it has with those before. */
  readonly total: number
  readonly depth: number
}

/** A fork of a fork of a fork copies: reading must not walk a long chain. */
const MOST_PREFIXES = 8
/** So few entries are copied at once. */
const FEW = 16

export class SharedLog<Entry> {
  readonly #limit: number
  #prefix: Prefix<Entry> | undefined
  #own: Entry[] = []
  /** Entries that were appended and dropped again, by the limit. */
  #dropped = 0

  /** `limit`: how many entries it keeps, the newest. */
  constructor(limit: number = Infinity) {
    this.#limit = limit
  }

  /** A log with the same entries; from here on the two grow independently. */
  fork(): SharedLog<Entry> {
    const fork = new SharedLog<Entry>(this.#limit)
    fork.#prefix = this.#asPrefix()
    fork.#dropped = this.#dropped
    return fork
  }

  /** How many entries there are, at most the limit. */
  get size(): number {
    return Math.min(this.#kept, this.#limit)
  }

  /** How many entries were ever appended: the number that the next one gets, from 0. */
  get appended(): number {
    return this.#dropped + this.#kept
  }

  append(entry: Entry): Entry {
    if (this.#own.length === 0) this.#beginOwn()
    // Trimmed in steps: an append costs the same with one entry or a million before it.
    if (this.#own.length >= this.#limit * 1.25) {
      this.#dropped += this.#kept - this.#limit
      this.#own = this.#own.slice(-this.#limit)
      this.#prefix = undefined
    }
    this.#own.push(entry)
    return entry
  }

  /** By position among those that are kept, the oldest first; negative: from the newest. */
  at(index: number): Entry | undefined {
    const { size } = this
    const position = index < 0 ? size + index : index
    if (position < 0 || position >= size) return undefined
    return this.#entryAt(this.#kept - size + position)
  }

  /** From the `from`-th entry ever appended on, oldest first. */
  *since(from: number): Generator<Entry, undefined> {
    for (let number = Math.max(from, this.appended - this.size); number < this.appended; number++) {
      yield this.#entryAt(number - this.#dropped) as Entry
    }
  }

  /** Oldest first. */
  [Symbol.iterator](): Iterator<Entry> {
    const { size } = this
    if (!this.#prefix && size === this.#own.length) return this.#own[Symbol.iterator]()
    return this.since(0)
  }

  /** Newest first. */
  *newestFirst(): Generator<Entry, undefined> {
    const oldest = this.#kept - this.size
    for (let position = this.#kept - 1; position >= oldest; position--) {
      yield this.#entryAt(position) as Entry
    }
  }

  /** Those that `matches` accepts, oldest first. */
  filter<Match extends Entry>(matches: (entry: Entry) => entry is Match): Match[]
  filter(matches: (entry: Entry) => boolean): Entry[]
  filter(matches: (entry: Entry) => boolean): Entry[] {
    const found: Entry[] = []
    for (const entry of this) if (matches(entry)) found.push(entry)
    return found
  }

  /** Forgets every entry. The number of the next one stays what it was. */
  clear(): void {
    this.#dropped = this.appended
    this.#prefix = undefined
    this.#own = []
  }

  get #kept(): number {
    return (this.#prefix?.total ?? 0) + this.#own.length
  }

  #entryAt(position: number): Entry | undefined {
    let before = this.#prefix?.total ?? 0
    if (position >= before) return this.#own[position - before]
    for (let prefix = this.#prefix; prefix; prefix = prefix.before) {
      before -= prefix.count
      if (position >= before) return prefix.entries[position - before]
    }
    return undefined
  }

  #asPrefix(): Prefix<Entry> | undefined {
    const before = this.#prefix
    const count = this.#own.length
    if (count === 0) return before
    const total = (before?.total ?? 0) + count
    return { entries: this.#own, count, before, total, depth: (before?.depth ?? 0) + 1 }
  }

  /** The first entry after a fork: shared lists are never appended to. */
  #beginOwn(): void {
    const prefix = this.#prefix
    if (!prefix || (prefix.depth < MOST_PREFIXES && prefix.total > FEW)) return
    this.#own = [...this.since(0)]
    this.#dropped = this.#dropped + prefix.total - this.#own.length
    this.#prefix = undefined
  }
}
