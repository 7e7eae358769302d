/**
 * SNS's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SNS.html
 */
import { isObject } from '../core/json.ts'
import {
  documentText,
  isTrue,
  listIn,
  pick,
  tagList,
  tagsOf,
  textIn,
} from '../core/cloudformation/properties.ts'
import type {
  ResourceProperties,
  ResourceRequest,
  ResourceTypes,
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
  },
}
