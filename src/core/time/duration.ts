import { shownValue } from '../checks.ts'
import { MisuseError } from '../errors.ts'

/** A number of seconds, or text with a unit: `'250ms'`, `'3s'`, `'5m'`, `'6h'`, `'2d'`. */
export type Duration = number | `${number}${'ms' | 's' | 'm' | 'h' | 'd'}`

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** Milliseconds of a duration. `option` names the argument in the `MisuseError` of a bad one. */
export function toMilliseconds(duration: Duration, option = 'duration'): number {
  if (typeof duration === 'number' && Number.isFinite(duration) && duration >= 0) {
    return duration * 1000
  }
  const match = typeof duration === 'string' ? /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(duration) : null
  if (!match) {
    throw new MisuseError(
      `${option} is ${shownValue(duration)}.`,
      `a number of seconds, or text such as '250ms', '3s', '5m', '6h', '2d'`,
    )
  }
  return Number(match[1]) * UNIT_MS[match[2]!]!
}
