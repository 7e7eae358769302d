/** Events and listeners of a client, in the form of the WebSocket API of browsers. */

/** A message has arrived. */
export interface WebSocketMessageEvent {
  readonly type: 'message'
  /** The text. */
  readonly data: string
}

/** The connection has ended. `$disconnect` may still run. */
export interface WebSocketCloseEvent {
  readonly type: 'close'
  /** The code of the close frame: 1005 for a frame without one, 1006 without a frame. */
  readonly code: number
  readonly reason: string
  /** Whether there was a close frame. */
  readonly wasClean: boolean
}

/** The events of a client, by type. */
export interface WebSocketEvents {
  readonly message: WebSocketMessageEvent
  readonly close: WebSocketCloseEvent
}

export type WebSocketEvent = WebSocketEvents[keyof WebSocketEvents]

/** A function, or an object with the method `handleEvent`. */
export type WebSocketListener<Event extends WebSocketEvent = WebSocketEvent> =
  ((event: Event) => unknown) | { handleEvent(event: Event): unknown }

/** As in `EventTarget.addEventListener`. */
export interface WebSocketListenerOptions {
  /** Whether the listener is called only once. */
  readonly once?: boolean
  /** Removes the listener when it aborts. */
  readonly signal?: AbortSignal
}
