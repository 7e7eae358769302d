/** Working copies in AWS's form, as a gateway's handle uses them. */
import type { World } from '../../core/world/world.ts'
import type { ApiDefinition, RouteDefinition } from '../api/definition.ts'
import type { Api } from '../api/deployments.ts'
import type { GatewayOptions, RestGatewayOptions, RouteValue } from '../api/options.ts'
import { withRoute } from '../build/build-api.ts'
import type { WebSocketApi } from '../api/websocket/definition.ts'
import { withSocketRoute } from '../websocket/build/build-socket-api.ts'
import { compile } from './compile.ts'
import { compileSocket } from './compile-websocket.ts'
import { withHttpRoute } from './http-from-options.ts'
import { withRestRoute } from './rest-from-options.ts'
import { withSocketDraftRoute } from './websocket-from-options.ts'
import { rooms } from '../rooms.ts'

export { compile }

/** A copy of the API with a further route in its working copy. */
export function withDraftedRoute(
  world: World,
  api: Api,
  key: string,
  value: RouteValue,
  replace: boolean,
): Api {
  const before = withPreflight(compile(world, api), api.options)
  const working = withRoute(world, before, key, value, replace)
  const added = [...working.routes.values()].filter((route) => !isIn(before, route))
  const draft = added.reduce(
    (result, route) => withAdded(world, { ...api, draft: result }, working, route),
    api.draft,
  )
  return { ...api, working, draft }
}

/** The same for a WebSocket API. */
export function withDraftedSocketRoute(
  world: World,
  { draft, ...api }: WebSocketApi,
  key: string,
  value: RouteValue,
  replace: boolean,
): WebSocketApi {
  const before = draft ? compileSocket(world, api, draft) : api.working
  const working = withSocketRoute(world, { id: api.id, working: before }, key, value, replace)
  const added = [...working.routes.values()].filter((one) => before.routes.get(one.key) !== one)
  const changed =
    draft && added.reduce((result, route) => withSocketDraftRoute(world, result, route), draft)
  return { ...api, working, draft: changed }
}

function withAdded(
  world: World,
  { draft, options }: Api,
  working: ApiDefinition,
  route: RouteDefinition,
): Api['draft'] {
  if (!draft) return draft
  return draft.kind === 'rest'
    ? withRestRoute(world, draft, working, route, options as RestGatewayOptions)
    : withHttpRoute(world, draft, working, route)
}

const isIn = ({ routes }: ApiDefinition, route: RouteDefinition): boolean =>
  routes.get(route.key) === route

/** A resource that the route makes gets the OPTIONS method of the gateway's `cors`. */
function withPreflight(api: ApiDefinition, options: GatewayOptions): ApiDefinition {
  if (api.type !== 'rest' || options.type !== 'rest' || !options.cors) return api
  return { ...api, preflight: rooms.restCors().toPreflight(options.cors, 'route') }
}
