import { createPageToken } from '../../core/resources/page-token.ts'
import type { Operation } from '../../core/world/world.ts'
import { catchUp } from '../alarms/watch.ts'
import { defineOperation } from '../api/define-operation.ts'
import { HISTORY_MS, HISTORY_PAGE } from '../limits.ts'
import type { CloudWatchState } from '../state.ts'
import { positionIn } from './position.ts'
import { accessToAlarm } from './access.ts'

interface Input {
  readonly AlarmName?: string
  readonly AlarmTypes?: readonly string[]
  readonly HistoryItemType?: string
  readonly StartDate?: Date
  readonly EndDate?: Date
  readonly MaxRecords?: number
  readonly NextToken?: string
  readonly ScanBy?: 'TimestampDescending' | 'TimestampAscending'
}

interface ItemOutput {
  readonly AlarmName: string
  readonly AlarmType: 'MetricAlarm'
  readonly Timestamp: Date
  readonly HistoryItemType: string
  readonly HistorySummary: string
  readonly HistoryData: string
}

/** AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
export const describeAlarmHistory: Operation<
  CloudWatchState,
  Input,
  { readonly AlarmHistoryItems: readonly ItemOutput[]; readonly NextToken?: string }
> = defineOperation({
  name: 'DescribeAlarmHistory',
  handles: [
    'AlarmName',
    'AlarmTypes',
    'HistoryItemType',
    'StartDate',
    'EndDate',
    'MaxRecords',
    'NextToken',
    'ScanBy',
  ],
  access: accessToAlarm('cloudwatch:DescribeAlarmHistory'),
  run(state, input, { world }) {
    catchUp(world, state)
    const { NextToken: token, MaxRecords: limit = HISTORY_PAGE, ...request } = input
    const scope = {
      options: world.options,
      service: 'cloudwatch',
      operation: 'DescribeAlarmHistory',
      request: JSON.stringify(request),
    }
    const oldest = world.clock.now() - HISTORY_MS
    const found = itemsOf(state, input).filter(({ Timestamp }) => Timestamp.getTime() >= oldest)
    const from = token === undefined ? 0 : positionIn(scope, token)
    const AlarmHistoryItems = found.slice(from, from + limit)
    const next = from + limit
    return {
      AlarmHistoryItems,
      ...(next < found.length && { NextToken: createPageToken(scope, String(next)) }),
    }
  },
})

function itemsOf({ history }: CloudWatchState, input: Input): ItemOutput[] {
  const { AlarmName, AlarmTypes, HistoryItemType, StartDate, EndDate, ScanBy } = input
  // AWS: by default the history of metric alarms.
  if (AlarmTypes?.includes('MetricAlarm') === false) return []
  const found = history.filter(
    ({ alarm, type, at }) =>
      (AlarmName === undefined || alarm === AlarmName) &&
      (HistoryItemType === undefined || type === HistoryItemType) &&
      at >= (StartDate?.getTime() ?? 0) &&
      at <= (EndDate?.getTime() ?? Infinity),
  )
  if (ScanBy !== 'TimestampAscending') found.reverse()
  return found.map(({ alarm, at, type, summary, data }) => ({
    AlarmName: alarm,
    AlarmType: 'MetricAlarm',
    Timestamp: new Date(at),
    HistoryItemType: type,
    HistorySummary: summary,
    HistoryData: data,
  }))
}
