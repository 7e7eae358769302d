/**
 * The parts that CompleteMultipartUpload names, and the checksum of the object made of them.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
import type { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import {
  CHECKSUM_ALGORITHMS,
  checksumOf,
  compositeOf,
  type ChecksumAlgorithm,
  type ChecksumMembers,
} from '../checksums/algorithms.ts'
import { malformedXml } from '../errors/requests.ts'
import * as errors from '../errors/uploads.ts'
import { MIN_PART_BYTES } from '../limits.ts'
import type { StoredChecksum } from '../objects/version.ts'
import type { Upload, UploadedPart } from './upload.ts'

export interface CompletedPart extends ChecksumMembers {
  readonly PartNumber?: number
  readonly ETag?: string
}

/** Returns the uploaded parts that a request names, in its order. */
export function partsIn(upload: Upload, named: readonly CompletedPart[]): readonly UploadedPart[] {
  if (named.length === 0) throw errors.noParts()
  checkOrder(upload, named)
  const parts = named.map((part) => partIn(upload, part))
  for (const { number, content, eTag } of parts.slice(0, -1)) {
    if (content.size < MIN_PART_BYTES) throw errors.partTooSmall(number, content.size, eTag)
  }
  return parts
}

function checkOrder({ id }: Upload, named: readonly CompletedPart[]): void {
  let last = 0
  for (const { PartNumber } of named) {
    if (PartNumber === undefined) throw malformedXml()
    if (PartNumber <= last) throw errors.partsOutOfOrder(id)
    last = PartNumber
  }
}

function partIn(upload: Upload, named: CompletedPart): UploadedPart {
  const { PartNumber = 0, ETag = '' } = named
  const part = upload.parts.get(PartNumber)
  const eTag = ETag.replace(/^"|"$/g, '')
  // Recorded: s3-m-3, s3-m-4.
  if (part?.eTag !== eTag) throw errors.invalidPart(upload.id, PartNumber, eTag)
  checkPartChecksum(upload, part, named)
  return part
}

const givenChecksum = (named: ChecksumMembers): ChecksumAlgorithm | undefined =>
  CHECKSUM_ALGORITHMS.find((algorithm) => named[`Checksum${algorithm}`] !== undefined)

/** Recorded by peers (LocalStack): what a request has to say of the checksums of its parts. */
function checkPartChecksum(upload: Upload, part: UploadedPart, named: CompletedPart): void {
  const { id, checksumAlgorithm: declared, checksumType: type } = upload
  const { number, eTag, checksum } = part
  const given = givenChecksum(named)
  if (declared === undefined) {
    const isWrong = given !== undefined && named[`Checksum${given}`] !== checksum?.value
    if (isWrong) throw errors.invalidPart(id, number, eTag)
    return
  }
  const value = named[`Checksum${declared}`]
  if (value !== undefined) {
    if (value !== checksum?.value) throw errors.invalidPart(id, number, eTag)
    return
  }
  if (type !== 'COMPOSITE') return
  throw given === undefined
    ? errors.partChecksumMissing(declared, number)
    : errors.partChecksumDiffers(given, number)
}

/**
 * Returns the checksum of the object. Undefined: S3's own CRC64NVME.
 *
 * Recorded: s3-m-8, S3.md.
 */
export function objectChecksum(
  { checksumAlgorithm: algorithm, checksumType: type }: Upload,
  parts: readonly UploadedPart[],
  content: ImmutableBytes,
  given: ChecksumMembers & { readonly ChecksumType?: string },
): StoredChecksum | undefined {
  if (given.ChecksumType !== undefined && given.ChecksumType !== (type ?? 'FULL_OBJECT')) {
    throw errors.checksumTypeDiffers(given.ChecksumType, type)
  }
  if (algorithm === undefined || type === undefined) return undefined
  const value =
    type === 'FULL_OBJECT'
      ? checksumOf(algorithm, content)
      : compositeOf(
          algorithm,
          parts.map(({ checksum }) => checksum?.value ?? ''),
        )
  const claimed = given[`Checksum${algorithm}`]
  // AWS: the number of the parts may be left out.
  if (claimed !== undefined && claimed !== value && claimed !== value.split('-')[0]) {
    throw errors.objectChecksumDiffers(algorithm)
  }
  return { algorithm, value, type }
}
