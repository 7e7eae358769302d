import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { bucketOf, unframe } from './s3-body.ts'

it.each([
  ['b.s3.us-east-1.amazonaws.com', '/k/x', 'b', '/k/x'],
  ['my.dotted.bucket.s3.amazonaws.com', '/', 'my.dotted.bucket', '/'],
  ['localhost', '/b%20c/k/x', 'b c', '/k/x'],
  ['localhost', '/b', 'b', '/'],
])('finds the bucket in %s%s', (hostname, path, bucket, rest) => {
  expect(bucketOf({ hostname, path })).toEqual({ bucket, path: rest })
})

const request = (body: unknown, headers: Record<string, string>) => ({
  method: 'PUT',
  hostname: 'h',
  path: '/',
  query: {},
  headers,
  body,
})

it('unframes uploads', async () => {
  const framed =
    '3\r\nabc\r\n4;chunk-signature=00\r\nd\r\ne\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n'
  for (const body of [
    framed,
    Buffer.from(framed),
    Readable.from([Buffer.from(framed.slice(0, 9)), Buffer.from(framed.slice(9))]),
  ]) {
    const content = await unframe(request(body, { 'content-encoding': 'aws-chunked' }))
    expect(String(content)).toBe('abcd\r\ne')
  }
  expect(await unframe(request(framed, {}))).toBe(framed)
})

it('accepts broken frames', async () => {
  for (const body of ['', 'zz\r\nabc', '-5\r\nabc\r\n', '99\r\nabc']) {
    const content = await unframe(
      request(body, { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }),
    )
    expect(['', 'abc']).toContain(String(content))
  }
})
