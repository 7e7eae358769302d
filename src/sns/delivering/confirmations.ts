/** Asks for the confirmation of a subscription, and announces its end. */
import { leave } from '../../core/delivery/outbox.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { findBackend } from '../../core/world/backends.ts'
import type { World } from '../../core/world/world.ts'
import { certificateUrl, endpointOf, signatureOf } from '../signing/sign.ts'
import type { SnsState } from '../state.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { topicArn } from '../topics/arns.ts'
import { headersOf, isHttp, PostDelivery, type Post } from './http.ts'

/** Asks the owner of an address or URL to confirm a subscription. */
export function askToConfirm(
  state: SnsState,
  world: World,
  subscription: Subscription,
  cause: JournalRecord,
): void {
  const arn = topicArn(world, subscription.topic)
  const { endpoint: to, token = '' } = subscription
  if (isHttp(subscription)) {
    const message = `You have chosen to subscribe to the topic ${arn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`
    deliver(state, world, toPost(world, subscription, 'SubscriptionConfirmation', message), cause)
    return
  }
  leave(world, 'sns', cause, {
    to,
    via: 'email',
    subject: 'AWS Notification - Subscription Confirmation',
    text: `You have chosen to subscribe to the topic:\n${arn}\n\nTo confirm this subscription, click or visit the link below (If this was in error no action is necessary):\n${subscribeUrl(world, arn, token)}`,
    code: token,
  })
}

/** Recorded: test_subscribe_external_http_endpoint: the owner of a URL may take it back. */
export function announceEnd(
  state: SnsState,
  world: World,
  subscription: Subscription,
  cause: JournalRecord,
): void {
  if (!isHttp(subscription)) return
  const message = `You have chosen to deactivate subscription ${subscription.arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`
  deliver(state, world, toPost(world, subscription, 'UnsubscribeConfirmation', message), cause)
}

/** Without a backend there is nothing to wait for. */
function deliver({ pump }: SnsState, world: World, post: Post, cause: JournalRecord): void {
  if (findBackend(world.backends, post.to)) pump.deliver(new PostDelivery(world, post, cause))
  else leave(world, 'sns', cause, { via: 'http', subject: undefined, code: undefined, ...post })
}

function toPost(
  world: World,
  { endpoint: to, token = '', arn, topic }: Subscription,
  Type: 'SubscriptionConfirmation' | 'UnsubscribeConfirmation',
  message: string,
): Post {
  const members = {
    Type,
    MessageId: world.ids.uuid('message'),
    Token: token,
    TopicArn: topicArn(world, topic),
    Message: message,
    SubscribeURL: subscribeUrl(world, topicArn(world, topic), token),
    Timestamp: new Date(world.clock.now()).toISOString(),
  }
  const text = JSON.stringify({
    ...members,
    SignatureVersion: '1',
    Signature: signatureOf(members, '1'),
    SigningCertURL: certificateUrl(world),
  })
  const headers = {
    ...headersOf(Type, members.MessageId, members.TopicArn),
    ...(Type === 'UnsubscribeConfirmation' && { 'x-amz-sns-subscription-arn': arn }),
  }
  return { to, text, headers, code: token }
}

const subscribeUrl = (world: World, arn: string, token: string): string =>
  `${endpointOf(world)}/?Action=ConfirmSubscription&TopicArn=${arn}&Token=${token}`
