/** `createGateway` and `region.gateway(...)`: the handles of gateways. */
import { nameOf } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import { handleOf } from '../core/handle.ts'
import { currentWorld, resolveWorld } from '../core/world/context.ts'
import type { World } from '../core/world/world.ts'
import { mainStageOf } from './api/deployments.ts'
import type { GatewayOptions, Routes, WebSocketGatewayOptions } from './api/options.ts'
import { flushCache } from './api/response-cache.ts'
import { apiOf, checkFreeId, forgetAnswers, setApi } from './api/state.ts'
import { letGatewayIn } from './api/caller-of-functions.ts'
import { setGatewayUsage } from './api/usage/usage.ts'
import { buildApi } from './build/build-api.ts'
import { gatewayTarget } from './gateway-target.ts'
import { Gateway } from './gateway.ts'
import { rooms } from './rooms.ts'
import { gateway } from './service.ts'
import type { WebSocketGateway } from './websocket/index.ts'

/**
 * Creates an HTTP API (payload 2.0), with `{ type: 'rest' }` a REST API with proxy integrations
 * (payload 1.0), or with `{ type: 'websocket' }` a WebSocket API.
 *
 * @throws MisuseError when a route or an option is wrong, or the id is taken.
 * @throws UnsupportedError when a route or an option is not simulated.
 *
 * @example
 * ```ts
 * const api = createGateway({ 'GET /orders/{id}': read, $default: fallback })
 * const rest = createGateway({ 'ANY /{proxy+}': all }, { type: 'rest', stage: 'prod' })
 * const chat = createGateway({ $connect: join, send: say }, { type: 'websocket' })
 * ```
 */
export function createGateway(routes: Routes, options?: GatewayOptions): Gateway
export function createGateway(routes: Routes, options: WebSocketGatewayOptions): WebSocketGateway
export function createGateway(
  routes: Routes,
  options: GatewayOptions | WebSocketGatewayOptions = {},
): Gateway | WebSocketGateway {
  const region = handleOf(options.region)
  if (options.region !== undefined && region?.kind !== 'region')
    throw new MisuseError(
      'createGateway received a value that is not a region.',
      'the result of createRegion()',
    )
  const world = region ? resolveWorld(region.home) : currentWorld()
  world.checkWritable()
  if (typeof routes !== 'object' || routes === null) {
    throw new MisuseError(
      `createGateway received ${nameOf(routes)} for its routes.`,
      "an object such as { 'GET /orders/{id}': read }",
    )
  }
  const state = world.state(gateway)
  if (options.type === 'websocket')
    return rooms.websocket().createSocketGateway(world, state, routes, options)
  const api = buildApi(world, state, routes, options)
  checkFreeId(state, api.id, world)
  const existing = state.apis.get(api.id)
  if (existing) {
    forgetAnswers(state, api.id)
    for (const name of existing.stages.keys()) flushCache(state.responses, api.id, name)
  }
  setApi(state, api)
  letGatewayIn(world, api.id, api.working.routes.values())
  if (api.working.type === 'rest')
    setGatewayUsage(state.usage, api.id, api.working.apiKeys, api.working.usagePlans)
  const { id, name, type, stage, url } = api
  return new Gateway(world, { id, name, type, stage, url })
}

/**
 * The handle of an existing gateway, by id, name or ARN.
 *
 * @throws MisuseError when the region has no such gateway.
 */
export function openGateway(world: World, idOrName: string): Gateway {
  const id = gatewayTarget(world, idOrName, 'region.gateway()')
  const state = world.state(gateway)
  if (state.sockets?.apis.has(id))
    throw new MisuseError(
      `region.gateway() names the WebSocket API '${idOrName}'.`,
      'an HTTP or REST API',
      'region.webSocketGateway() returns WebSocket APIs.',
    )
  const api = apiOf(state, id, world)
  const { name, type } = api
  const { stage, url } = mainStageOf(api)
  return new Gateway(world, { id, name, type, stage, url })
}
