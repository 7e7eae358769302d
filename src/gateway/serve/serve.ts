/** One request through a gateway, with its record. Nothing WHATWG is made before the answer. */
import { currentCause } from '../../core/context.ts'
import type { World } from '../../core/world.ts'
import { apiIdOfHost } from '../api/address.ts'
import type { ApiDefinition, HttpApi, RestApi } from '../api/definition.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { newExtendedId, toTraceHeader } from '../exchange/timestamps-and-ids.ts'
import { lastHeader } from '../messages/header-list.ts'
import { serveHttp } from './http-api.ts'
import { RequestRecord } from '../exchange/record.ts'
import type { GatewayAnswer, GatewayRequest } from '../messages/request.ts'
import { serveRest } from './rest-api.ts'

export async function serve(
  world: World,
  api: ApiDefinition,
  request: GatewayRequest,
  /** Answers in the gateway's place. */
  instead?: (exchange: Exchange) => GatewayAnswer,
): Promise<Response> {
  world.checkWritable()
  const at = world.clock.now()
  const record = new RequestRecord(api, request, at, currentCause(world))
  world.journal.append(record)
  const end = world.work.begin(() => `${request.method} ${request.path} of gateway ${api.name}`)
  try {
    const exchange = newExchange(world, api, request, record)
    const answer = instead ? instead(exchange) : await answerOf(exchange)
    return record.finish(answer, world.clock.now())
  } finally {
    end()
  }
}

function newExchange(
  world: World,
  api: ApiDefinition,
  request: GatewayRequest,
  record: RequestRecord,
): Exchange {
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
  }
}

const answerOf = (exchange: Exchange): Promise<GatewayAnswer> =>
  exchange.api.type === 'rest'
    ? serveRest(exchange as Exchange<RestApi>)
    : serveHttp(exchange as Exchange<HttpApi>)
