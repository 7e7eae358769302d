/** API Gateway's second API: the operations that are simulated. */
import type { ServiceRoom } from '../../../core/world/world.ts'
import { errorStatusesOf } from '../../../model/index.ts'
import { APIGATEWAYV2_MODEL } from '../../api/models/apigatewayv2.ts'
import { apiMappingOperations } from '../domains/api-mappings.ts'
import { v2DomainNameOperations } from '../domains/v2-domain-names.ts'
import { apiOperations } from './apis.ts'
import { authorizerOperations } from './authorizers.ts'
import type { V2Operations } from './define.ts'
import { deploymentOperations } from './deployments.ts'
import { exportOperations } from './exports.ts'
import { importOperations } from './imports.ts'
import { integrationOperations } from './integrations.ts'
import { routeOperations } from './routes.ts'
import { stageOperations } from './stages.ts'
import { tagOperations } from './tags.ts'
import { integrationResponseOperations } from './websocket/integration-responses.ts'
import { modelOperations } from './websocket/models.ts'
import { routeResponseOperations } from './websocket/route-responses.ts'

const operations: V2Operations = {
  ...apiOperations,
  ...apiMappingOperations,
  ...authorizerOperations,
  ...deploymentOperations,
  ...exportOperations,
  ...v2DomainNameOperations,
  ...importOperations,
  ...integrationOperations,
  ...integrationResponseOperations,
  ...modelOperations,
  ...routeOperations,
  ...routeResponseOperations,
  ...stageOperations,
  ...tagOperations,
}

/** Its state is that of the first API: both know the same gateways. */
export const room: ServiceRoom<undefined> = {
  operations,
  get errors() {
    return errorStatusesOf(APIGATEWAYV2_MODEL)
  },
  createState: () => undefined,
  forkState: () => undefined,
  resetState: () => {},
}
