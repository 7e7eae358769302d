import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { SNS_MODEL, type SNSErrorCode, type SNSOperation } from './model.ts'

export const model: Model<SNSOperation, SNSErrorCode> = modelOf(SNS_MODEL)

export const defineOperation: DefineOperation<SNSOperation> = operationsOf('SNS', model)
