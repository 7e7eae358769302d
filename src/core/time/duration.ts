import { shownValue } from '../checks.ts'
import { isMisuseError, MisuseError } from '../errors.ts'

/** A number of seconds, or a string with a unit: `'250ms'`, `'3s'`, `'5m'`, `'6h'`, `'2d'`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
])

/**
 * Converts a duration to milliseconds.
 *
 * @throws MisuseError when the value is not a duration; it names the argument by `option`
 */
export function toMilliseconds(duration: Duration, option = 'duration'): number {
  if (typeof duration === 'number' && Number.isFinite(duration) && duration >= 0) {
    return duration * 1000
  }
  const match = typeof duration === 'string' ? /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration) : null
  const unit = UNIT_MS.get(match?.[2] ?? '')
  if (match && unit !== undefined) return Number(match[1]) * unit
  throw new MisuseError(
    `${option} is ${shownValue(duration)}.`,
    `a number of seconds, or a string such as '250ms', '3s', '5m', '6h', '2d'`,
  )
}

/** Checks options that are durations. */
export function aDuration(value: unknown): string | undefined {
  try {
    toMilliseconds(value as Duration)
    return undefined
  } catch (error) {
    if (!isMisuseError(error)) throw error
    return "a number of seconds, or a string such as '500ms' or '5s'"
  }
}
