import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { createRegion } from '../index.ts'
import { fromTemplate } from '../templates/index.ts'

it('buckets of templates have lifecycles and encryption', async () => {
  const region = createRegion()
  const Key = 'arn:aws:kms:us-east-1:123456789012:key/1'
  const { stack } = fromTemplate({
    Resources: {
      Files: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketName: 'files',
          AccelerateConfiguration: { AccelerationStatus: 'Enabled' },
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              {
                BucketKeyEnabled: 'true',
                ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Key },
              },
            ],
          },
          LifecycleConfiguration: {
            Rules: [
              {
                Id: 'old',
                Status: 'Enabled',
                Prefix: 'logs/',
                TagFilters: [{ Key: 'kind', Value: 'debug' }],
                Transitions: [{ StorageClass: 'GLACIER', TransitionInDays: '30' }],
                NoncurrentVersionExpiration: { NoncurrentDays: 3, NewerNoncurrentVersions: 2 },
              },
              {
                Id: 'big',
                Status: 'Enabled',
                ObjectSizeGreaterThan: '1000',
                ExpirationInDays: 1,
              },
            ],
          },
        },
      },
    },
  })(region)
  expect(stack.skipped).toEqual([])
  const client = new S3Client(region.sdk)
  const Bucket = 'files'
  const { Rules } = await client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))
  expect(Rules).toEqual([
    {
      ID: 'old',
      Status: 'Enabled',
      Filter: { And: { Prefix: 'logs/', Tags: [{ Key: 'kind', Value: 'debug' }] } },
      Transitions: [{ StorageClass: 'GLACIER', Days: 30 }],
      NoncurrentVersionExpiration: { NoncurrentDays: 3, NewerNoncurrentVersions: 2 },
    },
    {
      ID: 'big',
      Status: 'Enabled',
      Filter: { ObjectSizeGreaterThan: 1000 },
      Expiration: { Days: 1 },
    },
  ])
  const { ServerSideEncryptionConfiguration: encryption } = await client.send(
    new GetBucketEncryptionCommand({ Bucket }),
  )
  expect(encryption?.Rules).toMatchObject([
    {
      BucketKeyEnabled: true,
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: Key },
    },
  ])
})
