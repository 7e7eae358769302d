/**
 * An append-only list that forks at no cost, for records that services keep: published messages,
 * versions of a parameter, log events. A fork shares the entries so far with its origin and appends
 * to a separate list. With a limit it keeps only the newest entries.
 */

/** The first `count` entries of a list that only grows, after those of `before`. */
interface Prefix<Entry> {
  readonly entries: readonly Entry[]
  readonly count: number
  readonly before: Prefix<Entry> | undefined
  /** The number of entries, including those before. */
  readonly total: number
  readonly depth: number
}

/** A longer chain of forks is copied, so that reads do not walk it. */
const MOST_PREFIXES = 8
/** A prefix this short is copied instead of shared. */
const FEW = 16

export class SharedLog<Entry> {
  readonly #limit: number
  #prefix: Prefix<Entry> | undefined
  #own: Entry[] = []
  /** The number of entries that the limit dropped. */
  #dropped = 0

  /** `limit`: the number of newest entries to keep. */
  constructor(limit: number = Infinity) {
    this.#limit = limit
  }

  /** Returns a log with the same entries. From then on the two grow independently. */
  fork(): SharedLog<Entry> {
    const fork = new SharedLog<Entry>(this.#limit)
    fork.#prefix = this.#asPrefix()
    fork.#dropped = this.#dropped
    return fork
  }

  /** The number of entries, at most the limit. */
  get size(): number {
    return Math.min(this.#kept, this.#limit)
  }

  /** The number of entries ever appended, which is the number of the next entry, from 0. */
  get appended(): number {
    return this.#dropped + this.#kept
  }

  append(entry: Entry): Entry {
    if (this.#own.length === 0) this.#beginOwn()
    // Trimmed in steps, so that an append costs the same after one entry or a million.
    if (this.#own.length >= this.#limit * 1.25) {
      this.#dropped += this.#kept - this.#limit
      this.#own = this.#own.slice(-this.#limit)
      this.#prefix = undefined
    }
    this.#own.push(entry)
    return entry
  }

  /**
   * Returns an entry by its position among the kept ones, from the oldest. A negative index counts
   * from the newest.
   */
  at(index: number): Entry | undefined {
    const { size } = this
    const position = index < 0 ? size + index : index
    if (position < 0 || position >= size) return undefined
    return this.#entryAt(this.#kept - size + position)
  }

  /** Yields the entries from the `from`-th ever appended, oldest first. */
  *since(from: number): Generator<Entry, undefined> {
    for (let number = Math.max(from, this.appended - this.size); number < this.appended; number++) {
      yield this.#entryAt(number - this.#dropped) as Entry
    }
  }

  /** Iterates the oldest entry first. */
  [Symbol.iterator](): Iterator<Entry> {
    const { size } = this
    if (!this.#prefix && size === this.#own.length) return this.#own[Symbol.iterator]()
    return this.since(0)
  }

  /** Yields the newest entry first. */
  *newestFirst(): Generator<Entry, undefined> {
    const oldest = this.#kept - this.size
    for (let position = this.#kept - 1; position >= oldest; position--) {
      yield this.#entryAt(position) as Entry
    }
  }

  /** Returns the entries that `matches` accepts, oldest first. */
  filter<Match extends Entry>(matches: (entry: Entry) => entry is Match): Match[]
  filter(matches: (entry: Entry) => boolean): Entry[]
  filter(matches: (entry: Entry) => boolean): Entry[] {
    const found: Entry[] = []
    for (const entry of this) if (matches(entry)) found.push(entry)
    return found
  }

  /**
   * Forgets the entries before the `number`-th ever appended. Numbers do not change. Costs as much
   * as the entries that stay.
   */
  dropBefore(number: number): void {
    const { appended } = this
    this.#own = [...this.since(number)]
    this.#dropped = appended - this.#own.length
    this.#prefix = undefined
  }

  /** Forgets every entry. The number of the next entry does not change. */
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

  /** Begins a separate list at the first append after a fork, because shared lists never change. */
  #beginOwn(): void {
    const prefix = this.#prefix
    if (!prefix || (prefix.depth < MOST_PREFIXES && prefix.total > FEW)) return
    this.#own = [...this.since(0)]
    this.#dropped = this.#dropped + prefix.total - this.#own.length
    this.#prefix = undefined
  }
}
