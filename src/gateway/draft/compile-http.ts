/** Compiles the working copy of an HTTP API into the definition that a deployment freezes. */
import type { World } from '../../core/world/world.ts'
import type { GatewayAuthorizer } from '../api/authorizers/create-authorizers.ts'
import type { ApiDefinition } from '../api/definition.ts'
import type { Api } from '../api/deployments.ts'
import type { HttpCors, HttpDraft } from '../api/draft/http.ts'
import { integrationIdOf, type V2Route } from '../api/draft/v2.ts'
import type { CorsOptions, HttpGatewayOptions, RouteOptions } from '../api/options.ts'
import { buildWorkingCopy, checkOptionNames } from '../build/build-api.ts'
import { authorizerOfRoute } from './authorizer-of-route.ts'
import { httpAuthorizerToOptions } from './http-authorizers.ts'
import { httpIntegrationToOptions } from './http-integration.ts'

const CALLER = 'CreateDeployment'

/**
 * The definition that createGateway would make of the same API. Routes without an integration are
 * not part of it.
 *
 * @throws UnsupportedError for a setting that is not simulated.
 */
export function compileHttp(world: World, api: Api, draft: HttpDraft): ApiDefinition {
  const authorizers = new Map(
    [...draft.authorizers].map(([id, one]) => [id, httpAuthorizerToOptions(world, one)]),
  )
  const routes = [...draft.routes.values()].flatMap((route): [string, RouteOptions][] => {
    const options = toRoute(draft, route, authorizers)
    return options ? [[route.RouteKey, options]] : []
  })
  const options = toOptions(api, draft)
  checkOptionNames(world, options, 'http', CALLER)
  return buildWorkingCopy(world, api, Object.fromEntries(routes), options, CALLER, {
    authorizers: new Map([...authorizers].map(([id, given]) => [given, id])),
  })
}

function toRoute(
  { integrations }: HttpDraft,
  route: V2Route,
  authorizers: ReadonlyMap<string, GatewayAuthorizer>,
): RouteOptions | undefined {
  const integration = integrations.get(integrationIdOf(route))
  if (!integration) return undefined
  const authorizer = authorizerOfRoute(route, authorizers)
  return {
    ...route.others,
    ...httpIntegrationToOptions(integration),
    ...(authorizer && { authorizer }),
    ...(route.AuthorizationScopes && { scopes: route.AuthorizationScopes }),
  }
}

function toOptions({ options }: Api, draft: HttpDraft): HttpGatewayOptions {
  const { disableExecuteApiEndpoint } = draft
  const { cors: _, ...others } = options as HttpGatewayOptions
  return {
    ...others,
    disableExecuteApiEndpoint,
    ...(draft.cors && { cors: corsToOptions(draft.cors) }),
  }
}

const corsToOptions = (cors: HttpCors): CorsOptions => ({
  ...(cors.AllowOrigins && { allowOrigins: cors.AllowOrigins }),
  ...(cors.AllowMethods && { allowMethods: cors.AllowMethods }),
  ...(cors.AllowHeaders && { allowHeaders: cors.AllowHeaders }),
  ...(cors.ExposeHeaders && { exposeHeaders: cors.ExposeHeaders }),
  ...(cors.AllowCredentials !== undefined && { allowCredentials: cors.AllowCredentials }),
  ...(cors.MaxAge !== undefined && { maxAge: cors.MaxAge }),
})
