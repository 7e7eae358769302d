/** A bucket: its settings, objects and uploads. */
import { CopyOnWriteMap } from '../../core/collections/copy-on-write-map.ts'
import { SortedMap } from '../../core/collections/sorted-map.ts'
import { compareUtf8 } from '../../core/collections/utf8-order.ts'
import { NO_TAGS, type Tags } from '../../core/resources/tags.ts'
import type { Declared } from '../../core/world/generation.ts'
import type { Acl } from '../objects/acl.ts'
import { DEFAULT_ENCRYPTION, type EncryptionRule } from '../objects/encryption.ts'
import type { Versions } from '../objects/version.ts'
import type { Upload } from '../uploads/upload.ts'
import type { CorsRule } from './cors-rule.ts'
import type { LifecycleRule } from './lifecycle-rule.ts'
import { NO_NOTIFICATIONS, type Notifications } from './notification.ts'
import type { WebsiteConfiguration } from './website-configuration.ts'

export type Ownership = 'BucketOwnerEnforced' | 'BucketOwnerPreferred' | 'ObjectWriter'

export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean
  readonly IgnorePublicAcls: boolean
  readonly BlockPublicPolicy: boolean
  readonly RestrictPublicBuckets: boolean
}

/** AWS: object-lock.html. */
export interface ObjectLock {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE' | undefined
  readonly days: number | undefined
  readonly years: number | undefined
}

export interface LifecycleConfiguration {
  readonly rules: readonly LifecycleRule[]
  /** Whether transitions move objects of less than 128 KiB as well. */
  readonly movesSmallObjects: boolean
}

/** The settings of a bucket. Undefined: not configured. */
export interface BucketSettings {
  readonly versioning: 'Enabled' | 'Suspended' | undefined
  readonly ownership: Ownership | undefined
  readonly publicAccessBlock: PublicAccessBlock | undefined
  readonly encryption: EncryptionRule
  readonly acl: Acl | undefined
  readonly tags: Tags
  readonly policy: string | undefined
  readonly cors: readonly CorsRule[] | undefined
  readonly website: WebsiteConfiguration | undefined
  readonly lifecycle: LifecycleConfiguration | undefined
  readonly notifications: Notifications
  readonly objectLock: ObjectLock | undefined
  /** Kept and shown. */
  readonly logging: object | undefined
  readonly acceleration: string | undefined
  readonly requestPayer: 'BucketOwner' | 'Requester'
}

/** Recorded: S3.md, s3-b-8: the settings of a new bucket since 2023. */
export const NEW_BUCKET: BucketSettings = {
  versioning: undefined,
  ownership: 'BucketOwnerEnforced',
  publicAccessBlock: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  encryption: DEFAULT_ENCRYPTION,
  acl: undefined,
  tags: NO_TAGS,
  policy: undefined,
  cors: undefined,
  website: undefined,
  lifecycle: undefined,
  notifications: NO_NOTIFICATIONS,
  objectLock: undefined,
  logging: undefined,
  acceleration: undefined,
  requestPayer: 'BucketOwner',
}

export interface Bucket extends Declared {
  readonly name: string
  readonly region: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly settings: BucketSettings
  readonly objects: SortedMap<Versions>
  /** By id, in the order of their creation. */
  readonly uploads: CopyOnWriteMap<string, Upload>
  /** What `createBucket`, `on` and `seed` made it, which a reset returns to. */
  readonly declared: DeclaredBucket | undefined
}

export interface DeclaredBucket {
  readonly settings: BucketSettings
  readonly objects: SortedMap<Versions>
}

export const newObjects = (): SortedMap<Versions> => new SortedMap(compareUtf8)

/** Returns a copy for another world. Neither sees later changes of the other. */
export function forkBucket(bucket: Bucket): Bucket {
  const uploads = new CopyOnWriteMap<string, Upload>()
  for (const [id, upload] of bucket.uploads) {
    uploads.set(id, { ...upload, parts: upload.parts.fork() })
  }
  const { declared } = bucket
  return {
    ...bucket,
    objects: bucket.objects.fork(),
    uploads,
    declared: declared && { ...declared, objects: declared.objects.fork() },
  }
}

/** Returns the bucket as its declaration made it. */
export const resetBucket = (bucket: Bucket): Bucket => ({
  ...bucket,
  ...(bucket.declared && { settings: bucket.declared.settings }),
  objects: bucket.declared?.objects.fork() ?? newObjects(),
  uploads: new CopyOnWriteMap(),
})
