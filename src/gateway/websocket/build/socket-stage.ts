/** Stages of a WebSocket API. Each serves a copy of the routes, with its own variables. */
import type { World } from '../../../core/world/world.ts'
import { hasStageVariable, withVariables } from '../../api/deployments.ts'
import { functionTarget } from '../../api/function-target.ts'
import type { SocketRoute, SocketStage, WebSocketApi } from '../../api/websocket/definition.ts'

/**
 * A copy of the API whose stage serves the routes as they are now. The stage is created if it does
 * not exist.
 *
 * @throws MisuseError when a stage variable names a function that does not exist
 */
export function withSocketStage(
  world: World,
  api: WebSocketApi,
  { name, variables }: Pick<SocketStage, 'name' | 'variables'>,
  caller: string,
): WebSocketApi {
  const routes = new Map<string, SocketRoute>()
  for (const [key, route] of api.routes) routes.set(key, resolved(world, route, variables, caller))
  return { ...api, stages: new Map(api.stages).set(name, { name, variables, routes }) }
}

function resolved(
  world: World,
  route: SocketRoute,
  variables: SocketStage['variables'],
  caller: string,
): SocketRoute {
  const { integration } = route
  if (!('function' in integration) || !hasStageVariable(integration.function)) return route
  const name = withVariables(integration.function, variables)
  const target = functionTarget(world, name, `${caller}: '${route.key}'`)
  return { ...route, integration: { ...integration, function: target } }
}
