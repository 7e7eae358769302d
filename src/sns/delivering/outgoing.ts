/** Mail, text messages and HTTP calls: they leave AWS, so the region keeps them in its outbox. */
import type { JournalRecord } from '../../core/journal.ts'
import type { OutgoingRecord } from '../../core/outgoing.ts'
import type { World } from '../../core/world/world.ts'
import { textFor } from '../messages/checks.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { envelopeOf, type Parcel } from './envelope.ts'

type Outgoing = Pick<OutgoingRecord, 'to' | 'via' | 'subject' | 'text' | 'code'>

/** Puts something into the region's outbox. */
export const leave = (world: World, causedBy: JournalRecord, outgoing: Outgoing): OutgoingRecord =>
  world.journal.append({
    kind: 'outgoing',
    at: world.clock.now(),
    causedBy,
    service: 'sns',
    ...outgoing,
  })

/** Sends a message to a subscriber outside AWS. */
export function sendOut(parcel: Parcel, cause: JournalRecord): void {
  const { world, subscription, publication } = parcel
  const { endpoint: to, protocol } = subscription
  const { outgoing } = publication
  const text = protocol === 'email-json' ? envelopeOf(parcel) : textFor(outgoing, protocol)
  const isMail = protocol !== 'sms'
  leave(world, cause, {
    to,
    via: isMail ? 'email' : 'sms',
    // Seen: the subject of a message without one.
    subject: isMail ? (outgoing.subject ?? 'AWS Notification Message') : undefined,
    text,
    code: undefined,
  })
}

/** Asks the owner of a mail address to confirm a subscription. */
export function askToConfirm(
  world: World,
  { endpoint, token = '' }: Subscription,
  topicArn: string,
  cause: JournalRecord,
): void {
  leave(world, cause, {
    to: endpoint,
    via: 'email',
    subject: 'AWS Notification - Subscription Confirmation',
    text: `You have chosen to subscribe to the topic:\n${topicArn}\n\nTo confirm this subscription, click or visit the link below (If this was in error no action is necessary):\n${confirmationUrl(world, topicArn, token)}`,
    code: token,
  })
}

export const confirmationUrl = (world: World, topicArn: string, token: string): string =>
  `https://sns.${world.options.region}.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`
