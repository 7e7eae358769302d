/**
 * Which failures has the test looked at? A handler's error that no assertion looked at is printed when the test ends. And the way from an
 * object that the test holds (a `Response`, an SDK's output) back to the record behind it. Both under registered symbols: two
 * copies of the package may meet in one process.
 */
import type { JournalRecord } from '../journal.ts'
import type { World } from '../world.ts'

const seenKey: unique symbol = Symbol.for('miniregion.noticed') as never
const recordKey: unique symbol = Symbol.for('miniregion.record') as never

const failedKey: unique symbol = Symbol.for('miniregion.testFailed') as never

/** A runner's hook knows that the test around a world has failed; what wraps the test sees no error. */
export const markTestFailed = (world: World): void => {
  Object.defineProperty(world, failedKey, { value: true, configurable: true })
}
export const hasTestFailed = (world: World): boolean => failedKey in world

/** `status`: that it failed was seen (a 502 was asserted); `error`: why, too. */
export type SeenAs = 'status' | 'error'

interface MaybeSeen {
  [seenKey]?: SeenAs
}

/** Notes that the test looked at a failure. */
export function markSeen(record: JournalRecord | undefined, how: SeenAs = 'error'): void {
  if (!record || (record as MaybeSeen)[seenKey] === 'error') return
  Object.defineProperty(record, seenKey, { value: how, configurable: true })
}

export const seenAs = (record: JournalRecord): SeenAs | undefined => (record as MaybeSeen)[seenKey]

/** Lets `region.trace(response)` and the matchers find the record behind an object that the test was given. */
export function linkRecord<Value extends object>(value: Value, record: JournalRecord): Value {
  Object.defineProperty(value, recordKey, { value: record, configurable: true })
  return value
}

/** The record behind a value, or the value itself when it is one. */
export function recordBehind(value: unknown): JournalRecord | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (recordKey in value) return value[recordKey] as JournalRecord
  return isRecord(value) ? value : undefined
}

const isRecord = (value: object): value is JournalRecord =>
  'kind' in value && 'at' in value && 'causedBy' in value && typeof value.kind === 'string'

/** A test that reads the status of an answer has seen that the function behind it failed. */
export function markSeenWhenRead(response: Response, record: JournalRecord): void {
  for (const name of ['status', 'ok'] as const) {
    const value = response[name]
    Object.defineProperty(response, name, {
      configurable: true,
      get() {
        markSeen(record, 'status')
        return value
      },
    })
  }
}
