import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import { EVENTBRIDGE_MODEL, type EventBridgeErrorCode, type EventBridgeOperation } from './model.ts'

const model: Model<EventBridgeOperation, EventBridgeErrorCode> = modelOf(EVENTBRIDGE_MODEL)

export const defineOperation: DefineOperation<EventBridgeOperation> = operationsOf(
  'EventBridge',
  model,
)
