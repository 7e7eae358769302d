/**
 * AWS's cron: minutes, hours, day of month, month, day of week, year.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
import type { Schedule } from './schedule.ts'

/** Whether a day fits, and the day of the week from 1 (Sunday). */
type DayTest = (day: number, weekday: number, daysInMonth: number, firstWeekday: number) => boolean

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const LAST_YEAR = 2199

/** Returns undefined for fields that AWS refuses. */
export function parseCron(text: string): Schedule | undefined {
  const fields = text.split(' ')
  if (fields.length !== 6) return undefined
  const [minute = '', hour = '', day = '', month = '', weekday = '', year = ''] = fields
  const minutes = parseList(minute, 0, 59)
  const hours = parseList(hour, 0, 23)
  const months = parseList(month, 1, 12, MONTHS)
  const years = parseList(year, 1970, LAST_YEAR)
  // Recorded: ev-cron-bad-5: one of the two days is `?`, the other is not.
  if ((day === '?') === (weekday === '?')) return undefined
  const fits = day === '?' ? parseWeekday(weekday) : parseDay(day)
  if (!minutes || !hours || !months || !years || !fits) return undefined
  const times = hours.flatMap((h) => minutes.map((m) => h * 3_600_000 + m * 60_000))
  return new CronSchedule({ times, months, years, fits })
}

class CronSchedule implements Schedule {
  readonly #cron: Cron
  /** The start of the day of the latest answer. Most runs have another one on the same day. */
  #day = NaN

  constructor(cron: Cron) {
    this.#cron = cron
  }

  next(after: number): number | undefined {
    const day = this.#day
    if (after >= day && after - day < DAY_MS) {
      const time = firstAfter(this.#cron.times, after - day)
      if (time !== undefined) return day + time
    }
    const next = nextRun(after, this.#cron)
    if (next !== undefined) this.#day = Math.floor(next / DAY_MS) * DAY_MS
    return next
  }
}

interface Cron {
  /** Times of a day, in milliseconds, ascending. */
  readonly times: readonly number[]
  readonly months: readonly number[]
  readonly years: readonly number[]
  readonly fits: DayTest
}

const DAY_MS = 86_400_000

function nextRun(after: number, { times, months, years, fits }: Cron): number | undefined {
  const today = Math.floor(after / DAY_MS) * DAY_MS
  const now = new Date(today)
  const thisYear = now.getUTCFullYear()
  const thisMonth = now.getUTCMonth() + 1
  for (const year of years) {
    if (year < thisYear) continue
    for (const month of months) {
      if (year === thisYear && month < thisMonth) continue
      const first = Date.UTC(year, month - 1, 1)
      const days = (Date.UTC(year, month, 1) - first) / DAY_MS
      const firstWeekday = new Date(first).getUTCDay() + 1
      for (let day = Math.max(1, (today - first) / DAY_MS + 1); day <= days; day++) {
        if (!fits(day, weekdayOf(day, firstWeekday), days, firstWeekday)) continue
        const at = first + (day - 1) * DAY_MS
        const time = at > after ? times[0] : firstAfter(times, after - at)
        if (time !== undefined) return at + time
      }
    }
  }
  return undefined
}

/** Returns the first of ascending numbers that is greater than a bound. */
function firstAfter(numbers: readonly number[], bound: number): number | undefined {
  let from = 0
  let to = numbers.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((numbers[middle] ?? 0) > bound) to = middle
    else from = middle + 1
  }
  return numbers[from]
}

const weekdayOf = (day: number, firstWeekday: number): number => ((firstWeekday + day - 2) % 7) + 1

/** `*`, `5`, `1-5`, `0/15`, `1,3`: the numbers that a field means, ascending. */
function parseList(
  field: string,
  least: number,
  most: number,
  names: readonly string[] = [],
): readonly number[] | undefined {
  const found = new Set<number>()
  for (const part of field.split(',')) {
    const [range = '', step, ...more] = part.split('/')
    const every = step === undefined ? 1 : toNumber(step, 1, most, [])
    const bounds = parseRange(range, { least, most, names, isOpen: step !== undefined })
    if (more.length > 0 || every === undefined || !bounds) return undefined
    for (let n = bounds[0]; n <= bounds[1]; n += every) found.add(n)
  }
  return [...found].sort((a, b) => a - b)
}

interface Bounds {
  readonly least: number
  readonly most: number
  readonly names: readonly string[]
  /** `5/10` goes on to the end. */
  readonly isOpen: boolean
}

function parseRange(
  text: string,
  { least, most, names, isOpen }: Bounds,
): readonly [from: number, to: number] | undefined {
  if (text === '*') return [least, most]
  const [first = '', last, ...more] = text.split('-')
  const from = toNumber(first, least, most, names)
  const to = last === undefined ? (isOpen ? most : from) : toNumber(last, least, most, names)
  if (more.length > 0 || from === undefined || to === undefined) return undefined
  // Unverified: a range that runs over the end, such as FRI-MON, is refused.
  return from <= to ? [from, to] : undefined
}

function toNumber(
  text: string,
  least: number,
  most: number,
  names: readonly string[],
): number | undefined {
  const named = names.indexOf(text.toUpperCase())
  const value = named >= 0 ? named + least : /^\d+$/.test(text) ? Number(text) : NaN
  return value >= least && value <= most ? value : undefined
}

/** `15`, `L` (the last day), `15W` (the nearest weekday). */
function parseDay(field: string): DayTest | undefined {
  if (field === 'L') return (day, _weekday, days) => day === days
  const [, near] = /^(\d+)W$/.exec(field) ?? []
  if (near !== undefined) {
    const wanted = toNumber(near, 1, 31, [])
    return wanted === undefined ? undefined : nearestWeekday(wanted)
  }
  const days = parseList(field, 1, 31)
  return days && ((day) => days.includes(day))
}

const nearestWeekday =
  (wanted: number): DayTest =>
  (day, _weekday, days, firstWeekday) => {
    if (wanted > days) return false
    const weekday = weekdayOf(wanted, firstWeekday)
    if (weekday === 7) return day === (wanted > 1 ? wanted - 1 : wanted + 2)
    if (weekday === 1) return day === (wanted < days ? wanted + 1 : wanted - 2)
    return day === wanted
  }

/** `MON-FRI`, `L` (Saturday), `6L` (the month's last Friday), `SAT#3` (its third Saturday). */
function parseWeekday(field: string): DayTest | undefined {
  const [, last] = /^(.+)L$/.exec(field) ?? []
  if (last !== undefined) {
    const wanted = toNumber(last, 1, 7, DAYS)
    return wanted === undefined
      ? undefined
      : (day, weekday, days) => weekday === wanted && day > days - 7
  }
  const [, name = '', nth] = /^(.+)#([1-5])$/.exec(field) ?? []
  if (nth !== undefined) {
    const wanted = toNumber(name, 1, 7, DAYS)
    return wanted === undefined
      ? undefined
      : (day, weekday) => weekday === wanted && Math.ceil(day / 7) === Number(nth)
  }
  const weekdays = field === 'L' ? [7] : parseList(field, 1, 7, DAYS)
  return weekdays && ((_day, weekday) => weekdays.includes(weekday))
}
