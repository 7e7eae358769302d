import { describe, expect, it } from 'vitest'
import { evaluate } from './evaluate.ts'
import { parseExpression } from './parse.ts'
import type { MathScope } from './scope.ts'
import { isList, type MathValue, type TimeSeries } from './series.ts'

const MINUTE = 60_000
const FROM = Date.parse('2026-01-05T23:58:00Z')

/** A series with a value for each minute; undefined for a gap. */
const series = (label: string, ...values: (number | undefined)[]): TimeSeries => ({
  label,
  periodMs: MINUTE,
  points: new Map(
    values.flatMap((value, index): [number, number][] =>
      value === undefined ? [] : [[FROM + index * MINUTE, value]],
    ),
  ),
})

const SERIES: Readonly<Record<string, TimeSeries>> = {
  a: series('errors', 1, 2, undefined, 4),
  b: series('calls', 10, 20, 30, 40),
  c: series('nothing'),
}

const SCOPE: MathScope = {
  valueOf: (id) => SERIES[id]!,
  metrics: () => Object.values(SERIES),
  from: FROM,
  to: FROM + 4 * MINUTE,
  periodMs: MINUTE,
}

/** Numbers as they are, series as lists with `-` for gaps. */
function shown(value: MathValue): unknown {
  if (typeof value === 'number') return value
  if (isList(value)) return value.map(shown)
  return [0, 1, 2, 3].map((index) => value.points.get(FROM + index * MINUTE) ?? '-')
}

const compute = (text: string): unknown => shown(evaluate(parseExpression(text), SCOPE))

describe('operators', () => {
  it.each<[string, unknown]>([
    ['1 + 2 * 3 ^ 2 - 4 / 2', 17],
    ['-(1 + 2)', -3],
    ['2 ^ 3 ^ 2', 64],
    ['a + b', [11, 22, '-', 44]],
    ['b / a', [10, 10, '-', 10]],
    ['a / 0', ['-', '-', '-', '-']],
    ['10 - a', [9, 8, '-', 6]],
    ['a > 1', [0, 1, '-', 1]],
    ['a >= 2 AND b < 40', [0, 1, '-', 0]],
    ['a == 1 || a == 4', [1, 0, '-', 1]],
    [
      '[a, b] * 2',
      [
        [2, 4, '-', 8],
        [20, 40, 60, 80],
      ],
    ],
    [
      '[a, b] - a',
      [
        [0, 0, '-', 0],
        [9, 18, '-', 36],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(compute(text)).toEqual(expected)
  })
})

describe('functions', () => {
  it.each<[string, unknown]>([
    ['SUM(a)', 7],
    ['AVG(b)', 25],
    ['MIN(a)', 1],
    ['MAX([a, b])', [10, 20, 30, 40]],
    ['SUM(METRICS())', [11, 22, 30, 44]],
    ['AVG(METRICS("call"))', [10, 20, 30, 40]],
    ['STDDEV(b)', Math.sqrt(125)],
    ['SUM(c)', 0],
    ['ABS(a - 3)', [2, 1, '-', 1]],
    ['CEIL(a / 4)', [1, 1, '-', 1]],
    ['FLOOR(b / 15)', [0, 1, 2, 2]],
    ['LOG10(b / b)', [0, 0, 0, 0]],
    ['LOG(1)', 0],
    ['DIFF(b)', ['-', 10, 10, 10]],
    ['DIFF(a)', ['-', 1, '-', 2]],
    ['DIFF_TIME(a)', ['-', 60, '-', 120]],
    ['RATE(b) * 60', ['-', 10, 10, 10]],
    ['RUNNING_SUM(a)', [1, 3, '-', 7]],
    ['FILL(a, 0)', [1, 2, 0, 4]],
    ['FILL(a, REPEAT)', [1, 2, 2, 4]],
    ['FILL(a, LINEAR)', [1, 2, 3, 4]],
    ['FILL(a, b)', [1, 2, 30, 4]],
    ['FILL(c, 7)', [7, 7, 7, 7]],
    ['IF(a > 1, a, 0)', [0, 2, '-', 4]],
    ['IF(b > 15, b)', ['-', 20, 30, 40]],
    ['IF(1, a, b)', [1, 2, '-', 4]],
    ['FIRST([a, b])', [1, 2, '-', 4]],
    ['LAST(METRICS())', ['-', '-', '-', '-']],
    ['SLICE(METRICS(), 1, 2)', [[10, 20, 30, 40]]],
    [
      'SORT(METRICS(), MAX, DSC)',
      [
        [10, 20, 30, 40],
        [1, 2, '-', 4],
      ],
    ],
    ['SORT(METRICS(), SUM, ASC, 1)', [[1, 2, '-', 4]]],
    ['METRIC_COUNT(METRICS())', 2],
    ['DATAPOINT_COUNT(a)', 3],
    ['DATAPOINT_COUNT([a, b])', [2, 2, 1, 2]],
    ['REMOVE_EMPTY([a, c])', [[1, 2, '-', 4]]],
    ['PERIOD(a)', 60],
    ['TIME_SERIES(3)', [3, 3, 3, 3]],
    ['MINUTE(b)', [58, 59, 0, 1]],
    ['HOUR(b)', [23, 23, 0, 0]],
    // A Monday, then a Tuesday.
    ['DAY(b)', [1, 1, 2, 2]],
    ['DATE(b)', [5, 5, 6, 6]],
    ['MONTH(b)', [1, 1, 1, 1]],
    ['YEAR(b)', [2026, 2026, 2026, 2026]],
    ['EPOCH(b) - EPOCH(b)', [0, 0, 0, 0]],
  ])('%s', (text, expected) => {
    expect(compute(text)).toEqual(expected)
  })

  it.each([
    ['FILL(a)', 'FILL needs a number'],
    ['PERIOD(1)', 'the argument 1 is no time series'],
    ['SLICE(a, b)', 'the argument 2 is no number'],
    ['SORT(a, MEDIAN, ASC)', 'SORT needs AVG, MAX, MIN or SUM'],
    ['ABS()', 'the argument 1 is missing'],
    ['[a] + [b]', 'an operator cannot combine two lists'],
    ['"text"', 'unexpected "text"'],
    ['a $ b', "unexpected character '$'"],
    ['(a', 'unexpected end'],
    ['a b', "unexpected 'b'"],
  ])('%s is refused', (text, message) => {
    expect(() => compute(text)).toThrow(message)
  })
})
