/** Percentiles, and the part of the values that a trimmed statistic keeps. */
import type { Weighted } from './samples.ts'

/** Tolerates `0.07 * 100`, which is a little more than 7. */
const ROUNDING = 1e-9

/** Bounds of a statistic: parts of all values (0 to 1), or values. */
export interface Range {
  readonly from: number
  readonly to: number
  readonly isPercent: boolean
}

const BOUND = String.raw`(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)?`
const PERCENT = new RegExp(`^(?:${BOUND}%)?:(?:${BOUND}%)?$`)
const ABSOLUTE = new RegExp(`^${BOUND}:${BOUND}$`)

/** Reads `10%:90%`, `:95%`, `150:1000`, `150:`. Undefined for anything else. */
export function parseRange(text: string): Range | undefined {
  if (text === ':') return undefined
  const percent = PERCENT.exec(text)
  if (percent) {
    const from = Number(percent[1] ?? 0) / 100
    const to = Number(percent[2] ?? 100) / 100
    return from < to && to <= 1 ? { from, to, isPercent: true } : undefined
  }
  const absolute = ABSOLUTE.exec(text)
  if (!absolute) return undefined
  const from = Number(absolute[1] ?? -Infinity)
  const to = Number(absolute[2] ?? Infinity)
  return from < to ? { from, to, isPercent: false } : undefined
}

/**
 * Returns the smallest value that has at least a part of all values at or below it.
 * Unverified: AWS computes percentiles from buckets, so that its values are near this one.
 */
export function percentile(values: readonly Weighted[], part: number): number | undefined {
  const total = values.reduce((sum, { count }) => sum + count, 0)
  let below = 0
  for (const { value, count } of values) {
    below += count
    if (below >= part * total - ROUNDING) return value
  }
  return values.at(-1)?.value
}

export interface Parts {
  readonly kept: readonly Weighted[]
  /** The values below and above, replaced with the bounds, for winsorized means. */
  readonly low: readonly Weighted[]
  readonly high: readonly Weighted[]
}

/**
 * Separates the values within a range.
 * AWS: Statistics-definitions.html: a percentage is a part of the number of values; absolute bounds
 * leave out the lower one.
 */
export function within(values: readonly Weighted[], range: Range): Parts {
  return range.isPercent ? withinParts(values, range) : withinBounds(values, range)
}

function withinBounds(values: readonly Weighted[], { from, to }: Range): Parts {
  const replaced = (taken: readonly Weighted[], value: number): Weighted[] =>
    taken.map(({ count }) => ({ value, count }))
  return {
    kept: values.filter(({ value }) => value > from && value <= to),
    low: replaced(
      values.filter(({ value }) => value <= from),
      from,
    ),
    high: replaced(
      values.filter(({ value }) => value > to),
      to,
    ),
  }
}

function withinParts(values: readonly Weighted[], { from, to }: Range): Parts {
  const total = values.reduce((sum, { count }) => sum + count, 0)
  // Unverified: only whole values are left out.
  const first = Math.floor(from * total + ROUNDING)
  const last = Math.ceil(to * total - ROUNDING)
  const kept: Weighted[] = []
  let below = 0
  for (const { value, count } of values) {
    const taken = Math.min(below + count, last) - Math.max(below, first)
    if (taken > 0) kept.push({ value, count: taken })
    below += count
  }
  const ends = (one: Weighted | undefined, count: number): Weighted[] =>
    one && count > 0 ? [{ value: one.value, count }] : []
  return {
    kept,
    low: ends(kept[0], first),
    high: ends(kept.at(-1), total - last),
  }
}
