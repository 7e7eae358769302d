/**
 * The handshake of a connection. Order: stage, authorizer, API key, throttles, the function behind
 * `$connect`.
 * The connection exists once the handshake is accepted, so that a post from `$connect` finds none.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html
 */
import { currentCause } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import { apiIdOfHost } from '../api/address.ts'
import { socketsOf } from '../api/state.ts'
import { newClientSide, type Connection, type SocketIdentity } from '../api/websocket/connection.ts'
import {
  CONNECT,
  servedSocketStage,
  type ServedSocketStage,
  type SocketRoute,
  type WebSocketApi,
} from '../api/websocket/definition.ts'
import { setConnection } from '../api/websocket/state.ts'
import { SOURCE_IP } from '../exchange/exchange.ts'
import { newExtendedId, toTraceHeader } from '../exchange/timestamps-and-ids.ts'
import { lastHeader, type HeaderEntry, type HeaderList } from '../messages/header-list.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { gateway } from '../service.ts'
import { observe } from './observe.ts'
import { FORBIDDEN, refusal } from './answers.ts'
import { clientOfHandshake, noApiKey } from './admission/api-key.ts'
import { authorizeHandshake, laterContext } from './admission/authorize.ts'
import { socketContext, type RequestContext } from './events/context.ts'
import { connectEvent, type HandshakeFacts } from './events/events.ts'
import { expireLater } from './expiry.ts'
import { newConnectionId } from './ids.ts'
import { callIntegration } from './integrating/call-integration.ts'
import { WebSocketRecord } from './record.ts'
import { exceededLimit } from './admission/throttle.ts'
import { contextOf, note, refuse, signerMembers } from './admission/verdict.ts'

/** A client's request to open a connection. */
export interface HandshakeRequest {
  readonly stage: string
  readonly query: string
  readonly headers: HeaderList
  readonly overSocket: boolean
}

export interface Handshake {
  readonly record: WebSocketRecord
  /** Undefined for a refused handshake. */
  readonly connection: Connection | undefined
  /** The response: 101, or the refusal. */
  readonly response: GatewayAnswer
}

/** The state of one handshake. */
interface Opening {
  readonly world: World
  readonly api: WebSocketApi
  readonly stage: ServedSocketStage
  readonly record: WebSocketRecord
  readonly handshake: HandshakeFacts
  readonly requestId: string
  readonly at: number
  readonly identity: SocketIdentity
}

export async function shakeHands(
  world: World,
  api: WebSocketApi,
  request: HandshakeRequest,
): Promise<Handshake> {
  world.checkWritable()
  const at = world.clock.now()
  const record = new WebSocketRecord(api, request.stage, {
    type: 'connect',
    connectionId: newConnectionId(world),
    at,
    causedBy: currentCause(world),
  })
  record.rawQueryString = request.query
  record.rawHeaders = request.headers
  world.journal.append(record)
  const end = world.work.begin(() => `handshake of gateway ${api.name}`)
  try {
    const requestId = newExtendedId(world)
    const opened = await open(world, api, request, { record, requestId, at })
    const { response, connection } = opened
    record.finish(response.status, world.clock.now(), response)
    const stage = api.stages.get(request.stage)
    if (stage) observe(world, stage, record, () => record.context ?? { requestId })
    return { record, connection, response }
  } finally {
    end()
  }
}

async function open(
  world: World,
  api: WebSocketApi,
  request: HandshakeRequest,
  begun: Pick<Opening, 'record' | 'requestId' | 'at'>,
): Promise<Omit<Handshake, 'record'>> {
  const { record, requestId, at } = begun
  const ids = { connectionId: record.connectionId, requestId }
  const stage = servedSocketStage(api, request.stage)
  if (!stage) {
    record.reason = api.stages.has(request.stage)
      ? `Nothing was deployed to the stage '${request.stage}' yet.`
      : `The gateway has no stage '${request.stage}'.`
    return { response: refusal(world, 403, FORBIDDEN, ids), connection: undefined }
  }
  const given = lastHeader(request.headers, 'host')
  const host = given === undefined || apiIdOfHost(given) !== undefined ? api.host : given
  if (stage.definition.disableExecuteApiEndpoint && host === api.host) {
    record.reason = 'disableExecuteApiEndpoint: only a custom domain name leads to this gateway.'
    return { response: refusal(world, 403, FORBIDDEN, ids), connection: undefined }
  }
  const trace = toTraceHeader(world, at, lastHeader(request.headers, 'x-amzn-trace-id'))
  record.traceHeader = trace
  const { headers, query } = request
  const userAgent = lastHeader(headers, 'user-agent')
  // Recorded: snap-ws-connect-event; captured on AWS: the user agent comes first
  const identity = { ...(userAgent !== undefined && { userAgent }), sourceIp: SOURCE_IP }
  const handshake = { headers, query, host, trace }
  const opening = { ...begun, world, api, stage, handshake, identity }
  const verdict = await admit(opening)
  if (verdict.refused) return { response: verdict.refused, connection: undefined }
  const { connection } = verdict
  const { overSocket } = request
  const accepted = { ...connection, overSocket, lastActiveAt: world.clock.now() }
  const sockets = socketsOf(world.state(gateway))
  setConnection(sockets, accepted)
  if (!overSocket) sockets.clients.set(accepted.id, newClientSide())
  expireLater(world, sockets)
  return { response: verdict.response, connection: accepted }
}

type Verdict =
  | { readonly refused: GatewayAnswer }
  | {
      readonly refused?: undefined
      readonly response: GatewayAnswer
      readonly connection: Omit<Connection, 'overSocket' | 'lastActiveAt'>
    }

async function admit(opening: Opening): Promise<Verdict> {
  const { world, api, stage, record, handshake, requestId, at } = opening
  const route = stage.definition.routes.get(CONNECT)
  const ids = { connectionId: record.connectionId, requestId }
  const connection = {
    id: record.connectionId,
    apiId: api.id,
    stage: stage.name,
    domainName: handshake.host,
    connectedAt: at,
    identity: opening.identity,
    authorizer: undefined,
    apiKey: clientOfHandshake(world, api, stage, handshake, undefined)?.key.value,
  }
  const context = { routeKey: CONNECT, eventType: 'CONNECT', requestId, at } as const
  const first = (record.context = socketContext(connection, context))
  // AWS: websocket-api-route-keys-connect-disconnect.html: an integration for $connect is optional.
  if (!route) return { response: accept([]), connection }
  record.route = CONNECT
  const authorizing = {
    ...opening,
    api: { id: api.id, type: api.type, stage: stage.name },
    context: first,
  }
  const authorization =
    route.authorizer && (await authorizeHandshake(authorizing, route.authorizer))
  if (route.authorizer && authorization) note(record, route.authorizer.kind, authorization)
  if (authorization && authorization.verdict !== 'allowed')
    return { refused: refuse(world, authorization, record, ids) }
  const client = clientOfHandshake(world, api, stage, handshake, authorization)
  const key = client?.key
  if (route.apiKeyRequired && !key) {
    record.reason = noApiKey(stage.definition)
    return { refused: refusal(world, 403, FORBIDDEN, ids) }
  }
  const exceeded = exceededLimit(world, api, stage, route, client)
  if (exceeded) {
    record.reason = exceeded.reason
    record.errorMessage = exceeded.message
    return { refused: refusal(world, 429, exceeded.message, ids) }
  }
  const known = {
    ...connection,
    authorizer: laterContext(authorization?.context),
    apiKey: key?.value,
    // Unverified: the key in the identity, which the events of REST APIs have
    identity: {
      ...opening.identity,
      ...signerMembers(authorization),
      ...(key && { apiKey: key.value, apiKeyId: key.id }),
    },
  }
  const later = socketContext(known, { ...context, authorizer: contextOf(authorization) })
  record.context = later
  const response = await ask(opening, route, later)
  return response.status < 300
    ? { response: accept(response.headers), connection: known }
    : { refused: response }
}

/** The answer of the integration behind `$connect`. */
// Recorded: snap-ws-connect-status-301, snap-ws-connect-status-501 (the function's own status)
// Unverified: headers and body of the function, which the client receives with a refusal
async function ask(
  opening: Opening,
  route: SocketRoute,
  context: RequestContext,
): Promise<GatewayAnswer> {
  const { world, api, stage, record, requestId, handshake } = opening
  const { headers, query } = handshake
  const event = (): unknown => connectEvent(handshake, stage, context)
  const call = { world, api, stage, record, route, context, headers, query, body: undefined, event }
  const { answer, error } = await callIntegration(call)
  if (answer) return answer
  record.reason = error.reason
  const ids = { connectionId: record.connectionId, requestId }
  return refusal(world, error.status, error.message, ids)
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-connect-route-subprotocol.html
// (Sec-WebSocket-Protocol). Unverified: other headers of the function.
const accept = (headers: readonly HeaderEntry[]): GatewayAnswer => ({
  status: 101,
  headers,
  body: '',
})
