/** Permissions beside the action itself: roles that are handed to services, and keys that are missing. */
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge'
import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { createRegion } from '../region/index.ts'
import { allow } from './handle/statements.ts'

it('whoever gives a service a role needs iam:PassRole for it', async () => {
  const region = createRegion({ iam: 'enforce' })
  const stream = region.createStream('clicks')
  const target = region.createRole('target', [], { assumedBy: 'events.amazonaws.com' })
  region.createRole('deployer', [allow('events:*', '*')])
  region.createRole('passer', [
    allow('events:*', '*'),
    allow('iam:PassRole', target, {
      StringEquals: { 'iam:PassedToService': 'events.amazonaws.com' },
    }),
  ])
  const put = async (role: string): Promise<unknown> => {
    const events = new EventBridgeClient(region.as(role).sdk)
    await events.send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["a"]}' }))
    const Targets = [{ Id: 't', Arn: stream.arn, RoleArn: target.arn }]
    return events.send(new PutTargetsCommand({ Rule: 'r', Targets }))
  }
  await expect(put('deployer')).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: arn:aws:sts::123456789012:assumed-role/deployer/test is not authorized to perform: iam:PassRole on resource: ${target.arn} because no identity-based policy allows the iam:PassRole action`,
  })
  await expect(put('passer')).resolves.toMatchObject({ FailedEntryCount: 0 })
})

it('only those who may list a bucket learn that a key is missing', async () => {
  const region = createRegion({ iam: 'enforce' })
  const uploads = region.createBucket('uploads')
  const reads = allow('s3:GetObject', `${uploads}/*`)
  const reader = region.createRole('reader', [reads])
  region.createRole('lister', [reads, allow('s3:ListBucket', uploads)])
  const get = (role: string): Promise<unknown> =>
    new S3Client(region.as(role).sdk).send(new GetObjectCommand({ Bucket: 'uploads', Key: 'a' }))
  await expect(get('reader')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('is not authorized to perform: s3:ListBucket on resource'),
  })
  await expect(get('lister')).rejects.toMatchObject({ name: 'NoSuchKey' })
  expect(reader.leastPrivilege().Statement).toMatchObject([{ Action: 's3:GetObject' }])
})

it('listing buckets is about all of them', async () => {
  const region = createRegion({ iam: 'enforce' })
  const role = region.createRole('r', [allow('s3:ListAllMyBuckets', 'arn:aws:s3:::*')])
  const s3 = new S3Client(region.as(role).sdk)
  await expect(s3.send(new ListBucketsCommand({}))).resolves.toMatchObject({ Buckets: [] })
})
