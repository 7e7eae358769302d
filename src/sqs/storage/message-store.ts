/**
 * The messages of one queue in one world. Each operation costs the same with ten messages or a
 * million, and so does a fork. Times are the queue's.
 */
import { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import { PriorityFifo } from '../../core/collections/priority-fifo.ts'
import type { Message } from '../messages/message.ts'
import { FifoOrder } from './fifo-order.ts'
import type { Order, Taken } from './order.ts'
import { byVisibility, StandardOrder } from './standard-order.ts'
import { Tenants } from './tenants.ts'

const byAge = (a: Message, b: Message): number => a.keptSince - b.keptSince || a.number - b.number

/** Below this number, entries of deleted messages are not worth a sweep. */
const FEW = 1000

export class MessageStore {
  readonly isFifo: boolean
  #messages = new CopyOnWriteMap<number, Message>()
  /** Delayed and in flight. */
  #hidden = new PriorityFifo(byVisibility)
  #ages = new PriorityFifo(byAge)
  #order: Order
  #tenants = new Tenants()
  #inFlight = 0
  #delayed = 0
  #lastNumber = 0

  constructor(isFifo: boolean) {
    this.isFifo = isFifo
    this.#order = isFifo
      ? new FifoOrder(this.#isCurrent)
      : new StandardOrder(this.#isCurrent, this.#tenants)
  }

  readonly #isCurrent = (message: Message): boolean =>
    this.#messages.get(message.number) === message

  /** Returns a store with the same messages. From then on the two change independently. */
  fork(): MessageStore {
    const fork = new MessageStore(this.isFifo)
    fork.#messages = this.#messages.fork()
    fork.#hidden = this.#hidden.fork()
    fork.#ages = this.#ages.fork()
    fork.#tenants = this.#tenants.fork()
    fork.#order = this.#order.fork(fork.#isCurrent, fork.#tenants)
    fork.#inFlight = this.#inFlight
    fork.#delayed = this.#delayed
    fork.#lastNumber = this.#lastNumber
    return fork
  }

  get size(): number {
    return this.#messages.size
  }

  get inFlight(): number {
    return this.#inFlight
  }

  get delayed(): number {
    return this.#delayed
  }

  get visible(): number {
    return this.size - this.#inFlight - this.#delayed
  }

  /** The noisy groups of a fair queue: a standard queue with message groups. */
  noisyGroups(now: number): readonly string[] | undefined {
    return this.#tenants.areGrouped ? this.#tenants.noisy(now) : undefined
  }

  /** All messages, in order of arrival. */
  get messages(): Iterable<Message> {
    return this.#messages.values()
  }

  /** The number of the next message. */
  get nextNumber(): number {
    return this.#lastNumber + 1
  }

  get(number: number): Message | undefined {
    return this.#messages.get(number)
  }

  /** Adds a message with `nextNumber`. */
  add(message: Message): void {
    this.#lastNumber = message.number
    this.#messages.set(message.number, message)
    this.#count(message, 1)
    if (message.state !== 'visible') this.#hidden.push(message)
    this.#ages.push(message)
    this.#order.enter(message)
  }

  /** Takes visible messages. The caller replaces or removes each of them at once. */
  take(max: number, isDead: (message: Message) => boolean, now: number): Taken {
    return this.#order.take(max, isDead, now)
  }

  /** Puts a changed message in the place of the same message. */
  replace(message: Message): void {
    const before = this.#messages.get(message.number)
    if (before) this.#count(before, -1)
    this.#count(message, 1)
    this.#messages.set(message.number, message)
    if (message.state !== 'visible') this.#hide(message)
    this.#order.place(message)
  }

  remove(message: Message): void {
    const current = this.#messages.get(message.number)
    if (!current) return
    this.#messages.delete(message.number)
    this.#count(current, -1)
    this.#order.leave(current)
    if (this.#ages.size > 2 * this.size + FEW) {
      this.#ages.keep(({ number }) => this.#messages.has(number))
    }
  }

  /** Removes every message. The numbers go on. */
  clear(): void {
    this.#messages.clear()
    this.#hidden.clear()
    this.#ages.clear()
    this.#order.clear()
    this.#tenants.clear()
    this.#inFlight = 0
    this.#delayed = 0
  }

  /** Lets everything happen that is due: messages become visible, or expire. */
  settle(now: number, retentionMs: number): void {
    for (let first; (first = this.#ages.first) && first.keptSince + retentionMs <= now;) {
      this.#ages.shift()
      this.remove(first)
    }
    for (let first; (first = this.#firstHidden()) && first.visibleAt <= now;) {
      this.#hidden.shift()
      this.replace({ ...first, state: 'visible' })
    }
  }

  /** Whether `settle` would change something. */
  isDue(now: number, retentionMs: number): boolean {
    const oldest = this.#ages.first
    const hidden = this.#hidden.first
    return (
      (oldest !== undefined && oldest.keptSince + retentionMs <= now) ||
      (hidden !== undefined && hidden.visibleAt <= now)
    )
  }

  /** When the next delayed or received message becomes visible. */
  get nextVisibleAt(): number | undefined {
    return this.#firstHidden()?.visibleAt
  }

  #firstHidden(): Message | undefined {
    while (this.#hidden.first && !this.#isCurrent(this.#hidden.first)) this.#hidden.shift()
    return this.#hidden.first
  }

  #hide(message: Message): void {
    this.#hidden.push(message)
    if (this.#hidden.size > 2 * (this.#inFlight + this.#delayed) + FEW) {
      this.#hidden.keep(this.#isCurrent)
    }
  }

  #count(message: Message, by: 1 | -1): void {
    const { state } = message
    if (!this.isFifo) this.#tenants.count(message, by)
    if (state === 'inFlight') this.#inFlight += by
    if (state === 'delayed') this.#delayed += by
  }
}
