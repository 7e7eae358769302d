import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { MOST_DATAPOINTS, SECOND_MS } from '../limits.ts'
import { dataOf } from '../data.ts'
import { isPeriod } from '../math/check-queries.ts'
import { toDimensions, type Dimension } from '../metrics/identity.ts'
import type { CloudWatchState } from '../state.ts'
import { byUnit, periodsOf, roundStart } from '../statistics/datapoints.ts'
import { parseExtended, parseStatistic, type Statistic } from '../statistics/statistic.ts'
import { accessToAll } from './access.ts'

interface Input {
  readonly Namespace: string
  readonly MetricName: string
  readonly Dimensions?: readonly Dimension[]
  readonly StartTime: Date
  readonly EndTime: Date
  readonly Period: number
  readonly Statistics?: readonly string[]
  readonly ExtendedStatistics?: readonly string[]
  readonly Unit?: string
}

interface Datapoint {
  readonly Timestamp: Date
  readonly Unit: string
  readonly ExtendedStatistics?: Readonly<Record<string, number>>
  readonly [statistic: string]: unknown
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const getMetricStatistics: Operation<
  CloudWatchState,
  Input,
  { readonly Label: string; readonly Datapoints: readonly Datapoint[] }
> = defineOperation({
  name: 'GetMetricStatistics',
  handles: [
    'Namespace',
    'MetricName',
    'Dimensions',
    'StartTime',
    'EndTime',
    'Period',
    'Statistics',
    'ExtendedStatistics',
    'Unit',
  ],
  access: accessToAll('cloudwatch:GetMetricStatistics'),
  run(state, input, { world }) {
    const { MetricName: name, Namespace: namespace } = input
    const statistics = statisticsOf(input)
    const now = world.clock.now()
    const periodMs = input.Period * SECOND_MS
    const span = checkSpan(input, periodMs, now)
    const metric = { namespace, name, dimensions: toDimensions(input.Dimensions) }
    const Datapoints = periodsOf(dataOf(state, world), metric, span, now).flatMap(
      ({ from, data }) =>
        // Recorded: test_handle_different_units: one datapoint for each unit.
        byUnit(data)
          .filter(([unit]) => input.Unit === undefined || unit === input.Unit)
          .flatMap(([Unit, ofUnit]) => {
            const values = statistics.valuesOf(ofUnit)
            return values ? [{ Timestamp: new Date(from), Unit, ...values }] : []
          }),
    )
    return { Label: name, Datapoints }
  },
})

function checkSpan(
  { StartTime, EndTime, Period }: Input,
  periodMs: number,
  now: number,
): { readonly from: number; readonly to: number; readonly periodMs: number } {
  const to = EndTime.getTime()
  if (StartTime.getTime() >= to) throw errors.startNotBeforeEnd()
  // AWS: API_GetMetricStatistics.html.
  if (!isPeriod(Period)) throw errors.invalidPeriod()
  const count = Math.ceil((to - StartTime.getTime()) / periodMs)
  // Recorded: test_invalid_amount_of_datapoints.
  if (count > MOST_DATAPOINTS) throw errors.tooManyDatapoints(count, MOST_DATAPOINTS)
  return { from: roundStart(StartTime.getTime(), periodMs, now), to, periodMs }
}

type Values = Record<string, unknown>

function statisticsOf({ Statistics = [], ExtendedStatistics = [] }: Input): {
  valuesOf(data: Parameters<Statistic>[0]): Values | undefined
} {
  if (Statistics.length > 0 && ExtendedStatistics.length > 0) throw errors.bothStatistics()
  if (Statistics.length === 0 && ExtendedStatistics.length === 0) throw errors.noStatistics()
  const simple = Statistics.map((name) => [name, parse(name, parseStatistic)] as const)
  const extended = ExtendedStatistics.map((name) => [name, parse(name, parseExtended)] as const)
  const all = (list: typeof simple, data: Parameters<Statistic>[0]): Values =>
    Object.fromEntries(
      list
        .map(([name, statistic]) => [name, statistic(data)] as const)
        .filter(([, value]) => value !== undefined),
    )
  return {
    valuesOf(data) {
      const values = all(simple, data)
      const percentiles = all(extended, data)
      if (extended.length === 0) return values
      return Object.keys(percentiles).length === 0 ? undefined : { ExtendedStatistics: percentiles }
    },
  }
}

function parse(name: string, read: (name: string) => Statistic | undefined): Statistic {
  const statistic = read(name)
  if (!statistic) throw errors.unsupportedStatistic(name, 'ExtendedStatistics')
  return statistic
}
