/** Mail, text messages and HTTP calls: they leave AWS, so the region keeps them in its outbox. */
import type { JournalRecord } from '../../core/journal.ts'
import type { OutgoingRecord } from '../../core/outgoing.ts'
import type { World } from '../../core/world/world.ts'
import { textFor } from '../messages/checks.ts'
import { certificateUrl, endpointOf, signatureOf } from '../signing/sign.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { envelopeOf, type Parcel } from './envelope.ts'

type Outgoing = Pick<OutgoingRecord, 'to' | 'via' | 'subject' | 'text' | 'code' | 'headers'>

/** Puts something into the region's outbox. */
export const leave = (world: World, causedBy: JournalRecord, outgoing: Outgoing): OutgoingRecord =>
  world.journal.append({
    kind: 'outgoing',
    at: world.clock.now(),
    causedBy,
    service: 'sns',
    ...outgoing,
  })

const isHttp = ({ protocol }: Subscription): boolean => /^https?$/.test(protocol)

/** Sends a message to a subscriber outside AWS. */
export function sendOut(parcel: Parcel, cause: JournalRecord): void {
  const { world, topic, subscription, publication } = parcel
  const { endpoint: to, protocol, settings } = subscription
  const { outgoing, messageId } = publication
  const bare = textFor(outgoing, protocol)
  if (isHttp(subscription)) {
    const text = settings.isRaw ? bare : envelopeOf(parcel)
    const headers = {
      ...headersOf('Notification', messageId, topic.arn),
      'x-amz-sns-subscription-arn': subscription.arn,
      ...(settings.isRaw && { 'x-amz-sns-rawdelivery': 'true' }),
    }
    leave(world, cause, { to, via: 'http', subject: undefined, text, code: undefined, headers })
    return
  }
  const isMail = protocol !== 'sms'
  leave(world, cause, {
    to,
    via: isMail ? 'email' : 'sms',
    // Seen: the subject of a message without one.
    subject: isMail ? (outgoing.subject ?? 'AWS Notification Message') : undefined,
    text: protocol === 'email-json' ? envelopeOf(parcel) : bare,
    code: undefined,
  })
}

/** Recorded: test_subscribe_external_http_endpoint. */
const headersOf = (type: string, messageId: string, topicArn: string): Record<string, string> => ({
  'content-type': 'text/plain; charset=UTF-8',
  'user-agent': 'Amazon Simple Notification Service Agent',
  'x-amz-sns-message-type': type,
  'x-amz-sns-message-id': messageId,
  'x-amz-sns-topic-arn': topicArn,
})

/** Asks the owner of an address or URL to confirm a subscription. */
export function askToConfirm(
  world: World,
  subscription: Subscription,
  topicArn: string,
  cause: JournalRecord,
): void {
  const { endpoint: to, token = '' } = subscription
  const SubscribeURL = `${endpointOf(world)}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`
  if (!isHttp(subscription)) {
    leave(world, cause, {
      to,
      via: 'email',
      subject: 'AWS Notification - Subscription Confirmation',
      text: `You have chosen to subscribe to the topic:\n${topicArn}\n\nTo confirm this subscription, click or visit the link below (If this was in error no action is necessary):\n${SubscribeURL}`,
      code: token,
    })
    return
  }
  const message = `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
  postConfirmation(world, subscription, 'SubscriptionConfirmation', { topicArn, message, cause })
}

/** Recorded: test_subscribe_external_http_endpoint: the owner of a URL may take it back. */
export function announceEnd(
  world: World,
  subscription: Subscription,
  topicArn: string,
  cause: JournalRecord,
): void {
  if (!isHttp(subscription)) return
  const message = `You have chosen to deactivate subscription ${subscription.arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`
  postConfirmation(world, subscription, 'UnsubscribeConfirmation', { topicArn, message, cause })
}

function postConfirmation(
  world: World,
  { endpoint: to, token = '', arn }: Subscription,
  Type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation',
  { topicArn, message, cause }: { topicArn: string; message: string; cause: JournalRecord },
): void {
  const members = {
    Type,
    MessageId: world.ids.uuid('message'),
    Token: token,
    TopicArn: topicArn,
    Message: message,
    SubscribeURL: `${endpointOf(world)}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`,
    Timestamp: new Date(world.clock.now()).toISOString(),
  }
  const text = JSON.stringify({
    ...members,
    SignatureVersion: '1',
    Signature: signatureOf(members, '1'),
    SigningCertURL: certificateUrl(world),
  })
  const headers = {
    ...headersOf(Type, members.MessageId, topicArn),
    ...(Type === 'UnsubscribeConfirmation' && { 'x-amz-sns-subscription-arn': arn }),
  }
  leave(world, cause, { to, via: 'http', subject: undefined, text, code: token, headers })
}
