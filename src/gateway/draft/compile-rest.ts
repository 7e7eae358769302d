/** Compiles the working copy of a REST API into the definition that a deployment freezes. */
import type { World } from '../../core/world/world.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { iamAuthorizer, type GatewayAuthorizer } from '../api/authorizers/create-authorizers.ts'
import type { ApiDefinition } from '../api/definition.ts'
import type { Api } from '../api/deployments.ts'
import type { RestDraft, RestMethod } from '../api/draft/rest.ts'
import type { JsonSchema, RestGatewayOptions, RouteOptions } from '../api/options.ts'
import { buildWorkingCopy, checkOptionNames } from '../build/build-api.ts'
import { authorizerToOptions } from './rest-authorizers.ts'
import { integrationToOptions } from './rest-integration.ts'

const CALLER = 'CreateDeployment'

/**
 * The definition that createGateway would make of the same API. Methods without an integration are
 * not part of it; CreateDeployment refuses them.
 *
 * @throws UnsupportedError for a setting that is not simulated.
 */
export function compileRest(world: World, api: Api, draft: RestDraft): ApiDefinition {
  const authorizers = new Map(
    [...draft.authorizers.values()].map((one) => [one.id, authorizerToOptions(world, one)]),
  )
  const routes: [string, RouteOptions][] = []
  for (const { path, methods } of draft.resources.values())
    for (const method of methods.values())
      if (method.integration)
        routes.push([`${method.httpMethod} ${path}`, toRoute(world, draft, method, authorizers)])
  const options = toOptions(api, draft)
  checkOptionNames(world, options, 'rest', CALLER)
  return buildWorkingCopy(world, api, Object.fromEntries(routes), options, CALLER, {
    resources: new Map([...draft.resources.values()].map(({ id, path }) => [path, id])),
    authorizers: new Map([...authorizers].map(([id, given]) => [given, id])),
  })
}

function toRoute(
  world: World,
  draft: RestDraft,
  method: RestMethod,
  authorizers: ReadonlyMap<string, GatewayAuthorizer>,
): RouteOptions {
  const { authorizationType, authorizerId, requestValidatorId, requestParameters } = method
  const keys = method.integration?.cacheKeyParameters ?? []
  const validator = draft.validators.get(requestValidatorId ?? '')
  const authorizer =
    authorizationType === 'AWS_IAM' ? iamAuthorizer() : authorizers.get(authorizerId ?? '')
  if (authorizationType !== 'NONE' && !authorizer)
    throw world.refuse(
      new UnsupportedError({
        service: 'API Gateway',
        operation: 'method',
        parameter: `authorizationType ${authorizationType}`,
      }),
    )
  return {
    ...(keys.length > 0 && { cache: { keys } }),
    ...method.others,
    ...(method.integration && integrationToOptions(method.integration)),
    ...(authorizer && { authorizer }),
    ...(method.authorizationScopes && { scopes: method.authorizationScopes }),
    ...(method.apiKeyRequired && { apiKeyRequired: true }),
    ...(validator && {
      requestValidator: {
        body: validator.validateRequestBody,
        parameters: validator.validateRequestParameters,
      },
    }),
    ...(requestParameters && { requestParameters }),
    ...(method.requestModels && { models: method.requestModels }),
  }
}

function toOptions({ options }: Api, draft: RestDraft): RestGatewayOptions {
  const { endpointType, policy, minimumCompressionSize } = draft
  const usesModels = [...draft.resources.values()].some(({ methods }) =>
    [...methods.values()].some((one) => one.requestModels),
  )
  // The account keeps API keys and usage plans since createGateway made them.
  const {
    models: _,
    gatewayResponses: _1,
    apiKeys: _2,
    usagePlans: _3,
    // They are methods of the draft.
    cors: _4,
    policy: _5,
    minimumCompressionSize: _6,
    ...others
  } = options as RestGatewayOptions
  return {
    ...others,
    type: 'rest',
    endpointType,
    ...(policy !== undefined && { policy }),
    ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
    binaryMediaTypes: draft.binaryMediaTypes,
    apiKeySource: draft.apiKeySource,
    disableExecuteApiEndpoint: draft.disableExecuteApiEndpoint,
    ...(usesModels && { models: modelsOf(draft) }),
    ...(draft.gatewayResponses.size > 0 && {
      gatewayResponses: Object.fromEntries(draft.gatewayResponses),
    }),
  }
}

const modelsOf = ({ models }: RestDraft): Record<string, JsonSchema> =>
  Object.fromEntries(
    [...models.values()].map(({ name, schema }) => [
      name,
      JSON.parse(schema ?? '{}') as JsonSchema,
    ]),
  )
