/** Deletes received messages, and changes how long they are invisible. */
import type { World } from '../../core/world/world.ts'
import {
  invalidParameter,
  invalidReceiptHandle,
  notInFlight,
  receiptHandleExpired,
} from '../errors.ts'
import { MAX_VISIBILITY_SECONDS } from '../limits.ts'
import type { Message } from '../messages/message.ts'
import { parseReceiptHandle } from '../messages/receipt-handle.ts'
import type { QueueState } from '../queues/queue.ts'
import { timeIn } from '../state.ts'
import { hide } from './receive.ts'

/** Returns the message of a handle. Undefined if it was deleted, moved or received again. */
function messageOf({ store, definition }: QueueState, handle: string): Message | undefined {
  const number = parseReceiptHandle(definition.name, handle)
  if (number === undefined) throw invalidReceiptHandle(handle)
  const message = store.get(number)
  return message?.receiptHandle === handle ? message : undefined
}

/**
 * Recorded: test_delete_after_visibility_timeout, test_fifo_delete_after_visibility_timeout.
 * AWS: API_DeleteMessage.html: of a message that was received again, only the newest handle deletes
 * it; the others succeed all the same.
 */
export function deleteByHandle(queue: QueueState, handle: string): void {
  const message = messageOf(queue, handle)
  if (!message) return
  if (queue.definition.isFifo && message.state !== 'inFlight') throw receiptHandleExpired(handle)
  queue.store.remove(message)
}

/**
 * Recorded: sqs-vis-8, test_change_message_visibility_after_visibility_timeout_expiration.
 * Unverified: an expired handle of a FIFO queue.
 */
export function changeVisibility(
  world: World,
  queue: QueueState,
  handle: string,
  seconds: number,
): void {
  if (!(Number.isInteger(seconds) && seconds >= 0 && seconds <= MAX_VISIBILITY_SECONDS)) {
    // Unverified: the wording.
    throw invalidParameter(
      seconds,
      'VisibilityTimeout',
      `Must be between 0 and ${MAX_VISIBILITY_SECONDS}.`,
    )
  }
  const message = messageOf(queue, handle)
  if (!message) throw notInFlight(handle)
  if (queue.definition.isFifo && message.state !== 'inFlight') throw receiptHandleExpired(handle)
  const now = timeIn(queue, world)
  const total = now + seconds * 1000 - (message.receivedAt ?? now)
  if (total > MAX_VISIBILITY_SECONDS * 1000) {
    // Seen: aws-sdk-net#794, localstack#3956.
    throw invalidParameter(
      seconds,
      'VisibilityTimeout',
      `Total VisibilityTimeout for the message is beyond the limit [${MAX_VISIBILITY_SECONDS} seconds]`,
    )
  }
  if (seconds > 0 || message.state !== 'visible') hide(queue, message, now, seconds * 1000)
}
