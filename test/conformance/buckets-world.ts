/** Buckets with their objects and notifications, in a case. */
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  type BucketVersioningStatus,
  type Event,
} from '@aws-sdk/client-s3'
import type { Json } from './case.ts'
import type { CaseWorld, Part, Region } from './part.ts'

interface GivenBucket {
  readonly versioning?: BucketVersioningStatus
  readonly objects?: Readonly<Record<string, string>>
  /** Put before versioning is switched on. */
  readonly preVersioningObjects?: Readonly<Record<string, string>>
  readonly notifications?: readonly GivenNotification[]
  readonly eventBridge?: boolean
  readonly region?: string
}

interface GivenNotification {
  readonly queue?: string
  readonly topic?: string
  readonly function?: string
  readonly events: readonly Event[]
  readonly filter?: { readonly prefix?: string; readonly suffix?: string } | null
}

const KNOWN = new Set([
  'versioning',
  'objects',
  'preVersioningObjects',
  'notifications',
  'eventBridge',
  'region',
])

async function createBuckets({ region }: CaseWorld, buckets: Json): Promise<void> {
  for (const [name, given] of Object.entries(buckets as Record<string, GivenBucket>)) {
    const unknown = Object.keys(given).filter((key) => !KNOWN.has(key))
    if (unknown.length > 0) throw new Error(`given.buckets.${unknown.join()} is not known`)
    const elsewhere = given.region === undefined ? {} : { region: given.region }
    const client = new S3Client({ ...region.sdk, ...elsewhere })
    await fill(client, name, given)
    await notify(region, client, name, given)
    client.destroy()
  }
}

async function fill(client: S3Client, Bucket: string, given: GivenBucket): Promise<void> {
  const put = async (objects: Readonly<Record<string, string>> = {}): Promise<void> => {
    for (const [Key, Body] of Object.entries(objects)) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body }))
    }
  }
  await client.send(new CreateBucketCommand({ Bucket }))
  await put(given.preVersioningObjects)
  if (given.versioning) {
    const VersioningConfiguration = { Status: given.versioning }
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
  }
  await put(given.objects)
}

/** Does not leave the test events that S3 sends to new destinations. */
async function notify(
  region: Region,
  client: S3Client,
  Bucket: string,
  { notifications = [], eventBridge }: GivenBucket,
): Promise<void> {
  if (notifications.length === 0 && !eventBridge) return
  const destinations = notifications.map(({ events, filter, ...target }, index) => ({
    Id: `notification-${index}`,
    Events: [...events],
    ...(filter && {
      Filter: {
        Key: {
          FilterRules: Object.entries(filter).map(([Name, Value]) => ({
            Name: Name as 'prefix' | 'suffix',
            Value,
          })),
        },
      },
    }),
    ...(target.queue !== undefined && { QueueArn: region.queue(target.queue).arn }),
    ...(target.topic !== undefined && { TopicArn: region.topic(target.topic).arn }),
    ...(target.function !== undefined && {
      LambdaFunctionArn: region.function(target.function).arn,
    }),
  }))
  const having = (name: string): any[] => destinations.filter((each) => name in each)
  await client.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: {
        QueueConfigurations: having('QueueArn'),
        TopicConfigurations: having('TopicArn'),
        LambdaFunctionConfigurations: having('LambdaFunctionArn'),
        ...(eventBridge && { EventBridgeConfiguration: {} }),
      },
      SkipDestinationValidation: true,
    }),
  )
}

export const bucketsWorld: Part = { given: { buckets: createBuckets } }
