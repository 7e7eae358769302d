import { createPageToken } from '../../core/resources/page-token.ts'
import { UnsupportedError } from '../../core/errors.ts'
import type { Operation, World } from '../../core/world/world.ts'
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
import { positionIn } from './position.ts'
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

interface Result {
  readonly Id: string
  readonly Label: string
  readonly Timestamps: readonly Date[]
  readonly Values: readonly number[]
  readonly StatusCode: 'Complete' | 'PartialData'
  readonly Messages?: readonly Message[]
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
    return pageOf(world, input, resultsOf(queries, input))
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

function resultsOf(queries: Queries, { MetricDataQueries, ScanBy }: Input): Result[] {
  const labels = labelsOf(MetricDataQueries)
  const flaws: string[] = []
  const results = MetricDataQueries.flatMap((query): Result[] => {
    try {
      const { value, units } = queries.answer(query.Id)
      if (query.ReturnData === false) return []
      // Unverified: the wording.
      if (typeof value === 'number') throw new ExpressionError('the result is no time series')
      return allSeries(value).map((series) => {
        const points = [...series.points].sort(([a], [b]) => a - b)
        // AWS: API_GetMetricData.html: by default the newest first.
        if (ScanBy !== 'TimestampAscending') points.reverse()
        const messages = units && [mixedUnits(units)]
        return {
          Id: query.Id,
          Label: labels.get(query.Id) ?? series.label,
          Timestamps: points.map(([time]) => new Date(time)),
          Values: points.map(([, number]) => number),
          StatusCode: 'Complete' as const,
          ...(messages && { Messages: messages }),
        }
      })
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error
      flaws.push(expressionFlaw(query.Id, error))
      return []
    }
  })
  if (flaws.length > 0) throw errors.invalidQueries(flaws)
  return results
}

// Recorded: test_get_metric_data_with_different_units.
const mixedUnits = (units: readonly string[]): Message => ({
  Code: 'MultipleUnits',
  Value: `Multiple units returned: '[${units.join(', ')}]'`,
})

/** AWS: API_GetMetricData.html: at most MaxDatapoints of all results together on a page. */
function pageOf({ options }: World, input: Input, results: readonly Result[]): Output {
  const { NextToken, MaxDatapoints: most = MOST_RETURNED_DATAPOINTS } = input
  const { StartTime, EndTime, MetricDataQueries, ScanBy } = input
  const request = JSON.stringify([StartTime, EndTime, MetricDataQueries, ScanBy])
  const scope = { options, service: 'cloudwatch', operation: 'GetMetricData', request }
  const from = NextToken === undefined ? 0 : positionIn(scope, NextToken)
  let skipped = from
  let left = Math.max(1, most)
  const page: Result[] = []
  let isCut = false
  for (const result of results) {
    const rest = result.Values.length - skipped
    if (rest <= 0 && result.Values.length > 0) {
      skipped -= result.Values.length
      continue
    }
    const end = skipped + Math.min(rest, left)
    isCut = end < result.Values.length
    page.push({
      ...result,
      Timestamps: result.Timestamps.slice(skipped, end),
      Values: result.Values.slice(skipped, end),
      StatusCode: isCut ? 'PartialData' : 'Complete',
    })
    left -= end - skipped
    skipped = 0
    if (isCut) break
  }
  const next = from + page.reduce((sum, { Values }) => sum + Values.length, 0)
  return {
    MetricDataResults: page,
    ...(isCut && { NextToken: createPageToken(scope, String(next)) }),
    Messages: [],
  }
}
