/** AWS: CreateRoute, GetRoute, GetRoutes, UpdateRoute, DeleteRoute. */
import type { World } from '../../../core/world/world.ts'
import type { HttpDraft, HttpRoute } from '../../api/draft/http.ts'
import type { GatewayState } from '../../api/state.ts'
import { badRequest, invalidId, malformedRouteKey, routeExists } from '../../control/errors.ts'
import { httpApiOf, saveHttpDraft, type DraftedHttpApi } from '../../draft/http-draft.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import type { ApiInput } from './apis.ts'
import { changed } from './changed.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from './define.ts'

type RouteMembers = Partial<Omit<HttpRoute, 'RouteId' | 'others'>>

const MEMBERS = [
  ...['RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId', 'AuthorizationScopes'],
  ...['OperationName'],
] as const

const createRoute = defineV2({
  name: 'CreateRoute',
  verb: 'POST',
  path: '/apis/{ApiId}/routes',
  handles: MEMBERS,
  run(
    state: GatewayState,
    input: ApiInput & RouteMembers & { readonly RouteKey: string },
    { world },
  ) {
    const { api, draft } = httpApiOf(state, world, input.ApiId)
    const route: HttpRoute = {
      RouteId: world.ids.text('route', 7),
      RouteKey: normalKey(input.RouteKey),
      Target: input.Target,
      AuthorizationType: input.AuthorizationType ?? 'NONE',
      AuthorizerId: input.AuthorizerId,
      AuthorizationScopes: input.AuthorizationScopes,
      OperationName: input.OperationName,
    }
    checkRoute(draft, route)
    saveHttpDraft(state, world, api, withRoute(draft, route))
    return toRoute(route)
  },
})

interface Input extends ApiInput {
  readonly RouteId: string
}

const PATH = '/apis/{ApiId}/routes/{RouteId}'

const getRoute = defineV2({
  name: 'GetRoute',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) =>
    toRoute(routeOf(state, world, input).route),
})

const getRoutes = defineV2({
  name: 'GetRoutes',
  verb: 'GET',
  path: '/apis/{ApiId}/routes',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ApiInput & ListInput, { world }) {
    const { draft } = httpApiOf(state, world, input.ApiId)
    const operation = `GetRoutes ${input.ApiId}`
    const routes = [...draft.routes.values()]
    return listedV2(world, routes, operation, input, ({ RouteId }) => RouteId, toRoute)
  },
})

const updateRoute = defineV2({
  name: 'UpdateRoute',
  verb: 'PATCH',
  path: PATH,
  handles: MEMBERS,
  run(state: GatewayState, input: Input & RouteMembers, { world }) {
    const { api, draft, route } = routeOf(state, world, input)
    const updated = changed(route, input, MEMBERS)
    const keyed = { ...updated, RouteKey: normalKey(updated.RouteKey) }
    checkRoute(draft, keyed)
    saveHttpDraft(state, world, api, withRoute(draft, keyed))
    return toRoute(keyed)
  },
})

const deleteRoute = defineV2({
  name: 'DeleteRoute',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { api, draft, route } = routeOf(state, world, input)
    const routes = withoutEntry(draft.routes, route.RouteId)
    saveHttpDraft(state, world, api, { ...draft, routes })
    return {}
  },
})

function routeOf(
  state: GatewayState,
  world: World,
  { ApiId, RouteId }: Input,
): DraftedHttpApi & { readonly route: HttpRoute } {
  const drafted = httpApiOf(state, world, ApiId)
  const route = drafted.draft.routes.get(RouteId)
  if (!route) throw invalidId('Route', RouteId)
  return { ...drafted, route }
}

const withRoute = (draft: HttpDraft, route: HttpRoute): HttpDraft => ({
  ...draft,
  routes: withEntry(draft.routes, route.RouteId, route),
})

const KEY = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)\s+\/[^\s?#]*$/

const normalKey = (key: string): string => key.replace(/\s+/g, ' ')

/** Order: the key, other routes, the target, the authorizer. */
// Unverified: the order, and the wordings of the last two.
function checkRoute(draft: HttpDraft, route: HttpRoute): void {
  const { RouteId, RouteKey, Target, AuthorizationType, AuthorizerId = '' } = route
  if (RouteKey !== '$default' && !KEY.test(RouteKey)) throw malformedRouteKey()
  for (const other of draft.routes.values())
    if (other.RouteId !== RouteId && other.RouteKey === RouteKey) throw routeExists(RouteKey)
  const integrationId = Target?.replace(/^integrations\//, '')
  if (integrationId !== undefined && !draft.integrations.has(integrationId))
    throw badRequest(`Invalid target: ${Target ?? ''}`)
  const needsAuthorizer = AuthorizationType === 'JWT' || AuthorizationType === 'CUSTOM'
  if (needsAuthorizer && !draft.authorizers.has(AuthorizerId))
    throw badRequest(`Invalid authorizer specified: ${AuthorizerId}`)
}

const toRoute = ({ others: _, ...route }: HttpRoute): Record<string, unknown> => ({
  ApiKeyRequired: false,
  ...route,
})

export const routeOperations: V2Operations = {
  CreateRoute: createRoute,
  DeleteRoute: deleteRoute,
  GetRoute: getRoute,
  GetRoutes: getRoutes,
  UpdateRoute: updateRoute,
}
