import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { KMS_MODEL, type KMSErrorCode, type KMSOperation } from './model.ts'

const model: Model<KMSOperation, KMSErrorCode> = modelOf(KMS_MODEL)

export const defineOperation: DefineOperation<KMSOperation> = operationsOf('KMS', model)
