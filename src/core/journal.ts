/**
 * The journal records what happened: append-only records, each with the record that caused it.
 * Invocation records, gateway requests, table writes, traces, matchers and coverage are views of
 * it. Each room declares its kinds of record on top of `JournalRecord`.
 */

export interface JournalRecord {
  /** `test`, `call`, `invocation`, `request`, `write`, ... */
  readonly kind: string
  /** Milliseconds since 1970, by the region's clock. */
  readonly at: number
  /** The record that caused it. Undefined only for the test itself. */
  readonly causedBy: JournalRecord | undefined
  /** The X-Amzn-Trace-Id that it passed on, on the first record of the chain that has one. */
  readonly traceHeader?: string | undefined
}

/** The first record of every chain of causes: the test, or any other code outside the region. */
export interface TestRecord extends JournalRecord {
  readonly kind: 'test'
  readonly causedBy: undefined
}

/** How an operation was called. */
export type CallSource = 'sdk' | 'table' | 'raw' | 'integration' | 'service'

/** One call of an AWS operation in the region, with any result. */
export interface CallRecord extends JournalRecord {
  readonly kind: 'call'
  readonly causedBy: JournalRecord
  /** The value of `$metadata.requestId` in the SDK. */
  readonly requestId: string
  /** Id of the service's room: `dynamodb`, `lambda`, ... */
  readonly service: string
  /** `PutItem`, `Invoke`, ... */
  readonly operation: string
  /** Name of the table, function, queue, ... that it was about, or undefined. */
  readonly resource: string | undefined
  /** How the operation was called. */
  readonly source: CallSource
  /** The caller's input, under AWS's names. */
  readonly input: unknown
  /** The region's output. Undefined while it runs and if it failed. */
  output: unknown
  /** The error, if it failed. */
  error: Error | undefined
  /** HTTP status of the answer; undefined while it runs. */
  status: number | undefined
  /** Milliseconds by the region's clock. */
  duration: number
  /** The AWS region and endpoint that the client was configured for, if not this one. */
  readonly configuredFor?: string
  /** The credentials of the caller, if they are not the test's own (those of `region.sdk`). */
  readonly caller?: { readonly accessKeyId: string; readonly sessionToken?: string }
  /** Whether a stub of the test answered instead of the simulation. */
  readonly stubbed?: true
}

export interface Journal {
  readonly root: TestRecord
  /** Oldest first, at most `limit`. */
  readonly records: readonly JournalRecord[]
  append<R extends JournalRecord>(record: R): R
  /** Returns the records of one kind that `matches` accepts, oldest first. */
  of<R extends JournalRecord>(kind: R['kind'], matches?: (record: R) => boolean): R[]
  /**
   * Returns this journal as one region of the account sees it: `append` marks a record, and `of`
   * finds the region's records. Undefined: the main region.
   */
  ofRegion(region: string | undefined): Journal
  /**
   * Returns the records after `position`, oldest first, as far as they are kept. From the first
   * one if there is no position, or if it is not one of the records of today: after `clear` and
   * `rewind`.
   */
  since(position: JournalPosition | undefined): LaterRecords
  /** Calls `listener` after each record that is appended. Returns a function that ends it. */
  watch(listener: () => void): () => void
  /** Removes all records. */
  clear(): void
  /** Returns the current position, for `rewind`. */
  mark(): JournalMark
  /** Removes the records after `mark`. */
  rewind(mark: JournalMark): void
}

/** A position behind the records so far. */
export interface JournalPosition {
  /** The same until `clear` or `rewind`. */
  readonly life: object
  /** The number of records ever appended in this life. */
  readonly count: number
}

/** The records behind a position. */
export interface LaterRecords {
  readonly records: readonly JournalRecord[]
  /** The position behind them. */
  readonly position: JournalPosition
  /** Whether they begin with the first record, because the position was of no use. */
  readonly isFromFirst: boolean
}

/** A position in the journal: the first `count` records. */
export interface JournalMark {
  readonly records: readonly JournalRecord[]
  readonly count: number
}

export const DEFAULT_JOURNAL_LIMIT = 10_000

const journalKey: unique symbol = Symbol.for('miniregion.journal')

/** Returns the journal of a record, found through the first record of its chain of causes. */
export function journalOf(record: JournalRecord): Journal | undefined {
  let at = record
  while (at.causedBy) at = at.causedBy
  return (at as { [journalKey]?: Journal })[journalKey]
}

export const createJournal = (now: () => number, limit: number = DEFAULT_JOURNAL_LIMIT): Journal =>
  new NewestRecords(now, limit)

const NO_RECORDS: JournalMark = { records: [], count: 0 }

/**
 * A class, because every fork of a world begins a journal and an object literal with getters costs
 * microseconds. Rewinding copies nothing: the records before a mark are shared, and the later ones
 * belong to this journal alone.
 */
class NewestRecords implements Journal {
  readonly root: TestRecord
  readonly #limit: number
  #shared: JournalMark = NO_RECORDS
  #own: JournalRecord[] = []
  #life: object = {}
  /** The number of records of this life that the limit removed. */
  #trimmed = 0
  #listeners: Set<() => void> | undefined

  constructor(now: () => number, limit: number) {
    this.root = new Root(now(), this)
    this.#limit = limit
  }

  get records(): readonly JournalRecord[] {
    const { records, count } = this.mark()
    const first = Math.max(0, count - this.#limit)
    return first === 0 && count === records.length ? records : records.slice(first, count)
  }

  append<R extends JournalRecord>(record: R): R {
    // Trimmed in steps, so that an append costs the same after one record or a million.
    const kept = this.#shared.count + this.#own.length
    if (kept >= this.#limit * 1.25) {
      this.#own = this.records.slice(-this.#limit)
      this.#shared = NO_RECORDS
      this.#trimmed += kept - this.#own.length
    }
    this.#own.push(record)
    if (this.#listeners) for (const listener of this.#listeners) listener()
    return record
  }

  of<R extends JournalRecord>(kind: R['kind'], matches?: (record: R) => boolean): R[] {
    const found: R[] = []
    const { records, count } = this.mark()
    for (let i = Math.max(0, count - this.#limit); i < count; i++) {
      const record = records[i] as R
      if (record.kind === kind && (!matches || matches(record))) found.push(record)
    }
    return found
  }

  ofRegion(region: string | undefined): Journal {
    return new RegionalRecords(this, region)
  }

  since(position: JournalPosition | undefined): LaterRecords {
    const { records, count } = this.mark()
    const isFromFirst = position?.life !== this.#life
    const first = isFromFirst ? 0 : Math.max(0, position.count - this.#trimmed)
    return {
      records: records.slice(first, count),
      position: { life: this.#life, count: this.#trimmed + count },
      isFromFirst,
    }
  }

  watch(listener: () => void): () => void {
    const listeners = (this.#listeners ??= new Set())
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners = undefined
    }
  }

  clear(): void {
    this.rewind(NO_RECORDS)
  }

  // Copies only if both lists have records. A list only grows, so the records before a mark's count
  // never change.
  mark(): JournalMark {
    const { records, count } = this.#shared
    if (this.#own.length === 0) return this.#shared
    if (count > 0) {
      this.#own = records.slice(0, count).concat(this.#own)
      this.#shared = NO_RECORDS
    }
    return { records: this.#own, count: this.#own.length }
  }

  rewind(mark: JournalMark): void {
    this.#shared = mark
    this.#own = []
    this.#life = {}
    this.#trimmed = 0
  }
}

/**
 * The regions of records made outside the main region. Kept beside the records, which are compared
 * and printed.
 */
const regionOf = new WeakMap<JournalRecord, string>()

/** One region's view of an account's journal. Only the account's journal keeps records. */
class RegionalRecords implements Journal {
  readonly #all: Journal
  readonly #region: string | undefined

  constructor(all: Journal, region: string | undefined) {
    this.#all = all
    this.#region = region
  }

  get root(): TestRecord {
    return this.#all.root
  }

  get records(): readonly JournalRecord[] {
    return this.#all.records
  }

  append<R extends JournalRecord>(record: R): R {
    if (this.#region !== undefined) regionOf.set(record, this.#region)
    return this.#all.append(record)
  }

  of<R extends JournalRecord>(kind: R['kind'], matches?: (record: R) => boolean): R[] {
    return this.#all.of<R>(
      kind,
      (record) => regionOf.get(record) === this.#region && (!matches || matches(record)),
    )
  }

  ofRegion(region: string | undefined): Journal {
    return this.#all.ofRegion(region)
  }

  since(position: JournalPosition | undefined): LaterRecords {
    const later = this.#all.since(position)
    const records = later.records.filter((record) => regionOf.get(record) === this.#region)
    return { ...later, records }
  }

  watch(listener: () => void): () => void {
    return this.#all.watch(listener)
  }

  clear(): void {
    this.#all.clear()
  }

  mark(): JournalMark {
    return this.#all.mark()
  }

  rewind(mark: JournalMark): void {
    this.#all.rewind(mark)
  }
}

class Root implements TestRecord {
  readonly kind = 'test'
  readonly at: number
  readonly causedBy = undefined
  readonly #journal: Journal

  constructor(at: number, journal: Journal) {
    this.at = at
    this.#journal = journal
  }

  // On the prototype, so that printing or comparing a record does not include its journal.
  get [journalKey](): Journal {
    return this.#journal
  }
}
