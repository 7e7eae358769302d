/**
 * The WebSocket APIs of a world and their connections. A fork has its own copy of the connections
 * that a test opened, and continues with them. Sockets, waiting calls and listeners belong to one
 * world alone.
 */
import { CopyOnWriteMap } from '../../../core/collections/copy-on-write-map.ts'
import { didYouMean, MisuseError } from '../../../core/errors.ts'
import type { Timer } from '../../../core/time/clock.ts'
import type { World } from '../../../core/world/world.ts'
import { apiIdOfHost } from '../address.ts'
import type { ClientSide, Connection, SocketClosed } from './connection.ts'
import type { WebSocketApi } from './definition.ts'

/** The end of a connection that runs in this world: a test's waiting client, or a socket. */
export interface LiveEnd {
  /** A message has arrived. */
  message(text: string): void
  /** The connection has ended. `finished` resolves once `$disconnect` has run. */
  close(closed: SocketClosed, finished: Promise<void>): void
  /** The world ends or is reset: nothing more will happen. */
  end(): void
}

export interface SocketState {
  apis: ReadonlyMap<string, WebSocketApi>
  /** The open connections of a test's clients, by id. */
  readonly connections: CopyOnWriteMap<string, Connection>
  /** The open connections over sockets of `region.listen()`, by id. No fork has them. */
  readonly socketConnections: Map<string, Connection>
  /** What those clients know, by id. Closed ones stay. */
  readonly clients: CopyOnWriteMap<string, ClientSide>
  /** By connection id. */
  readonly live: Map<string, LiveEnd>
  /** No connection expires before this time. */
  nextExpiry: number
  expiryTimer: Timer | undefined
}

export const createSocketState = (): SocketState => ({
  apis: new Map(),
  connections: new CopyOnWriteMap(),
  socketConnections: new Map(),
  clients: new CopyOnWriteMap(),
  live: new Map(),
  nextExpiry: Infinity,
  expiryTimer: undefined,
})

export const forkSocketState = (state: SocketState): SocketState => ({
  apis: state.apis,
  connections: state.connections.fork(),
  socketConnections: new Map(),
  clients: state.clients.fork(),
  live: new Map(),
  nextExpiry: state.nextExpiry,
  expiryTimer: undefined,
})

/** Keeps the APIs, and forgets every connection. */
export function resetSocketState(state: SocketState): void {
  state.connections.clear()
  state.clients.clear()
  state.nextExpiry = Infinity
}

/** Ends waiting calls, and closes sockets. The clock ends its timers itself. */
export function endSocketState(state: SocketState): void {
  const ends = [...state.live.values()]
  state.live.clear()
  state.socketConnections.clear()
  state.expiryTimer = undefined
  for (const end of ends) end.end()
}

/** The clock was set to another date: connections keep the time that they had left. */
export function shiftSocketState(state: SocketState, milliseconds: number): void {
  for (const connection of openConnections(state)) {
    setConnection(state, {
      ...connection,
      connectedAt: connection.connectedAt + milliseconds,
      lastActiveAt: connection.lastActiveAt + milliseconds,
    })
  }
  state.nextExpiry += milliseconds
}

export function deleteSocketApi(state: SocketState, id: string): void {
  const apis = new Map(state.apis)
  apis.delete(id)
  state.apis = apis
}

/**
 * The API of a gateway.
 *
 * @throws MisuseError when the id is unknown. It names the nearest known id.
 */
export function socketApiOf(state: SocketState, id: string, world: World): WebSocketApi {
  const api = state.apis.get(id)
  if (api) return api
  throw new MisuseError(
    `The region ${world.options.region} has no WebSocket API '${id}'.`,
    'the id of a gateway created in this region',
    didYouMean(id, state.apis.keys()),
  )
}

/** The WebSocket API with this id, or with this host name in its URL. */
export const findSocketApi = (
  state: SocketState | undefined,
  hostOrId: string,
): WebSocketApi | undefined =>
  state && (state.apis.get(hostOrId) ?? state.apis.get(apiIdOfHost(hostOrId) ?? ''))

export const openConnections = (state: SocketState): Connection[] => [
  ...state.connections.values(),
  ...state.socketConnections.values(),
]

export const findConnection = (state: SocketState, id: string): Connection | undefined =>
  state.connections.get(id) ?? state.socketConnections.get(id)

export function setConnection(state: SocketState, connection: Connection): void {
  const { connections, socketConnections } = state
  if (connection.overSocket) socketConnections.set(connection.id, connection)
  else connections.set(connection.id, connection)
}

/** Returns whether the connection was open. */
export const deleteConnection = (
  { connections, socketConnections }: SocketState,
  id: string,
): boolean => connections.delete(id) || socketConnections.delete(id)
