/** The data of one period, from which statistics are computed. */
import type { MetricDatum } from '../../core/metrics/datum.ts'

export interface Totals {
  readonly count: number
  readonly sum: number
  readonly minimum: number
  readonly maximum: number
}

/** A value, and how often it came. */
export interface Weighted {
  readonly value: number
  readonly count: number
}

export function totalsOf(data: readonly MetricDatum[]): Totals {
  const totals = { count: 0, sum: 0, minimum: Infinity, maximum: -Infinity }
  const add = (count: number, sum: number, minimum: number, maximum: number): void => {
    totals.count += count
    totals.sum += sum
    totals.minimum = Math.min(totals.minimum, minimum)
    totals.maximum = Math.max(totals.maximum, maximum)
  }
  for (const { values = [], counts, statistics: set } of data) {
    if (set) add(set.count, set.sum, set.minimum, set.maximum)
    for (const [index, value] of values.entries()) {
      const count = counts?.[index] ?? 1
      add(count, value * count, value, value)
    }
  }
  return totals
}

/**
 * Returns the values in ascending order. Undefined if they are not known.
 * AWS: cloudwatch_concepts.html#Percentiles: a statistic set has percentiles only if it has one
 * value, or the same value each time.
 */
export function valuesOf(data: readonly MetricDatum[]): readonly Weighted[] | undefined {
  const found: Weighted[] = []
  for (const { values = [], counts, statistics: set } of data) {
    if (set) {
      if (set.count !== 1 && set.minimum !== set.maximum) return undefined
      found.push({ value: set.maximum, count: set.count })
    }
    for (const [index, value] of values.entries()) {
      found.push({ value, count: counts?.[index] ?? 1 })
    }
  }
  return found.filter(({ count }) => count > 0).sort((a, b) => a.value - b.value)
}
