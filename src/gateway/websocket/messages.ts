/**
 * Messages of clients. Order: the route, its API key, limits, its model, the integration. Messages
 * of a connection begin in the order they came, and do not wait for each other, as on AWS.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html
 */
import type { JournalRecord } from '../../core/journal.ts'
import type { FunctionOutcome } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import type { Connection } from '../api/websocket/connection.ts'
import {
  CONNECT,
  DISCONNECT,
  servedSocketStage,
  type ServedSocketStage,
  type SocketDefinition,
  type SocketRoute,
  type WebSocketApi,
} from '../api/websocket/definition.ts'
import { evaluateSelection } from '../api/websocket/selection-expression.ts'
import { setConnection, type SocketState } from '../api/websocket/state.ts'
import { newExtendedId } from '../exchange/timestamps-and-ids.ts'
import { observe } from './observe.ts'
import { BAD_BODY, errorText, FORBIDDEN } from './answers.ts'
import { clientOfKey, noApiKey } from './admission/api-key.ts'
import { deliver } from './deliver.ts'
import { socketContext, type RequestContext } from './events/context.ts'
import { messageEvent } from './events/events.ts'
import { newMessageId } from './ids.ts'
import { callIntegration, type IntegrationError } from './integrating/call-integration.ts'
import { noSocketRoute } from './diagnostics.ts'
import { recordOn, type WebSocketRecord } from './record.ts'
import { exceededLimit } from './admission/throttle.ts'
import { invalidBody } from './admission/validate-message.ts'

/** One message on its way through its route. */
interface Exchange {
  readonly world: World
  readonly sockets: SocketState
  readonly api: WebSocketApi
  readonly stage: ServedSocketStage
  readonly connection: Connection
  readonly record: WebSocketRecord
  readonly requestId: string
}

/** Returns the record of the message, at once. */
export function receiveMessage(
  world: World,
  sockets: SocketState,
  given: Connection,
  body: string,
  causedBy: JournalRecord,
): WebSocketRecord | undefined {
  const api = sockets.apis.get(given.apiId)
  const stage = api && servedSocketStage(api, given.stage)
  // A deleted API takes its connections with it.
  if (!api || !stage) return undefined
  const at = world.clock.now()
  const connection = { ...given, lastActiveAt: at }
  setConnection(sockets, connection)
  const record = recordOn(api, connection, { type: 'message', at, causedBy })
  record.body = body
  world.journal.append(record)
  const requestId = newExtendedId(world)
  const exchange = { world, sockets, api, stage, connection, record, requestId }
  const route = routeOf(stage.definition, body)
  record.route = route?.key
  const refusal = refuse(exchange, route, body)
  if (!route || refusal) {
    if (refusal) answerError(exchange, refusal.status, refusal.message, refusal.reason)
    return record
  }
  const end = world.work.begin(() => `message '${route.key}' of gateway ${api.name}`)
  void integrate(exchange, route).finally(end)
  return record
}

/** The answer to a message that no integration gets. */
// Unverified: the order of the checks. AWS: api-gateway-request-throttling.html (429)
function refuse(
  { world, api, stage, connection }: Exchange,
  route: SocketRoute | undefined,
  body: string,
): Pick<IntegrationError, 'status' | 'message' | 'reason'> | undefined {
  const { definition } = stage
  if (!route) return { status: 403, message: FORBIDDEN, reason: noSocketRoute(definition, body) }
  if (route.apiKeyRequired && connection.apiKey === undefined)
    return { status: 403, message: FORBIDDEN, reason: noApiKey(definition) }
  const client = clientOfKey(world, api, stage, connection.apiKey)
  const exceeded = exceededLimit(world, api, stage, route, client)
  if (exceeded) return { status: 429, ...exceeded }
  const invalid = route.models && invalidBody(route.models, body)
  return invalid === undefined ? undefined : { status: 400, message: BAD_BODY, reason: invalid }
}

/** Undefined where no route matches and the stage has no `$default`. */
function routeOf({ selection, routes }: SocketDefinition, body: string): SocketRoute | undefined {
  const key = evaluateSelection(selection, body)
  // Unverified: a message cannot name the routes of connections.
  const isMessages = key !== undefined && key !== CONNECT && key !== DISCONNECT
  return (isMessages ? routes.get(key) : undefined) ?? routes.get('$default')
}

// Recorded: snap-ws-message-status-301, snap-ws-message-status-501: the function's status is ignored
async function integrate(exchange: Exchange, route: SocketRoute): Promise<void> {
  const { world, api, stage, record } = exchange
  const context = (record.context = contextOf(exchange, route.key))
  const { body = '' } = record
  const event = (): unknown => messageEvent(body, stage, context)
  const message = { headers: [], query: '', body }
  const called = { world, api, stage, record, route, context, ...message, event }
  const { answer, error } = await callIntegration(called)
  // Unverified: a malformed result is an error for a route without a response as well.
  if (error) return answerError(exchange, error.status, error.message, error.reason)
  // Unverified: without a body nothing is sent.
  finish(exchange, 200, route.returnsResponse && answer.body !== '' ? answer.body : undefined)
}

const contextOf = (
  { world, connection, record, requestId }: Exchange,
  routeKey: string | undefined,
): RequestContext =>
  socketContext(connection, {
    routeKey,
    eventType: 'MESSAGE',
    messageId: newMessageId(world),
    requestId,
    at: record.at,
    authorizer: connection.authorizer,
  })

function answerError(
  exchange: Exchange,
  status: number,
  message: string | null,
  reason: string | undefined,
): void {
  const { connection, record, requestId } = exchange
  record.reason = reason
  record.errorMessage = message
  finish(
    exchange,
    status,
    errorText(message, { connectionId: connection.id, requestId }),
    ifFailed(record.invocation),
  )
}

const ifFailed = (invocation: FunctionOutcome | undefined): FunctionOutcome | undefined =>
  invocation && invocation.unobservedStatus !== 'succeeded' ? invocation : undefined

function finish(exchange: Exchange, status: number, answer?: string, failed?: JournalRecord): void {
  const { world, sockets, stage, connection, record } = exchange
  record.answer = answer
  record.finish(status, world.clock.now())
  observe(world, stage, record, () => record.context ?? contextOf(exchange, record.route))
  if (answer !== undefined) deliver(world, sockets, connection.id, answer, failed)
}
