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
  readonly foreign?: string
}

export interface Journal {
  readonly root: TestRecord
  /** Oldest first; at most `limit`. */
  readonly records: readonly JournalRecord[]
  append<R extends JournalRecord>(record: R): R
  /** The records of one kind, oldest first, that `matches` accepts. */
  of<R extends JournalRecord>(kind: R['kind'], matches?: (record: R) => boolean): R[]
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

/** A class: every fork of a world begins a journal, and an object literal with getters costs microseconds. */
class NewestRecords implements Journal {
  readonly root: TestRecord
  readonly #limit: number
  #records: JournalRecord[] = []

  constructor(now: () => number, limit: number) {
    this.root = new Root(now(), this)
    this.#limit = limit
  }

  get records(): readonly JournalRecord[] {
    return this.#records.length > this.#limit ? this.#records.slice(-this.#limit) : this.#records
  }

  append<R extends JournalRecord>(record: R): R {
    // Trimmed in steps: an append costs the same with one record or a million behind it.
    if (this.#records.length >= this.#limit * 1.25)
      this.#records = this.#records.slice(-this.#limit)
    this.#records.push(record)
    return record
  }

  of<R extends JournalRecord>(kind: R['kind'], matches?: (record: R) => boolean): R[] {
    const found: R[] = []
    const records = this.#records
    for (let i = Math.max(0, records.length - this.#limit); i < records.length; i++) {
      const record = records[i] as R
      if (record.kind === kind && (!matches || matches(record))) found.push(record)
    }
    return found
  }

  clear(): void {
    this.#records = []
  }

  // Nothing is copied: a list only grows until it is trimmed, which makes another one.
  mark(): JournalMark {
    return { records: this.#records, count: this.#records.length }
  }

  rewind({ records, count }: JournalMark): void {
    this.#records = records.slice(0, count)
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
