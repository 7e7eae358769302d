/**
 * SQS's types in templates.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_SQS.html
 */
import {
  changesIn,
  documentText,
  isTrue,
  listIn,
  pick,
  tagChanges,
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

/** What an attribute becomes when a template no longer has it. AWS: API_SetQueueAttributes.html */
const DEFAULTS: Readonly<Record<string, string>> = {
  DelaySeconds: '0',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  VisibilityTimeout: '30',
  ReceiveMessageWaitTimeSeconds: '0',
  ContentBasedDeduplication: 'false',
  SqsManagedSseEnabled: 'true',
  KmsDataKeyReusePeriodSeconds: '300',
}

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
    update(request) {
      const { id, properties, before, call, attributes } = request
      const gone = ATTRIBUTES.filter(
        (name) => before[name] !== undefined && properties[name] === undefined,
      )
      const Attributes = {
        ...attributesOf(changesIn(request, ATTRIBUTES)),
        ...Object.fromEntries(gone.map((name) => [name, DEFAULTS[name] ?? ''])),
      }
      if (Object.keys(Attributes).length > 0)
        call('sqs', 'SetQueueAttributes', { QueueUrl: id, Attributes })
      const tags = tagChanges(request)
      if (tags && Object.keys(tags.added).length > 0)
        call('sqs', 'TagQueue', { QueueUrl: id, Tags: tags.added })
      if (tags && tags.removed.length > 0)
        call('sqs', 'UntagQueue', { QueueUrl: id, TagKeys: tags.removed })
      return { id, attributes }
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
    update: 'recreate',
    delete({ properties, call }) {
      for (const url of listIn(properties, 'Queues'))
        call('sqs', 'SetQueueAttributes', { QueueUrl: String(url), Attributes: { Policy: '' } })
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
    update: 'recreate',
    delete({ properties, call }) {
      const QueueUrl = String(properties['Queue'])
      call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes: { Policy: '' } })
    },
  },
}
