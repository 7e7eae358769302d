/** The bodies that a process posts to the Runtime API. */
import type { IncomingMessage } from 'node:http'
import { RESPONSE_BYTES } from '../limits.ts'
import type { Delivery } from './delivery.ts'
import { toPostedError, type PostedError } from './posted-error.ts'

/** How the body of a response ended. */
export type ReadResponse =
  | { readonly type: 'complete'; readonly bytes: Buffer }
  | { readonly type: 'failed'; readonly error: PostedError }
  | { readonly type: 'tooLarge' }

interface Body {
  /** Up to the limit. */
  readonly bytes: Buffer
  readonly isTooLarge: boolean
  /** Whether the connection broke before the end. */
  readonly isTruncated: boolean
}

/** Reads a body to its end. What is beyond the limit is dropped. */
export function readBody(
  request: IncomingMessage,
  limit: number,
  onChunk?: (chunk: Buffer) => void,
): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const end = (isTruncated: boolean) => (): void =>
      resolve({ bytes: Buffer.concat(chunks), isTooLarge: size > limit, isTruncated })
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      onChunk?.(chunk)
      if (size <= limit) chunks.push(chunk)
    })
    request.once('end', end(false))
    request.once('close', end(true))
    request.once('error', end(true))
  })
}

const BINARY = 'application/octet-stream'

/** Reads a response. A streamed one may be longer than a payload, and may end with an error. */
// AWS: "Using the Lambda runtime API for custom runtimes", response streaming: the error is in
// trailers, its body in base64.
export async function readResponse(
  request: IncomingMessage,
  delivery: Delivery,
  isStreamed: boolean,
): Promise<ReadResponse> {
  const contentType = request.headers['content-type'] ?? BINARY
  const onChunk = (chunk: Buffer): void => delivery.onChunk(chunk, contentType)
  const limit = isStreamed ? Infinity : RESPONSE_BYTES
  const body = await readBody(request, limit, isStreamed ? onChunk : undefined)
  if (body.isTruncated) return { type: 'failed', error: truncated() }
  if (body.isTooLarge) return { type: 'tooLarge' }
  const { trailers } = request
  const type = trailers['lambda-runtime-function-error-type']
  if (type === undefined) return { type: 'complete', bytes: body.bytes }
  const posted = trailers['lambda-runtime-function-error-body'] ?? ''
  const text = Buffer.from(posted, 'base64').toString('utf8')
  return { type: 'failed', error: toPostedError(text, type) }
}

// AWS: aws-lambda-runtime-interface-emulator lambda/fatalerror: Runtime.TruncatedResponse.
// Unverified: the message.
const truncated = (): PostedError =>
  toPostedError(
    JSON.stringify({
      errorType: 'Runtime.TruncatedResponse',
      errorMessage: 'Response truncated',
    }),
    undefined,
  )
