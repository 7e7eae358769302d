import {
  DeleteObjectCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  S3Client,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'

function setUp(): S3Client {
  const region = createRegion()
  region.clock.freeze('2026-01-10T00:00:00Z')
  region.createBucket('plain')
  region.createBucket('locked', { objectLockEnabled: true })
  return new S3Client(region.sdk)
}
const past = new Date('2020-01-01')
const future = new Date('2027-01-01')

it.each<[Partial<PutObjectCommandInput>, string, string | undefined, string | undefined]>([
  [
    { ObjectLockMode: 'X' as 'GOVERNANCE' },
    'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    'x-amz-object-lock-retain-until-date',
    undefined,
  ],
  [
    { ObjectLockMode: 'X' as 'GOVERNANCE', ObjectLockRetainUntilDate: past },
    'The retain until date must be in the future!',
    'x-amz-object-lock-retain-until-date',
    '2020-01-01T00:00:00Z',
  ],
  [
    { ObjectLockMode: 'X' as 'GOVERNANCE', ObjectLockRetainUntilDate: future },
    'Unknown wormMode directive.',
    'x-amz-object-lock-mode',
    'X',
  ],
  [
    { ObjectLockLegalHoldStatus: 'X' as 'ON' },
    "Legal Hold must be either of 'ON' or 'OFF'",
    'x-amz-object-lock-legal-hold',
    'X',
  ],
])('a put with the lock %j is refused', async (lock, message, ArgumentName, ArgumentValue) => {
  const client = setUp()
  for (const Bucket of ['plain', 'locked']) {
    await expect(
      client.send(new PutObjectCommand({ Bucket, Key: 'k', ...lock })),
    ).rejects.toMatchObject({
      name: 'InvalidArgument',
      message,
      ArgumentName,
      ...(ArgumentValue !== undefined && { ArgumentValue }),
    })
  }
})

it('a bucket without locks refuses those of a put', async () => {
  const client = setUp()
  const put = { Bucket: 'plain', Key: 'k', ObjectLockLegalHoldStatus: 'ON' } as const
  await expect(client.send(new PutObjectCommand(put))).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: 'Bucket is missing ObjectLockConfiguration',
  })
  const bypass = { Bucket: 'plain', Key: 'k', BypassGovernanceRetention: true }
  await expect(client.send(new DeleteObjectCommand(bypass))).rejects.toMatchObject({
    name: 'InvalidArgument',
    ArgumentName: 'x-amz-bypass-governance-retention',
  })
})

it('a retention of the past is repeated in Pacific time', async () => {
  const client = setUp()
  await client.send(new PutObjectCommand({ Bucket: 'locked', Key: 'k' }))
  const Retention = { Mode: 'GOVERNANCE', RetainUntilDate: past } as const
  await expect(
    client.send(new PutObjectRetentionCommand({ Bucket: 'locked', Key: 'k', Retention })),
  ).rejects.toMatchObject({
    ArgumentName: 'RetainUntilDate',
    ArgumentValue: 'Tue Dec 31 16:00:00 PST 2019',
  })
})

it.each([
  [{ Days: 0 }, 'Default retention period must be a positive integer value.', 'Days'],
  [{ Years: -1 }, 'Default retention period must be a positive integer value.', 'Years'],
  [{ Days: 36_501 }, 'Default retention period too large.', 'Days'],
  [{ Years: 101 }, 'Default retention period too large.', 'Years'],
])('the default retention %j is refused', async (period, message, ArgumentName) => {
  const DefaultRetention = { Mode: 'GOVERNANCE', ...period } as const
  await expect(
    setUp().send(
      new PutObjectLockConfigurationCommand({
        Bucket: 'locked',
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
      }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidArgument', message, ArgumentName })
})
