import {
  PutBucketCorsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketWebsiteCommand,
  S3Client,
  type CORSRule,
  type FilterRule,
  type LifecycleRule,
  type RoutingRule,
} from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'

const Bucket = 'bucket'

function setUp(): { client: S3Client; queue: string } {
  const region = createRegion()
  region.createBucket(Bucket)
  return { client: new S3Client(region.sdk), queue: region.createQueue('jobs').arn }
}

it.each<[Partial<LifecycleRule>, string, string]>([
  [
    { Expiration: { Date: new Date('2026-02-01T01:00:00Z') } },
    'InvalidArgument',
    "'Date' must be at midnight GMT",
  ],
  [
    { ID: 'x'.repeat(256), Expiration: { Days: 1 } },
    'InvalidArgument',
    'ID length should not exceed allowed limit of 255',
  ],
  [
    { NoncurrentVersionExpiration: { NoncurrentDays: 0 } },
    'InvalidArgument',
    "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
  ],
  [
    { Transitions: [{ Days: 10, StorageClass: 'STANDARD_IA' }] },
    'InvalidArgument',
    "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
  ],
  [
    {
      Filter: { Prefix: 'logs/' },
      Expiration: { Days: 30 },
      Transitions: [{ Days: 30, StorageClass: 'GLACIER' }],
    },
    'InvalidArgument',
    "'Days' in the Expiration action for filter '(prefix=logs/)' must be greater than 'Days' in the Transition action",
  ],
  [
    {
      Filter: { Tag: { Key: 'a', Value: 'b' } },
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
    },
    'InvalidRequest',
    'AbortIncompleteMultipartUpload cannot be specified with Tags.',
  ],
  [
    { Filter: { And: { Prefix: 'a' } }, Expiration: { Days: 1 } },
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  ],
])('the lifecycle rule %j is refused', async (rule, name, message) => {
  const Rules = [{ Status: 'Enabled' as const, Filter: { Prefix: '' }, ...rule }]
  await expect(
    setUp().client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
    ),
  ).rejects.toMatchObject({ name, message })
})

it.each<[Partial<CORSRule>, string]>([
  [
    { AllowedOrigins: ['http://*.*.com'] },
    'AllowedOrigin "http://*.*.com" can not have more than one wildcard.',
  ],
  [{ AllowedHeaders: ['x-*-*'] }, 'AllowedHeader "x-*-*" can not have more than one wildcard.'],
  [
    { ExposeHeaders: ['*'] },
    'ExposeHeader "*" contains wildcard. We currently do not support wildcard for ExposeHeader.',
  ],
])('the CORS rule %j is refused', async (rule, message) => {
  const CORSRules = [{ AllowedMethods: ['GET'], AllowedOrigins: ['*'], ...rule }]
  await expect(
    setUp().client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } })),
  ).rejects.toMatchObject({ name: 'InvalidRequest', message })
})

it.each<[RoutingRule, string]>([
  [
    { Redirect: { HttpRedirectCode: '300' } },
    'The provided HTTP redirect code (300) is not valid. Valid codes are 3XX except 300.',
  ],
  [
    { Condition: { HttpErrorCodeReturnedEquals: '200' }, Redirect: { HostName: 'a' } },
    'The provided HTTP error code (200) is not valid. Valid codes are 4XX or 5XX.',
  ],
])('the routing rule %j is refused', async (rule, message) => {
  const WebsiteConfiguration = { IndexDocument: { Suffix: 'i' }, RoutingRules: [rule] }
  await expect(
    setUp().client.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration })),
  ).rejects.toMatchObject({ name: 'InvalidRequest', message })
})

it.each<[string, FilterRule[], string]>([
  [
    'two prefixes',
    [
      { Name: 'prefix', Value: 'a' },
      { Name: 'Prefix' as 'prefix', Value: 'b' },
    ],
    'Cannot specify more than one prefix rule in a filter.',
  ],
  [
    'a long suffix',
    [{ Name: 'suffix', Value: 'x'.repeat(1025) }],
    'Size of filter rule value cannot exceed 1024 bytes in UTF-8 representation',
  ],
])('a notification with %s is refused', async (_, FilterRules, message) => {
  const { client, queue } = setUp()
  const one = { QueueArn: queue, Events: ['s3:ObjectCreated:*' as const] }
  const QueueConfigurations = [{ ...one, Filter: { Key: { FilterRules } } }]
  await expect(
    client.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { QueueConfigurations },
      }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidArgument', message })
})

it('refuses notifications with the same id', async () => {
  const { client, queue } = setUp()
  const QueueConfigurations = (['s3:ObjectCreated:*', 's3:ObjectRemoved:*'] as const).map(
    (event) => ({ Id: 'a', QueueArn: queue, Events: [event] }),
  )
  await expect(
    client.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket,
        NotificationConfiguration: { QueueConfigurations },
      }),
    ),
  ).rejects.toThrow('Same ID used for multiple configurations. IDs must be unique.')
})

it.each<[object, string]>([
  [{ Version: '2020-01-01' }, 'The policy must contain a valid version string'],
  [{ Statement: [] }, 'Could not parse the policy: Statement is empty!'],
  [{ Principal: { AWS: 'ann' } }, 'Invalid principal in policy'],
  [{ Action: 'sqs:SendMessage' }, 'Policy has invalid action'],
  [{ Resource: 'arn:aws:s3:::other/*' }, 'Policy has invalid resource'],
  [{ Resource: '*' }, 'Policy has invalid resource'],
  [
    { Action: ['s3:GetObject', 's3:ListBucket'] },
    'Action does not apply to any resource(s) in statement',
  ],
  [{ Resource: `arn:aws:s3:::${Bucket}` }, 'Action does not apply to any resource(s) in statement'],
])(
  'a policy with %j is refused, before it is asked whether it is public',
  async (wrong, message) => {
    const statement = {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3:::${Bucket}/*`,
    }
    const { Version = '2012-10-17', Statement, ...rest } = wrong as Record<string, unknown>
    const Policy = JSON.stringify({ Version, Statement: Statement ?? [{ ...statement, ...rest }] })
    await expect(
      setUp().client.send(new PutBucketPolicyCommand({ Bucket, Policy })),
    ).rejects.toMatchObject({ name: 'MalformedPolicy', message })
  },
)
