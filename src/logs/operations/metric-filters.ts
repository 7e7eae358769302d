/** PutMetricFilter, DescribeMetricFilters, DeleteMetricFilter and TestMetricFilter. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import * as errors from '../errors.ts'
import { allGroups, findGroup, updateGroup } from '../groups/find.ts'
import { METRIC_DIMENSIONS, METRIC_FILTERS } from '../limits.ts'
import type { FilterPattern } from '../patterns/filter-pattern.ts'
import { parsePattern } from '../patterns/parse-pattern.ts'
import type { LogsState, MetricFilter, MetricTransformation, StoredGroup } from '../state.ts'
import { accessToGroup } from './access.ts'
import { pageOf, type PageInput } from './page.ts'

interface PutInput {
  readonly logGroupName: string
  readonly filterName: string
  readonly filterPattern: string
  readonly metricTransformations: readonly MetricTransformation[]
  readonly applyOnTransformedLogs?: boolean
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html */
export const putMetricFilter: Operation<
  LogsState,
  PutInput,
  Record<never, never>
> = defineOperation({
  name: 'PutMetricFilter',
  // Without transformers `applyOnTransformedLogs` changes nothing.
  handles: [
    'logGroupName',
    'filterName',
    'filterPattern',
    'metricTransformations',
    'applyOnTransformedLogs',
  ],
  access: accessToGroup('logs:PutMetricFilter'),
  run(state, input, { world }) {
    const { filterName: name, filterPattern } = input
    const group = findGroup(state, world, input.logGroupName)
    const pattern = parsePattern(filterPattern)
    const [transformation] = input.metricTransformations
    if (!transformation) throw errors.invalidMetricValue()
    checkTransformation(pattern, transformation)
    const { metricFilters } = group
    if (!metricFilters.has(name) && metricFilters.size >= METRIC_FILTERS) {
      throw errors.limitExceeded()
    }
    const createdAt = world.clock.now()
    const filter = { name, createdAt, filterPattern, pattern, transformation }
    updateGroup(state, group, { metricFilters: new Map(metricFilters).set(name, filter) })
    return {}
  },
})

function checkTransformation(
  pattern: FilterPattern,
  { metricValue, dimensions = {}, defaultValue }: MetricTransformation,
): void {
  const references = Object.values(dimensions)
  if (references.length > METRIC_DIMENSIONS) throw errors.tooManyDimensions(METRIC_DIMENSIONS)
  if (references.length > 0 && defaultValue !== undefined) throw errors.dimensionsWithDefault()
  if (references.some((reference) => !pattern.declares(reference))) {
    throw errors.dimensionsUnsupported()
  }
  const isValid = metricValue.startsWith('$')
    ? pattern.declares(metricValue)
    : metricValue !== '' && Number.isFinite(Number(metricValue))
  if (!isValid) throw errors.invalidMetricValue()
}

interface FilterOutput {
  readonly filterName: string
  readonly filterPattern: string
  readonly metricTransformations: readonly MetricTransformation[]
  readonly creationTime: number
  readonly logGroupName: string
  readonly applyOnTransformedLogs: boolean
}

// Recorded: test_put_metric_filter_json_pattern.
const toOutput = (group: StoredGroup, filter: MetricFilter): FilterOutput => ({
  filterName: filter.name,
  filterPattern: filter.filterPattern,
  metricTransformations: [filter.transformation],
  creationTime: filter.createdAt,
  logGroupName: group.name,
  applyOnTransformedLogs: false,
})

interface DescribeInput extends PageInput {
  readonly logGroupName?: string
  readonly filterNamePrefix?: string
  readonly metricName?: string
  readonly metricNamespace?: string
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeMetricFilters.html */
export const describeMetricFilters: Operation<
  LogsState,
  DescribeInput,
  { readonly metricFilters: readonly FilterOutput[]; readonly nextToken?: string }
> = defineOperation({
  name: 'DescribeMetricFilters',
  handles: [
    'logGroupName',
    'filterNamePrefix',
    'metricName',
    'metricNamespace',
    'nextToken',
    'limit',
  ],
  access: accessToGroup('logs:DescribeMetricFilters'),
  run(state, input, { world }) {
    const { logGroupName, filterNamePrefix: prefix = '', metricName, metricNamespace } = input
    const groups =
      logGroupName === undefined ? allGroups(state, world) : [findGroup(state, world, logGroupName)]
    const found = groups
      .flatMap((group) => [...group.metricFilters.values()].map((filter) => ({ group, filter })))
      .filter(({ filter }) => filter.name.startsWith(prefix))
      .filter(({ filter: { transformation } }) => {
        const isNamed = metricName === undefined || transformation.metricName === metricName
        return (
          isNamed &&
          (metricNamespace === undefined || transformation.metricNamespace === metricNamespace)
        )
      })
      .map(({ group, filter }) => ({ key: `${group.name}\n${filter.name}`, group, filter }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
    const { items, ...rest } = pageOf(world, found, input, {
      operation: 'DescribeMetricFilters',
      request: [logGroupName ?? '', prefix, metricName ?? '', metricNamespace ?? ''],
      keyOf: ({ key }) => key,
    })
    return { metricFilters: items.map(({ group, filter }) => toOutput(group, filter)), ...rest }
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteMetricFilter.html */
export const deleteMetricFilter: Operation<
  LogsState,
  { readonly logGroupName: string; readonly filterName: string },
  Record<never, never>
> = defineOperation({
  name: 'DeleteMetricFilter',
  handles: ['logGroupName', 'filterName'],
  access: accessToGroup('logs:DeleteMetricFilter'),
  run(state, { logGroupName, filterName }, { world }) {
    const group = findGroup(state, world, logGroupName)
    const metricFilters = new Map(group.metricFilters)
    if (!metricFilters.delete(filterName)) throw errors.metricFilterNotFound()
    updateGroup(state, group, { metricFilters })
    return {}
  },
})

interface MatchOutput {
  readonly eventNumber: number
  readonly eventMessage: string
  readonly extractedValues: Readonly<Record<string, string>>
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TestMetricFilter.html */
export const testMetricFilter: Operation<
  LogsState,
  { readonly filterPattern: string; readonly logEventMessages: readonly string[] },
  { readonly matches: readonly MatchOutput[] }
> = defineOperation({
  name: 'TestMetricFilter',
  handles: ['filterPattern', 'logEventMessages'],
  access: () => [{ action: 'logs:TestMetricFilter', resource: '*' }],
  run(_state, { filterPattern, logEventMessages }) {
    const pattern = parsePattern(filterPattern)
    return {
      matches: logEventMessages.flatMap((eventMessage, index) => {
        const match = pattern.match(eventMessage)
        if (!match) return []
        return [{ eventNumber: index + 1, eventMessage, extractedValues: match.extracted }]
      }),
    }
  },
})
