/** Raw HTTP requests to S3, and their answers. */
import type { ServiceError } from '../../core/errors.ts'
import { bucketOf } from '../../protocol/s3/body.ts'
import { s3ErrorResponse, s3Headers } from '../../protocol/s3/answers.ts'
import { toBytes } from '../../protocol/wire.ts'

/** A request, as `region.fetch` and the interceptors of `miniregion/auto` describe it. */
export interface RawRequest {
  readonly method: string
  /** A full URL, or a path with the host in the headers. */
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body?: Uint8Array | string | undefined
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Uint8Array
}

/** A request with its parts. */
export interface S3Request {
  readonly raw: RawRequest
  readonly method: string
  readonly url: URL
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Empty if the request names none. */
  readonly bucket: string
  /** Empty for a request about the bucket. */
  readonly key: string
}

export function readRequest(raw: RawRequest): S3Request {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(raw.headers)) {
    if (value !== undefined) headers[name.toLowerCase()] = [value].flat().join(', ')
  }
  const url = new URL(raw.url, `http://${headers['host'] ?? 'localhost'}`)
  const { bucket, path } = bucketOf({ hostname: url.hostname, path: url.pathname })
  return {
    raw,
    method: raw.method.toUpperCase(),
    url,
    headers,
    bucket,
    key: decodePath(path.slice(1)),
  }
}

/** A malformed escape is a wrong key, which the operation refuses. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Returns the value of a query parameter, whatever its case is. */
export function queryOf({ url }: S3Request, name: string): string | undefined {
  const wanted = name.toLowerCase()
  for (const [given, value] of url.searchParams) if (given.toLowerCase() === wanted) return value
  return undefined
}

export function toAnswer(
  requestId: string,
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body: string | Uint8Array = '',
): RawAnswer {
  return { status, headers: { ...s3Headers(requestId), ...headers }, body: toBytes(body) }
}

/** S3's error as XML, or without a body for HEAD. */
export function toErrorAnswer(
  { method }: Pick<S3Request, 'method'>,
  error: ServiceError,
  requestId: string,
): RawAnswer {
  const { statusCode, headers, body } = s3ErrorResponse(method === 'HEAD', error, requestId)
  return { status: statusCode, headers, body: toBytes(body) }
}
