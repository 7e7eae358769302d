/** Finds the object of a request. */
import type { Bucket } from '../buckets/bucket.ts'
import * as errors from '../errors/objects.ts'
import { currentObject, NULL_VERSION, type StoredObject, type Version } from '../objects/version.ts'
import { isVersionId } from '../objects/version-ids.ts'

export interface ObjectInput {
  readonly Bucket: string
  readonly Key: string
  readonly VersionId?: string
  readonly ExpectedBucketOwner?: string
}

/** Members that every request about an object handles. */
export const OBJECT_MEMBERS: readonly string[] = [
  'Bucket',
  'Key',
  'VersionId',
  'ExpectedBucketOwner',
  // It means nothing where nobody pays.
  'RequestPayer',
]

export type ObjectMethod = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'

/** Returns the object of a request, or throws S3's error. */
export function findObject(
  bucket: Bucket,
  { Key, VersionId }: Pick<ObjectInput, 'Key' | 'VersionId'>,
  method: ObjectMethod,
): StoredObject {
  const versions = bucket.objects.get(Key)
  if (VersionId !== undefined) return findVersion(bucket, Key, VersionId, method)
  const newest = versions?.[0]
  if (!newest) throw errors.noSuchKey(Key)
  if (!newest.isMarker) return newest
  // Recorded: s3-v-2, s3-v-8: only reads take a delete marker for nothing.
  if (method === 'GET' || method === 'HEAD') throw errors.noSuchKey(Key, markerHeaders(newest))
  throw errors.methodNotAllowed(method, newest.versionId)
}

const markerHeaders = ({ versionId }: Version): Record<string, string> => ({
  'x-amz-delete-marker': 'true',
  'x-amz-version-id': versionId,
})

function findVersion(
  bucket: Bucket,
  key: string,
  versionId: string,
  method: ObjectMethod,
): StoredObject {
  checkVersionId(bucket, versionId)
  const versions = bucket.objects.get(key)
  const version = versions?.find((each) => each.versionId === versionId)
  if (!version) {
    // Recorded: s3-v-2, S3.md: an unversioned bucket has no versions to miss.
    if (bucket.settings.versioning === undefined) throw errors.noSuchKey(key)
    throw errors.noSuchVersion(key, versionId)
  }
  if (version.isMarker) throw errors.methodNotAllowed(method, versionId)
  return version
}

/** Recorded: s3-c-7, S3.md: an unversioned bucket knows only the version `null`. */
export function checkVersionId({ settings }: Bucket, versionId: string): void {
  const isKnown =
    settings.versioning === undefined ? versionId === NULL_VERSION : isVersionId(versionId)
  if (!isKnown) throw errors.invalidVersionId(versionId)
}

/** Returns the object that a key names now, without an error. */
export const objectNow = ({ objects }: Bucket, key: string): StoredObject | undefined =>
  currentObject(objects.get(key))

/**
 * Recorded: s3-v-4, S3.md: the version that answers show. An unversioned bucket shows none.
 */
export const shownVersion = (
  { settings }: Bucket,
  { versionId }: Version,
): { readonly VersionId?: string } =>
  settings.versioning === undefined ? {} : { VersionId: versionId }
