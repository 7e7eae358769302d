/** Explains why a client has no next message. */
import { MisuseError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'
import type { ClientSide, SocketClosed } from '../../api/websocket/connection.ts'
import type { WebSocketRecord } from '../record.ts'
import type { ClientFacts } from './connect.ts'

/** `next` waited in vain. */
export function describeSilence(
  world: World,
  { connectionId, gateway }: ClientFacts,
  side: ClientSide | undefined,
  milliseconds: number,
): MisuseError {
  const count = side?.count ?? 0
  const received = count === 0 ? 'It has received none' : `It has received ${count}, all returned`
  const [last] = world.journal
    .of<WebSocketRecord>('request', (record) => record.connectionId === connectionId)
    .slice(-1)
  return new MisuseError(
    `No message came within ${milliseconds} ms for the client '${connectionId}' of ${gateway}. ${received}.`,
    'a message of PostToConnection, or the response of a route with returnResponse',
    last?.type === 'message' ? describeLast(last) : undefined,
  )
}

function describeLast({ route, status, reason, invocation }: WebSocketRecord): string {
  const asked = `Its last message reached ${route === undefined ? 'no route' : `'${route}'`}`
  if (status === undefined) return `${asked}, whose function is still running.`
  if (reason !== undefined) return `${asked}: ${reason}`
  const how = invocation?.unobservedStatus ?? 'succeeded'
  return how === 'succeeded'
    ? `${asked}, whose function succeeded and posted nothing to it.`
    : `${asked}, whose function failed (${how}).`
}

/** A call that needs an open connection. */
export function describeClosed(
  { connectionId, gateway }: ClientFacts,
  closed: SocketClosed | undefined,
  caller: string,
): MisuseError {
  const how = closed
    ? `has ended with ${closed.code}${closed.reason && ` '${closed.reason}'`}`
    : 'does not exist in this world: the region has ended, was reset, or was restored to a time before it'
  return new MisuseError(
    `${caller} was called on the connection '${connectionId}' of ${gateway}, which ${how}.`,
    caller === 'next' ? 'a further message' : 'an open connection',
  )
}
