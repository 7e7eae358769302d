/** Attributes of topics: which there are, which values they take, what they are by default. */
import type { World } from '../../core/world/world.ts'
import { DEFAULT_CONTENT_TYPE, DEFAULT_RETRY, PolicyFlaw, topicPolicy } from '../delivery-policy.ts'
import { invalidParameter } from '../errors.ts'
import type { Topic } from './topic.ts'

type Check = (value: string, isFifo: boolean) => boolean

const anyText: Check = () => true
const aBoolean: Check = (value) => /^(true|false)$/i.test(value)
const json: Check = (value) => value === '' || isJsonObject(value)
const rate: Check = (value) => /^\d+$/.test(value) && Number(value) <= 100

/** AWS: API_SetTopicAttributes.html. Attributes beside these are unknown. */
const SETTABLE: Readonly<Record<string, Check>> = {
  DisplayName: (value) => value.length <= 100,
  Policy: json,
  DeliveryPolicy: json,
  KmsMasterKeyId: anyText,
  TracingConfig: (value) => value === 'Active' || value === 'PassThrough',
  SignatureVersion: (value) => value === '1' || value === '2',
  ContentBasedDeduplication: aBoolean,
  FifoThroughputScope: (value) => value === 'Topic' || value === 'MessageGroup',
  ArchivePolicy: json,
  ...Object.fromEntries(
    ['Application', 'Firehose', 'HTTP', 'Lambda', 'SQS'].flatMap((protocol) => [
      [`${protocol}SuccessFeedbackRoleArn`, anyText],
      [`${protocol}FailureFeedbackRoleArn`, anyText],
      [`${protocol}SuccessFeedbackSampleRate`, rate],
    ]),
  ),
}

const ONLY_FIFO = new Set(['ContentBasedDeduplication', 'FifoThroughputScope', 'ArchivePolicy'])

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null
  } catch {
    // The text is not JSON.
    return false
  }
}

/** Checks the attributes of a new topic. Recorded: test_create_fifo_topic_... (FifoTopic false). */
export function checkNewAttributes(
  attributes: Readonly<Record<string, string>>,
  isFifo: boolean,
): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'FifoTopic') {
      if (!aBoolean(value, isFifo)) throw invalidParameter('Attributes Reason: FifoTopic')
      continue
    }
    const check = Object.hasOwn(SETTABLE, name) ? SETTABLE[name] : undefined
    // Unverified: the wordings.
    if (!check) throw invalidParameter('AttributeName')
    if (!isFifo && ONLY_FIFO.has(name)) throw onlyForFifo(name)
    if (!check(value, isFifo)) throw invalidParameter(`Attributes Reason: ${name}`)
    if (name === 'DeliveryPolicy') checkDeliveryPolicy(value, 'Attributes Reason: ')
  }
}

/** Checks one attribute of SetTopicAttributes. Recorded: test_topic_get_attributes_with_fifo_false. */
export function checkAttribute(name: string, value: string, { isFifo }: Topic): void {
  const check = Object.hasOwn(SETTABLE, name) ? SETTABLE[name] : undefined
  if (!check) throw invalidParameter('AttributeName')
  if (!isFifo && ONLY_FIFO.has(name)) throw onlyForFifo(name)
  // Unverified: the wording.
  if (!check(value, isFifo)) throw invalidParameter(`${name} Reason: invalid value`)
  if (name === 'DeliveryPolicy') checkDeliveryPolicy(value, '')
}

function checkDeliveryPolicy(text: string, prefix: string): void {
  try {
    topicPolicy(text === '' ? undefined : JSON.parse(text))
  } catch (error) {
    if (error instanceof PolicyFlaw) {
      throw invalidParameter(`${prefix}DeliveryPolicy: ${error.message}`)
    }
    throw error
  }
}

// Seen: public reports of Terraform and CDK users. Unverified for attributes beside
// ContentBasedDeduplication.
const onlyForFifo = (name: string): Error =>
  invalidParameter(
    name === 'ContentBasedDeduplication'
      ? 'Content-based deduplication can only be set for FIFO topics'
      : `${name} can only be set for FIFO topics`,
  )

/** Recorded: test_create_topic_test_arn. */
const DELIVERY_POLICY = JSON.stringify({
  http: {
    defaultHealthyRetryPolicy: DEFAULT_RETRY,
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: DEFAULT_CONTENT_TYPE },
  },
})

const ACTIONS = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
]

/** The policy of a topic without one of its own. Recorded: test_create_topic_test_arn. */
const defaultPolicy = (arn: string, accountId: string): PolicyDocument => ({
  Version: '2008-10-17',
  Id: '__default_policy_ID',
  Statement: [
    {
      Sid: '__default_statement_ID',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ACTIONS.map((action) => `SNS:${action}`),
      Resource: arn,
      Condition: { StringEquals: { 'AWS:SourceOwner': accountId } },
    },
  ],
})

export interface PolicyDocument {
  readonly Version?: string
  readonly Id?: string
  readonly Statement: readonly PolicyStatement[]
}

export interface PolicyStatement {
  readonly Sid?: string
  readonly [member: string]: unknown
}

/** The policy of a topic. */
export function policyOf({ arn, attributes }: Topic, accountId: string): PolicyDocument {
  const own = attributes.get('Policy')
  if (own === undefined || own === '') return defaultPolicy(arn, accountId)
  const { Statement, ...document } = JSON.parse(own) as Partial<PolicyDocument>
  return { ...document, Statement: Statement === undefined ? [] : [Statement].flat() }
}

/** GetTopicAttributes. Recorded: test_create_topic_test_arn, test_publish_fifo_messages_to_dlq. */
export function attributesOf(
  topic: Topic,
  { options }: World,
  counts: { readonly confirmed: number; readonly pending: number },
): Record<string, string> {
  const { DeliveryPolicy = '', ...own } = Object.fromEntries(topic.attributes)
  return {
    Policy: JSON.stringify(policyOf(topic, options.accountId)),
    Owner: options.accountId,
    SubscriptionsPending: String(counts.pending),
    TopicArn: topic.arn,
    // Unverified: how a policy of the topic's own is merged with the defaults.
    EffectiveDeliveryPolicy: DeliveryPolicy === '' ? DELIVERY_POLICY : DeliveryPolicy,
    SubscriptionsConfirmed: String(counts.confirmed),
    DisplayName: '',
    SubscriptionsDeleted: String(topic.deletedSubscriptions),
    ...(DeliveryPolicy !== '' && { DeliveryPolicy }),
    ...(topic.isFifo && { FifoTopic: 'true', ContentBasedDeduplication: 'false' }),
    ...own,
  }
}
