/** The order in which a queue hands out its visible messages. */
import type { Message } from '../messages/message.ts'
import type { Tenants } from './tenants.ts'

export interface Taken {
  /** To be received. */
  readonly messages: readonly Message[]
  /** Received too often. */
  readonly dead: readonly Message[]
}

/** Whether a message is still the one in the queue. A changed message is another object. */
export type IsCurrent = (message: Message) => boolean

export interface Order {
  fork(isCurrent: IsCurrent, tenants: Tenants): Order
  /** A new message arrived. */
  enter(message: Message): void
  /** A message became visible or invisible. */
  place(message: Message): void
  /** A message was deleted. */
  leave(message: Message): void
  /**
   * Takes up to `max` messages. The caller places or deletes every taken and every dead message
   * before anything else happens to the queue.
   */
  take(max: number, isDead: (message: Message) => boolean, now: number): Taken
  clear(): void
}
