import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import {
  CLOUDWATCHLOGS_MODEL,
  type CloudWatchLogsErrorCode,
  type CloudWatchLogsOperation,
} from './model.ts'

export const model: Model<CloudWatchLogsOperation, CloudWatchLogsErrorCode> =
  modelOf(CLOUDWATCHLOGS_MODEL)

export const defineOperation: DefineOperation<CloudWatchLogsOperation> = operationsOf(
  'CloudWatch Logs',
  model,
)
