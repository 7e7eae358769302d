/** Times that a test gives. */
import { types } from 'node:util'
import { shownValue } from '../checks.ts'
import { MisuseError } from '../errors.ts'

/** Returns a time in milliseconds since 1970. */
export function toTime(value: unknown, caller: string, option: string): number | undefined {
  if (value === undefined) return undefined
  const time = types.isDate(value)
    ? value.getTime()
    : typeof value === 'number'
      ? value
      : typeof value === 'string'
        ? Date.parse(value)
        : NaN
  if (!Number.isNaN(time)) return time
  throw new MisuseError(
    `${caller} received ${option}: ${shownValue(value)}.`,
    "a Date, a text such as '2026-01-01T00:00:00Z', or milliseconds since 1970",
  )
}
