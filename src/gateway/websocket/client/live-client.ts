/**
 * The end of a connection that a test opened, in one world: calls that wait for a message, and
 * listeners. What the client has received is state of the world (api/websocket/connection.ts).
 */
import type { World } from '../../../core/world/world.ts'
import type { Received, SocketClosed } from '../../api/websocket/connection.ts'
import type { LiveEnd, SocketState } from '../../api/websocket/state.ts'
import { takeMessage } from './inbox.ts'
import { Listeners } from './listeners.ts'

/** How a client sees the end of its world. */
export const WORLD_ENDED: SocketClosed = { code: 1001, reason: 'Going away' }

/** Receives the next message; undefined when none will come. */
type Waiting = (message: Received | undefined) => void

export class LiveClient implements LiveEnd {
  readonly listeners: Listeners = new Listeners()
  readonly #sockets: SocketState
  readonly #id: string
  #waiting: Waiting[] = []
  #closed: Promise<SocketClosed> | undefined
  #resolveClosed: ((closed: SocketClosed | Promise<SocketClosed>) => void) | undefined

  constructor(sockets: SocketState, id: string) {
    this.#sockets = sockets
    this.#id = id
  }

  /** Resolves when the connection has ended and `$disconnect` has run. */
  get closed(): Promise<SocketClosed> {
    return (this.#closed ??= new Promise((resolve) => {
      const already = this.#sockets.clients.get(this.#id)?.closed
      if (already) resolve(already)
      else this.#resolveClosed = resolve
    }))
  }

  message(text: string): void {
    const [first] = this.#waiting
    if (first) {
      this.#waiting.shift()
      first(takeMessage(this.#sockets, this.#id))
    }
    this.listeners.dispatch({ type: 'message', data: text })
  }

  close(closed: SocketClosed, finished: Promise<void>): void {
    const settled = finished.then(() => closed)
    if (this.#resolveClosed) this.#resolveClosed(settled)
    else this.#closed ??= settled
    this.#stopWaiting()
    this.listeners.dispatch({ type: 'close', ...closed, wasClean: closed.code !== 1006 })
  }

  end(): void {
    this.#resolveClosed?.(WORLD_ENDED)
    this.#stopWaiting()
  }

  /**
   * Resolves with the next message, or with undefined when the connection ends. Rejects with
   * `late()` once that time has passed on the world's clock.
   */
  wait(
    world: World,
    limit?: { readonly milliseconds: number; readonly late: () => Error },
  ): Promise<Received | undefined> {
    return new Promise((resolve, reject) => {
      const tooLate = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting)
        if (limit) reject(limit.late())
      }
      const timer = limit && world.clock.schedule(limit.milliseconds, tooLate, 'limit')
      const waiting: Waiting = (message) => {
        world.clock.cancel(timer)
        resolve(message)
      }
      this.#waiting.push(waiting)
    })
  }

  #stopWaiting(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const settle of waiting) settle(undefined)
  }
}

/** The end of a test's connection in the world of this state. */
export function liveClientOf(sockets: SocketState, id: string): LiveClient {
  const known = sockets.live.get(id)
  if (known instanceof LiveClient) return known
  const created = new LiveClient(sockets, id)
  sockets.live.set(id, created)
  return created
}
