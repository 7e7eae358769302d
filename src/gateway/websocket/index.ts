/**
 * WebSocket APIs: handshakes with Lambda and IAM authorizers and API keys, route selection,
 * usage plans, models, integrations of all types, connections and their end.
 */
export { acceptUpgrade, type Upgrade } from './server/accept.ts'
export { connections } from './management.ts'
export { expireLater } from './expiry.ts'
export { refusePlainRequest } from './plain-request.ts'
export {
  createSocketGateway,
  openSocketGateway,
  type WebSocketConnection,
  type WebSocketGateway,
} from './gateway.ts'
export type { WebSocketClient } from './client/client.ts'
export type { ConnectOptions } from './client/connect.ts'
export type {
  WebSocketCloseEvent,
  WebSocketEvent,
  WebSocketEvents,
  WebSocketListener,
  WebSocketListenerOptions,
  WebSocketMessageEvent,
} from './client/events.ts'
export type { HandshakeError } from './client/handshake-error.ts'
export type { WebSocketSendOptions } from './client/outgoing.ts'
export type { ConnectionTarget } from './management-input.ts'
export type { WebSocketRecord } from './record.ts'
