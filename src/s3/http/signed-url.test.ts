import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, it } from 'vitest'
import type { Region } from '../../region/index.ts'
import { errorOf, HOST, setUp } from './http.fixture.ts'

describe('signed URLs', () => {
  it('upload and download, with S3’s host and the client’s region', async () => {
    const { region, uploads, client } = setUp()
    const target = { Bucket: 'uploads', Key: "in/a b+c'(é)/x.txt" }
    const upload = await getSignedUrl(client, new PutObjectCommand(target), { expiresIn: 60 })
    expect(upload).toMatch(
      /^https:\/\/uploads\.s3\.us-east-1\.amazonaws\.com\/in\/a%20b%2Bc%27%28%C3%A9%29\/x\.txt\?/,
    )
    expect(new URL(upload).searchParams.get('X-Amz-Credential')).toMatch(
      /^AKIAIOSFODNN7EXAMPLE\/\d{8}\/us-east-1\/s3\/aws4_request$/,
    )
    const put = await region.fetch(upload, {
      method: 'PUT',
      body: 'hello',
      headers: { 'content-type': 'text/plain' },
    })
    expect([put.status, put.headers.get('etag')]).toEqual([
      200,
      '"5d41402abc4b2a76b9719d911017c592"',
    ])
    expect(uploads.get(target.Key)).toMatchObject({ size: 5, contentType: 'text/plain' })
    const download = await getSignedUrl(
      client,
      new GetObjectCommand({ ...target, ResponseContentDisposition: 'attachment; filename="x"' }),
    )
    const got = await region.fetch(download)
    expect(await got.text()).toBe('hello')
    expect(got.headers.get('content-disposition')).toBe('attachment; filename="x"')
    const head = await getSignedUrl(client, new HeadObjectCommand(target))
    const headed = await region.fetch(head, { method: 'HEAD' })
    expect([headed.status, headed.headers.get('content-length')]).toEqual([200, '5'])
    const range = await region.fetch(download, { headers: { range: 'bytes=1-2' } })
    expect([range.status, await range.text()]).toEqual([206, 'el'])
  })

  it('take metadata and other headers as parameters', async () => {
    const { region, uploads, client } = setUp()
    const url = await getSignedUrl(
      client,
      new PutObjectCommand({
        Bucket: 'uploads',
        Key: 'a',
        Metadata: { by: 'ann' },
        Tagging: 'kind=note',
        StorageClass: 'STANDARD_IA',
      }),
    )
    expect((await region.fetch(url, { method: 'PUT', body: 'x' })).status).toBe(200)
    expect(uploads.get('a')).toMatchObject({
      metadata: { by: 'ann' },
      tags: { kind: 'note' },
      storageClass: 'STANDARD_IA',
    })
  })

  it('expire on the region’s clock', async () => {
    const { region, client, uploads } = setUp()
    uploads.seed({ a: 'one' })
    region.clock.freeze('2020-01-01T00:00:00Z')
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: 'uploads', Key: 'a' }), {
      expiresIn: 60,
    })
    expect((await region.fetch(url)).status).toBe(200)
    await region.clock.advance('61s')
    const expired = await region.fetch(url)
    const text = await expired.text()
    expect(expired.status).toBe(403)
    expect(text).toContain(
      '<Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>60</X-Amz-Expires><Expires>2020-01-01T00:01:00Z</Expires><ServerTime>2020-01-01T00:01:01Z</ServerTime><RequestId>',
    )
    const again = await getSignedUrl(
      client,
      new GetObjectCommand({ Bucket: 'uploads', Key: 'a' }),
      { expiresIn: 60 },
    )
    expect((await region.fetch(again)).status).toBe(200)
  })

  it('are checked', async () => {
    const { region, client, uploads } = setUp()
    uploads.seed({ a: 'one', b: 'two' })
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: 'uploads', Key: 'a' }))
    const fetchError = async (
      change: (url: URL) => void,
      init?: RequestInit,
    ): Promise<[number, string | undefined]> => {
      const changed = new URL(url)
      change(changed)
      return errorOf(await region.fetch(changed, init))
    }
    expect(await fetchError((each) => void (each.pathname = '/b'))).toEqual([
      403,
      'SignatureDoesNotMatch',
    ])
    expect(await fetchError(() => {}, { method: 'DELETE' })).toEqual([403, 'SignatureDoesNotMatch'])
    expect(await fetchError(() => {}, { headers: { 'x-amz-meta-a': 'b' } })).toEqual([
      403,
      'AccessDenied',
    ])
    const set = (name: string, value: string) => (each: URL) => each.searchParams.set(name, value)
    expect(await fetchError((each) => each.searchParams.delete('X-Amz-Expires'))).toEqual([
      400,
      'AuthorizationQueryParametersError',
    ])
    for (const [name, value] of [
      ['X-Amz-Expires', '604801'],
      ['X-Amz-Expires', '-1'],
      ['X-Amz-Expires', 'x'],
      ['X-Amz-Date', 'now'],
      ['X-Amz-Credential', 'AKIA/x'],
      ['X-Amz-Credential', 'AKIA/20200101/us-east-1/sqs/aws4_request'],
      ['X-Amz-Algorithm', 'AWS4'],
    ] as const) {
      expect(await fetchError(set(name, value)), name).toEqual([
        400,
        'AuthorizationQueryParametersError',
      ])
    }
    expect(await fetchError(set('X-Amz-Date', '29990101T000000Z'))).toEqual([403, 'AccessDenied'])
  })

  it('of others count as well signed', async () => {
    const { region, uploads } = setUp()
    uploads.seed({ a: 'one' })
    const client = new S3Client({
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDOTHER', secretAccessKey: 'x' },
      forcePathStyle: true,
    })
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: 'uploads', Key: 'a' }))
    expect(url).toContain('https://s3.us-east-1.amazonaws.com/uploads/a?')
    expect(await (await region.fetch(url)).text()).toBe('one')
    expect(uploads.calls.at(-1)?.caller).toEqual({ accessKeyId: 'AKIDOTHER' })
  })

  it('lead to S3’s errors', async () => {
    const { region, client } = setUp()
    const urlOf = (Bucket: string, Key: string): Promise<string> =>
      getSignedUrl(client, new GetObjectCommand({ Bucket, Key }))
    expect(await errorOf(await region.fetch(await urlOf('uploads', 'a')))).toEqual([
      404,
      'NoSuchKey',
    ])
    expect(await errorOf(await region.fetch(await urlOf('nowhere', 'a')))).toEqual([
      404,
      'NoSuchBucket',
    ])
    const part = await getSignedUrl(
      client,
      new UploadPartCommand({ Bucket: 'uploads', Key: 'a', UploadId: 'x', PartNumber: 1 }),
    )
    expect(await errorOf(await region.fetch(part, { method: 'PUT', body: 'x' }))).toEqual([
      404,
      'NoSuchUpload',
    ])
    await expect(
      region.fetch(`${HOST}/a?AWSAccessKeyId=a&Signature=b&Expires=1`),
    ).rejects.toMatchObject({ name: 'UnsupportedError' })
  })
})

describe('region.listen', () => {
  it('serves signed URLs, forms and clients of other processes', async () => {
    const { region, uploads } = setUp()
    await using server = await listening(region)
    const client = new S3Client({
      endpoint: server.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    })
    await client.send(new PutObjectCommand({ Bucket: 'uploads', Key: 'a', Body: 'sent' }))
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: 'uploads', Key: 'a' }))
    expect(url).toContain(`${server.url}/uploads/a?`)
    expect(await (await fetch(url)).text()).toBe('sent')
    const { url: action, fields } = await createPresignedPost(client, {
      Bucket: 'uploads',
      Key: 'b',
    })
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', new Blob(['posted']))
    expect((await fetch(action, { method: 'POST', body: form })).status).toBe(204)
    expect(uploads.keys).toEqual(['a', 'b'])
    const listed = await region.fetch(HOST + '?prefix=b', { headers: { authorization: AUTH } })
    expect(await listed.text()).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\s*<ListBucketResult xmlns="http:\/\/s3.amazonaws.com\/doc\/2006-03-01\/">/,
    )
    client.destroy()
  })

  const AUTH =
    'AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0'

  async function listening(
    region: Region,
  ): Promise<{ readonly url: string; [Symbol.asyncDispose](): Promise<void> }> {
    const server = await region.listen()
    return { url: server.url, [Symbol.asyncDispose]: () => server.close() }
  }
})
