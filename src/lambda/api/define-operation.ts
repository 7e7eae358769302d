import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { LAMBDA_MODEL, type LambdaErrorCode, type LambdaOperation } from './model.ts'

export const model: Model<LambdaOperation, LambdaErrorCode> = modelOf(LAMBDA_MODEL)

export const defineOperation: DefineOperation<LambdaOperation> = operationsOf('Lambda', model)
