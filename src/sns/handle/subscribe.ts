/** `topic.subscribe`: its targets and options, and the handle that it returns. */
import { parseArn } from '../../core/arn.ts'
import { checkNames, shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { letIn } from '../../core/delivery/sender.ts'
import { Reaction, type ReactionDescription } from '../../core/handles/reaction.ts'
import { runQuietly } from '../../core/handles/run-quietly.ts'
import { buildArn } from '../../core/resources/arn-form.ts'
import { FUNCTION_KIND, QUEUE_KIND } from '../../core/resources/kinds.ts'
import { toReference } from '../../core/resources/reference.ts'
import type { Operation, World } from '../../core/world/world.ts'
import type { FilterScope } from '../filtering/policy.ts'
import { subscribeTo, type SubscribeInput } from '../operations/subscribe.ts'
import { sns } from '../service.ts'
import { removeSubscription, type SnsState } from '../state.ts'
import type { Protocol, Subscription } from '../subscriptions/subscription.ts'
import { snsFor, SUBSCRIPTION_KIND } from '../topics/arns.ts'

/** A resource by its handle or ARN. */
export type SubscriberReference = string | { readonly name: string; readonly arn: string }

/** Options of `topic.subscribe`. */
export interface SubscribeOptions {
  /**
   * The messages that the subscription receives. Default: all.
   * AWS: https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
   */
  readonly filterPolicy?: object
  /** What the policy reads. Default `MessageAttributes`. */
  readonly filterPolicyScope?: FilterScope
  /** Whether queues receive the bare message instead of SNS's envelope. Default false. */
  readonly rawMessageDelivery?: boolean
  /**
   * How an HTTP endpoint is called: `{ healthyRetryPolicy, throttlePolicy, requestPolicy }`, as in
   * AWS's JSON. Default: the topic's.
   * AWS: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
   */
  readonly deliveryPolicy?: object
  /** Receives messages that could not be delivered: a queue, by handle, name or ARN. */
  readonly deadLetterQueue?: SubscriberReference
}

const NAMES = [
  'filterPolicy',
  'filterPolicyScope',
  'rawMessageDelivery',
  'deliveryPolicy',
  'deadLetterQueue',
]

const byName = (world: World, name: string): Subscription | undefined =>
  world.state(sns).subscriptions.get(buildArn(SUBSCRIPTION_KIND.arn, world.options, name))

const SUBSCRIPTION: ReactionDescription = {
  ...SUBSCRIPTION_KIND,
  open: (world, { name }) => new Reaction(SUBSCRIPTION, world, name),
  exists: (world, name) => byName(world, name) !== undefined,
  isEnabled: (world, name) => byName(world, name)?.isEnabled ?? false,
  setEnabled(world, name, isEnabled) {
    const found = byName(world, name)
    if (found) world.state(sns).subscriptions.set(found.arn, { ...found, isEnabled })
  },
  delete(world, name) {
    const found = byName(world, name)
    if (found) removeSubscription(world.state(sns), found)
  },
}

/**
 * Subscribes without a record, because it belongs to the test's set-up. Needs no confirmation.
 *
 * @throws MisuseError for a target or option that SNS does not accept
 */
export function subscribe(
  world: World,
  topic: { readonly name: string; readonly arn: string },
  target: SubscriberReference,
  options: SubscribeOptions,
): Reaction {
  const caller = `${topic.name}.subscribe`
  checkNames(options, caller, NAMES)
  const { Protocol, Endpoint } = toEndpoint(world, caller, target)
  const { subscription } = runQuietly(world, sns, SUBSCRIBE, {
    TopicArn: topic.arn,
    Protocol,
    Endpoint,
    Attributes: toAttributes(world, caller, options),
  })
  if (Protocol === 'lambda' || Protocol === 'sqs') letIn(world, Endpoint, snsFor(topic.arn))
  const { deadLetterArn } = subscription.settings
  if (deadLetterArn !== undefined) letIn(world, deadLetterArn, snsFor(topic.arn))
  const declared = { ...subscription, isConfirmed: true }
  world.state(sns).subscriptions.set(subscription.arn, { ...declared, declared })
  return new Reaction(SUBSCRIPTION, world, parseArn(subscription.arn)?.resource ?? '')
}

/** Subscribe without the question for a confirmation. */
const SUBSCRIBE: Operation<SnsState, SubscribeInput, { readonly subscription: Subscription }> = {
  name: 'Subscribe',
  run: (state, input, { world }) => subscribeTo(state, world, input),
}

interface Endpoint {
  readonly Protocol: Protocol
  readonly Endpoint: string
}

function toEndpoint(world: World, caller: string, target: SubscriberReference): Endpoint {
  if (typeof target === 'string' && !target.startsWith('arn:')) {
    const outside = OUTSIDE.find(({ form }) => form.test(target))
    if (outside) return { Protocol: outside.protocol, Endpoint: target }
    throw new MisuseError(
      `${caller} received ${shownValue(target)}.`,
      "a function or queue (its handle or ARN), a mail address, a telephone number ('+49...') or a URL",
    )
  }
  const option = { world, caller, option: 'target' }
  const { kind, arn } = toReference(target, [FUNCTION_KIND, QUEUE_KIND], option)
  return { Protocol: kind === 'queue' ? 'sqs' : 'lambda', Endpoint: arn }
}

const OUTSIDE: readonly { readonly form: RegExp; readonly protocol: Protocol }[] = [
  { form: /^http:\/\//, protocol: 'http' },
  { form: /^https:\/\//, protocol: 'https' },
  { form: /^[^\s@]+@[^\s@]+$/, protocol: 'email' },
  { form: /^\+\d/, protocol: 'sms' },
]

function toAttributes(
  world: World,
  caller: string,
  options: SubscribeOptions,
): Record<string, string> {
  const { filterPolicy, filterPolicyScope, rawMessageDelivery, deliveryPolicy, deadLetterQueue } =
    options
  const option = { world, caller, option: 'deadLetterQueue' }
  return {
    ...(filterPolicyScope !== undefined && { FilterPolicyScope: filterPolicyScope }),
    ...(filterPolicy !== undefined && { FilterPolicy: JSON.stringify(filterPolicy) }),
    ...(rawMessageDelivery !== undefined && { RawMessageDelivery: String(rawMessageDelivery) }),
    ...(deliveryPolicy !== undefined && { DeliveryPolicy: JSON.stringify(deliveryPolicy) }),
    ...(deadLetterQueue !== undefined && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: toReference(deadLetterQueue, [QUEUE_KIND], option).arn,
      }),
    }),
  }
}
