/**
 * RotationRules: how often a secret is rotated.
 * AWS: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
 */
import { parseCron } from '../core/schedules/cron.ts'
import * as errors from './errors.ts'

/** Under AWS's names. */
export interface RotationRules {
  readonly AutomaticallyAfterDays?: number
  readonly ScheduleExpression?: string
  /** The window of a rotation: `3h`. Rotations are at its begin here. */
  readonly Duration?: string
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

// AWS: at least four hours.
const RATE = /^rate\((\d+) (hour|day)s?\)$/
const MIN_RATE_MS = 4 * HOUR_MS

/** Refuses rules that Secrets Manager does not take. Unverified: the wordings. */
export function checkRules({
  AutomaticallyAfterDays,
  ScheduleExpression,
  Duration,
}: RotationRules): void {
  if (AutomaticallyAfterDays !== undefined && ScheduleExpression !== undefined) {
    throw errors.invalidParameter(
      "You can't specify both AutomaticallyAfterDays and ScheduleExpression.",
    )
  }
  if (ScheduleExpression !== undefined && !isExpression(ScheduleExpression)) {
    throw errors.invalidParameter('The ScheduleExpression value is not valid.')
  }
  if (Duration !== undefined && !/^[1-9]\d?h$/.test(Duration)) {
    throw errors.invalidParameter('The Duration value is not valid.')
  }
}

const isExpression = (text: string): boolean =>
  cronOf(text) !== undefined || (rateOf(text) ?? 0) >= MIN_RATE_MS

function rateOf(text: string): number | undefined {
  const [, number, unit] = RATE.exec(text) ?? []
  return number === undefined ? undefined : Number(number) * (unit === 'day' ? DAY_MS : HOUR_MS)
}

function cronOf(text: string): ReturnType<typeof parseCron> {
  const [, fields] = /^cron\((.*)\)$/.exec(text) ?? []
  return fields === undefined ? undefined : parseCron(fields)
}

/** When the next rotation is, in milliseconds since 1970. Undefined without a schedule. */
export function nextRotation(
  { AutomaticallyAfterDays: days, ScheduleExpression: expression }: RotationRules,
  now: number,
): number | undefined {
  if (days !== undefined) return now + days * DAY_MS
  if (expression === undefined) return undefined
  const rate = rateOf(expression)
  return rate === undefined ? cronOf(expression)?.next(now, now) : now + rate
}
