/**
 * Statistics by their names: `Sum`, `p99.9`, `TM(10%:90%)`, `PR(:100)`.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
import type { MetricDatum } from '../../core/metrics/datum.ts'
import { totalsOf, valuesOf, type Weighted } from './samples.ts'
import { parseRange, percentile, within, type Range } from './trimming.ts'

/** Returns the statistic of some data. Undefined if these data do not have it. */
export type Statistic = (data: readonly MetricDatum[]) => number | undefined

const SIMPLE = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const

export type SimpleName = (typeof SIMPLE)[number]

const SIMPLE_STATISTICS: Readonly<Record<SimpleName, Statistic>> = {
  SampleCount: (data) => totalsOf(data).count,
  Average(data) {
    const { sum, count } = totalsOf(data)
    return count === 0 ? undefined : sum / count
  },
  Sum: (data) => totalsOf(data).sum,
  Minimum: (data) => totalsOf(data).minimum,
  Maximum: (data) => totalsOf(data).maximum,
}

export const isSimple = (name: string): name is SimpleName =>
  (SIMPLE as readonly string[]).includes(name)

/** Returns the statistic of a name. Undefined if there is none of that name. */
export function parseStatistic(name: string): Statistic | undefined {
  return isSimple(name) ? SIMPLE_STATISTICS[name] : parseExtended(name)
}

/** `p99`, `tm90`, `IQM`, `TM(2%:98%)`, `PR(100:2000)`. */
export function parseExtended(name: string): Statistic | undefined {
  if (name === 'IQM') return trimmed('tm', { from: 0.25, to: 0.75, isPercent: true })
  const [, short, percent] = /^(p|tm|wm|tc|ts)(\d{1,2}(?:\.\d{0,10})?|100)$/.exec(name) ?? []
  if (short !== undefined) {
    const to = Number(percent) / 100
    if (short === 'p') return onValues((values) => percentile(values, to))
    return trimmed(short, { from: 0, to, isPercent: true })
  }
  const [, long, bounds = ''] = /^(TM|WM|TC|TS|PR)\(([^()]*)\)$/.exec(name) ?? []
  const range = long === undefined ? undefined : parseRange(bounds)
  if (long === undefined || !range || (long === 'PR' && range.isPercent)) return undefined
  return trimmed(long.toLowerCase(), range)
}

const onValues =
  (compute: (values: readonly Weighted[]) => number | undefined): Statistic =>
  (data) => {
    const values = valuesOf(data)
    return values && values.length > 0 ? compute(values) : undefined
  }

const countOf = (values: readonly Weighted[]): number =>
  values.reduce((sum, { count }) => sum + count, 0)
const sumOf = (values: readonly Weighted[]): number =>
  values.reduce((sum, { value, count }) => sum + value * count, 0)

const trimmed = (kind: string, range: Range): Statistic =>
  onValues((values) => {
    const { kept, low, high } = within(values, range)
    switch (kind) {
      case 'tc':
        return countOf(kept)
      case 'ts':
        return sumOf(kept)
      case 'pr':
        return (countOf(kept) / countOf(values)) * 100
      case 'wm': {
        const sum = sumOf(kept) + sumOf(low) + sumOf(high)
        return sum / countOf(values)
      }
      default:
        return kept.length === 0 ? undefined : sumOf(kept) / countOf(kept)
    }
  })
