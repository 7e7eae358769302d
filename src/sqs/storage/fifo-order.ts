/**
 * FIFO queues: within a group the order of arrival, and groups in turn. A group hands out the
 * messages before its first invisible one, so a group with messages in flight waits for them.
 *
 * Recorded: test_fifo_receive_message_group_id_ordering (a receive drains one group before the
 * next), test_fifo_message_group_visibility, test_fifo_group_visibility_extends_with_change_message_visibility,
 * test_fifo_receive_message_with_zero_visibility_timeout (a served group goes to the end).
 */
import { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import { PriorityFifo } from '../../core/collections/priority-fifo.ts'
import type { Message } from '../messages/message.ts'
import type { IsCurrent, Order, Taken } from './order.ts'

const byNumber = (a: Message, b: Message): number => a.number - b.number

/** A group's messages, and its place among the groups. */
class Group {
  readonly visible: PriorityFifo<Message>
  /** Delayed and in flight. */
  readonly hidden: PriorityFifo<Message>
  size = 0
  /** Undefined while it has nothing to hand out. */
  turn: number | undefined
  /** The owner may change it. Any other order makes a copy first. */
  readonly owner: object

  constructor(owner: object, origin?: Group) {
    this.owner = owner
    this.visible = origin?.visible.fork() ?? new PriorityFifo(byNumber)
    this.hidden = origin?.hidden.fork() ?? new PriorityFifo(byNumber)
    this.size = origin?.size ?? 0
    this.turn = origin?.turn
  }
}

interface Turn {
  readonly turn: number
  readonly group: string
}

const byTurn = (a: Turn, b: Turn): number => a.turn - b.turn

const groupOf = ({ content }: Message): string => content.groupId ?? ''

export class FifoOrder implements Order {
  readonly #isCurrent: IsCurrent
  #owner = {}
  #groups = new CopyOnWriteMap<string, Group>()
  #turns = new PriorityFifo(byTurn)
  #lastTurn = 0

  constructor(isCurrent: IsCurrent) {
    this.#isCurrent = isCurrent
  }

  fork(isCurrent: IsCurrent): FifoOrder {
    const fork = new FifoOrder(isCurrent)
    // Neither side owns the groups that both have now.
    this.#owner = {}
    fork.#groups = this.#groups.fork()
    fork.#turns = this.#turns.fork()
    fork.#lastTurn = this.#lastTurn
    return fork
  }

  enter(message: Message): void {
    const group = this.#writable(groupOf(message))
    group.size++
    this.place(message)
  }

  place(message: Message): void {
    const group = this.#writable(groupOf(message))
    if (message.state === 'visible') group.visible.push(message)
    else group.hidden.push(message)
    this.#queueUp(groupOf(message), group)
  }

  leave(message: Message): void {
    const name = groupOf(message)
    const group = this.#writable(name)
    group.size--
    // Recorded: test_fifo_empty_message_groups_added_back_to_queue: an empty group starts anew.
    if (group.size === 0) this.#groups.delete(name)
    else this.#queueUp(name, group)
  }

  take(max: number, isDead: (message: Message) => boolean): Taken {
    const messages: Message[] = []
    const dead: Message[] = []
    while (messages.length < max) {
      const next = this.#turns.shift()
      if (!next) break
      if (this.#groups.get(next.group)?.turn !== next.turn) continue
      const group = this.#writable(next.group)
      group.turn = undefined
      while (messages.length < max && this.#firstOf(group)) {
        const message = group.visible.shift()
        if (message) (isDead(message) ? dead : messages).push(message)
      }
    }
    return { messages, dead }
  }

  clear(): void {
    this.#groups.clear()
    this.#turns.clear()
  }

  /** Gives a group a turn when it has something to hand out, and takes it away when it has not. */
  #queueUp(name: string, group: Group): void {
    if (!this.#firstOf(group)) {
      group.turn = undefined
    } else if (group.turn === undefined) {
      group.turn = ++this.#lastTurn
      this.#turns.push({ turn: group.turn, group: name })
    }
  }

  /** Returns the first message of a group if nothing invisible is before it. */
  #firstOf({ visible, hidden }: Group): Message | undefined {
    const first = this.#firstCurrent(visible)
    const blocking = this.#firstCurrent(hidden)
    return first && (!blocking || first.number < blocking.number) ? first : undefined
  }

  #firstCurrent(queue: PriorityFifo<Message>): Message | undefined {
    while (queue.first && !this.#isCurrent(queue.first)) queue.shift()
    return queue.first
  }

  #writable(name: string): Group {
    const known = this.#groups.get(name)
    if (known?.owner === this.#owner) return known
    const group = new Group(this.#owner, known)
    this.#groups.set(name, group)
    return group
  }
}
