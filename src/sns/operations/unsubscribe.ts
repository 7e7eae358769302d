import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { announceEnd } from '../delivering/confirmations.ts'
import { removeSubscription, type SnsState } from '../state.ts'
import { checkSubscriptionArn } from '../topics/arns.ts'
import { onSubscription, type SubscriptionInput } from './parts.ts'

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html */
export const unsubscribe: Operation<SnsState, SubscriptionInput, undefined> = defineOperation({
  name: 'Unsubscribe',
  handles: ['SubscriptionArn'],
  access: onSubscription('Unsubscribe'),
  // Recorded: test_unsubscribe_idempotency.
  run(state, { SubscriptionArn }: SubscriptionInput, { world, record }) {
    checkSubscriptionArn(SubscriptionArn)
    const subscription = state.subscriptions.get(SubscriptionArn)
    if (!subscription) return undefined
    removeSubscription(state, subscription)
    announceEnd(state, world, subscription, record)
    return undefined
  },
})
