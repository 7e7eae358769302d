/**
 * S3's peculiarities: the bucket is outside the path templates, and streamed uploads are framed.
 */
import { isStream, readStream, toBytes, type WireRequest } from './wire.ts'

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
  const inHost = /^(.+)\.s3[.-]/.exec(hostname)?.[1]
  if (inHost !== undefined) return { bucket: inHost, path }
  const end = path.indexOf('/', 1)
  const bucket = decodeURIComponent(end < 0 ? path.slice(1) : path.slice(1, end))
  return { bucket, path: end < 0 ? '/' : path.slice(end) }
}

const isFramed = ({ headers }: WireRequest): boolean =>
  headers['content-encoding']?.includes('aws-chunked') === true ||
  headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true

/**
 * Returns the content of an upload.
 *
 * AWS: "aws-chunked": `3\r
 * abc\r
 * ` ... `0\r
 * x-amz-checksum-crc32:...\r
 * \r
 * `, with an optional `;chunk-signature=...` after the size.
 */
export async function unframe(request: WireRequest): Promise<unknown> {
  if (!isFramed(request)) return request.body
  const framed = isStream(request.body) ? await readStream(request.body) : toBytes(request.body)
  const chunks: Buffer[] = []
  for (let at = 0; at < framed.length;) {
    const lineEnd = framed.indexOf('\r\n', at)
    if (lineEnd < 0) break
    const size = Number.parseInt(framed.toString('latin1', at, lineEnd), 16)
    if (!(size > 0)) break
    chunks.push(framed.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = lineEnd + 2 + size + 2
  }
  return Buffer.concat(chunks)
}
