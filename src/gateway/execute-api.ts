/**
 * Requests that reach a gateway through `region.fetch` or `region.listen`: by host name, or by id
 * and stage.
 */
import type { GatewayRoutes } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { apiIdOfHost, functionUrlIdOf } from './api/address.ts'
import { locate } from './api/deployments.ts'
import type { WebSocketApi } from './api/websocket/definition.ts'
import { findSocketApi } from './api/websocket/state.ts'
import { findDomain } from './api/domain-names.ts'
import { toTargetParts } from './fetch-input.ts'
import { readBody } from './messages/request-body.ts'
import type { GatewayRequest } from './messages/request.ts'
import type { GatewayReference } from './exchange/record.ts'
import { serveDomain } from './serve/serve-domain.ts'
import { serveStage } from './serve/serve-stage.ts'
import { gateway } from './service.ts'
import { apiOf, findApi } from './api/state.ts'
import { rooms } from './rooms.ts'

/**
 * The HTTP or REST API with this id or execute-api host name. Undefined for an unknown one.
 */
export function findGateway(world: World, hostOrId: string): GatewayReference | undefined {
  const api = findApi(world.state(gateway), hostOrId)
  if (!api) return undefined
  const { id, name, type, stage, url } = api
  return { id, name, type, stage, url }
}

/** The WebSocket API with this id or execute-api host name. Undefined for an unknown one. */
export const findSocketGateway = (world: World, hostOrId: string): WebSocketApi | undefined =>
  findSocketApi(world.state(gateway).sockets, hostOrId)

/**
 * Answers a request whose path is relative to the stage. An unknown stage gets AWS's answer;
 * undefined is the stage of the gateway's handle.
 *
 * @throws MisuseError when the id is unknown.
 */
export function handleRequest(
  world: World,
  apiId: string,
  stage: string | undefined,
  request: GatewayRequest,
): Promise<Response> {
  const state = world.state(gateway)
  const socketApi = state.sockets?.apis.get(apiId)
  if (socketApi) return refusePlain(world, socketApi, request)
  const api = apiOf(state, apiId, world)
  const direct = {
    ...request,
    headers: request.headers.filter(([name]) => name.toLowerCase() !== 'host'),
  }
  return serveStage(world, api, stage ?? api.stage, direct)
}

/** Answers a request of another service of the region. */
export function fetchRoute(
  world: World,
  apiId: string,
  stage: string,
  { headers, body, ...request }: Parameters<GatewayRoutes['fetch']>[2],
): Promise<Response> {
  const bytes = body === '' ? undefined : Buffer.from(body)
  const all = bytes ? { ...headers, 'content-length': String(bytes.byteLength) } : headers
  return handleRequest(world, apiId, stage, {
    ...request,
    headers: Object.entries(all),
    body: bytes,
  })
}

/**
 * Answers a request by host name: of a gateway, whose path begins with the stage unless that is
 * `$default`, of a custom domain name, or of a function URL.
 */
export function handleExecuteApi(
  world: World,
  host: string,
  request: GatewayRequest,
): Promise<Response> {
  const urlId = functionUrlIdOf(host)
  if (urlId !== undefined) {
    const url = world.ports.functionUrls?.find(urlId)
    return rooms.functionUrl().serveFunctionUrl(world, url, request)
  }
  const state = world.state(gateway)
  const domain = findDomain(state.domains, host)
  if (domain) return serveDomain(world, domain, host, request)
  const id = apiIdOfHost(host) ?? host
  const socketApi = state.sockets?.apis.get(id)
  if (socketApi) return refusePlain(world, socketApi, request)
  const api = apiOf(state, id, world)
  const located = locate(api, request.path)
  return serveStage(
    world,
    api,
    located?.stage,
    located ? { ...request, path: located.path } : request,
  )
}

const refusePlain = (world: World, api: WebSocketApi, request: GatewayRequest): Promise<Response> =>
  Promise.resolve(rooms.websocket().refusePlainRequest(world, api, request))

/** A WHATWG Request as a GatewayRequest. Path and query are those of its URL, unchanged. */
export async function fromWebRequest(world: World, request: Request): Promise<GatewayRequest> {
  const { path, query } = toTargetParts(request.url)
  const body = await readBody(request.body, world.ids)
  return { method: request.method, path, query, headers: [...request.headers], body: body?.bytes }
}
