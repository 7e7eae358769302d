/**
 * The ranges of an object that GetObject, HeadObject and UploadPartCopy take.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
import { invalidPartNumber, invalidRange, rangeAndPart } from '../errors/objects.ts'
import { copyRangeBeyondEnd, copyRangeTooLong, malformedCopyRange } from '../errors/uploads.ts'
import type { StoredObject } from './version.ts'

/** `end` is not included. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface RangeMembers {
  readonly Range?: string
  readonly PartNumber?: number
}

/** Returns the requested range, or undefined for the whole object. */
export function rangeIn(
  { Range, PartNumber }: RangeMembers,
  object: StoredObject,
): ByteRange | undefined {
  if (Range !== undefined && PartNumber !== undefined) throw rangeAndPart()
  if (PartNumber !== undefined) return partRange(object, PartNumber)
  return Range === undefined ? undefined : parseRange(Range, object.content.size)
}

/**
 * Recorded: s3-range-12, s3-range-13, S3.md: S3 ignores a range that it cannot read, one that ends
 * before it begins, and several ranges.
 */
function parseRange(text: string, size: number): ByteRange | undefined {
  const [, first, last] = /^[^=]*=(\d*)-(\d*)$/.exec(text) ?? []
  if (first === undefined || last === undefined || first + last === '') return undefined
  if (first === '') {
    const length = Number(last)
    // RFC 9110, section 14.1.2: of an empty object, no suffix is satisfiable.
    if (length === 0 || size === 0) throw invalidRange(text, size)
    return { start: Math.max(0, size - length), end: size }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return undefined
  if (start >= size) throw invalidRange(text, size)
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) }
}

/** Recorded: s3-m-10: an object that was not uploaded in parts is one part. */
function partRange({ parts, content }: StoredObject, requested: number): ByteRange {
  if (!parts) {
    if (requested !== 1) throw invalidPartNumber(requested, 1)
    return { start: 0, end: content.size }
  }
  let start = 0
  for (const { number, size } of parts) {
    if (number === requested) return { start, end: start + size }
    start += size
  }
  throw invalidPartNumber(requested, parts.length)
}

/** Recorded: s3-m-range-3, s3-m-range-4. */
export function parseCopyRange(text: string, size: number): ByteRange {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(text) ?? []
  const start = Number(first)
  const end = Number(last) + 1
  if (first === undefined || last === undefined || end <= start) throw malformedCopyRange(text)
  if (start >= size) throw copyRangeBeyondEnd()
  if (end > size) throw copyRangeTooLong(text, size)
  return { start, end }
}

/** Recorded: s3-range-01. */
export const contentRange = ({ start, end }: ByteRange, size: number): string =>
  `bytes ${start}-${end - 1}/${size}`
