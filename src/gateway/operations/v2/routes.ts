/** AWS: CreateRoute, GetRoute, GetRoutes, UpdateRoute, DeleteRoute. */
import type { World } from '../../../core/world/world.ts'
import { integrationIdOf, type V2Draft, type V2Route } from '../../api/draft/v2.ts'
import type { GatewayState } from '../../api/state.ts'
import { badRequest, invalidId, routeExists } from '../../control/errors.ts'
import { saveDraft, v2ApiOf, type DraftedApi } from '../../draft/v2-api.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import type { ApiInput } from './apis.ts'
import { changed } from './changed.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from './define.ts'
import { rulesOf } from './protocols/rules-of.ts'

type RouteMembers = Partial<Omit<V2Route, 'RouteId' | 'others' | 'responses'>>

const MEMBERS = [
  ...['RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId', 'AuthorizationScopes'],
  ...['OperationName', 'ApiKeyRequired', 'ModelSelectionExpression', 'RequestModels'],
  ...['RequestParameters', 'RouteResponseSelectionExpression'],
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
    const drafted = v2ApiOf(state, world, input.ApiId)
    const { RouteKey } = input
    const empty = { RouteId: world.ids.text('route', 7), RouteKey, AuthorizationType: 'NONE' }
    const route = normal(drafted, changed<V2Route>(empty, input, MEMBERS))
    checkRoute(world, drafted, route)
    saveDraft(state, world, drafted, withRoute(drafted.draft, route))
    return toRoute(route)
  },
})

export interface RouteInput extends ApiInput {
  readonly RouteId: string
}

const PATH = '/apis/{ApiId}/routes/{RouteId}'

const getRoute = defineV2({
  name: 'GetRoute',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: RouteInput, { world }) =>
    toRoute(routeOf(state, world, input).route),
})

const getRoutes = defineV2({
  name: 'GetRoutes',
  verb: 'GET',
  path: '/apis/{ApiId}/routes',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ApiInput & ListInput, { world }) {
    const { draft } = v2ApiOf(state, world, input.ApiId)
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
  run(state: GatewayState, input: RouteInput & RouteMembers, { world }) {
    const { drafted, route } = routeOf(state, world, input)
    const updated = normal(drafted, changed(route, input, MEMBERS))
    checkRoute(world, drafted, updated)
    saveDraft(state, world, drafted, withRoute(drafted.draft, updated))
    return toRoute(updated)
  },
})

const deleteRoute = defineV2({
  name: 'DeleteRoute',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: RouteInput, { world }) {
    const { drafted, route } = routeOf(state, world, input)
    const routes = withoutEntry(drafted.draft.routes, route.RouteId)
    saveDraft(state, world, drafted, { routes })
    return {}
  },
})

export function routeOf(
  state: GatewayState,
  world: World,
  { ApiId, RouteId }: RouteInput,
): { readonly drafted: DraftedApi; readonly route: V2Route } {
  const drafted = v2ApiOf(state, world, ApiId)
  const route = drafted.draft.routes.get(RouteId)
  if (!route) throw invalidId('Route', RouteId)
  return { drafted, route }
}

export const withRoute = ({ routes }: V2Draft, route: V2Route): Pick<V2Draft, 'routes'> => ({
  routes: withEntry(routes, route.RouteId, route),
})

const normal = (drafted: DraftedApi, route: V2Route): V2Route => ({
  ...route,
  RouteKey: rulesOf(drafted).normalKey(route.RouteKey),
})

/** Order: the key, other routes, the target, the authorizer. */
// Unverified: the order, and the wordings of the last two.
function checkRoute(world: World, drafted: DraftedApi, route: V2Route): void {
  const { draft } = drafted
  const rules = rulesOf(drafted)
  const { RouteId, RouteKey, Target, AuthorizationType, AuthorizerId = '' } = route
  rules.checkRouteKey(RouteKey)
  for (const other of draft.routes.values())
    if (other.RouteId !== RouteId && other.RouteKey === RouteKey) throw routeExists(RouteKey)
  if (Target !== undefined && !draft.integrations.has(integrationIdOf(route)))
    throw badRequest(`Invalid target: ${Target}`)
  const needsAuthorizer = AuthorizationType === 'JWT' || AuthorizationType === 'CUSTOM'
  if (needsAuthorizer && !draft.authorizers.has(AuthorizerId))
    throw badRequest(`Invalid authorizer specified: ${AuthorizerId}`)
  rules.checkRoute(world, draft, route)
}

const toRoute = ({ others: _, responses: _1, ...route }: V2Route): Record<string, unknown> => ({
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
