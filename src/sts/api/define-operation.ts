import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { STS_MODEL, type STSErrorCode, type STSOperation } from './model.ts'

const model: Model<STSOperation, STSErrorCode> = modelOf(STS_MODEL)

export const defineOperation: DefineOperation<STSOperation> = operationsOf('STS', model)
