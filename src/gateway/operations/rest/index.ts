/** The operations of the control plane for REST APIs that are simulated. */
import type { Operation } from '../../../core/world/world.ts'
import { errorStatusesOf } from '../../../model/index.ts'
import { APIGATEWAY_MODEL } from '../../api/models/api-gateway.ts'
import type { GatewayState } from '../../api/state.ts'
import { accountOperations } from '../account/account.ts'
import { tagOperations } from '../account/tags.ts'
import { vpcLinkOperations } from '../account/vpc-links.ts'
import { basePathMappingOperations } from '../domains/base-path-mappings.ts'
import { domainNameOperations } from '../domains/domain-names.ts'
import { apiKeyOperations } from '../usage/api-keys.ts'
import { testInvokeOperations } from '../testing/index.ts'
import { importApiKeyOperations } from '../usage/import-api-keys.ts'
import { usageOperations } from '../usage/usage.ts'
import { usagePlanKeyOperations } from '../usage/usage-plan-keys.ts'
import { usagePlanOperations } from '../usage/usage-plans.ts'
import { authorizerOperations } from './authorizers.ts'
import { deploymentOperations } from './deployments.ts'
import { exportOperations } from './exports.ts'
import { gatewayResponseOperations } from './gateway-responses.ts'
import { importOperations } from './imports.ts'
import { integrationResponseOperations } from './integration-responses.ts'
import { integrationOperations } from './integrations.ts'
import { methodResponseOperations } from './method-responses.ts'
import { methodOperations } from './methods.ts'
import { modelOperations } from './models.ts'
import { requestValidatorOperations } from './request-validators.ts'
import { resourceOperations } from './resources.ts'
import { restApiOperations } from './rest-apis.ts'
import { stageOperations } from './stages/stages.ts'

export const operations: Readonly<Record<string, Operation<GatewayState>>> = {
  ...restApiOperations,
  ...importOperations,
  ...exportOperations,
  ...resourceOperations,
  ...methodOperations,
  ...methodResponseOperations,
  ...integrationOperations,
  ...integrationResponseOperations,
  ...deploymentOperations,
  ...stageOperations,
  ...authorizerOperations,
  ...modelOperations,
  ...requestValidatorOperations,
  ...gatewayResponseOperations,
  ...domainNameOperations,
  ...basePathMappingOperations,
  ...apiKeyOperations,
  ...usagePlanOperations,
  ...usagePlanKeyOperations,
  ...usageOperations,
  ...importApiKeyOperations,
  ...accountOperations,
  ...tagOperations,
  ...vpcLinkOperations,
  ...testInvokeOperations,
}

export const errors = (): Readonly<Record<string, number>> => errorStatusesOf(APIGATEWAY_MODEL)
