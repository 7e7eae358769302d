import { pairsOfList, toTags } from '../../core/resources/tags.ts'
import type { Operation } from '../../core/world/world.ts'
import { initialState, type AlarmSettings } from '../alarm.ts'
import { addHistory } from '../alarms/history.ts'
import { checkAlarm } from '../alarms/check-alarm.ts'
import { wakeAlarms, watchAlarms } from '../alarms/watch.ts'
import { defineOperation } from '../api/define-operation.ts'
import type { CloudWatchState } from '../state.ts'
import { accessToAlarm } from './access.ts'
import { TAG_POLICY } from './tag-policy.ts'

interface Input extends AlarmSettings {
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[]
}

const SETTINGS: readonly string[] = [
  'AlarmName',
  'AlarmDescription',
  'ActionsEnabled',
  'OKActions',
  'AlarmActions',
  'InsufficientDataActions',
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'EvaluateLowSampleCountPercentile',
  'Metrics',
]

/**
 * AWS: API_PutMetricAlarm.html: an update leaves the state and the tags of the alarm as they are.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const putMetricAlarm: Operation<
  CloudWatchState,
  Input,
  Record<never, never>
> = defineOperation({
  name: 'PutMetricAlarm',
  handles: [...SETTINGS, 'Tags'],
  access: accessToAlarm('cloudwatch:PutMetricAlarm'),
  run(state, { Tags = [], ...settings }, { world }) {
    checkAlarm(settings, world.options)
    const tags = toTags(pairsOfList(Tags), TAG_POLICY)
    const now = world.clock.now()
    const { AlarmName: alarm, ActionsEnabled: actionsEnabled = true } = settings
    const known = state.alarms.get(alarm)
    state.alarms.set(alarm, {
      settings,
      actionsEnabled,
      configuredAt: now,
      state: known?.state ?? initialState(now),
      tags: known?.tags ?? tags,
    })
    // Seen: the console's history.
    const summary = `Alarm "${alarm}" ${known ? 'updated' : 'created'}`
    addHistory(
      state,
      { alarm, at: now, type: 'ConfigurationUpdate', summary },
      {
        type: known ? 'Update' : 'Create',
        ...(known ? { updatedAlarm: settings } : { createdAlarm: settings }),
      },
    )
    watchAlarms(world, state)
    wakeAlarms(world, state)
    return {}
  },
})
