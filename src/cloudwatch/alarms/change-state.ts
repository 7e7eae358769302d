/** Brings an alarm into a state, with its history and actions. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { AlarmState, StateValue, StoredAlarm } from '../alarm.ts'
import type { CloudWatchState } from '../state.ts'
import { act } from './act.ts'
import { AlarmChange } from './change-record.ts'
import { addHistory, historyOfState } from './history.ts'
import { detailOf } from './message.ts'
import { alarmArn } from './names.ts'

export interface NewState {
  readonly value: StateValue
  readonly reason: string
  readonly reasonData: string | undefined
}

/** AWS: only a change of the value has history and actions. */
export function changeState(
  world: World,
  state: CloudWatchState,
  { alarm, to, cause }: { alarm: StoredAlarm; to: NewState; cause: JournalRecord },
): void {
  const before = alarm.state
  const now = world.clock.now()
  const isChange = before.value !== to.value
  const after: AlarmState = { ...to, updatedAt: now, changedAt: isChange ? now : before.changedAt }
  const name = alarm.settings.AlarmName
  const changed = { ...alarm, state: after }
  state.alarms.set(name, changed)
  if (!isChange) return
  // Seen: the console's history.
  const summary = `Alarm updated from ${before.value} to ${after.value}`
  const item = { alarm: name, at: now, type: 'StateUpdate' as const, summary }
  addHistory(state, item, historyOfState(before, after))
  const record = world.journal.append(
    new AlarmChange({
      at: now,
      causedBy: cause,
      alarm: name,
      from: before.value,
      to: after.value,
      reason: after.reason,
    }),
  )
  const change = { alarm: changed, before, after }
  world.ports.awsEvents?.put({
    source: 'aws.cloudwatch',
    detailType: 'CloudWatch Alarm State Change',
    detail: detailOf(change),
    resources: [alarmArn(world.options, name)],
    cause: record,
  })
  act(world, change, record)
}
