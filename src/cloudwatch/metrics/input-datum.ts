/** The data of a PutMetricData call: their checks, and what is kept. */
import type { MetricDatum, StatisticSet } from '../../core/metrics/datum.ts'
import * as errors from '../errors.ts'
import { LARGEST_VALUE, MOST_DATA, MOST_VALUES, NEWEST_MS, OLDEST_MS } from '../limits.ts'
import { toDimensions, type Dimension } from './identity.ts'

/** A datum, under AWS's names. */
export interface InputDatum {
  readonly MetricName: string
  readonly Dimensions?: readonly Dimension[]
  readonly Timestamp?: Date
  readonly Value?: number
  readonly StatisticValues?: {
    readonly SampleCount: number
    readonly Sum: number
    readonly Minimum: number
    readonly Maximum: number
  }
  readonly Values?: readonly number[]
  readonly Counts?: readonly number[]
  readonly Unit?: string
  readonly StorageResolution?: number
}

/** Checks all data before any is kept. */
export function toData(
  namespace: string,
  input: readonly InputDatum[],
  now: number,
): MetricDatum[] {
  if (input.length > MOST_DATA) throw errors.tooMany('MetricData', MOST_DATA)
  for (const [index, datum] of input.entries()) {
    checkDatum(datum, `MetricData.member.${index + 1}`, now)
  }
  return input.map((datum) => toDatum(namespace, datum, now))
}

// Unverified: the order of the checks.
function checkDatum(datum: InputDatum, path: string, now: number): void {
  checkExclusive(datum, path)
  checkNumbers(datum, path)
  const { Timestamp, StorageResolution = 60 } = datum
  const time = Timestamp?.getTime() ?? now
  if (time < now - OLDEST_MS) throw errors.tooOld(path)
  if (time > now + NEWEST_MS) throw errors.tooNew(path)
  if (StorageResolution !== 1 && StorageResolution !== 60) throw errors.invalidResolution(path)
}

function checkExclusive(datum: InputDatum, path: string): void {
  const { Value, Values, Counts, StatisticValues } = datum
  // Recorded: test_put_metric_data_validation.
  if (Value !== undefined && Values) throw errors.bothGiven(path, 'Value', 'Values')
  if (Value !== undefined && StatisticValues) {
    throw errors.bothGiven(path, 'Value', 'StatisticValues')
  }
  // Unverified: after the recorded ones.
  if (Values && StatisticValues) throw errors.bothGiven(path, 'Values', 'StatisticValues')
  if (Value === undefined && !Values?.length && !StatisticValues) throw errors.noValue(path)
  if (Values && Values.length > MOST_VALUES) throw errors.tooMany(`${path}.Values`, MOST_VALUES)
  if (Counts && Counts.length !== Values?.length) throw errors.countsDiffer(path)
}

function checkNumbers(datum: InputDatum, path: string): void {
  const { Value, Values = [], Counts = [], StatisticValues: set } = datum
  if (Value !== undefined) checkNumber(Value, `${path}.Value`)
  for (const [index, value] of Values.entries()) {
    checkNumber(value, `${path}.Values.member.${index + 1}`)
  }
  for (const [index, count] of Counts.entries()) {
    checkCount(count, `${path}.Counts.member.${index + 1}`)
  }
  if (!set) return
  for (const name of ['Sum', 'Minimum', 'Maximum'] as const) {
    checkNumber(set[name], `${path}.StatisticValues.${name}`)
  }
  checkCount(set.SampleCount, `${path}.StatisticValues.SampleCount`)
  if (set.Maximum < set.Minimum) throw errors.maximumBelowMinimum(path)
}

/** AWS: API_MetricDatum.html: -2^360 to 2^360; NaN and infinities are not supported. */
function checkNumber(value: number, path: string): void {
  if (!(Math.abs(value) <= LARGEST_VALUE)) throw errors.invalidNumber(path, value)
}

function checkCount(count: number, path: string): void {
  checkNumber(count, path)
  if (count < 0) throw errors.invalidNumber(path, count)
}

function toDatum(namespace: string, datum: InputDatum, now: number): MetricDatum {
  const { Value, Values, Counts, StatisticValues: set, StorageResolution } = datum
  return {
    namespace,
    name: datum.MetricName,
    dimensions: toDimensions(datum.Dimensions),
    unit: datum.Unit ?? 'None',
    timestamp: datum.Timestamp?.getTime() ?? now,
    ...(set
      ? { statistics: toSet(set) }
      : { values: Value === undefined ? (Values ?? []) : [Value] }),
    ...(Counts && { counts: Counts }),
    ...(StorageResolution === 1 && { isHighResolution: true }),
  }
}

const toSet = (set: NonNullable<InputDatum['StatisticValues']>): StatisticSet => ({
  count: set.SampleCount,
  sum: set.Sum,
  minimum: set.Minimum,
  maximum: set.Maximum,
})
