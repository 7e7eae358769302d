/** API Gateway's types in templates, of REST APIs and of HTTP and WebSocket APIs. */
import type { ResourceTypes } from '../../core/cloudformation/types.ts'
import { HTTP_TYPES } from './http-types.ts'
import { METHOD } from './method.ts'
import { REST_TYPES } from './rest-types.ts'
import { STAGE } from './stage.ts'
import { VPC_LINK } from './vpc-link.ts'

export const resourceTypes: ResourceTypes = {
  ...REST_TYPES,
  'AWS::ApiGateway::Method': METHOD,
  'AWS::ApiGateway::Stage': STAGE,
  'AWS::ApiGateway::VpcLink': VPC_LINK,
  ...HTTP_TYPES,
}
