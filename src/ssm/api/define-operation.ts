import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { SSM_MODEL, type SSMErrorCode, type SSMOperation } from './model.ts'

const model: Model<SSMOperation, SSMErrorCode> = modelOf(SSM_MODEL)

export const defineOperation: DefineOperation<SSMOperation> = operationsOf('SSM', model)
