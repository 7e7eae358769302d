import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { S3_MODEL, type S3ErrorCode, type S3Operation } from './model.ts'

const model: Model<S3Operation, S3ErrorCode> = modelOf(S3_MODEL)

export const defineOperation: DefineOperation<S3Operation> = operationsOf('S3', model)
