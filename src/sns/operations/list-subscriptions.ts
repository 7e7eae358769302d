/** ListSubscriptions and ListSubscriptionsByTopic. */
import type { Operation, World } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { existingTopic, subscriptionsOf, type SnsState } from '../state.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { topicArn } from '../topics/arns.ts'
import { anywhere, onTopic, pageOf, type TopicInput } from './parts.ts'

interface Input {
  readonly NextToken?: string
}

interface Listed {
  readonly SubscriptionArn: string
  readonly Owner: string
  readonly Protocol: string
  readonly Endpoint: string
  readonly TopicArn: string
}

interface Output {
  readonly Subscriptions: readonly Listed[]
  readonly NextToken?: string
}

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
export const listSubscriptions: Operation<SnsState, Input, Output> = defineOperation({
  name: 'ListSubscriptions',
  handles: ['NextToken'],
  access: anywhere('ListSubscriptions'),
  run({ subscriptions }, { NextToken: token }, { world }) {
    const request = { world, operation: 'ListSubscriptions', token }
    const { items, ...next } = pageOf([...subscriptions.values()], request)
    return { Subscriptions: items.map((one) => toListed(one, world)), ...next }
  },
})

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const listSubscriptionsByTopic: Operation<SnsState, TopicInput & Input, Output> =
  defineOperation({
    name: 'ListSubscriptionsByTopic',
    handles: ['TopicArn', 'NextToken'],
    access: onTopic('ListSubscriptionsByTopic'),
    run(state, { TopicArn, NextToken: token }: TopicInput & Input, { world }) {
      const { name } = existingTopic(state, world, TopicArn)
      const request = { world, operation: 'ListSubscriptionsByTopic', request: name, token }
      const { items, ...next } = pageOf(subscriptionsOf(state, name), request)
      return { Subscriptions: items.map((one) => toListed(one, world)), ...next }
    },
  })

/** AWS: API_ListSubscriptions.html: one that waits for its confirmation has no ARN. */
const toListed = (
  { arn, isConfirmed, protocol, endpoint, topic }: Subscription,
  world: World,
): Listed => ({
  SubscriptionArn: isConfirmed ? arn : 'PendingConfirmation',
  Owner: world.options.accountId,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn(world, topic),
})
