/** Moves a message to another queue: to its dead-letter queue, or back. */
import type { World } from '../../core/world/world.ts'
import type { Message } from '../messages/message.ts'
import { sequenceNumberOf } from '../messages/sequence-number.ts'
import { arnOf } from '../queues/names.ts'
import type { QueueState } from '../queues/queue.ts'
import { timeIn } from '../state.ts'

/**
 * Recorded: test_dead_letter_queue_message_attributes: id, body, attributes, receive count and
 * SentTimestamp stay.
 */
export function moveMessage(
  world: World,
  message: Message,
  source: QueueState,
  target: QueueState,
  // A dead letter remembers its source.
  sourceArn: string | undefined = arnOf(world.options, source.definition.name),
): void {
  source.store.remove(message)
  const now = timeIn(target, world)
  const toTarget = source.offset - target.offset
  const { isFifo } = target.definition
  const number = target.store.nextNumber
  target.store.add({
    ...message,
    number,
    sequenceNumber: isFifo ? sequenceNumberOf(number) : undefined,
    sentAt: message.sentAt + toTarget,
    // AWS: sqs-dead-letter-queues.html, "Message retention": only FIFO queues begin anew.
    keptSince: isFifo ? now : message.keptSince + toTarget,
    state: 'visible',
    visibleAt: now,
    firstReceivedAt:
      message.firstReceivedAt === undefined ? undefined : message.firstReceivedAt + toTarget,
    receivedAt: undefined,
    receiptHandle: undefined,
    sourceArn,
  })
}
