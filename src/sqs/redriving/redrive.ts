/** Takes messages out of a dead-letter queue, to the queues that they came from or to another one. */
import type { World } from '../../core/world/world.ts'
import { announce } from '../announce.ts'
import type { Message } from '../messages/message.ts'
import { sequenceNumberOf } from '../messages/sequence-number.ts'
import { nameInArn } from '../queues/names.ts'
import type { QueueState } from '../queues/queue.ts'
import { openQueue, timeIn, type SqsState } from '../state.ts'

/**
 * Returns the queue that a message goes to. Undefined if it has no source here: it was sent to the
 * dead-letter queue itself.
 */
export function targetOf(
  state: SqsState,
  world: World,
  message: Message,
  destinationArn: string | undefined,
): QueueState | undefined {
  const arn = destinationArn ?? message.sourceArn
  const name = arn === undefined ? undefined : nameInArn(world.options, arn)
  return name === undefined ? undefined : openQueue(state, world, name)
}

/**
 * Moves one message, as a new one.
 *
 * AWS: API_StartMessageMoveTask.html and sqs-configure-dead-letter-queue-redrive.html: redriven
 * messages are new, with another MessageId and time.
 */
export function redriveMessage(
  state: SqsState,
  world: World,
  message: Message,
  source: QueueState,
  target: QueueState,
): void {
  source.store.remove(message)
  const now = timeIn(target, world)
  const number = target.store.nextNumber
  target.store.add({
    content: { ...message.content, id: world.ids.uuid('message') },
    number,
    sequenceNumber: target.definition.isFifo ? sequenceNumberOf(number) : undefined,
    sentAt: now,
    keptSince: now,
    state: 'visible',
    visibleAt: now,
    receiveCount: 0,
    firstReceivedAt: undefined,
    receivedAt: undefined,
    receiptHandle: undefined,
    sourceArn: undefined,
  })
  announce(state, world, target.definition.name)
}

/** Moves all messages that `sourceArn` names, or all that have a source. Returns how many. */
export function redriveAll(
  state: SqsState,
  world: World,
  dead: QueueState,
  sourceArn: string | undefined,
): number {
  let moved = 0
  for (const message of [...dead.store.messages]) {
    if (sourceArn !== undefined && message.sourceArn !== sourceArn) continue
    const target = targetOf(state, world, message, undefined)
    if (!target) continue
    redriveMessage(state, world, message, dead, target)
    moved++
  }
  return moved
}
