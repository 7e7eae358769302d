/** The working copy, in AWS's form, of an HTTP API that `createGateway` made. */
import { toMilliseconds } from '../../core/time/duration.ts'
import { NO_TAGS } from '../../core/resources/tags.ts'
import type { World } from '../../core/world/world.ts'
import type { ApiDefinition, RouteDefinition } from '../api/definition.ts'
import type { Api } from '../api/deployments.ts'
import type { HttpCors, HttpDraft } from '../api/draft/http.ts'
import { integrationIdOf, type V2Authorizer, type V2Route } from '../api/draft/v2.ts'
import type { CorsOptions, HttpGatewayOptions } from '../api/options.ts'
import { httpAuthorizerOfOptions } from './http-authorizers.ts'
import { integrationOfHttpRoute } from './http-integration.ts'
import { isIdentified, unusedName } from './identified.ts'

export const emptyHttpDraft = (world: World): HttpDraft => ({
  kind: 'http',
  createdAt: world.clock.now(),
  disableExecuteApiEndpoint: false,
  tags: NO_TAGS,
  routes: new Map(),
  integrations: new Map(),
  authorizers: new Map(),
  models: new Map(),
})

export function httpDraftOfOptions(world: World, api: Api): HttpDraft {
  const { cors, disableExecuteApiEndpoint = false } = api.options as HttpGatewayOptions
  const empty: HttpDraft = {
    ...emptyHttpDraft(world),
    createdAt: api.createdAt,
    disableExecuteApiEndpoint,
    cors: cors && corsOfOptions(cors),
  }
  const withAuthorizers = addAuthorizers(world, empty, api.working)
  return [...api.working.routes.values()].reduce(
    (draft, route) => addRoute(world, draft, route),
    withAuthorizers,
  )
}

/** The working copy with a route more, which `route` added to the API. */
export const withHttpRoute = (
  world: World,
  draft: HttpDraft,
  working: ApiDefinition,
  route: RouteDefinition,
): HttpDraft => addRoute(world, addAuthorizers(world, draft, working), route)

function addAuthorizers(world: World, draft: HttpDraft, working: ApiDefinition): HttpDraft {
  const authorizers = new Map<string, V2Authorizer>(draft.authorizers)
  for (const [given, definition] of working.authorizers) {
    if (!isIdentified(definition) || authorizers.has(definition.id)) continue
    const taken = new Set([...authorizers.values()].map(({ Name }) => Name))
    const wanted = definition.kind === 'lambda' ? definition.function : definition.kind
    const name = unusedName(wanted, taken)
    const authorizer = httpAuthorizerOfOptions(world, given, definition, name)
    authorizers.set(definition.id, authorizer)
  }
  return { ...draft, authorizers }
}

/** In place of a route with the same key. */
function addRoute(world: World, draft: HttpDraft, route: RouteDefinition): HttpDraft {
  const { given, authorizer, scopes } = route
  const id = world.ids.text('integration', 7)
  const { handler: _, integration: _1, authorizer: _2, scopes: _3, timeout: _4, ...rest } = given
  const { payloadFormatVersion: _5, ...others } = rest
  const known = [...draft.routes.values()].find(({ RouteKey }) => RouteKey === route.key)
  const made: V2Route = {
    RouteId: known?.RouteId ?? world.ids.text('route', 7),
    RouteKey: route.key,
    Target: `integrations/${id}`,
    AuthorizationType: authorizer ? TYPES[authorizer.kind] : 'NONE',
    AuthorizerId: authorizer && isIdentified(authorizer) ? authorizer.id : undefined,
    AuthorizationScopes: scopes.length > 0 ? scopes : undefined,
    others,
  }
  const integrations = new Map(draft.integrations)
  integrations.delete(integrationIdOf(known))
  integrations.set(id, integrationOfHttpRoute(world, route, id))
  return { ...draft, routes: new Map(draft.routes).set(made.RouteId, made), integrations }
}

const TYPES = { lambda: 'CUSTOM', jwt: 'JWT', iam: 'AWS_IAM', cognito: 'JWT' } as const

const corsOfOptions = (cors: CorsOptions): HttpCors => ({
  ...(cors.allowOrigins && { AllowOrigins: cors.allowOrigins }),
  ...(cors.allowMethods && { AllowMethods: cors.allowMethods }),
  ...(cors.allowHeaders && { AllowHeaders: cors.allowHeaders }),
  ...(cors.exposeHeaders && { ExposeHeaders: cors.exposeHeaders }),
  ...(cors.allowCredentials !== undefined && { AllowCredentials: cors.allowCredentials }),
  ...(cors.maxAge !== undefined && { MaxAge: toMilliseconds(cors.maxAge, 'maxAge') / 1000 }),
})
