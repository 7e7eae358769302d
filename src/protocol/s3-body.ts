/** The bodies of S3's requests: strings and bytes of any kind, streams, and framed uploads. */
import { ServiceError } from '../core/errors.ts'
import { FrameReader, incomplete } from './s3-frames.ts'
import { isStream, toBytes, type WireRequest } from './wire.ts'

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
 * string stays one. Bytes are copied, so that the caller can use its memory again.
 */
export async function readUpload(request: WireRequest): Promise<WireRequest> {
  const { body } = request
  if (isFramed(request)) return readFramed(request)
  if (typeof body === 'string' || body === undefined || body === null) return request
  if (body instanceof Blob) return { ...request, body: Buffer.from(await body.arrayBuffer()) }
  if (!isStream(body)) return { ...request, body: Buffer.from(toBytes(body)) }
  const length = lengthIn(request, 'content-length')
  if (length === undefined) throw lengthUnknown()
  return { ...request, body: await collect(body, length) }
}

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
  const content = new Collector(length)
  const frames = new FrameReader((piece) => content.push(piece))
  if (isStream(request.body)) for await (const piece of request.body) frames.push(toBytes(piece))
  else frames.push(toBytes(request.body))
  frames.end()
  return { ...request, headers: plainHeaders(request, frames.trailers), body: content.end() }
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
): Promise<Buffer> {
  const content = new Collector(length)
  for await (const piece of stream) content.push(toBytes(piece))
  return content.end()
}

/** Memory for a whole body is taken at once up to this size, and else piece by piece. */
const AT_ONCE = 256 * 1024 * 1024

/** Copies the pieces of a body, of which the request gives the length, into one buffer. */
class Collector {
  readonly #length: number
  #buffer: Buffer
  #size = 0

  constructor(length: number) {
    this.#length = length
    this.#buffer = Buffer.allocUnsafeSlow(Math.min(length, AT_ONCE))
  }

  push(piece: Buffer): void {
    const size = this.#size + piece.length
    if (size > this.#length) throw incomplete(this.#length, size)
    if (size > this.#buffer.length) this.#grow(size)
    piece.copy(this.#buffer, this.#size)
    this.#size = size
  }

  end(): Buffer {
    if (this.#size < this.#length) throw incomplete(this.#length, this.#size)
    return this.#buffer.subarray(0, this.#size)
  }

  #grow(size: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.min(this.#length, Math.max(size, 2 * this.#size)))
    this.#buffer.copy(larger, 0, 0, this.#size)
    this.#buffer = larger
  }
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
