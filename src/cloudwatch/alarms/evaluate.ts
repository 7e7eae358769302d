/**
 * Evaluates an alarm as of a moment.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
import type { MetricDatum } from '../../core/metrics/datum.ts'
import { SECOND_MS } from '../limits.ts'
import { longestPeriodOf, metricOf, Queries, type MetricQuery } from '../math/queries.ts'
import { allSeries, ExpressionError } from '../math/series.ts'
import { toDimensions, type MetricIdentity } from '../metrics/identity.ts'
import { periodsOf, type DataSource } from '../statistics/datapoints.ts'
import { totalsOf } from '../statistics/samples.ts'
import { parseStatistic } from '../statistics/statistic.ts'
import type { AlarmSettings, Comparison, StateValue } from '../alarm.ts'

export interface Datapoint {
  /** The beginning of its period. */
  readonly at: number
  readonly value: number
  readonly sampleCount: number | undefined
  readonly isBreaching: boolean
}

/** What an evaluation saw. */
export interface Evaluation {
  /** Undefined: the alarm keeps its state. */
  readonly value: StateValue | undefined
  /** The datapoints that count, newest first. */
  readonly datapoints: readonly Datapoint[]
  /** How many missing datapoints were counted as breaching or not. */
  readonly filled: number
}

// AWS: alarm-evaluation.html shows five for an alarm with three evaluation periods. Unverified: two
// more than the evaluation periods for all others.
const FURTHER_PERIODS = 2

const BREACHES: Readonly<Record<Comparison, (value: number, threshold: number) => boolean>> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
}

/** The length of an alarm's period. That of a math expression is its longest metric's. */
export const periodOf = ({ Period, Metrics = [] }: AlarmSettings): number =>
  SECOND_MS * (Period ?? longestPeriodOf(Metrics))

/** The time that an evaluation looks back. */
export const rangeOf = (settings: AlarmSettings): number =>
  (settings.EvaluationPeriods + FURTHER_PERIODS) * periodOf(settings)

/** The metrics that an alarm watches. */
export function metricsOf({
  Metrics,
  Namespace: namespace = '',
  MetricName: name = '',
  Dimensions,
}: AlarmSettings): readonly MetricIdentity[] {
  if (Metrics)
    return Metrics.flatMap(({ MetricStat }) => (MetricStat ? [metricOf(MetricStat)] : []))
  return [{ namespace, name, dimensions: toDimensions(Dimensions) }]
}

/** `at`: the end of the newest period. */
export function evaluate(settings: AlarmSettings, source: DataSource, at: number): Evaluation {
  const { EvaluationPeriods: periods, EvaluateLowSampleCountPercentile } = settings
  const datapoints = datapointsOf(settings, source, at).slice(0, periods)
  if (EvaluateLowSampleCountPercentile === 'ignore' && datapoints.some(isTooFew(settings))) {
    return { value: undefined, datapoints, filled: 0 }
  }
  const missing = periods - datapoints.length
  return { datapoints, ...judge(settings, { datapoints, missing, at }) }
}

/** Returns the datapoints of the whole range, newest first. */
function datapointsOf(settings: AlarmSettings, source: DataSource, at: number): Datapoint[] {
  const { Threshold: threshold = 0, ComparisonOperator, Metrics } = settings
  const from = at - rangeOf(settings)
  const values = Metrics
    ? valuesOfMetrics(Metrics, source, { from, to: at })
    : valuesOfMetric(settings, source, { from, to: at })
  return values
    .map((one) => ({ ...one, isBreaching: BREACHES[ComparisonOperator](one.value, threshold) }))
    .sort((a, b) => b.at - a.at)
}

type Value = Omit<Datapoint, 'isBreaching'>

interface Range {
  readonly from: number
  readonly to: number
}

function valuesOfMetric(settings: AlarmSettings, source: DataSource, range: Range): Value[] {
  const { Statistic, ExtendedStatistic, Unit } = settings
  const statistic = parseStatistic(Statistic ?? ExtendedStatistic ?? '')
  const [metric] = metricsOf(settings)
  if (!statistic || !metric) return []
  const span = { ...range, periodMs: periodOf(settings) }
  const isOfUnit = ({ unit }: MetricDatum): boolean => Unit === undefined || unit === Unit
  return periodsOf(source, metric, span, range.to).flatMap(({ from, data }) => {
    const ofUnit = data.filter(isOfUnit)
    const value = ofUnit.length > 0 ? statistic(ofUnit) : undefined
    return value === undefined ? [] : [{ at: from, value, sampleCount: totalsOf(ofUnit).count }]
  })
}

function valuesOfMetrics(
  metrics: readonly MetricQuery[],
  source: DataSource,
  { from, to }: Range,
): Value[] {
  const queries = new Queries(metrics, source, { startOf: () => from, to, now: to })
  const watched = metrics.find(({ ReturnData }) => ReturnData !== false)
  try {
    const [series] = allSeries(queries.answer(watched?.Id ?? '').value)
    return Array.from(series?.points ?? [], ([at, value]) => ({
      at,
      value,
      sampleCount: undefined,
    }))
  } catch (error) {
    // An expression that has no value is missing data.
    if (error instanceof ExpressionError) return []
    throw error
  }
}

/** AWS: percentiles-with-low-samples.html: a percentile needs 10 samples beyond it. */
const isTooFew =
  ({ ExtendedStatistic = '' }: AlarmSettings) =>
  ({ sampleCount = Infinity }: Datapoint): boolean => {
    const percent = Number(/^p(.+)$/.exec(ExtendedStatistic)?.[1] ?? 'NaN') / 100
    if (Number.isNaN(percent)) return false
    return sampleCount < (percent < 0.5 ? 10 / percent : 10 / (1 - percent))
  }

interface Seen {
  readonly datapoints: readonly Datapoint[]
  readonly missing: number
  readonly at: number
}

/** AWS: alarm-evaluation.html: the two tables, and how premature alarms are avoided. */
function judge(
  settings: AlarmSettings,
  { datapoints, missing, at }: Seen,
): Pick<Evaluation, 'value' | 'filled'> {
  const { TreatMissingData: treatment = 'missing', EvaluationPeriods: periods } = settings
  const toAlarm = settings.DatapointsToAlarm ?? periods
  const breaching = datapoints.filter(({ isBreaching }) => isBreaching).length
  const isFilled = missing > 0 && (treatment === 'breaching' || treatment === 'notBreaching')
  if (isFilled) {
    const filledBreaching = treatment === 'breaching' ? missing : 0
    const value = breaching + filledBreaching >= toAlarm ? 'ALARM' : 'OK'
    return { value, filled: missing }
  }
  if (breaching >= toAlarm) return { value: 'ALARM', filled: 0 }
  if (breaching < datapoints.length) return { value: 'OK', filled: 0 }
  if (treatment === 'ignore') return { value: undefined, filled: 0 }
  if (datapoints.length === 0) return { value: 'INSUFFICIENT_DATA', filled: 0 }
  // Only breaching datapoints, but too few: they count if the oldest is old enough.
  const oldest = datapoints.at(-1)!
  const age = Math.ceil((at - oldest.at) / periodOf(settings))
  return { value: age >= toAlarm ? 'ALARM' : undefined, filled: 0 }
}
