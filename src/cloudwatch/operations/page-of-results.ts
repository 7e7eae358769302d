/** The pages of GetMetricData: at most MaxDatapoints of all results together. */
import { createPageToken } from '../../core/resources/page-token.ts'
import type { World } from '../../core/world/world.ts'
import { MOST_RETURNED_DATAPOINTS } from '../limits.ts'
import { positionIn } from './position.ts'

export interface Result {
  readonly Id: string
  readonly Label: string
  readonly Timestamps: readonly Date[]
  readonly Values: readonly number[]
  readonly StatusCode: 'Complete' | 'PartialData'
}

interface Input {
  readonly StartTime: Date
  readonly EndTime: Date
  readonly MetricDataQueries: readonly object[]
  readonly ScanBy?: string
  readonly NextToken?: string
  readonly MaxDatapoints?: number
}

export interface ResultPage {
  readonly MetricDataResults: readonly Result[]
  readonly NextToken?: string
}

export function pageOf({ options }: World, input: Input, results: readonly Result[]): ResultPage {
  const { NextToken, MaxDatapoints: most = MOST_RETURNED_DATAPOINTS } = input
  const { StartTime, EndTime, MetricDataQueries, ScanBy } = input
  const request = JSON.stringify([StartTime, EndTime, MetricDataQueries, ScanBy])
  const scope = { options, service: 'cloudwatch', operation: 'GetMetricData', request }
  const from = NextToken === undefined ? 0 : positionIn(scope, NextToken)
  const { page, isCut } = cut(results, from, Math.max(1, most))
  const next = from + page.reduce((sum, { Values }) => sum + Values.length, 0)
  return {
    MetricDataResults: page,
    ...(isCut && { NextToken: createPageToken(scope, String(next)) }),
  }
}

/** Returns `most` datapoints from the `from`-th on. */
function cut(
  results: readonly Result[],
  from: number,
  most: number,
): { readonly page: readonly Result[]; readonly isCut: boolean } {
  const page: Result[] = []
  let skipped = from
  let left = most
  for (const result of results) {
    const { length } = result.Values
    if (skipped > 0 && length <= skipped) {
      skipped -= length
      continue
    }
    const end = Math.min(length, skipped + left)
    const isCut = end < length
    page.push({
      ...result,
      Timestamps: result.Timestamps.slice(skipped, end),
      Values: result.Values.slice(skipped, end),
      StatusCode: isCut ? 'PartialData' : 'Complete',
    })
    if (isCut) return { page, isCut }
    left -= end - skipped
    skipped = 0
  }
  return { page, isCut: false }
}
