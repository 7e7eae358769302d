/** The bodies of S3's requests: strings and bytes of any kind, streams, and framed uploads. */
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { BytesBuilder, ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import { ServiceError } from '../../core/errors.ts'
import { crc32, noteCrc32 } from '../crc32.ts'
import { FrameReader, incomplete } from './frames.ts'
import { isStream, toBytes, type WireRequest } from '../wire.ts'

export const S3_NAMESPACE = 'com.amazonaws.s3'

export interface BucketAndPath {
  readonly bucket: string
  readonly path: string
}

/**
 * Returns the bucket of a virtual-hosted (`bucket.s3.us-east-1.amazonaws.com/key`) or path-style
 * (`/bucket/key`) request.
 */
export function bucketOf({
  hostname,
  path,
}: Pick<WireRequest, 'hostname' | 'path'>): BucketAndPath {
  // `bucket.localhost`: the SDK puts the bucket before the host of an endpoint as well.
  const inHost = /^(.+)\.(?:s3[.-]|localhost$)/.exec(hostname)?.[1]
  if (inHost !== undefined) return { bucket: inHost, path }
  const end = path.indexOf('/', 1)
  const bucket = decode(end < 0 ? path.slice(1) : path.slice(1, end))
  return { bucket, path: end < 0 ? '/' : path.slice(end) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A malformed escape is a wrong name, which the operation refuses.
    return text
  }
}

/**
 * Returns the request with its whole body, without frames and with the headers that trailed it. A
 * string stays one. Bytes become `ImmutableBytes`: they are copied once, so that the caller can use
 * its memory again.
 */
export async function readUpload(request: WireRequest): Promise<WireRequest> {
  const { body } = request
  if (isFramed(request)) return readFramed(request)
  if (typeof body === 'string' || body === undefined || body === null) return request
  if (body instanceof Blob)
    return { ...request, body: copyOf(new Uint8Array(await body.arrayBuffer())) }
  if (!isStream(body)) return { ...request, body: copyOf(toBytes(body)) }
  const length = lengthIn(request, 'content-length')
  if (length === undefined) throw lengthUnknown()
  return { ...request, body: await collect(body, length) }
}

const copyOf = (bytes: Uint8Array): ImmutableBytes => ImmutableBytes.from(bytes)

const isFramed = ({ headers }: WireRequest): boolean =>
  headers['content-encoding']?.includes('aws-chunked') === true ||
  headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true

function lengthIn({ headers }: WireRequest, name: string): number | undefined {
  const text = headers[name]
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

async function readFramed(request: WireRequest): Promise<WireRequest> {
  const length = lengthIn(request, 'x-amz-decoded-content-length')
  if (length === undefined) throw lengthMissing()
  const content = new BytesBuilder(length)
  const needsCrc32 = request.headers['x-amz-trailer'] === 'x-amz-checksum-crc32'
  let crc = 0
  const frames = new FrameReader((piece) => {
    if (needsCrc32) crc = crc32(piece, crc)
    add(content, piece, length)
  })
  if (isStream(request.body)) await eachPiece(request.body, (piece) => frames.push(piece))
  else frames.push(toBytes(request.body))
  frames.end()
  const body = complete(content, length)
  if (needsCrc32) noteCrc32(body, crc)
  return { ...request, headers: plainHeaders(request, frames.trailers), body }
}

/** Adds the trailing headers. AWS: S3 does not keep the encoding `aws-chunked`. */
function plainHeaders(
  { headers }: WireRequest,
  trailers: ReadonlyMap<string, string>,
): Record<string, string> {
  const { 'content-encoding': coding, 'content-length': _, ...rest } = headers
  const codings = (coding ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '' && each !== 'aws-chunked')
  return {
    ...rest,
    ...(codings.length > 0 && { 'content-encoding': codings.join(',') }),
    ...Object.fromEntries(trailers),
  }
}

async function collect(
  stream: AsyncIterable<Uint8Array | string>,
  length: number,
): Promise<ImmutableBytes> {
  const content = new BytesBuilder(length)
  await eachPiece(stream, (piece) => add(content, piece, length))
  return complete(content, length)
}

/** A Node stream's iterator joins its pieces, which for a large body costs as much as its digest. */
async function eachPiece(
  stream: AsyncIterable<Uint8Array | string>,
  visit: (piece: Buffer) => void,
): Promise<void> {
  if (!(stream instanceof Readable)) {
    for await (const piece of stream) visit(toBytes(piece))
    return
  }
  stream.on('data', (piece: Uint8Array | string) => {
    try {
      visit(toBytes(piece))
    } catch (error) {
      stream.destroy(error as Error)
    }
  })
  await finished(stream)
}

/** Adds to a body of which the request gives the length. */
function add(content: BytesBuilder, piece: Buffer, length: number): void {
  const size = content.size + piece.length
  if (size > length) throw incomplete(length, size)
  content.push(piece)
}

function complete(content: BytesBuilder, length: number): ImmutableBytes {
  if (content.size < length) throw incomplete(length, content.size)
  return content.end()
}

// Seen: versity/versitygw#1656, which quotes S3. Node's HTTP client already refuses such a request
// (aws/aws-sdk-js-v3#7434).
const lengthMissing = (): ServiceError =>
  new ServiceError('MissingContentLength', 'You must provide the Content-Length HTTP header.', {
    status: 411,
  })

// Seen: aws/aws-sdk-js#2961: a stream of unknown length is sent with Transfer-Encoding.
const lengthUnknown = (): ServiceError =>
  new ServiceError(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    { status: 501, fields: { Header: 'Transfer-Encoding' } },
  )
