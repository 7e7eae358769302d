/**
 * The journal is the truth of what happened: append-only records, each with the record that caused it.
 * Invocation records, gateway requests, table writes, traces, matchers and coverage are views of it.
 * Each room declares its own kinds of record on top of `JournalRecord`.
 */

export interface JournalRecord {
  /** `test`, `call`, `invocation`, `request`, `write`, ... */
  readonly kind: string
  /** Milliseconds since 1970, by the region's clock. */
  readonly at: number
  /** What led here; undefined only for the test itself. */
  readonly causedBy: JournalRecord | undefined
  /** The X-Amzn-Trace-Id with which it went on, where it is the first to have one. */
  readonly traceHeader?: string | undefined
}

/** The root of every chain of causes: the test, or whatever code outside the region acted. */
export interface TestRecord extends JournalRecord {
  readonly kind: 'test'
  readonly causedBy: undefined
}

/** How an operation was reached. */
export type CallSource = 'sdk' | 'table' | 'raw' | 'integration' | 'service'

/** One AWS operation that reached the region, whatever it answered. */
export interface CallRecord extends JournalRecord {
  readonly kind: 'call'
  readonly causedBy: JournalRecord
  /** What the SDK shows as `$metadata.requestId`. */
  readonly requestId: string
  /** Id of the service's room: `dynamodb`, `lambda`, ... */
  readonly service: string
  /** `PutItem`, `Invoke`, ... */
  readonly operation: string
  /** Name of the table, function, queue, ... it was about, where there is one. */
  readonly resource: string | undefined
  /** How the operation was reached. */
  readonly source: CallSource
  /** What the caller sent, under AWS's names. */
  readonly input: unknown
  /** What the region answered; undefined while it runs and when it failed. */
  output: unknown
  /** Why it failed; undefined otherwise. */
  error: Error | undefined
  /** HTTP status of the answer; undefined while it runs. */
  status: number | undefined
  /** Milliseconds by the region's clock. */
  duration: number
  /** The AWS region and endpoint the client was configured for, when not this one. */
  readonly configuredFor?: string
  /** The credentials of the caller, when not the test's own: those of `region.sdk`. */
  readonly caller?: { readonly accessKeyId: string; readonly sessionToken?: string }
  /** Whether a stub of the test answered, and not the simulation. */
  readonly stubbed?: true
}

export interface Journal {
  readonly root: TestRecord
  /** Oldest first; at most `limit`. */
  readonly records: readonly JournalRecord[]
  append<R extends JournalRecord>(record: R): R
  /** The records of one kind, oldest first, that `matches` accepts. */
  of<R extends JournalRecord>(kind: R['kind'], matches?: (record: R) => boolean): R[]
  /** This journal as one region of the account sees it: `append` marks the record, `of` finds that region's. Undefined: the main region. */
  ofRegion(region: string | undefined): Journal
  /** Forgets everything. */
  clear(): void
  /** A position to come back to. */
  mark(): JournalMark
  /** Forgets what came after `mark`. */
  rewind(mark: JournalMark): void
}

/** A place in the journal: the first `count` of its records. */
export interface JournalMark {
  readonly records: readonly JournalRecord[]
  readonly count: number
}

export const DEFAULT_JOURNAL_LIMIT = 10_000

const journalKey: unique symbol = Symbol.for('miniregion.journal') as never

/** The journal a record stands in: found through the root of its chain of causes. */
export function journalOf(record: JournalRecord): Journal | undefined {
  let at = record
  while (at.causedBy) at = at.causedBy
  return (at as { [journalKey]?: Journal })[journalKey]
}

export const createJournal = (now: () => number, limit: number = DEFAULT_JOURNAL_LIMIT): Journal =>
  new NewestRecords(now, limit)

const NO_RECORDS: JournalMark = { records: [], count: 0 }

/**
 * A class: every fork of a world begins a journal, and an object literal with getters costs microseconds. Going back to a mark copies
 * nothing: the records before it are shared, those after it are this journal's own.
 */
class NewestRecords implements Journal {
  readonly root: TestRecord
  readonly #limit: number
  #shared: JournalMark = NO_RECORDS
  #own: JournalRecord[] = []

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
    // Trimmed in steps: an append costs the same with one record or a million behind it.
    if (this.#shared.count + this.#own.length >= this.#limit * 1.25) {
      this.#own = this.records.slice(-this.#limit)
      this.#shared = NO_RECORDS
    }
    this.#own.push(record)
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

  clear(): void {
    this.#shared = NO_RECORDS
    this.#own = []
  }

  // Copied only where both are there. A list only grows: what stands before its mark's count never changes.
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
  }
}

/** Where records of regions other than the main one were made. Beside them: records are compared and printed. */
const regionOf = new WeakMap<JournalRecord, string>()

/** One region's view of an account's journal. Records are kept once, in the account's own. */
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

  // Not an own member: a record that is printed or compared must not drag its journal along.
  get [journalKey](): Journal {
    return this.#journal
  }
}
