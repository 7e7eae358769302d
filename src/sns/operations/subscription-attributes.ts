/** GetSubscriptionAttributes and SetSubscriptionAttributes. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { subscriptionNotFound } from '../errors.ts'
import type { SnsState } from '../state.ts'
import { attributesOf, changed } from '../subscriptions/attributes.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { checkSubscriptionArn } from '../topics/arns.ts'
import { onSubscription, type SubscriptionInput } from './parts.ts'

interface SetInput extends SubscriptionInput {
  readonly AttributeName: string
  readonly AttributeValue?: string
}

interface Output {
  readonly Attributes: Readonly<Record<string, string>>
}

function existing({ subscriptions }: SnsState, arn: string): Subscription {
  checkSubscriptionArn(arn)
  const subscription = subscriptions.get(arn)
  if (!subscription) throw subscriptionNotFound()
  return subscription
}

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const getSubscriptionAttributes: Operation<SnsState, SubscriptionInput, Output> =
  defineOperation({
    name: 'GetSubscriptionAttributes',
    handles: ['SubscriptionArn'],
    access: onSubscription('GetSubscriptionAttributes'),
    run: (state, { SubscriptionArn }: SubscriptionInput, { world }) => ({
      Attributes: attributesOf(existing(state, SubscriptionArn), world),
    }),
  })

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const setSubscriptionAttributes: Operation<SnsState, SetInput, undefined> = defineOperation({
  name: 'SetSubscriptionAttributes',
  handles: ['SubscriptionArn', 'AttributeName', 'AttributeValue'],
  access: onSubscription('SetSubscriptionAttributes'),
  // AWS: a new filter policy counts after up to 15 minutes. Here at once.
  run(state, { SubscriptionArn, AttributeName, AttributeValue = '' }: SetInput) {
    const subscription = existing(state, SubscriptionArn)
    const { topic, endpoint, settings, arn } = subscription
    const checked = { topic, endpoint, isNew: false }
    const next = changed(settings, AttributeName, AttributeValue, checked)
    state.subscriptions.set(arn, { ...subscription, settings: next })
    return undefined
  },
})
