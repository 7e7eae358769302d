/** WebSocket APIs: their types. They are not simulated yet; `createGateway` refuses them by name. */

/** What a client of a WebSocket API sends: objects as JSON text, texts and bytes as they are. */
export type WebSocketData = string | Uint8Array | object

export interface WebSocketConnectOptions {
  readonly query?: Readonly<Record<string, string | readonly string[]>>
  readonly headers?: HeadersInit
}

export interface WebSocketConnection extends AsyncIterable<unknown> {
  readonly connectionId: string
  /** Every message so far, parsed where it is JSON. */
  readonly received: readonly unknown[]
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
  send(data: WebSocketData): void
  /** The next message. */
  next(options?: { readonly timeout?: number | string }): Promise<unknown>
  close(code?: number, reason?: string): void
  addEventListener(type: 'message' | 'close', listener: (event: Event) => void): void
}

export interface WebSocketGateway {
  readonly id: string
  readonly url: string
  connect(options?: WebSocketConnectOptions): Promise<WebSocketConnection>
}
