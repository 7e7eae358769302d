/** Listeners of a client, as EventTarget has them: called in order, after the running code. */
import { AsyncResource } from 'node:async_hooks'
import { afterThisCode } from '../../../core/world-scope.ts'
import type { WebSocketEvent, WebSocketListener, WebSocketListenerOptions } from './events.ts'

type AnyListener = WebSocketListener<never>

interface Registered {
  readonly type: string
  readonly listener: AnyListener
  readonly once: boolean
  /** Runs a call in the world and the context of the code that added the listener. */
  readonly inContext: (call: () => void) => void
}

export class Listeners {
  #all: readonly Registered[] = []

  /** A listener that was added before is not added again. */
  add(type: string, listener: AnyListener, options: WebSocketListenerOptions): void {
    if (options.signal?.aborted || this.#all.some((other) => isSame(other, type, listener))) return
    const inContext = AsyncResource.bind((call: () => void) => call())
    this.#all = [...this.#all, { type, listener, once: options.once === true, inContext }]
    options.signal?.addEventListener('abort', () => this.remove(type, listener), { once: true })
  }

  remove(type: string, listener: AnyListener): void {
    this.#all = this.#all.filter((other) => !isSame(other, type, listener))
  }

  dispatch(event: WebSocketEvent): void {
    if (this.#all.every(({ type }) => type !== event.type)) return
    afterThisCode(() => {
      for (const registered of this.#all) {
        if (registered.type === event.type) this.#call(registered, event)
      }
    })
  }

  #call({ type, listener, once, inContext }: Registered, event: WebSocketEvent): void {
    if (once) this.remove(type, listener)
    inContext(() => {
      try {
        if (typeof listener === 'function') listener(event as never)
        else listener.handleEvent(event as never)
      } catch (error) {
        // The other listeners still run, and the process reports the error, as EventTarget has it.
        queueMicrotask(() => {
          throw error
        })
      }
    })
  }
}

const isSame = (other: Registered, type: string, listener: AnyListener): boolean =>
  other.type === type && other.listener === listener
