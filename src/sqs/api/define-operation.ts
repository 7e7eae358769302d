import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { SQS_MODEL, type SQSErrorCode, type SQSOperation } from './model.ts'

export const model: Model<SQSOperation, SQSErrorCode> = modelOf(SQS_MODEL)

export const defineOperation: DefineOperation<SQSOperation> = operationsOf('SQS', model)
