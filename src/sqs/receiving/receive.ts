/** Receives messages: hides them, counts the receive, and moves those received too often. */
import type { World } from '../../core/world/world.ts'
import { announce } from '../announce.ts'
import { tooManyInFlight } from '../errors.ts'
import { MAX_IN_FLIGHT } from '../limits.ts'
import type { Message } from '../messages/message.ts'
import { createReceiptHandle } from '../messages/receipt-handle.ts'
import { nameInArn } from '../queues/names.ts'
import type { QueueState } from '../queues/queue.ts'
import { openQueue, timeIn, type SqsState } from '../state.ts'
import { moveMessage } from './move-message.ts'

export interface ReceiveRequest {
  readonly max: number
  /** Default: the queue's. */
  readonly visibilityMs: number | undefined
  /** ReceiveRequestAttemptId, for FIFO queues. */
  readonly attemptId?: string | undefined
}

/** Receives from a queue that `existingQueue` or `openQueue` returned. Never waits. */
export function receiveMessages(
  state: SqsState,
  world: World,
  queue: QueueState,
  { max, visibilityMs = queue.definition.settings.visibilityMs, attemptId }: ReceiveRequest,
): readonly Message[] {
  const now = timeIn(queue, world)
  const again = attemptId === undefined ? undefined : receiveAgain(queue, attemptId, now)
  if (again) return again.map((message) => hide(queue, message, now, visibilityMs))
  const room = MAX_IN_FLIGHT - queue.store.inFlight
  // AWS: API_ReceiveMessage.html, OverLimit. FIFO queues return no error.
  if (room <= 0 && !queue.definition.isFifo) throw tooManyInFlight()
  const target = deadLetterTarget(state, world, queue)
  const isDead = ({ receiveCount }: Message): boolean =>
    target !== undefined && receiveCount >= target.maxReceiveCount
  const { messages, dead } = queue.store.take(Math.min(max, room), isDead, now)
  const received = messages.map((message) => receive(world, queue, message, now, visibilityMs))
  if (target) for (const message of dead) moveMessage(world, message, queue, target.queue)
  if (attemptId !== undefined && received.length > 0) queue.receives.set(attemptId, received, now)
  if (target && dead.length > 0) announce(state, world, target.queue.definition.name)
  return received
}

function receive(
  world: World,
  queue: QueueState,
  message: Message,
  now: number,
  visibilityMs: number,
): Message {
  const receiptHandle = createReceiptHandle(world, queue.definition.name, message.number)
  return hide(
    queue,
    {
      ...message,
      receiptHandle,
      receivedAt: now,
      firstReceivedAt: message.firstReceivedAt ?? now,
      receiveCount: message.receiveCount + 1,
    },
    now,
    visibilityMs,
  )
}

/** Makes a message invisible for a time. Recorded: 0 leaves it visible. */
export function hide(
  queue: QueueState,
  message: Message,
  now: number,
  milliseconds: number,
): Message {
  const hidden: Message = {
    ...message,
    state: milliseconds > 0 ? 'inFlight' : 'visible',
    visibleAt: now + milliseconds,
  }
  queue.store.replace(hidden)
  return hidden
}

/**
 * Returns the messages of an earlier receive with the same attempt id, if all of them are still in
 * flight by that receive.
 *
 * AWS: API_ReceiveMessage.html, ReceiveRequestAttemptId. Unverified: otherwise the queue receives
 * anew.
 */
function receiveAgain(
  { store, receives }: QueueState,
  attemptId: string,
  now: number,
): readonly Message[] | undefined {
  const earlier = receives.get(attemptId, now)
  const current = earlier?.flatMap(({ number, receiptHandle }) => {
    const message = store.get(number)
    return message?.state === 'inFlight' && message.receiptHandle === receiptHandle ? [message] : []
  })
  return current && current.length === earlier?.length ? current : undefined
}

/** Unverified: messages stay in their queue while its dead-letter queue does not exist. */
function deadLetterTarget(
  state: SqsState,
  world: World,
  { definition }: QueueState,
): { readonly queue: QueueState; readonly maxReceiveCount: number } | undefined {
  const { redrive } = definition.settings
  const name = redrive && nameInArn(world.options, redrive.targetArn)
  const queue = name === undefined ? undefined : openQueue(state, world, name)
  return redrive && queue ? { queue, maxReceiveCount: redrive.maxReceiveCount } : undefined
}
