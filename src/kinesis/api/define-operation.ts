import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { KINESIS_MODEL, type KinesisErrorCode, type KinesisOperation } from './model.ts'

export const model: Model<KinesisOperation, KinesisErrorCode> = modelOf(KINESIS_MODEL)

export const defineOperation: DefineOperation<KinesisOperation> = operationsOf('Kinesis', model)
