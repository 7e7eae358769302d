/** Takes a checked message: numbers it, finds duplicates, and hands it to the subscriptions. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import { Notification } from '../delivering/notification.ts'
import { deliverTo } from '../delivering/deliver.ts'
import { subscriptionsOf, timeIn, type EarlierPublication, type SnsState } from '../state.ts'
import { deduplicatesByGroup, type Topic } from '../topics/topic.ts'
import type { Outgoing } from '../messages/checks.ts'
import type { Publication } from '../messages/publication.ts'

export interface PublishAnswer {
  readonly MessageId: string
  readonly SequenceNumber?: string
}

// Recorded: sns-d-fifo-1 (twenty digits). Unverified: the first number and the step.
const FIRST = 10_000_000_000_000_000_000n
const STEP = 1_000n

export function publish(
  state: SnsState,
  world: World,
  topic: Topic,
  outgoing: Outgoing,
  cause: JournalRecord,
): PublishAnswer {
  const earlier = findEarlier(state, world, topic, outgoing)
  // Recorded: sns-d-fifo-2: a duplicate has the first answer and delivers nothing.
  if (earlier) return { MessageId: earlier.messageId, SequenceNumber: earlier.sequenceNumber }
  const messageId = world.ids.uuid('message')
  const sequenceNumber = topic.isFifo ? nextNumber(state, topic.name) : undefined
  remember(state, world, topic, outgoing, { messageId, sequenceNumber: sequenceNumber ?? '' })
  const publication: Publication = world.journal.append({
    kind: 'publication',
    at: world.clock.now(),
    causedBy: cause,
    resource: topic.name,
    messageId,
    sequenceNumber,
    outgoing,
    deliveries: [],
  })
  const notification = new Notification(world, topic, publication)
  for (const subscription of subscriptionsOf(state, topic.name)) {
    if (!subscription.isConfirmed) continue
    publication.deliveries.push(deliverTo(state, notification, subscription))
  }
  return {
    MessageId: messageId,
    ...(sequenceNumber !== undefined && { SequenceNumber: sequenceNumber }),
  }
}

function nextNumber({ numbered }: SnsState, topic: string): string {
  const count = (numbered.get(topic) ?? 0) + 1
  numbered.set(topic, count)
  return String(FIRST + BigInt(count) * STEP)
}

const keyOf = (topic: Topic, { groupId = '', deduplicationId = '' }: Outgoing): string =>
  deduplicatesByGroup(topic)
    ? `${topic.name} ${deduplicationId} ${groupId}`
    : `${topic.name} ${deduplicationId}`

const findEarlier = (
  state: SnsState,
  world: World,
  topic: Topic,
  outgoing: Outgoing,
): EarlierPublication | undefined =>
  topic.isFifo ? state.publications.get(keyOf(topic, outgoing), timeIn(state, world)) : undefined

function remember(
  state: SnsState,
  world: World,
  topic: Topic,
  outgoing: Outgoing,
  publication: EarlierPublication,
): void {
  if (!topic.isFifo) return
  state.publications.set(keyOf(topic, outgoing), publication, timeIn(state, world))
}
