/** How the region's own doors (`region.fetch`, `region.listen`) reach gateways: by host name, or by id and stage. */
import type { World } from '../core/world.ts'
import { httpError, restError } from './responses/own-answers.ts'
import { apiIdOfHost, withoutStage } from './api/address.ts'
import type { HttpApi, RestApi } from './api/definition.ts'
import type { Exchange } from './exchange/exchange.ts'
import { toTargetParts } from './fetch-input.ts'
import * as diagnostics from './serve/diagnostics.ts'
import { readBody } from './messages/request-body.ts'
import type { GatewayRequest } from './messages/request.ts'
import type { GatewayReference } from './exchange/record.ts'
import { serve } from './serve/serve.ts'
import { gatewayService } from './api/service.ts'
import { apiOf, findApi } from './api/state.ts'

/** The gateway of an id or of an execute-api host name; undefined when this world has none. */
export function findGateway(world: World, hostOrId: string): GatewayReference | undefined {
  const api = findApi(world.state(gatewayService), hostOrId)
  if (!api) return undefined
  const { id, name, type, stage, url } = api
  return { id, name, type, stage, url }
}

/** Whether a host name is one of gateways at all, of this world or not. */
export const isGatewayHost = (host: string): boolean => apiIdOfHost(host) !== undefined

/**
 * Answers a request whose path stands below the stage, as AWS does: also for a stage that does not exist. Throws a MisuseError
 * for an unknown id.
 */
export function handleRequest(
  world: World,
  apiId: string,
  stage: string,
  request: GatewayRequest,
): Promise<Response> {
  const api = apiOf(world.state(gatewayService), apiId, world)
  const direct = {
    ...request,
    headers: request.headers.filter(([name]) => name.toLowerCase() !== 'host'),
  }
  return serve(world, api, direct, stage === api.stage ? undefined : wrongStage)
}

/** The same by host name: the stage is the path's first segment, unless the gateway's is $default. */
export function handleExecuteApi(
  world: World,
  host: string,
  request: GatewayRequest,
): Promise<Response> {
  const api = apiOf(world.state(gatewayService), apiIdOfHost(host) ?? host, world)
  const path = withoutStage(request.path, api.stage)
  return path === undefined
    ? serve(world, api, request, wrongStage)
    : serve(world, api, { ...request, path }, undefined)
}

// Unverified: the answers for a stage that does not exist
const wrongStage = (exchange: Exchange) =>
  exchange.api.type === 'rest'
    ? restError(exchange as Exchange<RestApi>, 'forbidden', diagnostics.wrongStage(exchange))
    : httpError(exchange as Exchange<HttpApi>, 'notFound', diagnostics.wrongStage(exchange))

/** A WHATWG Request as gateways take it: path and query as they stand in its URL. */
export async function fromWebRequest(world: World, request: Request): Promise<GatewayRequest> {
  const { path, query } = toTargetParts(request.url)
  const body = await readBody(request.body, world.ids)
  return { method: request.method, path, query, headers: [...request.headers], body: body?.bytes }
}
