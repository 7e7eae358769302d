/** What the actions of an alarm send: the message to topics, and the event of functions. */
import { parseArn } from '../../core/arn.ts'
import type { World } from '../../core/world/world.ts'
import type { AlarmSettings, AlarmState, StoredAlarm } from '../alarm.ts'
import type { MetricQuery } from '../math/queries.ts'
import { toDimensions, type Dimension } from '../metrics/identity.ts'
import { isSimple } from '../statistics/statistic.ts'
import { printTime } from './java-text.ts'
import { alarmArn } from './names.ts'
import { regionName } from './region-names.ts'

/** A change of an alarm's state. */
export interface Change {
  readonly alarm: StoredAlarm
  readonly before: AlarmState
  readonly after: AlarmState
}

/** Recorded: test_set_alarm. */
export const subjectOf = ({ options }: World, { alarm, after }: Change): string =>
  `${after.value}: "${alarm.settings.AlarmName}" in ${regionName(options.region)}`.slice(0, 100)

/** Recorded: test_set_alarm, test_breaching_alarm_actions: the members and their order. */
export const messageOf = ({ options }: World, { alarm, before, after }: Change): string => {
  const { settings, configuredAt } = alarm
  return JSON.stringify({
    AlarmName: settings.AlarmName,
    AlarmDescription: settings.AlarmDescription ?? null,
    AWSAccountId: options.accountId,
    AlarmConfigurationUpdatedTimestamp: printTime(configuredAt),
    NewStateValue: after.value,
    NewStateReason: after.reason,
    StateChangeTime: printTime(after.updatedAt),
    Region: regionName(options.region),
    AlarmArn: alarmArn(options, settings.AlarmName),
    OldStateValue: before.value,
    ActionExecutedAfterMuteWindow: false,
    OKActions: settings.OKActions ?? [],
    AlarmActions: settings.AlarmActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
    Trigger: triggerOf(settings),
  })
}

function triggerOf(settings: AlarmSettings): object {
  const { EvaluationPeriods, DatapointsToAlarm, ComparisonOperator, Threshold, Metrics } = settings
  const rules = {
    EvaluationPeriods,
    ...(DatapointsToAlarm !== undefined && { DatapointsToAlarm }),
    ComparisonOperator,
    Threshold,
    TreatMissingData: settings.TreatMissingData ?? 'missing',
    EvaluateLowSampleCountPercentile: settings.EvaluateLowSampleCountPercentile ?? '',
  }
  // Unverified: the trigger of an alarm on a math expression.
  if (Metrics) return { Period: settings.Period, ...rules, Metrics: Metrics.map(toLowerDimensions) }
  const { Statistic, ExtendedStatistic } = settings
  return {
    MetricName: settings.MetricName,
    Namespace: settings.Namespace,
    StatisticType: Statistic === undefined ? 'ExtendedStatistic' : 'Statistic',
    ...(Statistic === undefined ? { ExtendedStatistic } : { Statistic: inCapitals(Statistic) }),
    Unit: settings.Unit ?? null,
    Dimensions: (settings.Dimensions ?? []).map(toLowerDimension),
    Period: settings.Period,
    ...rules,
  }
}

/** `SampleCount` is `SAMPLE_COUNT`. */
const inCapitals = (statistic: string): string =>
  isSimple(statistic) ? statistic.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase() : statistic

const toLowerDimension = ({ Name, Value }: Dimension): object => ({ value: Value, name: Name })

const toLowerDimensions = ({ MetricStat, ...query }: MetricQuery): object => ({
  ...query,
  ...(MetricStat && {
    MetricStat: {
      ...MetricStat,
      Metric: {
        ...MetricStat.Metric,
        Dimensions: (MetricStat.Metric.Dimensions ?? []).map(toLowerDimension),
      },
    },
  }),
})

/**
 * Recorded: test_alarm_lambda_target.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
export const eventOf = ({ options }: World, change: Change): object => ({
  source: 'aws.cloudwatch',
  alarmArn: alarmArn(options, change.alarm.settings.AlarmName),
  accountId: options.accountId,
  time: printTime(change.after.updatedAt),
  region: options.region,
  alarmData: detailOf(change),
})

/**
 * The detail of the event on the default bus.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export const detailOf = ({ alarm, before, after }: Change): Readonly<Record<string, unknown>> => ({
  alarmName: alarm.settings.AlarmName,
  state: toState(after),
  previousState: toState(before),
  configuration: configurationOf(alarm.settings),
})

const toState = ({ value, reason, reasonData, updatedAt }: AlarmState): object => ({
  value,
  reason,
  ...(reasonData !== undefined && { reasonData }),
  timestamp: printTime(updatedAt),
})

/** The id that CloudWatch gives the only metric of an alarm. Unverified: its text. */
const METRIC_ID = 'm1'

function configurationOf(settings: AlarmSettings): object {
  const { AlarmDescription: description, Metrics } = settings
  const { Namespace, MetricName, Dimensions, Period = 0, Unit } = settings
  const Stat = settings.Statistic ?? settings.ExtendedStatistic ?? ''
  const only: MetricQuery = {
    Id: METRIC_ID,
    MetricStat: {
      Metric: {
        ...(Namespace !== undefined && { Namespace }),
        ...(MetricName !== undefined && { MetricName }),
        ...(Dimensions && { Dimensions }),
      },
      Period,
      Stat,
      ...(Unit !== undefined && { Unit }),
    },
    ReturnData: true,
  }
  return {
    ...(description !== undefined && { description }),
    metrics: (Metrics ?? [only]).map(toConfiguredMetric),
  }
}

function toConfiguredMetric({
  Id,
  MetricStat,
  Expression,
  Label,
  ReturnData,
}: MetricQuery): object {
  return {
    id: Id,
    ...(MetricStat && {
      metricStat: {
        metric: {
          namespace: MetricStat.Metric.Namespace,
          name: MetricStat.Metric.MetricName,
          dimensions: toDimensions(MetricStat.Metric.Dimensions),
        },
        period: MetricStat.Period,
        stat: MetricStat.Stat,
        ...(MetricStat.Unit !== undefined && { unit: MetricStat.Unit }),
      },
    }),
    ...(Expression !== undefined && { expression: Expression }),
    ...(Label !== undefined && { label: Label }),
    returnData: ReturnData ?? true,
  }
}

/** Whether an action is a function's ARN. */
export const isFunction = (arn: string): boolean => parseArn(arn)?.service === 'lambda'
