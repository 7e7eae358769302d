/** ARNs of topics and subscriptions. */
import type { ServiceSender } from '../../core/delivery/sender.ts'
import { foreignPart, buildArn, parseArnOf, type ArnForm } from '../../core/resources/arn-form.ts'
import type { ResourceKind } from '../../core/resources/resource-kind.ts'
import type { World } from '../../core/world/world.ts'
import { invalidParameter, tooFewElements } from '../errors.ts'

const TOPIC_ARN: ArnForm = { service: 'sns', qualifier: ':' }

export const TOPIC_KIND: ResourceKind = { kind: 'topic', noun: 'a topic', arn: TOPIC_ARN }

/** A subscription's name is `topic:id`, so that its ARN is that of a resource. */
export const SUBSCRIPTION_KIND: ResourceKind = {
  kind: 'subscription',
  noun: 'a subscription',
  arn: { service: 'sns' },
}

export const topicArn = ({ options }: World, name: string): string =>
  buildArn(TOPIC_ARN, options, name)

/** The topic's name in an ARN of a topic or subscription of any region. */
export const topicNameIn = (arn: unknown): string | undefined =>
  typeof arn === 'string' ? parseArnOf(TOPIC_ARN, arn)?.name : undefined

/**
 * Returns the topic's name in the ARN of a request.
 *
 * Recorded: sns-t-5, sns-p-6.
 */
export function parseTopicArn(world: World, text: string, parameter = 'TopicArn'): string {
  const arn = parseArnOf(TOPIC_ARN, text)
  const elements = arn ? 6 : text.split(':').length
  if (elements < 6) throw tooFewElements(parameter, elements)
  // Unverified: that another account is refused in the same words.
  if (!arn || arn.qualifier !== undefined || foreignPart(arn, world.options) !== undefined) {
    throw invalidParameter(parameter)
  }
  return arn.name
}

/** Checks the ARN of a subscription in a request. Recorded: sns-s-unsub-1, sns-s-unsub-3. */
export function checkSubscriptionArn(text: string): void {
  const elements = text.split(':').length
  if (elements < 6) throw tooFewElements('SubscriptionArn', elements)
  if (elements < 7) throw invalidParameter('SubscriptionId')
}

/** Who delivers the messages of a topic. */
export const snsFor = (topicArn: string): ServiceSender => ({
  service: 'sns.amazonaws.com',
  sourceArn: topicArn,
})
