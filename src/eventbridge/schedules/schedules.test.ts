import { describe, expect, it } from 'vitest'
import { parseSchedule } from './expression.ts'

const FROM = Date.UTC(2026, 0, 1) // a Thursday

/** The first runs after the beginning of 2026. */
function runs(text: string, count = 3): string[] {
  const schedule = parseSchedule(text)
  if (!schedule) throw new Error(`${text} was refused`)
  const found: string[] = []
  let at: number | undefined = FROM
  while (found.length < count) {
    at = schedule.next(at, FROM)
    if (at === undefined) break
    found.push(new Date(at).toISOString().slice(0, 16))
  }
  return found
}

describe('schedule expressions', () => {
  it.each<[string, string[]]>([
    ['rate(1 minute)', ['2026-01-01T00:01', '2026-01-01T00:02', '2026-01-01T00:03']],
    ['rate(12 hours)', ['2026-01-01T12:00', '2026-01-02T00:00', '2026-01-02T12:00']],
    ['cron(0 12 * * ? *)', ['2026-01-01T12:00', '2026-01-02T12:00', '2026-01-03T12:00']],
    ['cron(0/15 8-9 ? * MON-FRI *)', ['2026-01-01T08:00', '2026-01-01T08:15', '2026-01-01T08:30']],
    ['cron(15 10 ? * 6L *)', ['2026-01-30T10:15', '2026-02-27T10:15', '2026-03-27T10:15']],
    ['cron(0 2 ? * SAT#3 *)', ['2026-01-17T02:00', '2026-02-21T02:00', '2026-03-21T02:00']],
    ['cron(0 0 L * ? *)', ['2026-01-31T00:00', '2026-02-28T00:00', '2026-03-31T00:00']],
    ['cron(0 0 1W * ? *)', ['2026-02-02T00:00', '2026-03-02T00:00', '2026-04-01T00:00']],
    ['cron(0 0 29 FEB ? *)', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    ['cron(0 0 1 1,7 ? 2027)', ['2027-01-01T00:00', '2027-07-01T00:00']],
    ['cron(15 10 ? * 6L 2002-2005)', []],
  ])('%s', (text, expected) => {
    expect(runs(text)).toEqual(expected)
  })

  it.each([
    'rate(5 minute)',
    'rate(0 minutes)',
    'rate( 5 minutes)',
    'rate(5 seconds)',
    'cron(0 12 * * ?)',
    'cron(0 12 ? * ? *)',
    'cron(0 24 * * ? *)',
    'cron(0 12 32W * ? *)',
    'cron(0 12 ? * MON#6 *)',
    'cron(0/0 12 * * ? *)',
    'cron(0-5-9 12 * * ? *)',
    'at(2026-01-01T00:00:00)',
    '',
  ])('refuses %s', (text) => {
    expect(parseSchedule(text)).toBeUndefined()
  })
})
