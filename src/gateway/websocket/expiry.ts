/**
 * Connections end after ten minutes without a message, and after two hours. One timer of a world
 * waits for the first of them. It is upkeep: `region.idle()` never moves the clock to it, and no
 * timer of the host keeps the process alive.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
import type { World } from '../../core/world/world.ts'
import type { Connection } from '../api/websocket/connection.ts'
import { openConnections, type SocketState } from '../api/websocket/state.ts'
import { SOCKET_IDLE_MS, SOCKET_LIFETIME_MS } from '../limits.ts'
import { gateway } from '../service.ts'
import { closeConnection } from './close.ts'

const expiryOf = ({ connectedAt, lastActiveAt }: Connection): number =>
  Math.min(lastActiveAt + SOCKET_IDLE_MS, connectedAt + SOCKET_LIFETIME_MS)

/** Waits for the first connection that expires. */
export function expireLater(world: World, sockets: SocketState): void {
  if (sockets.nextExpiry === Infinity) {
    for (const connection of openConnections(sockets))
      sockets.nextExpiry = Math.min(sockets.nextExpiry, expiryOf(connection))
  }
  if (sockets.expiryTimer || sockets.nextExpiry === Infinity) return
  const expire = (): void => {
    sockets.expiryTimer = undefined
    // A snapshot keeps a copy of the state, whose timers must do nothing.
    if (world.state(gateway).sockets === sockets) expireConnections(world, sockets)
  }
  const delay = sockets.nextExpiry - world.clock.now()
  sockets.expiryTimer = world.clock.schedule(delay, expire, 'upkeep')
}

/**
 * Closes the connections whose time is over, before an access to any: a clock that nobody moves
 * fires no upkeep.
 */
export function expireConnections(world: World, sockets: SocketState): void {
  const now = world.clock.now()
  if (now < sockets.nextExpiry) return
  for (const connection of openConnections(sockets)) {
    if (expiryOf(connection) > now) continue
    // Captured on AWS: code and reason of an idle connection.
    // Unverified: those of a connection that is two hours old
    const closed = { code: 1001, reason: 'Going away' }
    void closeConnection(world, sockets, connection, {
      event: closed,
      client: closed,
      cause: world.journal.root,
    })
  }
  sockets.nextExpiry = Infinity
  expireLater(world, sockets)
}
