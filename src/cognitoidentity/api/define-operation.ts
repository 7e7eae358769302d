import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import {
  COGNITOIDENTITYPOOLS_MODEL,
  type CognitoIdentityPoolsErrorCode,
  type CognitoIdentityPoolsOperation,
} from './model.ts'

const model: Model<CognitoIdentityPoolsOperation, CognitoIdentityPoolsErrorCode> = modelOf(
  COGNITOIDENTITYPOOLS_MODEL,
)

export const defineOperation: DefineOperation<CognitoIdentityPoolsOperation> = operationsOf(
  'Cognito Identity Pools',
  model,
)
