import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter, malformedToken } from '../errors.ts'
import type { SnsState } from '../state.ts'
import { parseTopicArn } from '../topics/arns.ts'
import { onTopic, type TopicInput } from './parts.ts'

interface Input extends TopicInput {
  readonly Token: string
}

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const confirmSubscription: Operation<SnsState, Input, { readonly SubscriptionArn: string }> =
  defineOperation({
    name: 'ConfirmSubscription',
    // Everybody may unsubscribe here: callers are not told apart.
    handles: ['TopicArn', 'Token', 'AuthenticateOnUnsubscribe'],
    access: onTopic('ConfirmSubscription'),
    // Recorded: test_subscribe_external_http_endpoint: confirming twice is fine.
    run(state, { TopicArn, Token }: Input, { world }) {
      const topic = parseTopicArn(world, TopicArn)
      if (!/^[0-9a-f]+$/i.test(Token)) throw malformedToken()
      const subscription = state.subscriptions.get(state.tokens.get(Token) ?? '')
      if (!subscription || subscription.topic !== topic) throw invalidParameter('Token')
      state.subscriptions.set(subscription.arn, { ...subscription, isConfirmed: true })
      return { SubscriptionArn: subscription.arn }
    },
  })
