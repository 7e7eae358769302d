/** The contents of objects, as tests give them and read them. */
import { nameOf } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'

/** Text, bytes, or a JSON value: an array, or an object without a class. */
export type ObjectContent = string | Uint8Array | ArrayBuffer | object

export interface GivenContent {
  readonly body: string | Uint8Array
  /** Whether the content was a value that became JSON. */
  readonly isJson: boolean
}

/** Reads content. Bytes are copied, so that the test may change its own. */
export function toContent(content: unknown, caller: string): GivenContent {
  if (typeof content === 'string') return { body: content, isJson: false }
  if (ArrayBuffer.isView(content)) {
    const { buffer, byteOffset, byteLength } = content
    return { body: Buffer.from(new Uint8Array(buffer, byteOffset, byteLength)), isJson: false }
  }
  if (content instanceof ArrayBuffer) {
    return { body: Buffer.from(new Uint8Array(content)), isJson: false }
  }
  const text = isPlain(content) ? JSON.stringify(content) : undefined
  if (text !== undefined) return { body: text, isJson: true }
  throw new MisuseError(
    `${caller} received ${nameOf(content)} as its content.`,
    'text, bytes, or a plain object or array, which becomes JSON',
    content instanceof Blob
      ? 'Read it first: await blob.bytes()'
      : 'The SDK takes streams: await client.send(new PutObjectCommand({ ... }))',
  )
}

function isPlain(content: unknown): boolean {
  if (typeof content !== 'object' || content === null) return false
  if (Array.isArray(content)) return true
  const prototype: unknown = Object.getPrototypeOf(content)
  return prototype === Object.prototype || prototype === null
}
