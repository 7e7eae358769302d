/** The client of a WebSocket connection, which `chat.connect()` returns. */
import { inspectKey } from '../../../core/reporting/print-record.ts'
import { handleKey, type HandleIdentity } from '../../../core/handle.ts'
import { toMilliseconds, type Duration } from '../../../core/time/duration.ts'
import { currentCause, resolveWorld } from '../../../core/world/context.ts'
import type { World } from '../../../core/world/world.ts'
import { socketsOf } from '../../api/state.ts'
import type { ClientSide, Connection, SocketClosed } from '../../api/websocket/connection.ts'
import { findConnection, type SocketState } from '../../api/websocket/state.ts'
import { gateway } from '../../service.ts'
import { closeConnection } from '../close.ts'
import { expireConnections } from '../expiry.ts'
import { receiveMessage } from '../messages.ts'
import { toClosed } from './close-frame.ts'
import type { ClientFacts } from './connect.ts'
import type { WebSocketEvents, WebSocketListener, WebSocketListenerOptions } from './events.ts'
import { readText, receivedBy, takeMessage } from './inbox.ts'
import { liveClientOf, WORLD_ENDED, type LiveClient } from './live-client.ts'
import { toOutgoing, type WebSocketSendOptions } from './outgoing.ts'
import { describeClosed, describeSilence } from './silence.ts'

/** Less than the 5 s after which test runners end a test. */
const PATIENCE = '4s'

/** https://websockets.spec.whatwg.org/#dom-websocket-readystate */
const OPEN = 1
const CLOSED = 3

/**
 * A client of a WebSocket API: `await chat.connect()`. It belongs to the world that opened it. A
 * fork of that world continues with its own copy of the connection, and inside the fork the same
 * object means that copy.
 *
 * @example
 * ```ts
 * const ann = await chat.connect({ query: { room: '1' } })
 * ann.send({ action: 'send', text: 'hi' })
 * expect(JSON.parse(await ann.next())).toEqual({ text: 'hi' })
 * ann.close()
 * expect(await ann.closed).toEqual({ code: 1005, reason: '' })
 * ```
 */
export class WebSocketClient {
  static {
    // Defined here rather than as members: neither key belongs to the public type.
    Object.defineProperty(this.prototype, handleKey, {
      configurable: true,
      get(this: WebSocketClient): HandleIdentity<WebSocketClient> {
        return {
          kind: 'connection',
          home: this.#home,
          withWorld: (world) => new WebSocketClient(world, this.#facts),
        }
      },
    })
    Object.defineProperty(this.prototype, inspectKey, {
      configurable: true,
      value(this: WebSocketClient): string {
        return `WebSocketClient '${this.connectionId}' (${this.url})`
      },
    })
  }

  /** The id of the connection, as events and the management API have it. */
  readonly connectionId: string
  /** The URL that the client connected to, without the query. */
  readonly url: string
  /** The subprotocol that `$connect` chose. '' without one. */
  readonly protocol: string
  readonly #home: World
  readonly #facts: ClientFacts

  /** @internal */
  constructor(home: World, facts: ClientFacts) {
    this.#home = home
    this.#facts = facts
    this.connectionId = facts.connectionId
    this.url = facts.url
    this.protocol = facts.protocol
  }

  /** 1 while the connection is open, and 3 afterwards, as in browsers. */
  get readyState(): number {
    return this.#isOpen(this.#current().sockets) ? OPEN : CLOSED
  }

  /** The texts that the client has received, oldest first, with those that `next` returned. */
  get received(): readonly string[] {
    const side = this.#sideIn(this.#current().sockets)
    return side ? receivedBy(side).map(readText) : []
  }

  /** Resolves when the connection has ended and `$disconnect` has run. */
  get closed(): Promise<SocketClosed> {
    const { sockets } = this.#current()
    return sockets.clients.has(this.connectionId)
      ? this.#live(sockets).closed
      : Promise.resolve(WORLD_ENDED)
  }

  /**
   * Sends a message: text as it is, and any other value as JSON. Messages reach their routes in
   * this order; `await region.idle()` waits for their functions. Bytes are a binary frame, for
   * which AWS closes the connection (1003), as for a message of more than 128 KB or a frame of more
   * than 32 KB (1009).
   *
   * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
   *
   * @throws MisuseError when the connection has ended, or the message is not JSON.
   */
  send(message: unknown, options: WebSocketSendOptions = {}): void {
    const { world, sockets } = this.#writable()
    const outgoing = toOutgoing(message, options)
    const connection = this.#open(sockets, 'send')
    const cause = currentCause(world)
    if ('text' in outgoing) receiveMessage(world, sockets, connection, outgoing.text, cause)
    else {
      // Unverified: the code in the event of `$disconnect`, and that there is no reason
      const closed = { code: outgoing.closeCode, reason: '' }
      void closeConnection(world, sockets, connection, { event: closed, client: closed, cause })
    }
  }

  /**
   * Resolves with the next message that no earlier call has returned.
   *
   * @param options.timeout Time on the region's clock. Default 4 s.
   * @throws MisuseError (as a rejection) when no message comes in time, and when the connection has
   *   ended and there is no further message.
   */
  next(options: { readonly timeout?: Duration } = {}): Promise<string> {
    const next = this.#next(toMilliseconds(options.timeout ?? PATIENCE, 'timeout'))
    // The end of a test rejects calls that the test no longer waits for.
    next.catch(() => undefined)
    return next
  }

  /** Calls `listener` for each later message, or for the end of the connection. */
  addEventListener<Type extends keyof WebSocketEvents>(
    type: Type,
    listener: WebSocketListener<WebSocketEvents[Type]>,
    options: WebSocketListenerOptions = {},
  ): void {
    this.#live(this.#current().sockets).listeners.add(type, listener, options)
  }

  /** Removes a listener. */
  removeEventListener<Type extends keyof WebSocketEvents>(
    type: Type,
    listener: WebSocketListener<WebSocketEvents[Type]>,
  ): void {
    this.#live(this.#current().sockets).listeners.remove(type, listener)
  }

  /**
   * Closes the connection, with a code and a reason for `$disconnect`. Nothing happens if it has
   * ended before.
   *
   * @throws MisuseError for a code that no close frame can have
   */
  close(code?: number, reason?: string): void {
    const { world, sockets } = this.#writable()
    const closing = toClosed(code, reason)
    const connection = findConnection(sockets, this.connectionId)
    const cause = currentCause(world)
    if (connection) void closeConnection(world, sockets, connection, { ...closing, cause })
  }

  /** The messages that no call of `next` has returned, until the connection ends. */
  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, undefined> {
    for (;;) {
      const { world, sockets } = this.#current()
      const message =
        takeMessage(sockets, this.connectionId) ??
        (this.#isOpen(sockets) ? await this.#live(sockets).wait(world) : undefined)
      if (message === undefined) return
      yield readText(message)
    }
  }

  async #next(milliseconds: number): Promise<string> {
    const { world, sockets } = this.#current()
    const waiting = takeMessage(sockets, this.connectionId)
    if (waiting !== undefined) return readText(waiting)
    const late = (): Error =>
      describeSilence(world, this.#facts, this.#sideIn(sockets), milliseconds)
    const message = this.#isOpen(sockets)
      ? await this.#live(sockets).wait(world, { milliseconds, late })
      : undefined
    if (message !== undefined) return readText(message)
    throw describeClosed(this.#facts, this.#sideIn(sockets)?.closed, 'next')
  }

  #current(): { readonly world: World; readonly sockets: SocketState } {
    const world = resolveWorld(this.#home)
    const sockets = socketsOf(world.state(gateway))
    expireConnections(world, sockets)
    return { world, sockets }
  }

  #writable(): { readonly world: World; readonly sockets: SocketState } {
    const current = this.#current()
    current.world.checkWritable()
    return current
  }

  /** Undefined after a reset, and in a world of before the connection. */
  #sideIn({ clients }: SocketState): ClientSide | undefined {
    return clients.get(this.connectionId)
  }

  #isOpen(sockets: SocketState): boolean {
    return findConnection(sockets, this.connectionId) !== undefined
  }

  /** @throws MisuseError when the connection has ended */
  #open(sockets: SocketState, caller: string): Connection {
    const connection = findConnection(sockets, this.connectionId)
    if (connection) return connection
    throw describeClosed(this.#facts, this.#sideIn(sockets)?.closed, caller)
  }

  #live(sockets: SocketState): LiveClient {
    return liveClientOf(sockets, this.connectionId)
  }
}
