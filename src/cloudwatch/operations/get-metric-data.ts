import { UnsupportedError } from '../../core/errors.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { MOST_QUERIES, MOST_RETURNED_DATAPOINTS, SECOND_MS } from '../limits.ts'
import { expressionFlaw, flawsOf } from '../math/check-queries.ts'
import { labelsOf } from '../math/labels.ts'
import { longestPeriodOf, Queries, type MetricQuery } from '../math/queries.ts'
import { allSeries, ExpressionError } from '../math/series.ts'
import { dataOf } from '../data.ts'
import type { CloudWatchState } from '../state.ts'
import { roundStart } from '../statistics/datapoints.ts'
import { pageOf, type Result } from './page-of-results.ts'
import { accessToAll } from './access.ts'

interface Input {
  readonly MetricDataQueries: readonly MetricQuery[]
  readonly StartTime: Date
  readonly EndTime: Date
  readonly NextToken?: string
  readonly ScanBy?: 'TimestampAscending' | 'TimestampDescending'
  readonly MaxDatapoints?: number
}

interface Message {
  readonly Code: string
  readonly Value: string
}

interface Output {
  readonly MetricDataResults: readonly Result[]
  readonly NextToken?: string
  readonly Messages: readonly Message[]
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const getMetricData: Operation<CloudWatchState, Input, Output> = defineOperation({
  name: 'GetMetricData',
  handles: ['MetricDataQueries', 'StartTime', 'EndTime', 'NextToken', 'ScanBy', 'MaxDatapoints'],
  access: accessToAll('cloudwatch:GetMetricData'),
  run(state, input, { world }) {
    check(input)
    const now = world.clock.now()
    const queries = new Queries(input.MetricDataQueries, dataOf(state, world), {
      startOf: (periodMs) => roundStart(input.StartTime.getTime(), periodMs, now),
      to: input.EndTime.getTime(),
      now,
    })
    const { results, messages } = resultsOf(queries, input)
    return { ...pageOf(world, input, results), Messages: messages }
  },
})

function check({ MetricDataQueries: queries, StartTime, EndTime }: Input): void {
  // Recorded: by LOGS-METRICS, Metrics 5.
  if (StartTime.getTime() >= EndTime.getTime()) throw errors.startNotBeforeEnd()
  if (queries.length > MOST_QUERIES) throw errors.tooMany('MetricDataQueries', MOST_QUERIES)
  for (const { Expression = '', AccountId, Label = '' } of queries) {
    if (/^\s*SELECT\b/i.test(Expression)) throw unsupported('Metrics Insights queries')
    if (Label.includes('${')) throw unsupported('dynamic labels')
    if (AccountId !== undefined) throw unsupported('MetricDataQueries.AccountId')
  }
  const flaws = flawsOf(queries, 'MetricDataQueries')
  if (flaws.length > 0) throw errors.invalidQueries(flaws)
  const seconds = (EndTime.getTime() - StartTime.getTime()) / SECOND_MS
  const longest = longestPeriodOf(queries)
  for (const { MetricStat, Period } of queries) {
    const count = Math.ceil(seconds / (MetricStat?.Period ?? Period ?? longest))
    if (count > MOST_RETURNED_DATAPOINTS) {
      throw errors.tooManyDatapoints(count, MOST_RETURNED_DATAPOINTS)
    }
  }
}

const unsupported = (parameter: string): UnsupportedError =>
  new UnsupportedError({ service: 'CloudWatch', operation: 'GetMetricData', parameter })

function resultsOf(
  queries: Queries,
  { MetricDataQueries, ScanBy }: Input,
): { readonly results: readonly Result[]; readonly messages: readonly Message[] } {
  const labels = labelsOf(MetricDataQueries)
  const flaws: string[] = []
  const messages: Message[] = []
  const results = MetricDataQueries.flatMap((query): Result[] => {
    try {
      const { value, units } = queries.answer(query.Id)
      if (query.ReturnData === false) return []
      // Unverified: the wording.
      if (typeof value === 'number') throw new ExpressionError('the result is no time series')
      if (units) messages.push(mixedUnits(units))
      return allSeries(value).map((series) => {
        const points = [...series.points].sort(([a], [b]) => a - b)
        // AWS: API_GetMetricData.html: by default the newest first.
        if (ScanBy !== 'TimestampAscending') points.reverse()
        return {
          Id: query.Id,
          Label: labels.get(query.Id) ?? series.label,
          Timestamps: points.map(([time]) => new Date(time)),
          Values: points.map(([, number]) => number),
          StatusCode: 'Complete' as const,
        }
      })
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      flaws.push(expressionFlaw(query.Id, error))
      return []
    }
  })
  if (flaws.length > 0) throw errors.invalidQueries(flaws)
  return { results, messages }
}

// Recorded: test_get_metric_data_with_different_units.
const mixedUnits = (units: readonly string[]): Message => ({
  Code: 'MultipleUnits',
  Value: `Multiple units returned: '[${units.join(', ')}]'`,
})
