/** The body of an upload, with the checks of its length and digests. */
import { isImmutableBytes, ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import {
  algorithmsIn,
  CHECKSUM_MEMBERS,
  checksumOf,
  isChecksumAlgorithm,
  isChecksumValue,
  md5Of,
  type ChecksumAlgorithm,
  type ChecksumMembers,
} from '../checksums/algorithms.ts'
import { entityTooLarge } from '../errors/objects.ts'
import * as errors from '../errors/requests.ts'
import { MAX_UPLOAD_BYTES } from '../limits.ts'
import type { StoredChecksum } from './version.ts'

export interface BodyMembers extends ChecksumMembers {
  /** The protocol has read it: text, or bytes that nobody else changes. */
  readonly Body?: string | Uint8Array | ImmutableBytes
  readonly ContentLength?: number
  readonly ContentMD5?: string
  /** The algorithm whose value the SDK sends. */
  readonly ChecksumAlgorithm?: string
}

export const BODY_MEMBERS: readonly string[] = [
  'Body',
  'ContentLength',
  'ContentMD5',
  'ChecksumAlgorithm',
  ...CHECKSUM_MEMBERS,
]

/** Content that its request's digests agree with. */
export interface CheckedBody {
  readonly content: ImmutableBytes
  /** In hexadecimal. */
  readonly md5: string
  readonly checksum: StoredChecksum | undefined
}

/** Returns the content of a body. */
export function contentOf(body: BodyMembers['Body']): ImmutableBytes {
  if (body === undefined) return ImmutableBytes.empty
  if (isImmutableBytes(body)) return ImmutableBytes.adopt(body)
  return typeof body === 'string' ? ImmutableBytes.from(body) : ImmutableBytes.own(body)
}

/** The digests of a request, of which the form is right. */
export interface GivenDigests {
  readonly contentMd5: string | undefined
  readonly checksum: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined
}

/** Recorded: s3-md5-1, s3-ck-crc32-b64, S3.md. */
export function digestsIn(input: BodyMembers): GivenDigests {
  const { ContentMD5: contentMd5 } = input
  if (contentMd5 !== undefined && !isChecksumValue('MD5', contentMd5)) {
    throw errors.invalidDigest(contentMd5)
  }
  const given = algorithmsIn(input)
  if (given.length > 1) throw errors.severalChecksums()
  const [algorithm] = given
  const value = algorithm && input[`Checksum${algorithm}`]
  if (algorithm === undefined || value === undefined) {
    checkAnnounced(input.ChecksumAlgorithm)
    return { contentMd5, checksum: undefined }
  }
  if (!isChecksumValue(algorithm, value)) throw errors.invalidChecksum(algorithm)
  return { contentMd5, checksum: { algorithm, value } }
}

function checkAnnounced(algorithm: string | undefined): void {
  if (algorithm === undefined) return
  throw isChecksumAlgorithm(algorithm)
    ? errors.checksumMissing()
    : errors.invalidChecksumAlgorithm()
}

/** Recorded: test_put_object_checksum, S3.md. */
export function checkBody(
  { Body }: BodyMembers,
  { contentMd5, checksum }: GivenDigests,
): CheckedBody {
  const content = contentOf(Body)
  if (content.size > MAX_UPLOAD_BYTES) throw entityTooLarge(content.size, MAX_UPLOAD_BYTES)
  if (checksum && checksumOf(checksum.algorithm, content) !== checksum.value) {
    throw errors.badChecksum(checksum.algorithm)
  }
  const md5 = md5Of(content)
  if (contentMd5 !== undefined) {
    const calculated = Buffer.from(md5, 'hex').toString('base64')
    if (calculated !== contentMd5) {
      const expected = Buffer.from(contentMd5, 'base64').toString('hex')
      throw errors.badContentMd5(expected, calculated)
    }
  }
  return { content, md5, checksum: checksum && { ...checksum, type: 'FULL_OBJECT' } }
}
