// Buckets under miniregion/auto: code under test signs URLs, and browsers' code follows them.
import 'miniregion/auto'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { createBucket } from 'miniregion'
import { get } from 'node:https'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'

const uploads = createBucket('uploads')
const own = { accessKeyId: 'AKIDOFTHEAPP', secretAccessKey: 'secret' }

it.each([
  ['the environment’s credentials', {}, 'AKIAIOSFODNN7EXAMPLE'],
  ['its own credentials', { credentials: own, region: 'eu-west-1' }, 'AKIDOFTHEAPP'],
])('fetch follows a signed URL of a client with %s', async (_, config, accessKeyId) => {
  const s3 = new S3Client(config)
  for (const Key of ['before', 'after']) {
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket: 'uploads', Key }))
    expect(new URL(url).searchParams.get('X-Amz-Credential')?.split('/')[0]).toBe(accessKeyId)
    expect((await fetch(url, { method: 'PUT', body: 'hello' })).status).toBe(200)
    // From its first call on the client is adopted.
    await s3.send(new PutObjectCommand({ Bucket: 'uploads', Key: 'sent', Body: 'x' }))
  }
  expect(uploads.keys).toEqual(['after', 'before', 'sent'])
})

it('node:https follows it as well', async () => {
  uploads.put('a', 'hello')
  const url = await getSignedUrl(
    new S3Client({}),
    new GetObjectCommand({ Bucket: 'uploads', Key: 'a' }),
  )
  const text = await new Promise((resolve, reject) => {
    get(url, (response) => {
      let body = ''
      response.on('data', (data) => (body += String(data)))
      response.on('end', () => resolve(body))
    }).on('error', reject)
  })
  expect(text).toBe('hello')
})

it('fetch decodes what an object’s encoding says', async () => {
  const site = createBucket('site', { publicReadAccess: true })
  site.put('a.txt', gzipSync('hello'), { contentEncoding: 'gzip' })
  const got = await fetch('https://site.s3.amazonaws.com/a.txt')
  expect([got.headers.get('content-encoding'), await got.text()]).toEqual(['gzip', 'hello'])
})
