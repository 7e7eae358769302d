/**
 * Standard queues: the message that became visible first. AWS promises no order. This one is the
 * least surprising, and a message that is received again and again does not hide the others.
 */
import { PriorityFifo } from '../../core/collections/priority-fifo.ts'
import type { Message } from '../messages/message.ts'
import type { IsCurrent, Order, Taken } from './order.ts'

export const byVisibility = (a: Message, b: Message): number =>
  a.visibleAt - b.visibleAt || a.number - b.number

export class StandardOrder implements Order {
  readonly #isCurrent: IsCurrent
  #visible = new PriorityFifo(byVisibility)

  constructor(isCurrent: IsCurrent) {
    this.#isCurrent = isCurrent
  }

  fork(isCurrent: IsCurrent): StandardOrder {
    const fork = new StandardOrder(isCurrent)
    fork.#visible = this.#visible.fork()
    return fork
  }

  enter(message: Message): void {
    this.place(message)
  }

  place(message: Message): void {
    if (message.state === 'visible') this.#visible.push(message)
  }

  /** `take` skips deleted messages. Those at the front go at once: nobody may ever take any. */
  leave(): void {
    for (let first; (first = this.#visible.first) && !this.#isCurrent(first);) this.#visible.shift()
  }

  take(max: number, isDead: (message: Message) => boolean): Taken {
    const messages: Message[] = []
    const dead: Message[] = []
    while (messages.length < max) {
      const message = this.#visible.shift()
      if (!message) break
      if (!this.#isCurrent(message)) continue
      ;(isDead(message) ? dead : messages).push(message)
    }
    return { messages, dead }
  }

  clear(): void {
    this.#visible.clear()
  }
}
