/** AddPermission and RemovePermission: statements of the topic's policy. Policies are not enforced. */
import { formatArn } from '../../core/arn.ts'
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { invalidParameter } from '../errors.ts'
import { existingTopic, type SnsState } from '../state.ts'
import { policyOf, type PolicyStatement } from '../topics/attributes.ts'
import type { Topic } from '../topics/topic.ts'
import { onTopic, type TopicInput } from './parts.ts'

interface AddInput extends TopicInput {
  readonly Label: string
  readonly AWSAccountId: readonly string[]
  readonly ActionName: readonly string[]
}

interface RemoveInput extends TopicInput {
  readonly Label: string
}

// AWS: API_AddPermission.html.
const ACTIONS = new Set([
  'AddPermission',
  'DeleteTopic',
  'GetDataProtectionPolicy',
  'GetTopicAttributes',
  'ListSubscriptionsByTopic',
  'ListTagsForResource',
  'Publish',
  'PutDataProtectionPolicy',
  'Receive',
  'RemovePermission',
  'SetTopicAttributes',
  'Subscribe',
])

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
export const addPermission: Operation<SnsState, AddInput, undefined> = defineOperation({
  name: 'AddPermission',
  handles: ['TopicArn', 'Label', 'AWSAccountId', 'ActionName'],
  access: onTopic('AddPermission'),
  // Recorded: test_topic_add_permission and its siblings.
  run(state, { TopicArn, Label, AWSAccountId, ActionName }: AddInput, { world }) {
    const topic = existingTopic(state, world, TopicArn)
    const { Statement, ...document } = policyOf(topic, world.options.accountId)
    if (Statement.some(({ Sid }) => Sid === Label)) {
      throw invalidParameter('Statement already exists')
    }
    if (ActionName.some((action) => !ACTIONS.has(action))) {
      throw invalidParameter('Policy statement action out of service scope!')
    }
    const accounts = AWSAccountId.map((id) => formatArn('iam', '', id, 'root'))
    const added: PolicyStatement = {
      Sid: Label,
      Effect: 'Allow',
      Principal: { AWS: onlyOrAll(accounts) },
      Action: onlyOrAll(ActionName.map((action) => `SNS:${action}`)),
      Resource: topic.arn,
    }
    return setStatements(state, topic, document, [...Statement, added])
  },
})

/** AWS: https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html */
export const removePermission: Operation<SnsState, RemoveInput, undefined> = defineOperation({
  name: 'RemovePermission',
  handles: ['TopicArn', 'Label'],
  access: onTopic('RemovePermission'),
  // Unverified: that a label that does not exist is no error.
  run(state, { TopicArn, Label }: RemoveInput, { world }) {
    const topic = existingTopic(state, world, TopicArn)
    const { Statement, ...document } = policyOf(topic, world.options.accountId)
    const rest = Statement.filter(({ Sid }) => Sid !== Label)
    return setStatements(state, topic, document, rest)
  },
})

function setStatements(
  state: SnsState,
  topic: Topic,
  document: object,
  Statement: readonly PolicyStatement[],
): undefined {
  const policy = JSON.stringify({ ...document, Statement })
  const attributes = new Map(topic.attributes).set('Policy', policy)
  state.topics.set(topic.name, { ...topic, attributes })
}

/** AWS writes a list of one as its element. */
const onlyOrAll = (list: readonly string[]): string | readonly string[] =>
  list.length === 1 ? (list[0] ?? '') : list
