/**
 * Schedule expressions: `rate(5 minutes)`, `cron(0 2 * * ? *)`. All times are UTC.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
import { parseCron } from '../../core/schedules/cron.ts'
import type { Schedule } from '../../core/schedules/schedule.ts'

const RATE = /^rate\((\d+) (minute|hour|day)(s?)\)$/
const UNIT_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
}

/** Returns undefined for an expression that AWS refuses. */
export function parseSchedule(text: string): Schedule | undefined {
  const [, fields] = /^cron\((.*)\)$/.exec(text) ?? []
  if (fields !== undefined) return parseCron(fields)
  const [, number = '', unit = '', plural] = RATE.exec(text) ?? []
  const count = Number(number)
  // Recorded: ev-rate-bad-03: `rate(1 minutes)` is refused, and so is `rate(5 minute)`.
  if (!(count > 0) || (count === 1) !== (plural === '')) return undefined
  const interval = count * (UNIT_MS[unit] ?? 0)
  return {
    next: (after, from) => from + interval * Math.max(1, Math.floor((after - from) / interval) + 1),
  }
}
