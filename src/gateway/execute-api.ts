/**
 * Requests that reach a gateway through `region.fetch` or `region.listen`: by host name, or by id
 * and stage.
 */
import type { World } from '../core/world/world.ts'
import { httpError, restError } from './responses/own-answers.ts'
import { apiIdOfHost, functionUrlIdOf, withoutStage } from './api/address.ts'
import { isRest, type AnyExchange } from './exchange/exchange.ts'
import { toTargetParts } from './fetch-input.ts'
import { readBody } from './messages/request-body.ts'
import type { GatewayAnswer, GatewayRequest } from './messages/request.ts'
import type { GatewayReference } from './exchange/record.ts'
import { serve } from './serve/serve.ts'
import { gateway } from './service.ts'
import { apiOf, findApi } from './api/state.ts'
import { rooms } from './rooms.ts'

/** The gateway with this id or execute-api host name. Undefined for an unknown one. */
export function findGateway(world: World, hostOrId: string): GatewayReference | undefined {
  const api = findApi(world.state(gateway), hostOrId)
  if (!api) return undefined
  const { id, name, type, stage, url } = api
  return { id, name, type, stage, url }
}

/**
 * Answers a request whose path is relative to the stage. An unknown stage gets AWS's answer;
 * undefined is the gateway's own stage.
 *
 * @throws MisuseError when the id is unknown.
 */
export function handleRequest(
  world: World,
  apiId: string,
  stage: string | undefined,
  request: GatewayRequest,
): Promise<Response> {
  const api = apiOf(world.state(gateway), apiId, world)
  const direct = {
    ...request,
    headers: request.headers.filter(([name]) => name.toLowerCase() !== 'host'),
  }
  return serve(world, api, direct, (stage ?? api.stage) === api.stage ? undefined : wrongStage)
}

/**
 * Answers a request by host name, of a gateway or of a function URL. The path begins with the stage
 * unless that is `$default`.
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
  const api = apiOf(world.state(gateway), apiIdOfHost(host) ?? host, world)
  const path = withoutStage(request.path, api.stage)
  return path === undefined
    ? serve(world, api, request, wrongStage)
    : serve(world, api, { ...request, path }, undefined)
}

// Unverified: the answers for a stage that does not exist
const wrongStage = (exchange: AnyExchange): GatewayAnswer =>
  isRest(exchange)
    ? restError(exchange, 'forbidden', rooms.diagnostics().wrongStage(exchange))
    : httpError(exchange, 'notFound', rooms.diagnostics().wrongStage(exchange))

/** A WHATWG Request as a GatewayRequest. Path and query are those of its URL, unchanged. */
export async function fromWebRequest(world: World, request: Request): Promise<GatewayRequest> {
  const { path, query } = toTargetParts(request.url)
  const body = await readBody(request.body, world.ids)
  return { method: request.method, path, query, headers: [...request.headers], body: body?.bytes }
}
