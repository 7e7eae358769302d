import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketAclCommand,
  GetBucketLifecycleConfigurationCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutBucketAclCommand,
  PutBucketPolicyCommand,
  PutObjectAclCommand,
  PutObjectLegalHoldCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../../region/index.ts'
import type { Bucket } from '../../handle/bucket.ts'
import type { BucketOptions } from '../../handle/options.ts'

const setUp = (
  options: BucketOptions = {},
): { region: Region; client: S3Client; bucket: Bucket } => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T12:00:00Z')
  const bucket = region.createBucket('bucket', options)
  return { region, client: new S3Client(region.sdk), bucket }
}
const TARGET = { Bucket: 'bucket', Key: 'k' }

describe('the lifecycle', () => {
  it('expires what its rules select, at midnight', async () => {
    const { region, client, bucket } = setUp({
      lifecycleRules: [
        { prefix: 'tmp/', expiration: '1d' },
        { tagFilters: { kind: 'note' }, objectSizeGreaterThan: 2, expiration: '3d' },
        { prefix: 'off/', expiration: '1d', enabled: false },
      ],
    })
    bucket.put('tmp/a', 'x')
    bucket.put('off/a', 'x')
    bucket.put('long', 'xxx', { tags: { kind: 'note' } })
    bucket.put('short', 'x', { tags: { kind: 'note' } })
    const head = await client.send(new HeadObjectCommand({ ...TARGET, Key: 'tmp/a' }))
    expect(head.Expiration).toMatch(/^expiry-date="Sat, 03 Jan 2026 00:00:00 GMT", rule-id="/)
    await region.clock.advance('36h')
    expect(bucket.keys).toEqual(['long', 'off/a', 'short'])
    await region.clock.advance('2d')
    expect(bucket.keys).toEqual(['off/a', 'short'])
    expect(bucket.writes.slice(-2)).toMatchObject([
      { event: 'LifecycleExpiration:Delete', key: 'tmp/a', causedBy: { kind: 'lifecycle' } },
      { event: 'LifecycleExpiration:Delete', key: 'long' },
    ])
  })

  it('removes old versions, and markers with nothing behind them', async () => {
    const { region, bucket } = setUp({
      versioned: true,
      lifecycleRules: [
        { noncurrentVersionExpiration: '1d', noncurrentVersionsToRetain: 1 },
        { expiredObjectDeleteMarker: true, id: 'markers' },
      ],
    })
    for (const content of ['one', 'two', 'three']) bucket.put('k', content)
    bucket.put('gone', 'x')
    bucket.delete('gone')
    const [, version] = bucket.versions('gone')
    bucket.delete('gone', { versionId: version?.versionId ?? '' })
    await region.clock.advance('3d')
    expect(bucket.versions('k').map(({ object }) => object?.text())).toEqual(['three', 'two'])
    expect(bucket.versions('gone')).toEqual([])
  })

  it('moves objects to other classes, and ends uploads', async () => {
    const { region, client, bucket } = setUp({
      lifecycleRules: [
        { transitions: [{ storageClass: 'GLACIER', transitionAfter: '30d' }] },
        { abortIncompleteMultipartUploadAfter: '7d' },
      ],
    })
    bucket.put('small', 'x')
    bucket.put('large', Buffer.alloc(128 * 1024))
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(TARGET))
    const part = { ...TARGET, UploadId, PartNumber: 1, Body: 'x' }
    await client.send(new UploadPartCommand(part))
    await region.clock.advance('9d')
    await expect(client.send(new UploadPartCommand(part))).rejects.toMatchObject({
      name: 'NoSuchUpload',
    })
    await region.clock.advance('23d')
    expect(bucket.objects.map(({ storageClass }) => storageClass)).toEqual(['GLACIER', 'STANDARD'])
    expect(bucket.writes.at(-1)).toMatchObject({ event: 'LifecycleTransition', key: 'large' })
    await expect(
      client.send(new GetObjectCommand({ ...TARGET, Key: 'large' })),
    ).rejects.toMatchObject({ name: 'InvalidObjectState' })
  })

  it('goes on in forks, each on its clock', async () => {
    const { region, client } = setUp({ lifecycleRules: [{ expiration: '1d', id: 'all' }] })
    region.bucket('bucket').put('k', 'x')
    const fork = region.fork()
    await fork.clock.advance('2d')
    expect([region.bucket('bucket').keys, fork.bucket('bucket').keys]).toEqual([['k'], []])
    const { Rules } = await client.send(
      new GetBucketLifecycleConfigurationCommand({ Bucket: 'bucket' }),
    )
    expect(Rules).toEqual([
      { ID: 'all', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: 1 } },
    ])
  })
})

describe('object lock', () => {
  it('keeps versions until their date', async () => {
    const { region, client, bucket } = setUp({
      objectLockEnabled: true,
      objectLockDefaultRetention: { mode: 'GOVERNANCE', duration: '1d' },
    })
    const { versionId = '' } = bucket.put('k', 'x')
    const { Retention } = await client.send(new GetObjectRetentionCommand(TARGET))
    expect(Retention).toEqual({
      Mode: 'GOVERNANCE',
      RetainUntilDate: new Date('2026-01-02T12:00:00Z'),
    })
    const remove = (BypassGovernanceRetention?: boolean) =>
      client.send(
        new DeleteObjectCommand({
          ...TARGET,
          VersionId: versionId,
          ...(BypassGovernanceRetention !== undefined && { BypassGovernanceRetention }),
        }),
      )
    await expect(remove()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: 'Access Denied because object protected by object lock.',
    })
    // A delete without a version only puts a marker.
    bucket.delete('k')
    expect(bucket.versions('k')).toHaveLength(2)
    await remove(true)
    const later = bucket.put('later', 'x')
    await client.send(
      new PutObjectLegalHoldCommand({ ...TARGET, Key: 'later', LegalHold: { Status: 'ON' } }),
    )
    await region.clock.advance('2d')
    expect(() => bucket.delete('later', { versionId: later.versionId ?? '' })).toThrow(
      'protected by object lock',
    )
  })
})

describe('access', () => {
  it('lists are refused by the owner’s rule, and kept without it', async () => {
    const { client, bucket } = setUp()
    bucket.put('k', 'x')
    await expect(
      client.send(new PutObjectAclCommand({ ...TARGET, ACL: 'public-read' })),
    ).rejects.toMatchObject({ name: 'AccessControlListNotSupported' })
    const other = setUp({
      objectOwnership: 'BucketOwnerPreferred',
      blockPublicAccess: { blockPublicAcls: false },
    })
    await other.client.send(new PutBucketAclCommand({ Bucket: 'bucket', ACL: 'public-read' }))
    const { Grants } = await other.client.send(new GetBucketAclCommand({ Bucket: 'bucket' }))
    expect(Grants?.map(({ Permission }) => Permission)).toEqual(['FULL_CONTROL', 'READ'])
  })

  it('a public policy is refused while public policies are blocked', async () => {
    const { client } = setUp()
    const Policy = JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::bucket/*',
        },
      ],
    })
    await expect(
      client.send(new PutBucketPolicyCommand({ Bucket: 'bucket', Policy })),
    ).rejects.toMatchObject({ name: 'AccessDenied' })
  })
})

describe('regions', () => {
  it('own their buckets, whose names are the account’s', async () => {
    const region = createRegion()
    const eu = region.in('eu-west-1')
    eu.createBucket('bucket').put('k', 'x')
    const [here, there] = [new S3Client(region.sdk), new S3Client(eu.sdk)]
    expect((await there.send(new HeadObjectCommand(TARGET))).ContentLength).toBe(1)
    await expect(here.send(new GetObjectCommand(TARGET))).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $metadata: { httpStatusCode: 301 },
    })
    expect(() => region.createBucket('bucket')).toThrow('There is already a bucket')
    region.createBucket('here')
    await expect(
      here.send(new CopyObjectCommand({ Bucket: 'here', Key: 'k', CopySource: 'bucket/k' })),
    ).resolves.toMatchObject({ CopyObjectResult: { ETag: expect.any(String) as string } })
    await expect(
      here.send(new AbortMultipartUploadCommand({ ...TARGET, UploadId: 'x' })),
    ).rejects.toMatchObject({ name: 'PermanentRedirect' })
  })
})
