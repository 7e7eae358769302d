/**
 * Notes which failures a test has looked at, and links the objects that a test holds (a `Response`,
 * an SDK output) to the records behind them. The end of a test prints each handler error that no
 * assertion looked at. Notes and links use registered symbols because two copies of the package may
 * run in one process.
 */
import type { JournalRecord } from '../journal.ts'
import type { World } from '../world/world.ts'

const seenKey: unique symbol = Symbol.for('miniregion.noticed')
const recordKey: unique symbol = Symbol.for('miniregion.record')
const failedKey: unique symbol = Symbol.for('miniregion.testFailed')

/**
 * Marks the world of a failed test. Only a runner's hook knows of the failure: code that wraps the
 * test sees no error.
 */
export const markTestFailed = (world: World): void => {
  Object.defineProperty(world, failedKey, { value: true, configurable: true })
}
export const hasTestFailed = (world: World): boolean => failedKey in world

/** `status`: the test saw the failure (it asserted a 502). `error`: it saw the reason as well. */
export type SeenAs = 'status' | 'error'

interface MaybeSeen {
  [seenKey]?: SeenAs
}

/** Notes that the test has looked at a failure. */
export function markSeen(record: JournalRecord | undefined, how: SeenAs = 'error'): void {
  if (!record || (record as MaybeSeen)[seenKey] === 'error') return
  Object.defineProperty(record, seenKey, { value: how, configurable: true })
}

export const seenAs = (record: JournalRecord): SeenAs | undefined => (record as MaybeSeen)[seenKey]

/**
 * Lets `region.trace(response)` and the matchers find the record behind an object in the test's
 * hands.
 */
export function linkRecord<Value extends object>(value: Value, record: JournalRecord): Value {
  Object.defineProperty(value, recordKey, { value: record, configurable: true })
  return value
}

/** Returns the record behind a value, or the value itself if it is a record. */
export function recordBehind(value: unknown): JournalRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (recordKey in value) return value[recordKey] as JournalRecord
  return isRecord(value) ? value : undefined
}

const isRecord = (value: object): value is JournalRecord =>
  'kind' in value && 'at' in value && 'causedBy' in value && typeof value.kind === 'string'

/**
 * Marks the record as seen when the test reads the response's status: the test then knows that the
 * function failed.
 */
export function markSeenWhenRead(response: Response, record: JournalRecord): void {
  // Read before the first of them is watched: `ok` may look at `status`.
  const { status, ok } = response
  for (const [name, value] of Object.entries({ status, ok })) {
    Object.defineProperty(response, name, {
      configurable: true,
      get() {
        markSeen(record, 'status')
        return value
      },
    })
  }
}
