import { describe, expect, it } from 'vitest'
import { parseExpression } from './expression.ts'
import { parseZone } from './zone.ts'

const UTC = parseZone('UTC')!

/** The first runs after a time, in UTC. */
function runs(
  text: string,
  { zone = 'UTC', from = '2026-01-01T00:00Z', count = 3 } = {},
): string[] {
  const expression = parseExpression(text, parseZone(zone)!)
  if (!expression) throw new Error(`${text} was refused`)
  const start = Date.parse(from)
  const found: string[] = []
  let at: number | undefined = start - 1
  while (found.length < count) {
    at = expression.next(at, start)
    if (at === undefined) break
    found.push(new Date(at).toISOString().slice(0, 16))
  }
  return found
}

describe('schedule expressions', () => {
  it.each<[string, string[]]>([
    ['rate(5 minutes)', ['2026-01-01T00:00', '2026-01-01T00:05', '2026-01-01T00:10']],
    ['rate(1 hour)', ['2026-01-01T00:00', '2026-01-01T01:00', '2026-01-01T02:00']],
    ['rate(1 days)', ['2026-01-01T00:00', '2026-01-02T00:00', '2026-01-03T00:00']],
    ['cron(0 2 * * ? *)', ['2026-01-01T02:00', '2026-01-02T02:00', '2026-01-03T02:00']],
    ['at(2026-03-01T09:30:00)', ['2026-03-01T09:30']],
    ['at(2025-03-01T09:30:00)', []],
  ])('%s', (text, expected) => {
    expect(runs(text)).toEqual(expected)
  })

  it.each([
    'cron(0 1 * * * *)',
    'cron(INVALID)',
    'rate(0 minutes)',
    'rate(5 seconds)',
    'rate( 10 minutes )',
    'rate(1.5 hours)',
    'at(2021-12-31)',
    'at(2021-12-31T23:59:59Z)',
    'at(2026-02-30T00:00:00)',
    'at(2026-02-28T24:00:00)',
    '2026-02-28T00:00:00',
    '',
  ])('refuses %s', (text) => {
    expect(parseExpression(text, UTC)).toBeUndefined()
  })
})

describe('time zones', () => {
  it('moves with daylight saving time', () => {
    const from = '2026-03-27T12:00Z'
    expect(runs('cron(0 9 * * ? *)', { zone: 'Europe/Berlin', from })).toEqual([
      '2026-03-28T08:00',
      '2026-03-29T07:00',
      '2026-03-30T07:00',
    ])
  })

  it('has no run at a time that clocks skip', () => {
    const from = '2026-03-27T12:00Z'
    expect(runs('cron(30 2 * * ? *)', { zone: 'Europe/Berlin', from })).toEqual([
      '2026-03-28T01:30',
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ])
    expect(runs('at(2026-03-29T02:30:00)', { zone: 'Europe/Berlin', from })).toEqual([])
  })

  it('has one run at a time that clocks show twice', () => {
    const from = '2026-10-24T12:00Z'
    expect(runs('cron(30 2 * * ? *)', { zone: 'Europe/Berlin', from })).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
      '2026-10-27T01:30',
    ])
    expect(
      runs('cron(0 * * * ? *)', { zone: 'Europe/Berlin', from: '2026-10-24T23:30Z', count: 4 }),
    ).toEqual(['2026-10-25T00:00', '2026-10-25T02:00', '2026-10-25T03:00', '2026-10-25T04:00'])
  })

  it.each([
    ['Asia/Kathmandu', '2026-03-01T03:15'],
    ['America/New_York', '2026-03-01T14:00'],
    ['Pacific/Kiritimati', '2026-02-28T19:00'],
  ])('%s', (zone, expected) => {
    expect(runs('at(2026-03-01T09:00:00)', { zone })).toEqual([expected])
  })

  it.each(['Europe/Atlantis', '+01:00', '', 'x'.repeat(50)])('refuses %s', (name) => {
    expect(parseZone(name)).toBeUndefined()
  })
})
