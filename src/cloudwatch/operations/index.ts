/** The operations of CloudWatch by name. */
import type { Operation } from '../../core/world/world.ts'
import { errorStatusesOf } from '../../model/index.ts'
import { CLOUDWATCH_MODEL } from '../api/model.ts'
import type { CloudWatchState } from '../state.ts'
import {
  deleteAlarms,
  disableAlarmActions,
  enableAlarmActions,
  setAlarmState,
} from './alarm-state.ts'
import { describeAlarmHistory } from './describe-alarm-history.ts'
import { describeAlarms, describeAlarmsForMetric } from './describe-alarms.ts'
import { getMetricData } from './get-metric-data.ts'
import { getMetricStatistics } from './get-metric-statistics.ts'
import { listMetrics } from './list-metrics.ts'
import { putMetricAlarm } from './put-metric-alarm.ts'
import { putMetricData } from './put-metric-data.ts'
import { listTagsForResource, tagResource, untagResource } from './tags.ts'

/** The simulated operations. All others throw an UnsupportedError. */
export const operations: Readonly<Record<string, Operation<CloudWatchState>>> = {
  DeleteAlarms: deleteAlarms,
  DescribeAlarmHistory: describeAlarmHistory,
  DescribeAlarms: describeAlarms,
  DescribeAlarmsForMetric: describeAlarmsForMetric,
  DisableAlarmActions: disableAlarmActions,
  EnableAlarmActions: enableAlarmActions,
  GetMetricData: getMetricData,
  GetMetricStatistics: getMetricStatistics,
  ListMetrics: listMetrics,
  ListTagsForResource: listTagsForResource,
  PutMetricAlarm: putMetricAlarm,
  PutMetricData: putMetricData,
  SetAlarmState: setAlarmState,
  TagResource: tagResource,
  UntagResource: untagResource,
}

/** The statuses of CloudWatch's errors, by their codes. */
export const errors = (): Readonly<Record<string, number>> => errorStatusesOf(CLOUDWATCH_MODEL)
