import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { IAM_MODEL, type IAMErrorCode, type IAMOperation } from './model.ts'

const model: Model<IAMOperation, IAMErrorCode> = modelOf(IAM_MODEL)

export const defineOperation: DefineOperation<IAMOperation> = operationsOf('IAM', model)
