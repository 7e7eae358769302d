import { CreateBucketCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'

// AWS: bucketnamingrules.html.
it.each([
  'ab',
  'a_b',
  'a..b',
  '-ab',
  'ab-',
  '10.0.0.1',
  'xn--abc',
  'sthree-a',
  'amzn-s3-demo-a',
  'a-s3alias',
  'a--ol-s3',
  'a.mrap',
  'a--table-s3',
])('refuses the name %s', async (Bucket) => {
  const region = createRegion()
  const client = new S3Client(region.sdk)
  await expect(client.send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
    name: 'InvalidBucketName',
    message: 'The specified bucket is not valid.',
    BucketName: Bucket,
  })
  expect(() => region.createBucket(Bucket)).toThrow('S3 does not accept this name')
})

it('refuses directory buckets by name', async () => {
  const client = new S3Client(createRegion().sdk)
  const sent = client.send(new CreateBucketCommand({ Bucket: 'files--usw2-az1--x-s3' }))
  await expect(sent).rejects.toThrow('a directory bucket')
})

it('makes no invalid URL of a name', async () => {
  const client = new S3Client(createRegion().sdk)
  const sent = client.send(new HeadObjectCommand({ Bucket: 'xn--abc', Key: 'a' }))
  await expect(sent).rejects.toMatchObject({ name: 'NotFound' })
})
