/** Functions from time series to time series of the same times. */
import { MINUTE_MS, SECOND_MS } from '../limits.ts'
import { numberAt, seriesAt, valueAt } from './arguments.ts'
import type { Argument, MathFunction, MathScope } from './scope.ts'
import {
  ExpressionError,
  isList,
  isSeries,
  mapPoints,
  mapSeries,
  type MathValue,
  type TimeSeries,
} from './series.ts'

const onValues =
  (compute: (value: number) => number): MathFunction =>
  (args) => {
    const value = valueAt(args, 0)
    if (typeof value === 'number') return compute(value)
    return mapSeries(value, (series) => mapPoints(series, compute))
  }

const onTimes =
  (compute: (time: Date) => number): MathFunction =>
  (args) =>
    mapSeries(valueAt(args, 0), (series) =>
      mapPoints(series, (_value, time) => compute(new Date(time))),
    )

/** Compares each point with the one before it. */
const onSteps =
  (compute: (value: number, before: number, milliseconds: number) => number): MathFunction =>
  (args) =>
    mapSeries(valueAt(args, 0), (series) => {
      let before: readonly [time: number, value: number] | undefined
      return mapPoints(series, (value, time) => {
        const result = before && compute(value, before[1], time - before[0])
        before = [time, value]
        return result
      })
    })

const runningSum: MathFunction = (args) =>
  mapSeries(valueAt(args, 0), (series) => {
    let sum = 0
    return mapPoints(series, (value) => (sum += value))
  })

export const POINT_FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  ABS: onValues(Math.abs),
  CEIL: onValues(Math.ceil),
  FLOOR: onValues(Math.floor),
  LOG: onValues(Math.log),
  LOG10: onValues(Math.log10),
  DIFF: onSteps((value, before) => value - before),
  // AWS: in seconds.
  DIFF_TIME: onSteps((_value, _before, milliseconds) => milliseconds / SECOND_MS),
  RATE: onSteps((value, before, milliseconds) => (value - before) / (milliseconds / SECOND_MS)),
  RUNNING_SUM: runningSum,
  MINUTE: onTimes((time) => time.getUTCMinutes()),
  HOUR: onTimes((time) => time.getUTCHours()),
  // AWS: from Monday, 1, to Sunday, 7.
  DAY: onTimes((time) => time.getUTCDay() || 7),
  DATE: onTimes((time) => time.getUTCDate()),
  MONTH: onTimes((time) => time.getUTCMonth() + 1),
  YEAR: onTimes((time) => time.getUTCFullYear()),
  EPOCH: onTimes((time) => time.getTime() / SECOND_MS),
  PERIOD: (args) => seriesAt(args, 0).periodMs / SECOND_MS,
  TIME_SERIES: (args, scope) => constant(numberAt(args, 0), scope),
  FILL: (args, scope) => mapSeries(valueAt(args, 0), (series) => fill(series, args[1], scope)),
  IF: (args) => choose(valueAt(args, 0), valueAt(args, 1), args[2]?.value),
}

function timesIn({ from, to, periodMs }: MathScope, period: number): number[] {
  const step = period || periodMs || MINUTE_MS
  const times: number[] = []
  for (let time = from; time < to; time += step) times.push(time)
  return times
}

const constant = (value: number, scope: MathScope): TimeSeries => ({
  label: '',
  periodMs: scope.periodMs,
  points: new Map(timesIn(scope, 0).map((time) => [time, value])),
})

/** Fills the periods without a value. What comes before the first value stays empty, but for numbers. */
function fill(series: TimeSeries, filler: Argument | undefined, scope: MathScope): TimeSeries {
  const times = timesIn(scope, series.periodMs)
  const points = new Map(series.points)
  for (const [time, value] of fillings(series, filler, times)) {
    if (!points.has(time)) points.set(time, value)
  }
  return { ...series, points: new Map([...points].sort(([a], [b]) => a - b)) }
}

type Point = readonly [time: number, value: number]

function fillings(
  series: TimeSeries,
  { value, text }: Partial<Argument> = {},
  times: readonly number[],
): readonly Point[] {
  if (typeof value === 'number') return times.map((time) => [time, value])
  if (value !== undefined && isSeries(value)) {
    return times.flatMap((time) => pointAt(value, time))
  }
  if (text === 'REPEAT' || text === 'LINEAR') return between([...series.points], times, text)
  throw new ExpressionError('FILL needs a number, a time series, REPEAT or LINEAR')
}

const pointAt = ({ points }: TimeSeries, time: number): Point[] => {
  const value = points.get(time)
  return value === undefined ? [] : [[time, value]]
}

function between(
  known: readonly Point[],
  times: readonly number[],
  kind: 'REPEAT' | 'LINEAR',
): Point[] {
  let next = 0
  return times.flatMap((time): Point[] => {
    while (next < known.length && known[next]![0] <= time) next++
    const before = known[next - 1]
    const after = known[next]
    if (!before) return []
    if (kind === 'REPEAT') return [[time, before[1]]]
    if (!after) return []
    const part = (time - before[0]) / (after[0] - before[0])
    return [[time, before[1] + (after[1] - before[1]) * part]]
  })
}

/** AWS: without `otherwise`, times at which the condition is false have no value. */
function choose(
  condition: MathValue,
  then: MathValue,
  otherwise: MathValue | undefined,
): MathValue {
  if (isList(condition) || isList(then) || (otherwise !== undefined && isList(otherwise))) {
    throw new ExpressionError('IF does not take lists of time series')
  }
  if (typeof condition === 'number') {
    const chosen = condition === 0 ? otherwise : then
    return chosen ?? { label: '', periodMs: 0, points: new Map<number, number>() }
  }
  const at = (value: MathValue | undefined, time: number): number | undefined =>
    typeof value === 'number' ? value : (value as TimeSeries | undefined)?.points.get(time)
  return mapPoints(condition, (value, time) => at(value === 0 ? otherwise : then, time))
}
