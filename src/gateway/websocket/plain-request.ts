/** Answers a request to a WebSocket API that asks for no upgrade to WebSocket. */
import { linkRecord } from '../../core/reporting/failure-seen.ts'
import { currentCause } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import { socketUrl, type WebSocketApi } from '../api/websocket/definition.ts'
import { newExtendedId } from '../exchange/timestamps-and-ids.ts'
import type { GatewayRequest } from '../messages/request.ts'
import { toResponseObject } from '../messages/web-objects.ts'
import { FORBIDDEN, refusal } from './answers.ts'
import { newConnectionId } from './ids.ts'
import { WebSocketRecord } from './record.ts'

// Unverified: status and body
export function refusePlainRequest(
  world: World,
  api: WebSocketApi,
  request: GatewayRequest,
): Response {
  world.checkWritable()
  const at = world.clock.now()
  const connectionId = newConnectionId(world)
  const facts = { type: 'connect', connectionId, at, causedBy: currentCause(world) } as const
  const record = new WebSocketRecord(api, api.stage, facts)
  record.rawQueryString = request.query
  record.rawHeaders = request.headers
  record.reason = `${request.method} ${request.path} asks for no upgrade to WebSocket: chat.connect() opens a connection.`
  world.journal.append(record)
  const answer = refusal(world, 403, FORBIDDEN, { connectionId, requestId: newExtendedId(world) })
  record.finish(answer.status, at, answer)
  const url = socketUrl(api.host, api.stage)
  return linkRecord(toResponseObject(answer, url, request.method), record)
}
