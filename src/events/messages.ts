/** Events of queues, topics, buckets, streams, buses and schedules. */
import { createHash } from 'node:crypto'
import type {
  EventBridgeEvent,
  KinesisStreamEvent,
  KinesisStreamRecord,
  S3Event,
  S3EventRecord,
  ScheduledEvent,
  SNSEvent,
  SNSEventRecord,
  SNSMessage,
  SQSEvent,
  SQSMessageAttributes,
  SQSRecord,
} from 'aws-lambda'
import { rooms as kinesisRooms } from '../kinesis/rooms.ts'
import { digestOfAttributes } from '../protocol/sqs-digests.ts'
import { withOverrides, type Partly } from './overrides.ts'
import {
  ACCOUNT,
  arnOf,
  EPOCH,
  nameOf,
  REGION,
  REQUEST_ID,
  regionOf,
  SOURCE_IP,
  toText,
  uuid,
  type Source,
} from './sample-facts.ts'

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
const iso = (at: number): string => new Date(at).toISOString()

/** Overrides of a record of SQS. A body that is no string becomes JSON text. */
export type QueueRecord = Omit<Partly<SQSRecord>, 'body'> & { readonly body?: unknown }

/**
 * Creates the event of a queue. `queue`: the source, by handle or ARN. The MD5s are those of the body
 * and of the message attributes.
 *
 * @example
 * events.sqs([{ body: { id: 1 } }], jobs)
 */
// Recorded: test_lambda_integration_sqs.
export function sqs(records: readonly QueueRecord[] = [{}], queue?: Source): SQSEvent {
  const eventSourceARN = arnOf(queue, `arn:aws:sqs:${REGION}:${ACCOUNT}:sample-queue`)
  return {
    Records: records.map(({ body: given = '', ...overrides }, i) => {
      const body = toText(given)
      const attributes = toAttributes(overrides.messageAttributes ?? {})
      const md5OfMessageAttributes = digestOf(attributes)
      const source = overrides.eventSourceARN ?? eventSourceARN
      const base = {
        messageId: uuid(i),
        receiptHandle: `AQEB${md5(`receipt ${i}`)}==`,
        body,
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: String(EPOCH),
          SenderId: 'AIDAIENQZJOLO23YVJ4VO',
          ApproximateFirstReceiveTimestamp: String(EPOCH),
          ...(source.endsWith('.fifo') && {
            SequenceNumber: String(18_849_496_460_467_696_000n + BigInt(i) * 256n),
            MessageGroupId: 'group',
            MessageDeduplicationId: createHash('sha256').update(body).digest('hex'),
          }),
        },
        messageAttributes: attributes,
        ...(md5OfMessageAttributes !== undefined && { md5OfMessageAttributes }),
        md5OfBody: md5(body),
        eventSource: 'aws:sqs',
        eventSourceARN: source,
        awsRegion: regionOf(source),
      }
      return withOverrides(base, overrides)
    }),
  }
}

type AttributeOverrides = NonNullable<QueueRecord['messageAttributes']>

function toAttributes(given: AttributeOverrides): SQSMessageAttributes {
  const lists = { stringListValues: [], binaryListValues: [] }
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      withOverrides({ ...lists, dataType: 'String' }, value ?? {}),
    ]),
  )
}

const digestOf = (attributes: SQSMessageAttributes): string | undefined =>
  digestOfAttributes(
    Object.fromEntries(
      Object.entries(attributes).map(([name, { dataType, stringValue, binaryValue }]) => [
        name,
        {
          DataType: dataType,
          ...(stringValue !== undefined && { StringValue: stringValue }),
          ...(binaryValue !== undefined && { BinaryValue: Buffer.from(binaryValue, 'base64') }),
        },
      ]),
    ),
  )

/** Overrides of a message of SNS. A message that is no string becomes JSON text. */
export type TopicMessage = Omit<Partly<SNSMessage>, 'Message'> & { readonly Message?: unknown }

/**
 * Creates the event of a topic, which has one record for each message. `topic`: by handle or ARN.
 *
 * @example
 * events.sns([{ Message: { id: 1 }, Subject: 'placed' }], placed)
 */
// Recorded: trig-sns-001 (a missing subject is null).
export function sns(messages: readonly TopicMessage[] = [{}], topic?: Source): SNSEvent {
  const topicArn = arnOf(topic, `arn:aws:sns:${REGION}:${ACCOUNT}:sample-topic`)
  return {
    Records: messages.map(({ Message: given = '', ...overrides }, i): SNSEventRecord => {
      const TopicArn = overrides.TopicArn ?? topicArn
      const subscription = `${TopicArn}:${uuid(1000)}`
      const host = `https://sns.${regionOf(TopicArn)}.amazonaws.com`
      const base = {
        Type: 'Notification',
        MessageId: uuid(i),
        TopicArn,
        Subject: null,
        Message: toText(given),
        Timestamp: iso(EPOCH),
        SignatureVersion: '1',
        Signature: 'EXAMPLE',
        SigningCertUrl: `${host}/SimpleNotificationService-0000000000000000000000.pem`,
        UnsubscribeUrl: `${host}/?Action=Unsubscribe&SubscriptionArn=${subscription}`,
        MessageAttributes: {},
      }
      return {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscription,
        Sns: withOverrides(base, overrides),
      }
    }),
  }
}

/**
 * Creates the event of a bucket. `bucket`: by handle, ARN or name. Keys are given as in the event:
 * encoded as in a URL.
 *
 * @example
 * events.s3([{ s3: { object: { key: 'photos/1.jpg', size: 1024 } } }], 'photos')
 */
// Recorded: s3-n-1.
export function s3(records: readonly Partly<S3EventRecord>[] = [{}], bucket?: Source): S3Event {
  const given = arnOf(bucket, 'sample-bucket')
  return {
    Records: records.map((overrides, i) => {
      const name = overrides.s3?.bucket?.name ?? nameOf(overrides.s3?.bucket?.arn ?? given)
      const base = {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: REGION,
        eventTime: iso(EPOCH),
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: 'AWS:AIDAIENQZJOLO23YVJ4VO' },
        requestParameters: { sourceIPAddress: SOURCE_IP },
        responseElements: {
          'x-amz-request-id': '6955B90011C0E2A4',
          'x-amz-id-2': 'EXAMPLE123/5678abcdefghijklambdaisawesome/mnopqrstuvwxyzABCDEFGH',
        },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'sample',
          bucket: {
            name,
            ownerIdentity: { principalId: 'A3NL1KOZZKExample' },
            arn: `arn:aws:s3:::${name}`,
          },
          object: {
            key: `sample-${i}`,
            size: 0,
            eTag: 'd41d8cd98f00b204e9800998ecf8427e',
            sequencer: `006955B900${i.toString(16).toUpperCase().padStart(8, '0')}`,
          },
        },
      }
      // AWS: objects that were removed have neither size nor ETag.
      if (overrides.eventName?.startsWith('ObjectRemoved')) {
        Object.assign(base.s3, {
          object: { key: base.s3.object.key, sequencer: base.s3.object.sequencer },
        })
      }
      return withOverrides(base, overrides)
    }),
  }
}

/** A record of a Kinesis stream, before its overrides. */
export interface StreamData extends Omit<Partly<KinesisStreamRecord>, 'kinesis'> {
  /** Text and bytes as they are; any other value as JSON text. */
  readonly data?: unknown
  readonly partitionKey?: string
  readonly kinesis?: Partly<KinesisStreamRecord['kinesis']>
}

/**
 * Creates the event of a Kinesis stream, from data that it encodes. `stream`: by handle or ARN.
 *
 * @example
 * events.kinesis([{ data: { page: '/' }, partitionKey: 'ann' }], clicks)
 */
export function kinesis(
  records: readonly StreamData[] = [{}],
  stream?: Source,
): KinesisStreamEvent {
  const source = arnOf(stream, `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/sample-stream`)
  const { printSequenceNumber, toEventRecord } = kinesisRooms.kinesis()
  const shard = { createdAt: EPOCH, index: 0 }
  return {
    Records: records.map(({ data = '', partitionKey = 'sample', ...overrides }, i) => {
      const eventSourceARN = overrides.eventSourceARN ?? source
      const shown = toEventRecord(
        {
          sequenceNumber:
            overrides.kinesis?.sequenceNumber ?? printSequenceNumber(shard, i + 1, EPOCH),
          at: EPOCH,
          data: data instanceof Uint8Array ? data : Buffer.from(toText(data)),
          partitionKey: overrides.kinesis?.partitionKey ?? partitionKey,
        },
        shard.index,
        regionOf(eventSourceARN),
      )
      const invokeIdentityArn = `arn:aws:iam::${ACCOUNT}:role/lambda-role`
      const { awsRegion, ...rest } = shown
      const base = { ...rest, invokeIdentityArn, awsRegion, eventSourceARN }
      return withOverrides(base, overrides)
    }),
  }
}

/**
 * Creates an event of EventBridge. A target of a rule receives it.
 *
 * @example
 * events.eventBridge({ source: 'shop', 'detail-type': 'placed', detail: { id: 1 } })
 */
export const eventBridge = <DetailType extends string = string, Detail = unknown>(
  overrides: Omit<Partly<EventBridgeEvent<DetailType, unknown>>, 'detail'> & {
    readonly detail?: Detail
  } = {},
): EventBridgeEvent<DetailType, Detail> =>
  withOverrides(
    {
      version: '0',
      id: REQUEST_ID,
      'detail-type': 'sample',
      source: 'sample',
      account: ACCOUNT,
      time: '2026-01-01T00:00:00Z',
      region: REGION,
      resources: [],
      detail: {},
    },
    overrides,
  )

/**
 * Creates the event of a rule with a schedule. `rule`: by handle or ARN.
 *
 * @example
 * events.scheduled({ time: '2026-03-01T06:00:00Z' })
 */
export function scheduled(
  overrides: Partly<ScheduledEvent> = {},
  rule?: Source,
): ScheduledEvent<Record<string, never>> {
  const ruleArn = arnOf(rule, `arn:aws:events:${REGION}:${ACCOUNT}:rule/sample-rule`)
  const base = {
    version: '0',
    id: REQUEST_ID,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: ACCOUNT,
    time: '2026-01-01T00:00:00Z',
    region: regionOf(ruleArn),
    resources: [ruleArn],
    detail: {},
  }
  return withOverrides(base, overrides)
}
