/** `requestContext` of the events of a WebSocket API. */
import { toRequestTime } from '../../../core/time/request-time.ts'
import type { Connection } from '../../api/websocket/connection.ts'

export interface ContextParts {
  /** Undefined for a message without a route, which no function gets. */
  readonly routeKey: string | undefined
  readonly eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT'
  readonly requestId: string
  readonly at: number
  readonly authorizer?: Readonly<Record<string, unknown>> | undefined
  readonly messageId?: string
  readonly closed?: { readonly code: number; readonly reason: string }
}

export type RequestContext = Readonly<Record<string, unknown>>

// Recorded: snap-ws-connect-event, snap-ws-disconnect-delete, and in this order by captures of
// messages with an authorizer. The extended request id equals the request id.
export function socketContext(
  connection: Pick<
    Connection,
    'id' | 'apiId' | 'stage' | 'connectedAt' | 'identity' | 'domainName'
  >,
  { routeKey, eventType, requestId, at, authorizer, messageId, closed }: ContextParts,
): RequestContext {
  return {
    routeKey,
    ...(authorizer && { authorizer }),
    ...(messageId !== undefined && { messageId }),
    ...(closed && { disconnectStatusCode: closed.code }),
    eventType,
    extendedRequestId: requestId,
    requestTime: toRequestTime(at),
    messageDirection: 'IN',
    ...(closed && { disconnectReason: closed.reason }),
    stage: connection.stage,
    connectedAt: connection.connectedAt,
    requestTimeEpoch: at,
    identity: connection.identity,
    requestId,
    domainName: connection.domainName,
    connectionId: connection.id,
    apiId: connection.apiId,
  }
}
