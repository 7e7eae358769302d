/** Objects, as the answers to reads and writes describe them. */
import type { World } from '../../core/world/world.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { expirationHeader } from '../lifecycle/rules.ts'
import { shownDate } from '../objects/dates.ts'
import { shownEncryption } from '../objects/encryption.ts'
import { toMetadata } from '../objects/metadata.ts'
import { restoreHeader } from '../objects/restoration.ts'
import { showNewChecksum, type ShownChecksum } from '../objects/shown-checksum.ts'
import type { StoredObject } from '../objects/version.ts'
import { shownVersion } from './find-object.ts'

export interface PutOutput extends ShownChecksum {
  readonly ETag: string
  readonly VersionId?: string
  readonly [name: string]: unknown
}

/** Returns an ETag that is not an MD5: 32 hexadecimal digits. */
export const opaqueETag = ({ ids }: World): string => ids.text('s3-etag', 32, '0123456789abcdef')

/** Recorded: s3-v-4: a put into a bucket whose versioning is suspended shows no version. */
export const newVersion = (
  { settings }: Bucket,
  { versionId }: StoredObject,
): { readonly VersionId?: string } =>
  settings.versioning === 'Enabled' ? { VersionId: versionId } : {}

/** Recorded: test_put_object. */
export const describePut = (bucket: Bucket, object: StoredObject): PutOutput =>
  Object.assign(showNewChecksum(object), {
    ETag: `"${object.eTag}"`,
    ...newVersion(bucket, object),
    ...shownExpiration(bucket, object),
    ...shownEncryption(object.encryption),
  })

const shownExpiration = (
  { settings }: Bucket,
  object: StoredObject,
): { readonly Expiration?: string } => {
  const Expiration = settings.lifecycle && expirationHeader(settings.lifecycle.rules, object)
  return Expiration === undefined ? {} : { Expiration }
}

/** The members that GetObject and HeadObject share. */
export function describeObject(
  bucket: Bucket,
  object: StoredObject,
  now: number,
): Record<string, unknown> {
  const { headers, storageClass, redirect, retention, legalHold, tags } = object
  const Metadata = toMetadata(object.metadata)
  const Restore = restoreHeader(object, now)
  const isCurrent = bucket.objects.get(object.key)?.[0] === object
  return {
    AcceptRanges: 'bytes',
    LastModified: shownDate(object.lastModified),
    ContentLength: object.content.size,
    ETag: `"${object.eTag}"`,
    ...headers,
    ...(Metadata && { Metadata }),
    ...shownVersion(bucket, object),
    ...(storageClass !== 'STANDARD' && { StorageClass: storageClass }),
    ...(Restore !== undefined && { Restore }),
    ...(redirect !== undefined && { WebsiteRedirectLocation: redirect }),
    ...shownEncryption(object.encryption),
    ...(tags.size > 0 && { TagCount: tags.size }),
    ...(isCurrent && shownExpiration(bucket, object)),
    ...(retention && {
      ObjectLockMode: retention.mode,
      ObjectLockRetainUntilDate: new Date(retention.until),
    }),
    ...(legalHold !== undefined && { ObjectLockLegalHoldStatus: legalHold }),
  }
}
