import { modelOf, operationsOf, type DefineOperation, type Model } from '../../model/index.ts'
import {
  APIGATEWAYMANAGEMENTAPI_MODEL,
  type APIGatewayManagementAPIErrorCode,
  type APIGatewayManagementAPIOperation,
} from './model.ts'

const model: Model<APIGatewayManagementAPIOperation, APIGatewayManagementAPIErrorCode> = modelOf(
  APIGATEWAYMANAGEMENTAPI_MODEL,
)

export const defineOperation: DefineOperation<APIGatewayManagementAPIOperation> = operationsOf(
  'API Gateway Management API',
  model,
)
