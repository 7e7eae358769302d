/** The texts that the gateway itself sends: errors of handshakes and of messages. */
import type { World } from '../../core/world/world.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import type { HeaderList } from '../messages/header-list.ts'

/** The ids that an error names. */
export interface ErrorIds {
  readonly connectionId: string
  readonly requestId: string
}

// AWS: websocket-api-request-validation.html
export const BAD_BODY = 'Bad request body'
export const FORBIDDEN = 'Forbidden'
export const INTERNAL_ERROR = 'Internal server error'
// Unverified: the text for an integration that takes too long, which is that of REST APIs.
export const TIMED_OUT = 'Endpoint request timed out'
// Unverified: both texts, which are those of REST APIs
export const LIMIT_EXCEEDED = 'Limit Exceeded'
export const TOO_MANY = 'Too Many Requests'
export const UNAUTHORIZED = 'Unauthorized'

// Seen in transcripts of clients: the blanks, and the text of the first two, as in
// https://github.com/aws-samples/simple-websockets-chat-app/issues/42 and the transcript behind
// snap-ws-message-status-301.
export const errorText = (message: string | null, { connectionId, requestId }: ErrorIds): string =>
  `{"message": ${JSON.stringify(message)}, "connectionId":"${connectionId}", "requestId":"${requestId}"}`

/** The response to a handshake that the gateway refuses. */
// Unverified: headers and body. The statuses are documented (401, 403) or recorded (502).
export function refusal(
  world: World,
  status: number,
  message: string | null,
  ids: ErrorIds,
): GatewayAnswer {
  const body = errorText(message, ids)
  const headers: HeaderList = [
    ['Date', new Date(world.clock.now()).toUTCString()],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(Buffer.byteLength(body))],
    ['x-amzn-RequestId', ids.requestId],
  ]
  return { status, headers, body }
}
