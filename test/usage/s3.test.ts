// The examples of docs/guide/s3.md.
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { createBucket, createRegion, defaultRegion, registerFunction } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

it('a handler reads a photo and leaves a thumbnail', async () => {
  const uploads = createBucket('uploads')
  const s3 = new S3Client(defaultRegion.sdk)
  const thumbnail = registerFunction('thumbnail', async (event: any) => {
    for (const record of event.Records) {
      const Key = decodeURIComponent(record.s3.object.key.replaceAll('+', ' '))
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'uploads', Key }))
      const photo = await Body!.transformToByteArray()
      const small = photo.slice(0, 2)
      const target = { Bucket: 'uploads', Key: Key.replace('in/', 'out/') }
      await s3.send(new PutObjectCommand({ ...target, Body: small }))
    }
  })
  uploads.on('ObjectCreated:*', thumbnail, { prefix: 'in/', suffix: '.jpg' })

  uploads.put('in/a b.jpg', Uint8Array.of(1, 2, 3, 4), { contentType: 'image/jpeg' })
  await defaultRegion.idle()

  expect(uploads).toHaveObject('out/a b.jpg', Uint8Array.of(1, 2))
  expect(uploads.writes.map(({ event, key }) => `${event} ${key}`)).toEqual([
    'ObjectCreated:Put in/a b.jpg',
    'ObjectCreated:Put out/a b.jpg',
  ])
})

it('a bucket in plain values', () => {
  const uploads = createRegion().createBucket('uploads', { versioned: true })
  uploads.seed({ 'a/1.txt': 'one', 'b.json': { two: 2 } })
  uploads.put('a/2.txt', 'two', { metadata: { by: 'ann' }, tags: { kind: 'note' } })

  expect(uploads.get('b.json')?.json()).toEqual({ two: 2 })
  expect(uploads.get('a/2.txt')).toMatchObject({ size: 3, metadata: { by: 'ann' } })
  expect(uploads.list({ delimiter: '/' })).toMatchObject({ keys: ['b.json'], prefixes: ['a/'] })

  uploads.delete('b.json')
  expect(uploads.get('b.json')).toBeUndefined()
  expect(uploads.versions('b.json').map(({ isDeleteMarker }) => isDeleteMarker)).toEqual([
    true,
    false,
  ])
})

it('the SDK, with conditions and pages', async () => {
  const region = createRegion()
  region.createBucket('locks').seed({ 'a/1': '', 'a/2': '', b: '' })
  const s3 = new S3Client(region.sdk)

  const lock = { Bucket: 'locks', Key: 'job', Body: 'worker 1' }
  await s3.send(new PutObjectCommand({ ...lock, IfNoneMatch: '*' }))
  await expect(s3.send(new PutObjectCommand({ ...lock, IfNoneMatch: '*' }))).rejects.toMatchObject({
    name: 'PreconditionFailed',
    $metadata: { httpStatusCode: 412 },
  })

  const page = await s3.send(new ListObjectsV2Command({ Bucket: 'locks', MaxKeys: 2 }))
  expect(page).toMatchObject({ IsTruncated: true, Contents: [{ Key: 'a/1' }, { Key: 'a/2' }] })
})

it('the lifecycle runs on the clock', async () => {
  const region = createRegion()
  const exports = region.createBucket('exports', {
    lifecycleRules: [{ prefix: 'tmp/', expiration: '1d' }],
  })
  exports.seed({ 'tmp/a': '', b: '' })
  await region.clock.advance('2d')
  expect(exports.keys).toEqual(['b'])
  expect(exports.writes).toMatchObject([{ event: 'LifecycleExpiration:Delete', key: 'tmp/a' }])
})

it('all changes on the event bus', async () => {
  const region = createRegion()
  const uploads = region.createBucket('uploads', { eventBridge: true })
  const jobs = region.createQueue('jobs')
  region.eventBus('default').rule('photos', { source: ['aws.s3'] }, jobs)
  uploads.put('a.jpg', 'x')
  await region.idle()
  expect(jobs).toHaveMessage({ 'detail-type': 'Object Created', detail: { reason: 'PutObject' } })
})

it('signed URLs, which expire on the clock', async () => {
  const region = createRegion()
  const uploads = region.createBucket('uploads')
  const s3 = new S3Client(region.sdk)
  const target = { Bucket: 'uploads', Key: 'in/a.txt' }
  const signedUrl = await getSignedUrl(s3, new PutObjectCommand(target), { expiresIn: 60 })

  await region.fetch(signedUrl, { method: 'PUT', body: 'hello' })
  expect(uploads).toHaveObject('in/a.txt', 'hello')

  await region.clock.advance('61s')
  const late = await region.fetch(signedUrl, { method: 'PUT', body: 'hello' })
  expect(late.status).toBe(403)
  expect(await late.text()).toContain('Request has expired')
})

it('forms, as browsers send them', async () => {
  const region = createRegion()
  const uploads = region.createBucket('uploads')
  const { url, fields } = await createPresignedPost(new S3Client(region.sdk), {
    Bucket: 'uploads',
    Key: 'in/${filename}',
    Conditions: [['content-length-range', 1, 10]],
  })
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', new Blob(['hello']), 'a.txt')
  const posted = await region.fetch(url, { method: 'POST', body: form })
  expect(posted.status).toBe(204)
  expect(uploads).toHaveObject('in/a.txt', 'hello')
})

it('a website', async () => {
  const region = createRegion()
  const site = region.createBucket('site', {
    publicReadAccess: true,
    website: { indexDocument: 'index.html', errorDocument: 'error.html' },
    cors: [{ allowedMethods: ['GET'], allowedOrigins: ['https://*.example.com'] }],
  })
  site.seed({ 'docs/index.html': '<h1>Docs</h1>', 'error.html': '<h1>Oops</h1>' })
  const url = 'http://site.s3-website-us-east-1.amazonaws.com'

  expect(await (await region.fetch(`${url}/docs/`)).text()).toBe('<h1>Docs</h1>')
  expect(await (await region.fetch(`${url}/none`)).text()).toBe('<h1>Oops</h1>')

  const headers = { origin: 'https://www.example.com' }
  const shared = await region.fetch(`${url}/docs/`, { headers })
  expect(shared.headers.get('access-control-allow-origin')).toBe('https://www.example.com')
})
