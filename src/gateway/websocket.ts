/** WebSocket APIs: their types. They are not simulated yet; `createGateway` refuses them by name. */

/** What a client of a WebSocket API sends: objects as JSON text, texts and bytes as they are. */
export type WebSocketData = string | Uint8Array | object

export interface WebSocketConnectOptions {
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  readonly headers?: NonNullable<RequestInit['headers']>
}

/** A connection to a WebSocket API. Not simulated yet. */
export interface WebSocketConnection extends AsyncIterable<unknown> {
  /** The id that the API knows it by. */
  readonly connectionId: string
  /** Every message so far, parsed where it is JSON. */
  readonly received: readonly unknown[]
  /** Resolves when either side closes it. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
  /** Sends a message. */
  send(data: WebSocketData): void
  /** The next message. */
  next(options?: { readonly timeout?: number | string }): Promise<unknown>
  /** Closes the connection. */
  close(code?: number, reason?: string): void
  /** Listens as on a `WebSocket`. */
  addEventListener(type: 'message' | 'close', listener: (event: Event) => void): void
}

/** A WebSocket API. Not simulated yet. */
export interface WebSocketGateway {
  /** The API's id. */
  readonly id: string
  /** Where clients connect. */
  readonly url: string
  /** Opens a connection. */
  connect(options?: WebSocketConnectOptions): Promise<WebSocketConnection>
}
