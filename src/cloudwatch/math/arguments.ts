/** Reads the arguments of functions. */
import type { Argument } from './scope.ts'
import { ExpressionError, isList, isSeries, type MathValue, type TimeSeries } from './series.ts'

export function valueAt(args: readonly Argument[], index: number): MathValue {
  const value = args[index]?.value
  if (value === undefined) throw new ExpressionError(`the argument ${index + 1} is missing`)
  return value
}

export function seriesAt(args: readonly Argument[], index: number): TimeSeries {
  const value = valueAt(args, index)
  if (!isSeries(value)) throw new ExpressionError(`the argument ${index + 1} is no time series`)
  return value
}

/** A single series is a list of one. */
export function listAt(args: readonly Argument[], index: number): readonly TimeSeries[] {
  const value = valueAt(args, index)
  if (typeof value === 'number') {
    throw new ExpressionError(`the argument ${index + 1} is no list of time series`)
  }
  return isList(value) ? value : [value]
}

export function numberAt(args: readonly Argument[], index: number): number {
  const value = valueAt(args, index)
  if (typeof value !== 'number') throw new ExpressionError(`the argument ${index + 1} is no number`)
  return value
}
