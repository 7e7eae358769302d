import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { askToConfirm } from '../delivering/confirmations.ts'
import { invalidParameter } from '../errors.ts'
import { addSubscription, existingTopic, subscriptionsOf, type SnsState } from '../state.ts'
import { fits, settingsOf } from '../subscriptions/attributes.ts'
import { checkEndpoint } from '../subscriptions/endpoints.ts'
import type { Protocol, Subscription } from '../subscriptions/subscription.ts'
import { onTopic, type TopicInput } from './parts.ts'

export interface SubscribeInput extends TopicInput {
  readonly Protocol: string
  readonly Endpoint?: string
  readonly Attributes?: Readonly<Record<string, string>>
  readonly ReturnSubscriptionArn?: boolean
}

interface Output {
  readonly SubscriptionArn: string
}

/** Queues and functions need no confirmation, nor do telephones. AWS: API_Subscribe.html. */
const CONFIRMED: ReadonlySet<Protocol> = new Set(['sqs', 'lambda', 'sms'])

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const subscribe: Operation<SnsState, SubscribeInput, Output> = defineOperation({
  name: 'Subscribe',
  handles: ['TopicArn', 'Protocol', 'Endpoint', 'Attributes', 'ReturnSubscriptionArn'],
  access: onTopic('Subscribe'),
  run(state, input: SubscribeInput, { world, record }) {
    const { subscription, isNew } = subscribeTo(state, world, input)
    const { isConfirmed, arn } = subscription
    if (isNew && !isConfirmed) askToConfirm(state, world, subscription, record)
    // Recorded: test_http_subscription_response.
    const hasArn = isConfirmed || input.ReturnSubscriptionArn === true
    return { SubscriptionArn: hasArn ? arn : 'pending confirmation' }
  },
})

/** Finds the subscription of a request, or adds it. Asks nobody to confirm it. */
export function subscribeTo(
  state: SnsState,
  world: World,
  { TopicArn, Protocol, Endpoint, Attributes = {} }: SubscribeInput,
): { readonly subscription: Subscription; readonly isNew: boolean } {
  const topic = existingTopic(state, world, TopicArn)
  // Unverified: the wording.
  if (!Endpoint) throw invalidParameter('Endpoint')
  const protocol = checkEndpoint(topic, Protocol, Endpoint)
  const settings = settingsOf(Attributes, { topic: topic.name, endpoint: Endpoint, isNew: true })
  const existing = subscriptionsOf(state, topic.name).find(
    (each) => each.endpoint === Endpoint && each.protocol === protocol,
  )
  if (existing) {
    if (fits(existing, Attributes, settings)) return { subscription: existing, isNew: false }
    throw invalidParameter(
      'Attributes Reason: Subscription already exists with different attributes',
    )
  }
  const isConfirmed = CONFIRMED.has(protocol)
  const subscription: Subscription = {
    arn: `${topic.arn}:${world.ids.uuid('subscription')}`,
    topic: topic.name,
    protocol,
    endpoint: Endpoint,
    settings,
    token: isConfirmed ? undefined : newToken(world),
    isConfirmed,
    isEnabled: true,
    declared: undefined,
    generation: world.generation,
  }
  addSubscription(state, subscription)
  return { subscription, isNew: true }
}

const newToken = ({ ids }: World): string => ids.text('subscription-token', 160, '0123456789abcdef')
