/** The messages that a client has received. */
import { markSeen } from '../../../core/reporting/failure-seen.ts'
import type { ClientSide, Received } from '../../api/websocket/connection.ts'
import type { SocketState } from '../../api/websocket/state.ts'

/** Takes the oldest message that `next()` has not returned. */
export function takeMessage(sockets: SocketState, id: string): Received | undefined {
  const side = sockets.clients.get(id)
  if (!side || side.taken >= side.count) return undefined
  sockets.clients.set(id, { ...side, taken: side.taken + 1 })
  return side.messages[side.taken]
}

export const receivedBy = ({ messages, count }: ClientSide): readonly Received[] =>
  messages.slice(0, count)

/** The text, for the test to look at: an error of the gateway tells it that a function failed. */
export function readText(message: Received): string {
  if (typeof message === 'string') return message
  markSeen(message.failed, 'status')
  return message.text
}
