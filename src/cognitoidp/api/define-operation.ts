import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import {
  COGNITOUSERPOOLS_MODEL,
  type CognitoUserPoolsErrorCode,
  type CognitoUserPoolsOperation,
} from './model.ts'

const model: Model<CognitoUserPoolsOperation, CognitoUserPoolsErrorCode> =
  modelOf(COGNITOUSERPOOLS_MODEL)

export const defineOperation: DefineOperation<CognitoUserPoolsOperation> = operationsOf(
  'Cognito User Pools',
  model,
)
