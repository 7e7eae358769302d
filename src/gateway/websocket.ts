/**
 * Types of WebSocket APIs. `createGateway` throws UnsupportedError for one: they are not simulated
 * yet.
 */

/** A message to a WebSocket API. Objects are sent as JSON, strings and bytes unchanged. */
export type WebSocketData = string | Uint8Array | object

export interface WebSocketConnectOptions {
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  readonly headers?: NonNullable<RequestInit['headers']>
}

/** A connection to a WebSocket API. Not simulated yet. */
export interface WebSocketConnection extends AsyncIterable<unknown> {
  /** The connection's id, as the API's functions see it. */
  readonly connectionId: string
  /** Every message received so far, parsed if it is JSON. */
  readonly received: readonly unknown[]
  /** Resolves when either side closes the connection. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
  /** Sends a message. */
  send(data: WebSocketData): void
  /** Resolves with the next message. */
  next(options?: { readonly timeout?: number | string }): Promise<unknown>
  /** Closes the connection. */
  close(code?: number, reason?: string): void
  /** Adds a listener, as on a `WebSocket`. */
  addEventListener(type: 'message' | 'close', listener: (event: Event) => void): void
}

/** A WebSocket API. Not simulated yet. */
export interface WebSocketGateway {
  /** The API's id. */
  readonly id: string
  /** The URL that clients connect to. */
  readonly url: string
  /** Opens a connection. */
  connect(options?: WebSocketConnectOptions): Promise<WebSocketConnection>
}
