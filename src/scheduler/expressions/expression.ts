/**
 * Schedule expressions: `at(2026-03-01T09:00:00)`, `rate(5 minutes)`, `cron(0 2 * * ? *)`.
 * AWS: https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
import { parseCron } from '../../core/schedules/cron.ts'
import type { Schedule } from '../../core/schedules/schedule.ts'
import type { Zone } from './zone.ts'

export interface Expression extends Schedule {
  /** It runs once, and has no start and end. */
  readonly isOnce: boolean
}

const AT = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/

// AWS: ScheduleExpression. Unverified: either number of the unit is taken, unlike for rules.
const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/
const UNIT_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
}

/** Returns undefined for an expression that AWS refuses. */
export function parseExpression(text: string, zone: Zone): Expression | undefined {
  const [, fields] = /^cron\((.*)\)$/.exec(text) ?? []
  if (fields !== undefined) return inZone(parseCron(fields), zone)
  const [, wall] = AT.exec(text) ?? []
  if (wall !== undefined) return once(wall, zone)
  const [, number = '', unit = ''] = RATE.exec(text) ?? []
  const interval = Number(number) * (UNIT_MS[unit] ?? 0)
  if (!(interval > 0)) return undefined
  return {
    isOnce: false,
    // AWS: schedule-types.html: without a start date, the first run is at once.
    next: (after, from) => from + interval * Math.max(0, Math.floor((after - from) / interval) + 1),
  }
}

function once(text: string, zone: Zone): Expression | undefined {
  const wall = Date.parse(`${text}Z`)
  // Date.parse takes the 31st of every month, and 24:00.
  if (Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(text)) return undefined
  const [time] = zone.timesOf(wall)
  // Unverified: a time that the zone's clocks skip never comes.
  return { isOnce: true, next: (after) => (time !== undefined && time > after ? time : undefined) }
}

/**
 * AWS: schedule-types.html, daylight saving time: a time that clocks skip has no run; a time that
 * they show twice has one, which is the first.
 */
function inZone(cron: Schedule | undefined, zone: Zone): Expression | undefined {
  if (!cron) return undefined
  return {
    isOnce: false,
    next(after, from) {
      let wall: number | undefined = zone.wallAt(after)
      while ((wall = cron.next(wall, from)) !== undefined) {
        const [time] = zone.timesOf(wall)
        if (time !== undefined && time > after) return time
      }
      return undefined
    },
  }
}
