/** The values of metric math: numbers, time series, and lists of time series. */

/** Values by time, oldest first. */
export interface TimeSeries {
  readonly label: string
  readonly periodMs: number
  /** Milliseconds since 1970 to value. */
  readonly points: ReadonlyMap<number, number>
}

export type MathValue = number | TimeSeries | readonly TimeSeries[]

/** A flaw of an expression, which its query names. */
export class ExpressionError extends Error {}

export const isList = (value: MathValue): value is readonly TimeSeries[] => Array.isArray(value)
export const isSeries = (value: MathValue): value is TimeSeries =>
  typeof value === 'object' && !isList(value)

export const allSeries = (value: MathValue): readonly TimeSeries[] =>
  typeof value === 'number' ? [] : isList(value) ? value : [value]

/** Replaces each value; undefined removes it. */
export function mapPoints(
  series: TimeSeries,
  change: (value: number, time: number) => number | undefined,
): TimeSeries {
  const points = new Map<number, number>()
  for (const [time, value] of series.points) {
    const changed = change(value, time)
    if (changed !== undefined && Number.isFinite(changed)) points.set(time, changed)
  }
  return { ...series, points }
}

/** Applies a function to each series of a value. */
export function mapSeries(value: MathValue, change: (series: TimeSeries) => TimeSeries): MathValue {
  if (typeof value === 'number') throw new ExpressionError('a time series is needed')
  return isList(value) ? value.map(change) : change(value)
}

/** Returns all times of some series, oldest first. */
const timesOf = (list: readonly TimeSeries[]): number[] =>
  [...new Set(list.flatMap(({ points }) => [...points.keys()]))].sort((a, b) => a - b)

/** Returns one series with a value for each time at which some series have one. */
export function aggregate(
  list: readonly TimeSeries[],
  compute: (values: readonly number[]) => number,
): TimeSeries {
  const points = timesOf(list).map((time): [number, number] => [
    time,
    compute(list.flatMap((series) => series.points.get(time) ?? [])),
  ])
  return { label: '', periodMs: longestPeriod(list), points: new Map(points) }
}

const longestPeriod = (list: readonly TimeSeries[]): number =>
  Math.max(0, ...list.map(({ periodMs }) => periodMs))

/** Applies an operator to two values: point by point where both have one. */
export function combine(
  left: MathValue,
  right: MathValue,
  apply: (a: number, b: number) => number,
): MathValue {
  if (typeof left === 'number') {
    if (typeof right === 'number') return apply(left, right)
    return mapSeries(right, (series) => mapPoints(series, (value) => apply(left, value)))
  }
  if (typeof right === 'number') {
    return mapSeries(left, (series) => mapPoints(series, (value) => apply(value, right)))
  }
  if (isList(left) && isList(right)) {
    throw new ExpressionError('an operator cannot combine two lists of time series')
  }
  if (isList(left)) return left.map((one) => combineTwo(one, right as TimeSeries, apply))
  if (isList(right)) return right.map((one) => combineTwo(left, one, apply))
  return combineTwo(left, right, apply)
}

function combineTwo(
  left: TimeSeries,
  right: TimeSeries,
  apply: (a: number, b: number) => number,
): TimeSeries {
  const combined = mapPoints(left, (value, time) => {
    const other = right.points.get(time)
    return other === undefined ? undefined : apply(value, other)
  })
  return { ...combined, periodMs: longestPeriod([left, right]) }
}
