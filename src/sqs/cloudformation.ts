/**
 * SQS's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SQS.html
 */
import {
  documentText,
  isTrue,
  listIn,
  pick,
  tagsOf,
  textIn,
} from '../core/cloudformation/properties.ts'
import type { ResourceProperties, ResourceTypes } from '../core/cloudformation/types.ts'
import { arnOf } from './queues/names.ts'

const ATTRIBUTES = [
  ...['DelaySeconds', 'MaximumMessageSize', 'MessageRetentionPeriod', 'VisibilityTimeout'],
  ...['ReceiveMessageWaitTimeSeconds', 'FifoQueue', 'ContentBasedDeduplication'],
  ...['DeduplicationScope', 'FifoThroughputLimit', 'KmsMasterKeyId', 'SqsManagedSseEnabled'],
  ...['KmsDataKeyReusePeriodSeconds', 'RedrivePolicy', 'RedriveAllowPolicy'],
]

/** Attributes are texts; policies are JSON. */
const attributesOf = (properties: ResourceProperties): Record<string, string> =>
  Object.fromEntries(
    Object.entries(pick(properties, ATTRIBUTES)).map(([name, value]) => [
      name,
      typeof value === 'object' ? (documentText(value) ?? '') : String(value),
    ]),
  )

export const resourceTypes: ResourceTypes = {
  'AWS::SQS::Queue': {
    handles: ['QueueName', 'Tags', ...ATTRIBUTES],
    create({ properties, call, generateName, stackTags, world }) {
      const isFifo = isTrue(properties['FifoQueue'])
      const name =
        textIn(properties, 'QueueName') ?? (isFifo ? `${generateName(75)}.fifo` : generateName(80))
      const { QueueUrl: url } = call('sqs', 'CreateQueue', {
        QueueName: name,
        Attributes: attributesOf(properties),
        tags: tagsOf(properties['Tags'], stackTags),
      })
      const id = String(url)
      return {
        id,
        attributes: { Arn: arnOf(world.options, name), QueueName: name, QueueUrl: id },
      }
    },
    delete: ({ id, call }) => void call('sqs', 'DeleteQueue', { QueueUrl: id }),
  },
  'AWS::SQS::QueuePolicy': {
    handles: ['Queues', 'PolicyDocument'],
    create({ properties, call, generateName }) {
      const Policy = documentText(properties['PolicyDocument']) ?? ''
      for (const url of listIn(properties, 'Queues'))
        call('sqs', 'SetQueueAttributes', { QueueUrl: String(url), Attributes: { Policy } })
      return { id: generateName(255) }
    },
  },
  'AWS::SQS::QueueInlinePolicy': {
    handles: ['Queue', 'PolicyDocument'],
    create({ properties, call, generateName }) {
      const Policy = documentText(properties['PolicyDocument']) ?? ''
      const QueueUrl = String(properties['Queue'])
      call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy } })
      return { id: generateName(255) }
    },
  },
}
