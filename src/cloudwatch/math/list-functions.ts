/** Functions that reduce time series, or choose among them. */
import { listAt, numberAt, valueAt } from './arguments.ts'
import type { Argument, MathFunction, MathScope } from './scope.ts'
import { aggregate, ExpressionError, isList, type MathValue, type TimeSeries } from './series.ts'

type Reduce = (values: readonly number[]) => number

const sum: Reduce = (values) => values.reduce((a, b) => a + b, 0)
const average: Reduce = (values) => sum(values) / values.length
const minimum: Reduce = (values) => values.reduce((a, b) => Math.min(a, b), Infinity)
const maximum: Reduce = (values) => values.reduce((a, b) => Math.max(a, b), -Infinity)

const deviation: Reduce = (values) => {
  const mean = average(values)
  return Math.sqrt(average(values.map((value) => (value - mean) ** 2)))
}

/** A series becomes a number, a list becomes a series. */
const reducing =
  (reduce: Reduce): MathFunction =>
  (args) => {
    const value = valueAt(args, 0)
    if (typeof value === 'number') return value
    if (isList(value)) return aggregate(value, reduce)
    // Unverified: the statistic of a series without values is 0.
    return value.points.size === 0 ? 0 : reduce([...value.points.values()])
  }

/** Whether a series has values, so that it counts. */
const hasPoints = ({ points }: TimeSeries): boolean => points.size > 0

function metrics(args: readonly Argument[], scope: MathScope): readonly TimeSeries[] {
  const part = args[0]?.text ?? ''
  return scope.metrics().filter(({ label }) => label.includes(part))
}

function atEnd(args: readonly Argument[], index: number): MathValue {
  const found = listAt(args, 0).at(index)
  if (!found) throw new ExpressionError('the list of time series is empty')
  return found
}

const RANKS: Readonly<Record<string, Reduce>> = {
  AVG: average,
  MAX: maximum,
  MIN: minimum,
  SUM: sum,
}

/** `SORT(METRICS(), MAX, DSC, 10)` */
function sort(args: readonly Argument[]): readonly TimeSeries[] {
  const rank = RANKS[args[1]?.text ?? '']
  if (!rank) throw new ExpressionError('SORT needs AVG, MAX, MIN or SUM')
  const direction = args[2]?.text === 'ASC' ? 1 : -1
  const ranked = listAt(args, 0)
    .filter(hasPoints)
    .map((series) => ({ series, by: rank([...series.points.values()]) }))
    .sort((a, b) => direction * (a.by - b.by))
    .map(({ series }) => series)
  return args[3] ? ranked.slice(0, numberAt(args, 3)) : ranked
}

function datapointCount(args: readonly Argument[]): MathValue {
  const value = valueAt(args, 0)
  if (typeof value === 'number') throw new ExpressionError('a time series is needed')
  return isList(value) ? aggregate(value, (values) => values.length) : value.points.size
}

export const LIST_FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  SUM: reducing(sum),
  AVG: reducing(average),
  MIN: reducing(minimum),
  MAX: reducing(maximum),
  STDDEV: reducing(deviation),
  METRICS: metrics,
  METRIC_COUNT: (args) => listAt(args, 0).filter(hasPoints).length,
  DATAPOINT_COUNT: datapointCount,
  FIRST: (args) => atEnd(args, 0),
  LAST: (args) => atEnd(args, -1),
  REMOVE_EMPTY: (args) => listAt(args, 0).filter(hasPoints),
  SLICE: (args) =>
    listAt(args, 0).slice(numberAt(args, 1), args[2] ? numberAt(args, 2) : undefined),
  SORT: sort,
}
