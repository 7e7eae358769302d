import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { CLOUDWATCH_MODEL, type CloudWatchErrorCode, type CloudWatchOperation } from './model.ts'

export const model: Model<CloudWatchOperation, CloudWatchErrorCode> = modelOf(CLOUDWATCH_MODEL)

export const defineOperation: DefineOperation<CloudWatchOperation> = operationsOf(
  'CloudWatch',
  model,
)
