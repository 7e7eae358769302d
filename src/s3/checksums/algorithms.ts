/**
 * The checksums of objects: S3's algorithms, and the members of inputs and outputs that contain
 * their values.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
import * as crypto from 'node:crypto'
import type { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import { createCrc32, crc32, crc32Of, type Crc32 } from '../../protocol/crc32.ts'
import { Crc64Nvme } from './crc64nvme.ts'

export type ChecksumAlgorithm =
  'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256' | 'SHA512' | 'MD5'
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE'

interface Hash {
  update(bytes: Uint8Array): void
  digest(): Buffer
}

interface Algorithm {
  /** The length of a value, in bytes. */
  readonly length: number
  readonly create: () => Hash
}

const crcHash = (compute: Crc32): Hash => {
  let crc = 0
  return {
    update: (bytes) => {
      crc = compute(bytes, crc)
    },
    digest: () => bytesOf(crc),
  }
}

function bytesOf(crc: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeUInt32BE(crc)
  return bytes
}

let crc32c: Crc32 | undefined

const ALGORITHMS: Readonly<Record<ChecksumAlgorithm, Algorithm>> = {
  CRC32: { length: 4, create: () => crcHash(crc32) },
  // The Castagnoli polynomial in reversed order.
  CRC32C: { length: 4, create: () => crcHash((crc32c ??= createCrc32(0x82f63b78))) },
  CRC64NVME: { length: 8, create: () => new Crc64Nvme() },
  SHA1: { length: 20, create: () => crypto.createHash('sha1') },
  SHA256: { length: 32, create: () => crypto.createHash('sha256') },
  SHA512: { length: 64, create: () => crypto.createHash('sha512') },
  MD5: { length: 16, create: () => crypto.createHash('md5') },
}

export const CHECKSUM_ALGORITHMS = Object.keys(ALGORITHMS) as readonly ChecksumAlgorithm[]

export const isChecksumAlgorithm = (name: string): name is ChecksumAlgorithm =>
  Object.hasOwn(ALGORITHMS, name)

/** The members of requests and answers with the value of a checksum. */
export type ChecksumMembers = {
  readonly [Algorithm in ChecksumAlgorithm as `Checksum${Algorithm}`]?: string
}

/** The names of those members, for the lists of what operations handle. */
export const CHECKSUM_MEMBERS: readonly (keyof ChecksumMembers)[] = CHECKSUM_ALGORITHMS.map(
  (algorithm) => `Checksum${algorithm}` as const,
)

/** Returns the algorithms of which an input has a value. */
export const algorithmsIn = (input: ChecksumMembers): ChecksumAlgorithm[] =>
  CHECKSUM_ALGORITHMS.filter((_, index) => input[CHECKSUM_MEMBERS[index]!] !== undefined)

export const checksumMember = (algorithm: ChecksumAlgorithm, value: string): ChecksumMembers => ({
  [`Checksum${algorithm}`]: value,
})

/** Returns the checksum of some bytes in base64. */
export function checksumOf(algorithm: ChecksumAlgorithm, content: ImmutableBytes): string {
  if (algorithm === 'CRC32') return bytesOf(crc32Of(content)).toString('base64')
  const hash = ALGORITHMS[algorithm].create()
  content.read((chunk) => hash.update(chunk))
  return hash.digest().toString('base64')
}

/** Returns the checksum of the checksums of parts: `nIz9mw==-2`. */
export function compositeOf(algorithm: ChecksumAlgorithm, values: readonly string[]): string {
  const hash = ALGORITHMS[algorithm].create()
  for (const value of values) hash.update(Buffer.from(value, 'base64'))
  return `${hash.digest().toString('base64')}-${values.length}`
}

/** Whether a text is the base64 of as many bytes as the algorithm's values have. */
export function isChecksumValue(algorithm: ChecksumAlgorithm, text: string): boolean {
  const bytes = Buffer.from(text, 'base64')
  return bytes.length === ALGORITHMS[algorithm].length && bytes.toString('base64') === text
}

/** Since Node 20.12. It takes half the time for a small content. */
const hashAtOnce = (crypto as { hash?: (name: 'md5', bytes: Uint8Array) => string }).hash

/** Returns the MD5 in hexadecimal: the ETag of an object without quotes. */
export function md5Of(content: ImmutableBytes): string {
  const whole = hashAtOnce && content.only
  if (whole) return hashAtOnce('md5', whole)
  const hash = crypto.createHash('md5')
  content.read((chunk) => hash.update(chunk))
  return hash.digest('hex')
}

/** Recorded: s3-m-8: the MD5 of the parts' MD5s, and the number of parts. */
export function multipartETag(partETags: readonly string[]): string {
  const hash = crypto.createHash('md5')
  for (const eTag of partETags) hash.update(Buffer.from(eTag, 'hex'))
  return `${hash.digest('hex')}-${partETags.length}`
}
