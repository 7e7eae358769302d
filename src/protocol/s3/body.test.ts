import fc from 'fast-check'
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import type { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import { bucketOf, readUpload } from './body.ts'
import type { WireRequest } from '../wire.ts'

it.each([
  ['b.s3.us-east-1.amazonaws.com', '/k/x', 'b', '/k/x'],
  ['my.dotted.bucket.s3.amazonaws.com', '/', 'my.dotted.bucket', '/'],
  ['localhost', '/b%20c/k/x', 'b c', '/k/x'],
  ['localhost', '/b', 'b', '/'],
  ['localhost', '/%zz/k', '%zz', '/k'],
])('finds the bucket in %s%s', (hostname, path, bucket, rest) => {
  expect(bucketOf({ hostname, path })).toEqual({ bucket, path: rest })
})

const request = (body: unknown, headers: Record<string, string>): WireRequest => ({
  method: 'PUT',
  hostname: 'h',
  path: '/',
  query: {},
  headers,
  body,
})

const textOf = ({ body }: WireRequest): string => (body as ImmutableBytes).text()

const framedHeaders = (length: number, coding = 'aws-chunked'): Record<string, string> => ({
  'content-encoding': coding,
  'x-amz-decoded-content-length': String(length),
})

it('reads frames and the headers behind them', async () => {
  const framed =
    '3\r\nabc\r\n4;chunk-signature=00\r\nd\r\ne\r\n0\r\nX-Amz-Checksum-CRC32:AAAAAA==\r\n\r\n'
  for (const body of [
    framed,
    Buffer.from(framed),
    Readable.from([Buffer.from(framed.slice(0, 9)), Buffer.from(framed.slice(9))]),
  ]) {
    const upload = await readUpload(request(body, framedHeaders(7, 'gzip,aws-chunked')))
    expect(textOf(upload)).toBe('abcd\r\ne')
    expect(upload.headers).toEqual({
      'content-encoding': 'gzip',
      'x-amz-checksum-crc32': 'AAAAAA==',
      'x-amz-decoded-content-length': '7',
    })
  }
})

it('reads frames in pieces of any size', async () => {
  const chunks = fc.array(fc.uint8Array({ minLength: 1, maxLength: 9 }), { maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(chunks, fc.integer({ min: 1, max: 20 }), async (parts, step) => {
      const framed = Buffer.concat([
        ...parts.flatMap((part) => [
          Buffer.from(`${part.length.toString(16)}\r\n`),
          part,
          Buffer.from('\r\n'),
        ]),
        Buffer.from('0\r\na:b\r\n\r\n'),
      ])
      const pieces: Buffer[] = []
      for (let at = 0; at < framed.length; at += step) pieces.push(framed.subarray(at, at + step))
      const content = Buffer.concat(parts)
      const upload = await readUpload(request(Readable.from(pieces), framedHeaders(content.length)))
      expect((upload.body as ImmutableBytes).bytes().equals(content)).toBe(true)
      expect(upload.headers['a']).toBe('b')
    }),
    { numRuns: 50 },
  )
})

it.each([
  ['zz\r\nabc', 3, 'InvalidRequest'],
  ['-5\r\nabc\r\n', 3, 'InvalidRequest'],
  ['99\r\nabc', 0x99, 'IncompleteBody'],
  ['3\r\nabcdef\r\n0\r\n\r\n', 3, 'InvalidRequest'],
  ['3\r\nabc\r\n0\r\n\r\n', 4, 'IncompleteBody'],
  ['3\r\nabc\r\n0\r\n\r\n', 2, 'IncompleteBody'],
  ['3\r\nabc\r\n0\r\nnothing\r\n\r\n', 3, 'MalformedTrailerError'],
  ['', 0, 'IncompleteBody'],
  ['1'.repeat(20_000), 1, 'InvalidRequest'],
])('refuses broken frames: %j', async (body, length, code) => {
  await expect(readUpload(request(body, framedHeaders(length)))).rejects.toMatchObject({ code })
})

it('copies bytes and keeps strings', async () => {
  const bytes = Buffer.from('abc')
  const upload = await readUpload(request(bytes, {}))
  bytes.fill(0)
  expect(textOf(upload)).toBe('abc')
  expect((await readUpload(request('abc', {}))).body).toBe('abc')
  expect(textOf(await readUpload(request(new Blob(['abc']), {})))).toBe('abc')
  expect((await readUpload(request(undefined, {}))).body).toBeUndefined()
})

it('reads streams whose length it knows, as S3', async () => {
  const body = (): ReadableStream => new Blob(['abc']).stream()
  const known = await readUpload(request(body(), { 'content-length': '3' }))
  expect(textOf(known)).toBe('abc')
  await expect(readUpload(request(body(), {}))).rejects.toMatchObject({ code: 'NotImplemented' })
  await expect(readUpload(request(body(), { 'content-length': '4' }))).rejects.toMatchObject({
    code: 'IncompleteBody',
    NumberBytesProvided: 3,
  })
  const framed = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }
  await expect(readUpload(request('0\r\n\r\n', framed))).rejects.toMatchObject({
    code: 'MissingContentLength',
    status: 411,
  })
})
