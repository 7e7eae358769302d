/** Sends a message to the client of a connection. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { withMessage } from '../api/websocket/connection.ts'
import { findConnection, setConnection, type SocketState } from '../api/websocket/state.ts'

/** A connection or a world that has ended receives nothing. */
export function deliver(
  world: World,
  sockets: SocketState,
  id: string,
  text: string,
  /** The failed invocation that the message tells of. */
  failed?: JournalRecord,
): void {
  const connection = findConnection(sockets, id)
  if (!connection || world.ended) return
  setConnection(sockets, { ...connection, lastActiveAt: world.clock.now() })
  const side = sockets.clients.get(id)
  if (side) sockets.clients.set(id, withMessage(side, failed ? { text, failed } : text))
  sockets.live.get(id)?.message(text)
}
