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
  readonly requestId: string
  /** Id of the service's room: `dynamodb`, `lambda`, ... */
  readonly service: string
  /** `PutItem`, `Invoke`, ... */
  readonly operation: string
  /** Name of the table, function, queue, ... it was about, where there is one. */
  readonly resource: string | undefined
  readonly source: CallSource
  readonly input: unknown
  output: unknown
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
  mark(): readonly JournalRecord[]
  /** Forgets what came after `mark`. */
  rewind(mark: readonly JournalRecord[]): void
}

export const DEFAULT_JOURNAL_LIMIT = 10_000

const journalKey: unique symbol = Symbol.for('miniregion.journal') as never

/** The journal a record stands in: found through the root of its chain of causes. */
export function journalOf(record: JournalRecord): Journal | undefined {
  let at = record
  while (at.causedBy) at = at.causedBy
  return (at as { [journalKey]?: Journal })[journalKey]
}

export function createJournal(now: () => number, limit: number = DEFAULT_JOURNAL_LIMIT): Journal {
  let records: JournalRecord[] = []
  const newest = (): JournalRecord[] => (records.length > limit ? records.slice(-limit) : records)
  const root: TestRecord = { kind: 'test', at: now(), causedBy: undefined }
  const journal: Journal = {
    root,
    get records() {
      return newest()
    },
    append(record) {
      // Trimmed in large steps: an append costs the same with one record or a million behind it.
      if (records.length >= limit * 2) records = records.slice(-limit)
      records.push(record)
      return record
    },
    of<R extends JournalRecord>(kind: R['kind'], matches?: (record: R) => boolean): R[] {
      const found: R[] = []
      for (let i = Math.max(0, records.length - limit); i < records.length; i++) {
        const record = records[i] as R
        if (record.kind === kind && (!matches || matches(record))) found.push(record)
      }
      return found
    },
    clear() {
      records = []
    },
    mark: () => newest().slice(),
    rewind(mark) {
      records = mark.slice()
    },
  }
  Object.defineProperty(root, journalKey, { value: journal })
  return journal
}
