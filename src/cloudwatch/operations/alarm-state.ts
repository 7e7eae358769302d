/** SetAlarmState, EnableAlarmActions, DisableAlarmActions and DeleteAlarms. */
import type { Operation } from '../../core/world/world.ts'
import type { StateValue } from '../alarm.ts'
import { changeState } from '../alarms/change-state.ts'
import { addHistory } from '../alarms/history.ts'
import { endWatch, wakeAlarms } from '../alarms/watch.ts'
import { defineOperation } from '../api/define-operation.ts'
import { alarmMissing, invalidReasonData } from '../errors.ts'
import type { CloudWatchState } from '../state.ts'
import { accessToAlarm, accessToAlarms } from './access.ts'

interface SetInput {
  readonly AlarmName: string
  readonly StateValue: StateValue
  readonly StateReason: string
  readonly StateReasonData?: string
}

interface NamesInput {
  readonly AlarmNames: readonly string[]
}

type Nothing = Record<never, never>

/**
 * AWS: API_SetAlarmState.html: the next evaluation brings the alarm back to its actual state.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html
 */
export const setAlarmState: Operation<CloudWatchState, SetInput, Nothing> = defineOperation({
  name: 'SetAlarmState',
  handles: ['AlarmName', 'StateValue', 'StateReason', 'StateReasonData'],
  access: accessToAlarm('cloudwatch:SetAlarmState'),
  run(state, input, { world, record: cause }) {
    const { AlarmName, StateValue: value, StateReason: reason, StateReasonData: reasonData } = input
    const alarm = state.alarms.get(AlarmName)
    if (!alarm) throw alarmMissing()
    if (reasonData !== undefined) checkJson(reasonData)
    changeState(world, state, { alarm, to: { value, reason, reasonData }, cause })
    wakeAlarms(world, state)
    return {}
  },
})

function checkJson(text: string): void {
  try {
    JSON.parse(text)
  } catch {
    throw invalidReasonData()
  }
}

function setActions(
  state: CloudWatchState,
  names: readonly string[],
  actionsEnabled: boolean,
): void {
  // AWS: names without an alarm are ignored. Unverified.
  for (const name of names) {
    const alarm = state.alarms.get(name)
    if (alarm) state.alarms.set(name, { ...alarm, actionsEnabled })
  }
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_EnableAlarmActions.html */
export const enableAlarmActions: Operation<CloudWatchState, NamesInput, Nothing> = defineOperation({
  name: 'EnableAlarmActions',
  handles: ['AlarmNames'],
  access: accessToAlarms('cloudwatch:EnableAlarmActions'),
  run(state, { AlarmNames }) {
    setActions(state, AlarmNames, true)
    return {}
  },
})

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html */
export const disableAlarmActions: Operation<CloudWatchState, NamesInput, Nothing> = defineOperation(
  {
    name: 'DisableAlarmActions',
    handles: ['AlarmNames'],
    access: accessToAlarms('cloudwatch:DisableAlarmActions'),
    run(state, { AlarmNames }) {
      setActions(state, AlarmNames, false)
      return {}
    },
  },
)

/**
 * AWS: API_DeleteAlarms.html: an incorrect name deletes none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
 */
export const deleteAlarms: Operation<CloudWatchState, NamesInput, Nothing> = defineOperation({
  name: 'DeleteAlarms',
  handles: ['AlarmNames'],
  access: accessToAlarms('cloudwatch:DeleteAlarms'),
  run(state, { AlarmNames }, { world }) {
    if (AlarmNames.some((name) => !state.alarms.has(name))) throw alarmMissing()
    for (const alarm of new Set(AlarmNames)) {
      state.alarms.delete(alarm)
      const at = world.clock.now()
      const summary = `Alarm "${alarm}" deleted`
      addHistory(state, { alarm, at, type: 'ConfigurationUpdate', summary }, { type: 'Delete' })
    }
    if (state.alarms.size === 0) endWatch(world, state)
    return {}
  },
})
