/**
 * Standard queues: the message that became visible first. AWS promises no order. This one is the
 * least surprising, and a message that is received again and again does not hide the others. Those
 * of noisy groups wait for all others (fair queues).
 *
 * AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
 */
import { PriorityFifo } from '../../core/collections/priority-fifo.ts'
import type { Message } from '../messages/message.ts'
import type { IsCurrent, Order, Taken } from './order.ts'
import type { Tenants } from './tenants.ts'

export const byVisibility = (a: Message, b: Message): number =>
  a.visibleAt - b.visibleAt || a.number - b.number

type Line = PriorityFifo<Message>

export class StandardOrder implements Order {
  readonly #isCurrent: IsCurrent
  readonly #tenants: Tenants
  #visible: Line = new PriorityFifo(byVisibility)
  /** Messages of groups that were noisy when it was their turn, by group. */
  readonly #aside = new Map<string, Line>()

  constructor(isCurrent: IsCurrent, tenants: Tenants) {
    this.#isCurrent = isCurrent
    this.#tenants = tenants
  }

  fork(isCurrent: IsCurrent, tenants: Tenants): StandardOrder {
    const fork = new StandardOrder(isCurrent, tenants)
    fork.#visible = this.#visible.fork()
    for (const [groupId, line] of this.#aside) fork.#aside.set(groupId, line.fork())
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
    this.#firstOf(this.#visible)
    for (const [groupId, line] of this.#aside) {
      if (!this.#firstOf(line)) this.#aside.delete(groupId)
    }
  }

  take(max: number, isDead: (message: Message) => boolean, now: number): Taken {
    const messages: Message[] = []
    const dead: Message[] = []
    const taken = new Map<string, number>()
    while (messages.length < max) {
      const message = this.#takeQuiet(now) ?? this.#takeNoisy(taken)
      if (!message) break
      ;(isDead(message) ? dead : messages).push(message)
      const { groupId } = message.content
      if (groupId !== undefined) taken.set(groupId, (taken.get(groupId) ?? 0) + 1)
    }
    return { messages, dead }
  }

  clear(): void {
    this.#visible.clear()
    this.#aside.clear()
  }

  #takeQuiet(now: number): Message | undefined {
    for (let first; (first = this.#firstOf(this.#visible));) {
      const { groupId } = first.content
      if (groupId === undefined || !this.#tenants.isNoisy(groupId, now)) break
      this.#visible.shift()
      const line = this.#aside.get(groupId) ?? new PriorityFifo(byVisibility)
      line.push(first)
      this.#aside.set(groupId, line)
    }
    if (this.#aside.size === 0) return this.#visible.shift()
    // Groups that are no longer noisy take their old places.
    const quiet = [...this.#aside].filter(([groupId]) => !this.#tenants.isNoisy(groupId, now))
    const lines = [this.#visible, ...quiet.map(([, line]) => line)]
    return this.#best(lines, byVisibility)?.shift()
  }

  // AWS: of several noisy tenants, the one with the fewest messages in flight is first.
  #takeNoisy(taken: ReadonlyMap<string, number>): Message | undefined {
    const inFlight = ({ content: { groupId = '' } }: Message): number =>
      this.#tenants.inFlightOf(groupId) + (taken.get(groupId) ?? 0)
    return this.#best(
      [...this.#aside.values()],
      (a, b) => inFlight(a) - inFlight(b) || byVisibility(a, b),
    )?.shift()
  }

  /** The line whose first message comes before those of the others. */
  #best(lines: readonly Line[], compare: (a: Message, b: Message) => number): Line | undefined {
    let best: { readonly line: Line; readonly first: Message } | undefined
    for (const line of lines) {
      const first = this.#firstOf(line)
      if (first && (!best || compare(first, best.first) < 0)) best = { line, first }
    }
    return best?.line
  }

  #firstOf(line: Line): Message | undefined {
    for (let first; (first = line.first) && !this.#isCurrent(first);) line.shift()
    return line.first
  }
}
