/**
 * The tenants of a standard queue: its message groups, and which of them are noisy neighbors. A
 * message without a group is a tenant of its own, which is never noisy.
 *
 * AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
 */
import { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import { MIN_NOISY_IN_FLIGHT, NOISY_SHARE, QUIET_AFTER_MS } from '../limits.ts'
import type { Message } from '../messages/message.ts'

interface Tenant {
  readonly messages: number
  readonly inFlight: number
  /** When the newest message was sent. */
  readonly sentAt: number
}

const NOBODY: Tenant = { messages: 0, inFlight: 0, sentAt: -Infinity }

export class Tenants {
  /** By group id. Tenants without messages are forgotten. */
  #tenants = new CopyOnWriteMap<string, Tenant>()
  #inFlight = 0

  /** Returns the same tenants. From then on the two change independently. */
  fork(): Tenants {
    const fork = new Tenants()
    fork.#tenants = this.#tenants.fork()
    fork.#inFlight = this.#inFlight
    return fork
  }

  /** Whether any message in the queue has a group. */
  get areGrouped(): boolean {
    return this.#tenants.size > 0
  }

  /** A message came (1) or left (-1). A change is both. */
  count({ content: { groupId }, state, sentAt }: Message, by: 1 | -1): void {
    const inFlight = state === 'inFlight' ? by : 0
    this.#inFlight += inFlight
    if (groupId === undefined) return
    const before = this.#tenants.get(groupId) ?? NOBODY
    const messages = before.messages + by
    if (messages === 0) {
      this.#tenants.delete(groupId)
      return
    }
    this.#tenants.set(groupId, {
      messages,
      inFlight: before.inFlight + inFlight,
      sentAt: Math.max(before.sentAt, sentAt),
    })
  }

  clear(): void {
    this.#tenants.clear()
    this.#inFlight = 0
  }

  inFlightOf(groupId: string): number {
    return this.#tenants.get(groupId)?.inFlight ?? 0
  }

  /**
   * By its share of the messages in flight alone. Unverified: AWS's other measure, the recent share
   * of the processing time, has no documented period, and a test's handlers take no time.
   */
  isNoisy(groupId: string, now: number): boolean {
    const { inFlight, sentAt } = this.#tenants.get(groupId) ?? NOBODY
    return (
      inFlight >= MIN_NOISY_IN_FLIGHT &&
      inFlight > NOISY_SHARE * this.#inFlight &&
      now - sentAt < QUIET_AFTER_MS
    )
  }

  /** The groups that are noisy. */
  noisy(now: number): string[] {
    return [...this.#tenants.keys()].filter((groupId) => this.isNoisy(groupId, now))
  }
}
