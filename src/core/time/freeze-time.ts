import { types } from 'node:util'
import { shownValue } from '../checks.ts'
import { MisuseError } from '../errors.ts'
import { hostDate } from './host.ts'

/** Returns the milliseconds since 1970 at which a test stops its clock. */
export function timeToFreezeAt(at: unknown): number {
  const time = toTime(at)
  if (!Number.isNaN(time)) return time
  throw new MisuseError(
    `clock.freeze() received ${shownValue(at)}.`,
    "a date, or a string such as '2026-01-01T00:00:00Z'",
  )
}

/** NaN for anything but a date, number or string: `new Date(null)` would be 1970. */
const toTime = (at: unknown): number =>
  typeof at === 'string' || typeof at === 'number' || types.isDate(at)
    ? new (hostDate())(at).getTime()
    : NaN
