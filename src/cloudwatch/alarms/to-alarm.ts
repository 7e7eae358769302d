/** An alarm as the Describe operations show it. */
import type { WorldOptions } from '../../core/world/world.ts'
import type { AlarmSettings, StoredAlarm } from '../alarm.ts'
import { alarmArn } from './names.ts'

export interface AlarmOutput extends AlarmSettings {
  readonly AlarmArn: string
  readonly ActionsEnabled: boolean
  readonly AlarmConfigurationUpdatedTimestamp: Date
  readonly StateValue: string
  readonly StateReason: string
  readonly StateReasonData?: string
  readonly StateUpdatedTimestamp: Date
  readonly StateTransitionedTimestamp: Date
}

/** Recorded: test_describe_minimal_metric_alarm: lists are never absent. */
export function toAlarm(options: WorldOptions, alarm: StoredAlarm): AlarmOutput {
  const { settings, actionsEnabled, configuredAt, state } = alarm
  return {
    ...settings,
    AlarmArn: alarmArn(options, settings.AlarmName),
    AlarmConfigurationUpdatedTimestamp: new Date(configuredAt),
    ActionsEnabled: actionsEnabled,
    OKActions: settings.OKActions ?? [],
    AlarmActions: settings.AlarmActions ?? [],
    InsufficientDataActions: settings.InsufficientDataActions ?? [],
    Dimensions: settings.Dimensions ?? [],
    StateValue: state.value,
    StateReason: state.reason,
    ...(state.reasonData !== undefined && { StateReasonData: state.reasonData }),
    StateUpdatedTimestamp: new Date(state.updatedAt),
    StateTransitionedTimestamp: new Date(state.changedAt),
  }
}
