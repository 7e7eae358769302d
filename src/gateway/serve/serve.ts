/**
 * Serves one request and records it. Request and Response objects are not made on the way: they
 * cost more than the routing, and a record makes them when a test reads them.
 */
import { currentCause } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import { apiIdOfHost } from '../api/address.ts'
import { hasDetailedMetrics } from '../api/method-settings.ts'
import { LOCAL_CLIENT } from '../messages/client.ts'
import type { ApiDefinition } from '../api/definition.ts'
import { isRest, newProgress, type AnyExchange, type Exchange } from '../exchange/exchange.ts'
import { newExtendedId, toTraceHeader } from '../exchange/timestamps-and-ids.ts'
import { lastHeader } from '../messages/header-list.ts'
import { serveHttp } from './http-api.ts'
import { RequestRecord } from '../exchange/record.ts'
import type { GatewayAnswer, GatewayRequest } from '../messages/request.ts'
import { rooms } from '../rooms.ts'

export async function serve(
  world: World,
  api: ApiDefinition,
  request: GatewayRequest,
  /** Answers instead of the gateway. */
  instead?: (exchange: AnyExchange) => GatewayAnswer,
): Promise<Response> {
  world.checkWritable()
  const at = world.clock.now()
  const record = new RequestRecord(api, request, at, request.cause ?? currentCause(world))
  world.journal.append(record)
  const end = world.work.begin(() => `${request.method} ${request.path} of gateway ${api.name}`)
  try {
    const exchange =
      api.type === 'rest'
        ? newExchange(world, api, request, record)
        : newExchange(world, api, request, record)
    const answer = instead ? instead(exchange) : await answerOf(exchange)
    const { detailedMetrics, accessLog: log } = api.stageSettings ?? {}
    if (detailedMetrics)
      record.hasDetailedMetrics = hasDetailedMetrics(detailedMetrics, record.route)
    const response = record.finish(answer, world.clock)
    if (log) rooms.accessLog().logAccess(exchange, log, answer)
    return response
  } finally {
    end()
  }
}

function newExchange<Api extends ApiDefinition>(
  world: World,
  api: Api,
  request: GatewayRequest,
  record: RequestRecord,
): Exchange<Api> {
  const extendedId = newExtendedId(world)
  const given = lastHeader(request.headers, 'host')
  const trace = toTraceHeader(world, record.at, lastHeader(request.headers, 'x-amzn-trace-id'))
  record.traceHeader = trace
  return {
    world,
    api,
    request,
    record,
    requestId: api.type === 'rest' ? world.ids.uuid('gateway-request') : extendedId,
    extendedId,
    trace,
    host: given === undefined || apiIdOfHost(given) !== undefined ? api.host : given,
    client: request.client ?? LOCAL_CLIENT,
    progress: newProgress(),
  }
}

const answerOf = (exchange: AnyExchange): Promise<GatewayAnswer> =>
  isRest(exchange) ? rooms.restApi().serveRest(exchange) : serveHttp(exchange)
