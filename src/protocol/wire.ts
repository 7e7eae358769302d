/** HTTP messages as the SDK's request handlers see them: what the codecs read and write. */

export interface WireRequest {
  readonly method: string
  readonly hostname: string
  /** Without the query. */
  readonly path: string
  readonly query: Readonly<Record<string, string | readonly string[] | null>>
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** Text, bytes, a Node stream, or nothing. */
  readonly body?: unknown
}

export interface WireResponse {
  readonly statusCode: number
  readonly headers: Record<string, string>
  /** Bytes, or a Node stream where the operation streams its answer. */
  readonly body: unknown
}

const EMPTY = Buffer.alloc(0)

/** A body as bytes, without copying. Streams have to be read before. */
export function toBytes(body: unknown): Buffer {
  if (body === undefined || body === null) return EMPTY
  if (typeof body === 'string') return encode(body)
  if (Buffer.isBuffer(body)) return body
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (body instanceof ArrayBuffer) return Buffer.from(body)
  throw new TypeError(`A body of type ${Object.prototype.toString.call(body)} was not read yet.`)
}

// Answers are written into shared blocks: a block of their own, or Node's way from text to a Buffer, costs more than the text (measured).
const BLOCK_BYTES = 256 * 1024
const encoder = new TextEncoder()
let block = EMPTY
let used = 0

/** Text as UTF-8. What does not fit as one byte per character, or is large anyway, takes the general way. */
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
 * A body as text. NOTE: newer SDKs send their JSON as a subclass of Uint8Array that warns when it is used like a string, older ones send a
 * string.
 */
export const toText = (body: unknown): string =>
  typeof body === 'string' ? body : toBytes(body).toString()

/** Whether the body is a form, as the query protocols send it. */
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

/** Everything a stream gives, as bytes. */
export async function readStream(body: ByteStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(toBytes(chunk))
  return Buffer.concat(chunks)
}
