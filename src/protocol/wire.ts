/** HTTP messages in the form of the SDK's request handlers, which the codecs read and write. */

export interface WireRequest {
  readonly method: string
  readonly hostname: string
  /** Without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string | readonly string[] | null>>
  /** Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** A string, bytes, a Node stream, or undefined. */
  readonly body?: unknown
}

export interface WireResponse {
  readonly statusCode: number
  readonly headers: Record<string, string>
  /** Bytes, or a Node stream if the operation streams its answer. */
  readonly body: unknown
}

const EMPTY = Buffer.alloc(0)

/** Returns a body as bytes, without a copy. Streams have to be read before. */
export function toBytes(body: unknown): Buffer {
  if (body === undefined || body === null) return EMPTY
  if (typeof body === 'string') return encode(body)
  if (Buffer.isBuffer(body)) return body
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (body instanceof ArrayBuffer) return Buffer.from(body)
  throw new TypeError(
    `A body of type ${Object.prototype.toString.call(body)} has to be read first.`,
  )
}

// Answers share blocks of memory. A separate block for each, or Node's conversion of a string to a
// Buffer, costs more than the string itself (measured).
const BLOCK_BYTES = 256 * 1024
const encoder = new TextEncoder()
let block = EMPTY
let used = 0

/**
 * Encodes text as UTF-8. Large text, and text with characters of several bytes, takes the general
 * way.
 */
function encode(text: string): Buffer {
  const { length } = text
  if (length > BLOCK_BYTES / 4) return Buffer.from(text)
  if (used + length > block.length) {
    block = Buffer.allocUnsafeSlow(BLOCK_BYTES)
    used = 0
  }
  const bytes = block.subarray(used, used + length)
  if (encoder.encodeInto(text, bytes).read < length) return Buffer.from(text)
  used += length
  return bytes
}

/**
 * Returns a body as a string. NOTE: newer SDKs send JSON as a subclass of Uint8Array that warns if
 * it is used like a string; older ones send a string.
 */
export const toText = (body: unknown): string =>
  typeof body === 'string' ? body : toBytes(body).toString()

/** Whether the body is a form, as in the query protocols. */
export const isForm = ({ headers }: WireRequest): boolean =>
  headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true

interface ByteStream {
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array | string>
}

export const isStream = (body: unknown): body is ByteStream =>
  typeof body === 'object' &&
  body !== null &&
  !ArrayBuffer.isView(body) &&
  Symbol.asyncIterator in body

/** Reads a stream to its end, as bytes. */
export async function readStream(body: ByteStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(toBytes(chunk))
  return Buffer.concat(chunks)
}
