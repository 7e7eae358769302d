/**
 * Messages of clients. Order: the route, its API key, its model, the integration. Messages of a connection
 * begin in the order they came, and do not wait for each other, as on AWS.
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
import { BAD_BODY, errorText, FORBIDDEN } from './answers.ts'
import { noApiKey } from './api-key.ts'
import { deliver } from './deliver.ts'
import { socketContext } from './events/context.ts'
import { messageEvent } from './events/events.ts'
import { newMessageId } from './ids.ts'
import { callIntegration } from './integrating/call-integration.ts'
import { noSocketRoute } from './diagnostics.ts'
import { recordOn, type WebSocketRecord } from './record.ts'
import { invalidBody } from './validate-message.ts'

/** One message on its way through its route. */
interface Exchange {
  readonly world: World
  readonly sockets: SocketState
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
  const exchange = { world, sockets, connection, record, requestId }
  const { definition } = stage
  const route = routeOf(definition, body)
  if (!route) {
    answerError(exchange, 403, FORBIDDEN, noSocketRoute(definition, body))
    return record
  }
  record.route = route.key
  if (route.apiKeyRequired && connection.apiKey === undefined) {
    answerError(exchange, 403, FORBIDDEN, noApiKey(definition))
    return record
  }
  const refused = route.models && invalidBody(route.models, body)
  if (refused !== undefined) {
    answerError(exchange, 400, BAD_BODY, refused)
    return record
  }
  const end = world.work.begin(() => `message '${route.key}' of gateway ${api.name}`)
  void integrate(exchange, api, route, stage).finally(end)
  return record
}

/** Undefined where no route matches and the stage has no `$default`. */
function routeOf({ selection, routes }: SocketDefinition, body: string): SocketRoute | undefined {
  const key = evaluateSelection(selection, body)
  // Unverified: a message cannot name the routes of connections.
  const isMessages = key !== undefined && key !== CONNECT && key !== DISCONNECT
  return (isMessages ? routes.get(key) : undefined) ?? routes.get('$default')
}

// Recorded: snap-ws-message-status-301, snap-ws-message-status-501: the function's status is ignored
async function integrate(
  exchange: Exchange,
  api: WebSocketApi,
  route: SocketRoute,
  stage: ServedSocketStage,
): Promise<void> {
  const { world, connection, record, requestId } = exchange
  const context = socketContext(connection, {
    routeKey: route.key,
    eventType: 'MESSAGE',
    messageId: newMessageId(world),
    requestId,
    at: record.at,
    authorizer: connection.authorizer,
  })
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

function answerError(
  exchange: Exchange,
  status: number,
  message: string | null,
  reason: string | undefined,
): void {
  const { connection, record, requestId } = exchange
  record.reason = reason
  finish(
    exchange,
    status,
    errorText(message, { connectionId: connection.id, requestId }),
    ifFailed(record.invocation),
  )
}

const ifFailed = (invocation: FunctionOutcome | undefined): FunctionOutcome | undefined =>
  invocation && invocation.unobservedStatus !== 'succeeded' ? invocation : undefined

function finish(
  { world, sockets, connection, record }: Exchange,
  status: number,
  answer?: string,
  failed?: JournalRecord,
): void {
  record.answer = answer
  record.finish(status, world.clock.now())
  if (answer !== undefined) deliver(world, sockets, connection.id, answer, failed)
}
