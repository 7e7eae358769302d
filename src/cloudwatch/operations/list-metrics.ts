import { paginate } from '../../core/resources/paging.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidNextToken } from '../errors.ts'
import { HOUR_MS, LIST_PAGE, LISTED_MS } from '../limits.ts'
import { dataOf } from '../data.ts'
import {
  metricKey,
  toDimensionList,
  type Dimension,
  type MetricIdentity,
} from '../metrics/identity.ts'
import type { CloudWatchState } from '../state.ts'
import { accessToAll } from './access.ts'

interface Input {
  readonly Namespace?: string
  readonly MetricName?: string
  readonly Dimensions?: readonly { readonly Name: string; readonly Value?: string }[]
  readonly NextToken?: string
  readonly RecentlyActive?: 'PT3H'
}

interface Output {
  readonly Metrics: readonly {
    readonly Namespace: string
    readonly MetricName: string
    readonly Dimensions: readonly Dimension[]
  }[]
  readonly NextToken?: string
}

/**
 * AWS: API_ListMetrics.html: a dimension without a value is one with any value; a metric may have
 * further ones.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
export const listMetrics: Operation<CloudWatchState, Input, Output> = defineOperation({
  name: 'ListMetrics',
  handles: ['Namespace', 'MetricName', 'Dimensions', 'NextToken', 'RecentlyActive'],
  access: accessToAll('cloudwatch:ListMetrics'),
  run(state, input, { world }) {
    const { Namespace, MetricName, Dimensions = [], RecentlyActive } = input
    const data = dataOf(state, world)
    const since = world.clock.now() - (RecentlyActive ? 3 * HOUR_MS : LISTED_MS)
    const found = data
      .metrics()
      .filter((metric) => isWanted(metric, input) && (data.newest(metric) ?? -Infinity) >= since)
      .map((metric) => ({ metric, key: metricKey(metric) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
    const { items, nextToken } = paginate(found, {
      token: input.NextToken,
      limit: LIST_PAGE,
      scope: {
        options: world.options,
        service: 'cloudwatch',
        operation: 'ListMetrics',
        request: [Namespace ?? '', MetricName ?? '', Dimensions, RecentlyActive ?? ''],
      },
      keyOf: ({ key }) => key,
      refuse: invalidNextToken,
    })
    return {
      Metrics: items.map(({ metric: { namespace, name, dimensions } }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: toDimensionList(dimensions),
      })),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    }
  },
})

const isWanted = (
  { namespace, name, dimensions }: MetricIdentity,
  { Namespace, MetricName, Dimensions = [] }: Input,
): boolean =>
  (Namespace === undefined || namespace === Namespace) &&
  (MetricName === undefined || name === MetricName) &&
  Dimensions.every(
    ({ Name, Value }) =>
      Object.hasOwn(dimensions, Name) && (Value === undefined || dimensions[Name] === Value),
  )
