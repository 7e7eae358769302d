/**
 * SNS's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SNS.html
 */
import { isDeepStrictEqual } from 'node:util'
import { isObject } from '../core/json.ts'
import {
  documentText,
  isTrue,
  listIn,
  pick,
  tagChanges,
  tagList,
  tagsOf,
  textIn,
} from '../core/cloudformation/properties.ts'
import type {
  ResourceProperties,
  ResourceRequest,
  ResourceTypes,
  UpdateRequest,
} from '../core/cloudformation/types.ts'

const TOPIC_ATTRIBUTES = [
  ...['DisplayName', 'FifoTopic', 'ContentBasedDeduplication', 'KmsMasterKeyId'],
  ...['SignatureVersion', 'TracingConfig', 'FifoThroughputScope', 'ArchivePolicy'],
]

const SUBSCRIPTION_ATTRIBUTES = [
  ...['FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy'],
  ...['DeliveryPolicy', 'SubscriptionRoleArn'],
]

/** Attributes are texts; policies are JSON. */
const attributesOf = (
  properties: ResourceProperties,
  names: readonly string[],
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(pick(properties, names)).map(([name, value]) => [
      name,
      typeof value === 'object' ? (documentText(value) ?? '') : String(value),
    ]),
  )

function subscribe(
  { call }: ResourceRequest,
  topicArn: string,
  properties: ResourceProperties,
): string {
  const { SubscriptionArn: arn } = call('sns', 'Subscribe', {
    TopicArn: topicArn,
    Protocol: properties['Protocol'],
    ...(properties['Endpoint'] !== undefined && { Endpoint: properties['Endpoint'] }),
    Attributes: attributesOf(properties, SUBSCRIPTION_ATTRIBUTES),
    ReturnSubscriptionArn: true,
  })
  return String(arn)
}

/** What an attribute becomes when a template no longer has it. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: 'false',
  FilterPolicy: '{}',
  FilterPolicyScope: 'MessageAttributes',
  RawMessageDelivery: 'false',
  SignatureVersion: '1',
  TracingConfig: 'PassThrough',
}

/** Subscriptions in the topic's own list are replaced where they differ. */
function resubscribe(request: UpdateRequest, before: readonly unknown[]): void {
  const { id, properties, call } = request
  const wanted = listIn(properties, 'Subscription').filter(isObject)
  const isIn = (list: readonly unknown[], one: unknown): boolean =>
    list.some((other) => isDeepStrictEqual(other, one))
  const { Subscriptions: all } = call('sns', 'ListSubscriptionsByTopic', { TopicArn: id })
  const existing = (Array.isArray(all) ? all : []).filter(isObject)
  for (const old of before.filter(isObject)) {
    if (isIn(wanted, old)) continue
    const found = existing.find(({ Endpoint }) => Endpoint === old['Endpoint'])
    if (found) call('sns', 'Unsubscribe', { SubscriptionArn: found['SubscriptionArn'] })
  }
  for (const one of wanted) if (!isIn(before, one)) subscribe(request, id, one)
}

export const resourceTypes: ResourceTypes = {
  'AWS::SNS::Topic': {
    handles: ['TopicName', 'Subscription', 'Tags', ...TOPIC_ATTRIBUTES],
    meaningless: ['DataProtectionPolicy', 'DeliveryStatusLogging'],
    create(request) {
      const { properties, call, generateName, stackTags } = request
      const isFifo = isTrue(properties['FifoTopic'])
      const name =
        textIn(properties, 'TopicName') ??
        (isFifo ? `${generateName(250)}.fifo` : generateName(256))
      const { TopicArn: given } = call('sns', 'CreateTopic', {
        Name: name,
        Attributes: attributesOf(properties, TOPIC_ATTRIBUTES),
        Tags: tagList(tagsOf(properties['Tags'], stackTags)),
      })
      const arn = String(given)
      for (const subscription of listIn(properties, 'Subscription'))
        if (isObject(subscription)) subscribe(request, arn, subscription)
      return { id: arn, attributes: { TopicArn: arn, TopicName: name } }
    },
    update(request) {
      const { id, properties, before, call, attributes, changed } = request
      for (const name of TOPIC_ATTRIBUTES) {
        if (!changed(name)) continue
        const [text = DEFAULTS[name] ?? ''] = Object.values(attributesOf(properties, [name]))
        call('sns', 'SetTopicAttributes', {
          TopicArn: id,
          AttributeName: name,
          AttributeValue: text,
        })
      }
      if (changed('Subscription')) resubscribe(request, listIn(before, 'Subscription'))
      const tags = tagChanges(request)
      if (tags && Object.keys(tags.added).length > 0)
        call('sns', 'TagResource', { ResourceArn: id, Tags: tagList(tags.added) })
      if (tags && tags.removed.length > 0)
        call('sns', 'UntagResource', { ResourceArn: id, TagKeys: tags.removed })
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('sns', 'DeleteTopic', { TopicArn: id }),
  },
  'AWS::SNS::Subscription': {
    handles: ['TopicArn', 'Protocol', 'Endpoint', ...SUBSCRIPTION_ATTRIBUTES],
    // The topic's region, for a topic elsewhere.
    meaningless: ['Region'],
    create(request) {
      const arn = subscribe(request, String(request.properties['TopicArn']), request.properties)
      return { id: arn, attributes: { Arn: arn } }
    },
    update({ id, properties, call, attributes, changed }) {
      for (const name of SUBSCRIPTION_ATTRIBUTES) {
        if (!changed(name)) continue
        const [text = DEFAULTS[name] ?? ''] = Object.values(attributesOf(properties, [name]))
        call('sns', 'SetSubscriptionAttributes', {
          SubscriptionArn: id,
          AttributeName: name,
          AttributeValue: text,
        })
      }
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('sns', 'Unsubscribe', { SubscriptionArn: id }),
  },
  'AWS::SNS::TopicPolicy': {
    handles: ['Topics', 'PolicyDocument'],
    create({ properties, call, generateName }) {
      for (const topic of listIn(properties, 'Topics'))
        call('sns', 'SetTopicAttributes', {
          TopicArn: String(topic),
          AttributeName: 'Policy',
          AttributeValue: documentText(properties['PolicyDocument']) ?? '',
        })
      return { id: generateName(255) }
    },
    // A topic whose policy is gone keeps it here: its default cannot be set by a request.
    update: 'recreate',
  },
  'AWS::SNS::TopicInlinePolicy': {
    handles: ['TopicArn', 'PolicyDocument'],
    create({ properties, call }) {
      const topic = String(properties['TopicArn'])
      call('sns', 'SetTopicAttributes', {
        TopicArn: topic,
        AttributeName: 'Policy',
        AttributeValue: documentText(properties['PolicyDocument']) ?? '',
      })
      return { id: topic }
    },
    update: 'recreate',
  },
}
