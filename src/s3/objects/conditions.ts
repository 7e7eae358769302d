/**
 * Conditional reads, writes and copies.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html
 */
import {
  conditionNotImplemented,
  conditionsCombined,
  notModified,
  preconditionFailed,
} from '../errors/requests.ts'
import { noSuchKey } from '../errors/objects.ts'
import type { StoredObject } from './version.ts'

export interface ReadConditions {
  readonly IfMatch?: string
  readonly IfNoneMatch?: string
  readonly IfModifiedSince?: Date
  readonly IfUnmodifiedSince?: Date
}

/** ETags may come without quotes (s3-pre-4). */
const isETag = (given: string, { eTag }: StoredObject): boolean =>
  given.replace(/^"|"$/g, '') === eTag

/** HTTP's dates have whole seconds. */
const toSecond = (milliseconds: number): number => Math.floor(milliseconds / 1000)

const wasModifiedAfter = ({ lastModified }: StoredObject, date: Date): boolean =>
  toSecond(lastModified) > toSecond(date.getTime())

/** Recorded: s3-pre-5: a date in the future is ignored. */
const isUnmodifiedSince = (object: StoredObject, date: Date, now: number): boolean =>
  !wasModifiedAfter(object, date) && date.getTime() <= now

/** Recorded: s3-pre-1, s3-pre-2, test_s3_get_object_preconditions: the order. */
export function checkReadConditions(
  conditions: ReadConditions,
  object: StoredObject,
  now: number,
): void {
  const { IfMatch, IfUnmodifiedSince, IfNoneMatch, IfModifiedSince } = conditions
  if (IfMatch !== undefined) {
    if (!isETag(IfMatch, object)) throw preconditionFailed('If-Match')
  } else if (IfUnmodifiedSince && wasModifiedAfter(object, IfUnmodifiedSince)) {
    throw preconditionFailed('If-Unmodified-Since')
  }
  if (
    (IfNoneMatch !== undefined && (IfNoneMatch === '*' || isETag(IfNoneMatch, object))) ||
    (IfModifiedSince && isUnmodifiedSince(object, IfModifiedSince, now))
  ) {
    throw notModified({
      etag: `"${object.eTag}"`,
      'last-modified': new Date(object.lastModified).toUTCString(),
    })
  }
}

export interface SourceConditions {
  readonly CopySourceIfMatch?: string
  readonly CopySourceIfNoneMatch?: string
  readonly CopySourceIfModifiedSince?: Date
  readonly CopySourceIfUnmodifiedSince?: Date
}

/** Recorded: s3-copypre-2, test_s3_copy_object_preconditions. */
export function checkSourceConditions(
  conditions: SourceConditions,
  object: StoredObject,
  now: number,
): void {
  const failed = failedSourceCondition(conditions, object, now)
  if (failed !== undefined) throw preconditionFailed(`x-amz-copy-source-${failed}`)
}

function failedSourceCondition(
  conditions: SourceConditions,
  object: StoredObject,
  now: number,
): string | undefined {
  const {
    CopySourceIfMatch: ifMatch,
    CopySourceIfUnmodifiedSince: ifUnmodified,
    CopySourceIfNoneMatch: ifNoneMatch,
    CopySourceIfModifiedSince: ifModified,
  } = conditions
  if (ifMatch !== undefined && !isETag(ifMatch, object)) return 'If-Match'
  // AWS: API_CopyObject.html: an ETag that matches outweighs the date.
  if (ifMatch === undefined && ifUnmodified && wasModifiedAfter(object, ifUnmodified)) {
    return 'If-Unmodified-Since'
  }
  if (ifNoneMatch !== undefined && isETag(ifNoneMatch, object)) return 'If-None-Match'
  if (ifModified && isUnmodifiedSince(object, ifModified, now)) return 'If-Modified-Since'
  return undefined
}

export interface WriteConditions {
  readonly IfMatch?: string
  readonly IfNoneMatch?: string
}

/** Throws S3's answer to conditions that a write cannot have. */
export function checkWriteForm({ IfMatch, IfNoneMatch }: WriteConditions): void {
  // Recorded: s3-cw-8, s3-cw-3, s3-cw-7.
  if (IfMatch !== undefined && IfNoneMatch !== undefined) throw conditionsCombined()
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*')
    throw conditionNotImplemented('If-None-Match')
  if (IfMatch === '*') throw conditionNotImplemented('If-Match')
}

/** Checks a write's conditions against the object that it would replace. */
export function checkWriteConditions(
  { IfMatch, IfNoneMatch }: WriteConditions,
  key: string,
  current: StoredObject | undefined,
): void {
  // Recorded: s3-cw-1, s3-cw-4, s3-cw-6.
  if (IfNoneMatch !== undefined && current) throw preconditionFailed('If-None-Match')
  if (IfMatch === undefined) return
  if (!current) throw noSuchKey(key)
  if (!isETag(IfMatch, current)) throw preconditionFailed('If-Match')
}

/** Recorded by peers (LocalStack). */
export function checkDeleteCondition(
  IfMatch: string | undefined,
  current: StoredObject | undefined,
): void {
  if (IfMatch === undefined || (IfMatch === '*' && current)) return
  if (!current || !isETag(IfMatch, current)) throw preconditionFailed('If-Match')
}
