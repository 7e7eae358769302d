import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { MetricDatum } from '../../core/metrics/datum.ts'
import { MetricStore } from '../metrics/metric-store.ts'
import { periodsOf } from './datapoints.ts'
import { parseStatistic } from './statistic.ts'

const METRIC = { namespace: 'Shop', name: 'm', dimensions: {} }
const NOW = Date.parse('2026-01-01T12:00:00Z')
const MINUTE = 60_000

const datumAt = (timestamp: number, value: number): MetricDatum => ({
  ...METRIC,
  unit: 'None',
  timestamp,
  values: [value],
})

const values = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 60 })
const putAt = fc.tuple(
  fc.integer({ min: NOW - 600 * MINUTE, max: NOW - 1 }),
  fc.integer({ min: -1_000, max: 1_000 }),
)

const statisticOf = (name: string, list: readonly number[]): number | undefined =>
  parseStatistic(name)?.(list.map((value) => datumAt(NOW, value)))

it('every datum is in exactly one period, in any order of puts and forks', () => {
  fc.assert(
    fc.property(
      fc.array(putAt, { maxLength: 60 }),
      fc.integer({ min: 1, max: 90 }),
      fc.nat(60),
      (puts, minutes, forkAfter) => {
        let store = new MetricStore()
        for (const [index, [at, value]] of puts.entries()) {
          if (index === forkAfter) {
            const before = store
            store = before.fork()
            before.add(datumAt(at, 5_000))
          }
          store.add(datumAt(at, value))
        }
        const span = { from: NOW - 720 * MINUTE, to: NOW, periodMs: minutes * MINUTE }
        const periods = periodsOf(store, METRIC, span, NOW)
        const found = periods.flatMap(({ data }) => data.flatMap((datum) => datum.values ?? []))
        const put = puts.map(([, value]) => value)
        expect([...found].sort((a, b) => a - b)).toEqual([...put].sort((a, b) => a - b))
        for (const { from, data } of periods) {
          for (const { timestamp } of data) {
            expect(timestamp).toBeGreaterThanOrEqual(from)
            expect(timestamp).toBeLessThan(from + span.periodMs)
          }
        }
      },
    ),
  )
})

it('a percentile is a value with that part of all values at or below it', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 100 }), (list, percent) => {
      const value = statisticOf(`p${percent}`, list)!
      const below = list.filter((one) => one <= value).length
      const strictly = list.filter((one) => one < value).length
      expect(below / list.length).toBeGreaterThanOrEqual(percent / 100 - 1e-9)
      expect(strictly / list.length).toBeLessThan(percent / 100 + 1e-9)
    }),
  )
})

it('trimmed statistics fit together', () => {
  fc.assert(
    fc.property(values, (list) => {
      const mean = list.reduce((a, b) => a + b, 0) / list.length
      expect(statisticOf('TM(0%:100%)', list)).toBeCloseTo(mean)
      expect(statisticOf('wm100', list)).toBeCloseTo(mean)
      const count = statisticOf('tc90', list)!
      const sum = statisticOf('ts90', list)!
      expect(statisticOf('tm90', list)).toBeCloseTo(sum / count)
      expect(count).toBeLessThanOrEqual(list.length)
      expect(statisticOf('PR(:0)', list)).toBeCloseTo(
        (list.filter((value) => value <= 0).length / list.length) * 100,
      )
    }),
  )
})

it('only statistics of CloudWatch have a meaning', () => {
  for (const name of ['p', 'p101', 'p100', 'P99', 'TM(9:1)', 'TM()', 'TM(:)', 'PR(1%:2%)', 'sum']) {
    expect([name, parseStatistic(name) !== undefined]).toEqual([name, name === 'p100'])
  }
})
