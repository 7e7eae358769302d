/**
 * The headers and the user's metadata of objects.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
 */
import { metadataTooLarge } from '../errors/objects.ts'
import { MAX_METADATA_BYTES } from '../limits.ts'

/** Members of requests and answers that are HTTP headers of the object. */
export interface HeaderMembers {
  readonly CacheControl?: string
  readonly ContentDisposition?: string
  readonly ContentEncoding?: string
  readonly ContentLanguage?: string
  readonly ContentType?: string
  readonly Expires?: Date | string
}

export type StoredHeaders = HeaderMembers & { readonly ContentType: string }

export const HEADER_MEMBERS: readonly (keyof HeaderMembers)[] = [
  'CacheControl',
  'ContentDisposition',
  'ContentEncoding',
  'ContentLanguage',
  'ContentType',
  'Expires',
]

/** S3's type of an object that comes without one. AWS: API_PutObject.html. */
const DEFAULT_CONTENT_TYPE = 'binary/octet-stream'

/** Names are in lower case. */
export type UserMetadata = ReadonlyMap<string, string>

const NO_METADATA: UserMetadata = new Map()

/** Returns the headers of a request for a new object. */
export function headersIn(input: HeaderMembers): StoredHeaders {
  const headers: Record<string, unknown> = { ContentType: DEFAULT_CONTENT_TYPE }
  for (const name of HEADER_MEMBERS) {
    const value = input[name]
    if (value !== undefined && value !== '') headers[name] = value
  }
  return headers as unknown as StoredHeaders
}

/** Returns the metadata of a request for a new object. */
export function metadataIn(given: Readonly<Record<string, string>> | undefined): UserMetadata {
  if (!given) return NO_METADATA
  const metadata = new Map<string, string>()
  let size = 0
  for (const [name, value] of Object.entries(given)) {
    const decoded = decodeWords(value)
    metadata.set(name.toLowerCase(), decoded)
    size += Buffer.byteLength(name) + Buffer.byteLength(decoded)
  }
  if (size > MAX_METADATA_BYTES) throw metadataTooLarge(size)
  return metadata
}

/** Returns the metadata as an answer has it. Its prototype is null: a name may be `__proto__`. */
export function toMetadata(metadata: UserMetadata): Record<string, string> | undefined {
  if (metadata.size === 0) return undefined
  const shown = Object.create(null) as Record<string, string>
  for (const [name, value] of metadata) shown[name] = encodeWords(value)
  return shown
}

const ENCODED_WORD = /=\?utf-8\?([qb])\?([^?]*)\?=/gi

/** Recorded: test_user_metadata_rfc2047_encoded: a value that was sent in RFC 2047 is decoded. */
function decodeWords(value: string): string {
  if (!value.includes('=?')) return value
  return value.replace(ENCODED_WORD, (_, form: string, content: string) =>
    form.toLowerCase() === 'b'
      ? Buffer.from(content, 'base64').toString()
      : Buffer.from(unquote(content), 'latin1').toString(),
  )
}

const unquote = (content: string): string =>
  content
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    )

const PLAIN = /^[\t\x20-\x7e]*$/
const CONTROL = /\p{C}/u

/**
 * Recorded: test_metadata_header_character_decoding: other values come back in RFC 2047, those with
 * characters that cannot be printed in base64.
 */
function encodeWords(value: string): string {
  if (PLAIN.test(value)) return value
  const bytes = Buffer.from(value)
  if (CONTROL.test(value.replaceAll('\t', ''))) return `=?UTF-8?B?${bytes.toString('base64')}?=`
  let quoted = ''
  for (const byte of bytes) quoted += quotedByte(byte)
  return `=?UTF-8?Q?${quoted}?=`
}

// Recorded by peers (LocalStack, services/s3/headers.py): the bytes that stay as they are.
function quotedByte(byte: number): string {
  const character = String.fromCharCode(byte)
  if (character === ' ') return '_'
  return character !== '_' && character !== '=' && PLAIN.test(character)
    ? character
    : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
}
