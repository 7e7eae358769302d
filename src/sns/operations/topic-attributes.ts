/** GetTopicAttributes and SetTopicAttributes. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { existingTopic, subscriptionsOf, type SnsState } from '../state.ts'
import { attributesOf, checkAttribute } from '../topics/attributes.ts'
import { onTopic, type TopicInput } from './parts.ts'

interface SetInput extends TopicInput {
  readonly AttributeName: string
  readonly AttributeValue?: string
}

interface Output {
  readonly Attributes: Readonly<Record<string, string>>
}

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const getTopicAttributes: Operation<SnsState, TopicInput, Output> = defineOperation({
  name: 'GetTopicAttributes',
  handles: ['TopicArn'],
  access: onTopic('GetTopicAttributes'),
  run(state, { TopicArn }: TopicInput, { world }) {
    const topic = existingTopic(state, world, TopicArn)
    const subscriptions = subscriptionsOf(state, topic.name)
    const confirmed = subscriptions.filter(({ isConfirmed }) => isConfirmed).length
    const counts = { confirmed, pending: subscriptions.length - confirmed }
    return { Attributes: attributesOf(topic, world, counts) }
  },
})

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const setTopicAttributes: Operation<SnsState, SetInput, undefined> = defineOperation({
  name: 'SetTopicAttributes',
  handles: ['TopicArn', 'AttributeName', 'AttributeValue'],
  access: onTopic('SetTopicAttributes'),
  run(state, { TopicArn, AttributeName, AttributeValue = '' }: SetInput, { world }) {
    const topic = existingTopic(state, world, TopicArn)
    checkAttribute(AttributeName, AttributeValue, topic)
    const attributes = new Map(topic.attributes).set(AttributeName, AttributeValue)
    state.topics.set(topic.name, { ...topic, attributes })
    return undefined
  },
})
