/** DescribeAlarms and DescribeAlarmsForMetric. */
import { paginate } from '../../core/resources/paging.ts'
import type { Operation } from '../../core/world/world.ts'
import type { StoredAlarm } from '../alarm.ts'
import { metricsOf } from '../alarms/evaluate.ts'
import { toAlarm, type AlarmOutput } from '../alarms/to-alarm.ts'
import { catchUp } from '../alarms/watch.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidAlarm, invalidNextToken } from '../errors.ts'
import { ALARM_PAGE } from '../limits.ts'
import { metricKey, toDimensions, type Dimension } from '../metrics/identity.ts'
import type { CloudWatchState } from '../state.ts'
import { accessToAlarms, accessToAll } from './access.ts'

type AlarmType = 'MetricAlarm' | 'CompositeAlarm'

interface Input {
  readonly AlarmNames?: readonly string[]
  readonly AlarmNamePrefix?: string
  readonly AlarmTypes?: readonly AlarmType[]
  readonly StateValue?: string
  readonly ActionPrefix?: string
  readonly MaxRecords?: number
  readonly NextToken?: string
}

interface Output {
  readonly CompositeAlarms: readonly never[]
  readonly MetricAlarms: readonly AlarmOutput[]
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
export const describeAlarms: Operation<CloudWatchState, Input, Output> = defineOperation({
  name: 'DescribeAlarms',
  handles: [
    'AlarmNames',
    'AlarmNamePrefix',
    'AlarmTypes',
    'StateValue',
    'ActionPrefix',
    'MaxRecords',
    'NextToken',
  ],
  access: accessToAlarms('cloudwatch:DescribeAlarms'),
  run(state, input, { world }) {
    const { NextToken: token, MaxRecords: limit = ALARM_PAGE, ...request } = input
    // Unverified: the wording.
    if (input.AlarmNames && input.AlarmNamePrefix !== undefined) {
      throw invalidAlarm('AlarmNamePrefix and AlarmNames cannot both be set')
    }
    catchUp(world, state)
    const found = [...state.alarms]
      .filter(([name, alarm]) => isWanted(name, alarm, input))
      .sort(([a], [b]) => (a < b ? -1 : 1))
    const { items, nextToken } = paginate(found, {
      token,
      limit,
      scope: {
        options: world.options,
        service: 'cloudwatch',
        operation: 'DescribeAlarms',
        request,
      },
      keyOf: ([name]) => name,
      refuse: invalidNextToken,
    })
    return {
      // Recorded: test_describe_minimal_metric_alarm: both lists, whatever types were asked for.
      CompositeAlarms: [],
      MetricAlarms: items.map(([, alarm]) => toAlarm(world.options, alarm)),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    }
  },
})

function isWanted(
  name: string,
  { settings, state }: StoredAlarm,
  { AlarmNames, AlarmNamePrefix = '', AlarmTypes, StateValue, ActionPrefix }: Input,
): boolean {
  const actions = [
    ...(settings.OKActions ?? []),
    ...(settings.AlarmActions ?? []),
    ...(settings.InsufficientDataActions ?? []),
  ]
  return (
    (AlarmNames?.includes(name) ?? true) &&
    name.startsWith(AlarmNamePrefix) &&
    (AlarmTypes?.includes('MetricAlarm') ?? true) &&
    (StateValue === undefined || state.value === StateValue) &&
    (ActionPrefix === undefined || actions.some((action) => action.startsWith(ActionPrefix)))
  )
}

interface ForMetricInput {
  readonly MetricName: string
  readonly Namespace: string
  readonly Statistic?: string
  readonly ExtendedStatistic?: string
  readonly Dimensions?: readonly Dimension[]
  readonly Period?: number
  readonly Unit?: string
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html */
export const describeAlarmsForMetric: Operation<
  CloudWatchState,
  ForMetricInput,
  { readonly MetricAlarms: readonly AlarmOutput[] }
> = defineOperation({
  name: 'DescribeAlarmsForMetric',
  handles: [
    'MetricName',
    'Namespace',
    'Statistic',
    'ExtendedStatistic',
    'Dimensions',
    'Period',
    'Unit',
  ],
  access: accessToAll('cloudwatch:DescribeAlarmsForMetric'),
  run(state, input, { world }) {
    catchUp(world, state)
    const { Namespace: namespace, MetricName: name, Dimensions } = input
    const key = metricKey({ namespace, name, dimensions: toDimensions(Dimensions) })
    const filters = ['Statistic', 'ExtendedStatistic', 'Period', 'Unit'] as const
    const found = [...state.alarms.values()].filter(
      ({ settings }) =>
        metricsOf(settings).some((metric) => metricKey(metric) === key) &&
        filters.every((each) => input[each] === undefined || settings[each] === input[each]),
    )
    return { MetricAlarms: found.map((alarm) => toAlarm(world.options, alarm)) }
  },
})
