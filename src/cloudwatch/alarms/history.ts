/** The history of alarms. */
import type { CloudWatchState } from '../state.ts'
import type { AlarmState, HistoryItem } from '../alarm.ts'
import { printTime } from './java-text.ts'

export function addHistory(
  { history }: Pick<CloudWatchState, 'history'>,
  item: Omit<HistoryItem, 'data'>,
  data: object,
): void {
  history.append({ ...item, data: JSON.stringify({ version: '1.0', ...data }) })
}

/** Unverified: the members' order. */
export const historyOfState = (before: AlarmState, after: AlarmState): object => ({
  oldState: toStateData(before),
  newState: toStateData(after),
})

const toStateData = ({ value, reason, reasonData, updatedAt }: AlarmState): object => ({
  stateValue: value,
  stateReason: reason,
  ...(reasonData === undefined
    ? { stateReasonTimestamp: printTime(updatedAt) }
    : { stateReasonData: JSON.parse(reasonData) as unknown }),
})
