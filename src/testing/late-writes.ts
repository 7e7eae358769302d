/**
 * Finds writes that code outside a test started and did not await, in `beforeAll` or at the top of
 * the file. They come when the test has begun, so they are undone with it, and the next test does
 * not find what they wrote.
 */
import type { CallRecord, JournalRecord } from '../core/journal.ts'
import { elapsed, hasPendingRequests, turn } from '../core/time/host.ts'
import { peekDefaultWorld } from '../region/index.ts'

/** What the default region had seen when a test began. */
export interface Mark {
  readonly lastRecord: JournalRecord | undefined
  readonly changes: number
}

export function markNow(): Mark {
  const account = peekDefaultWorld()?.account
  return { lastRecord: account?.journal.records.at(-1), changes: account?.changes ?? 0 }
}

/** The longest wait for a file of fixtures. Both must pass: other work may make turns slow. */
const PATIENCE_MS = 250
const PATIENCE_TURNS = 60

/**
 * Waits before the test's own code runs. Code outside the test causes every write in that time. One
 * turn of the event loop is enough for a pending SDK call.
 */
export async function waitForLateWork(isFirstTest: boolean): Promise<void> {
  await turn()
  if (!isFirstTest) return
  const until = elapsed() + PATIENCE_MS
  for (let turns = 1; hasPendingRequests(); turns++) {
    if (turns >= PATIENCE_TURNS && elapsed() >= until) return
    await turn()
  }
}

/** Names the writes since the mark: `PutItem on orders`. */
export function writesSince({ lastRecord, changes }: Mark): readonly string[] {
  const account = peekDefaultWorld()?.account
  if (!account) return []
  const { records } = account.journal
  const late = records.slice(lastRecord ? records.lastIndexOf(lastRecord) + 1 : 0).filter(isWrite)
  if (late.length > 0) return [...new Set(late.map(nameOf))]
  return account.changes > changes ? ['a change'] : []
}

const READS = /^(Get|BatchGet|TransactGet|Query|Scan|List|Describe)/

const isWrite = (record: JournalRecord): record is CallRecord =>
  record.kind === 'call' && !READS.test((record as CallRecord).operation)

const nameOf = ({ operation, resource, service }: CallRecord): string =>
  `${operation} on ${resource ?? service}`

const MOST_NAMED = 3

export function hintAt(writes: readonly string[]): string {
  const named = writes.slice(0, MOST_NAMED).join(', ')
  const more = writes.length - MOST_NAMED
  return (
    `[miniregion] Code outside this test started ${named}${more > 0 ? ` and ${more} more` : ''}, and did not await it. ` +
    'It came when the test had begun, and is undone after it. ' +
    'Is an await missing in beforeAll, in the test before, or at the top of the file?'
  )
}
