/** The versions of an object: its contents, and the delete markers between them. */
import type { ImmutableBytes } from '../../core/collections/immutable-bytes.ts'
import type { Tags } from '../../core/resources/tags.ts'
import type { ChecksumAlgorithm, ChecksumType } from '../checksums/algorithms.ts'
import type { Acl } from './acl.ts'
import type { Encryption } from './encryption.ts'
import type { StoredHeaders, UserMetadata } from './metadata.ts'
import type { Restoration } from './restoration.ts'

interface VersionBase {
  readonly key: string
  /** `null` for the version of an object that was put while versioning was not enabled. */
  readonly versionId: string
  /** Milliseconds since 1970. */
  readonly lastModified: number
}

export interface DeleteMarker extends VersionBase {
  readonly isMarker: true
}

export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm
  readonly value: string
  readonly type: ChecksumType
}

/** One part of an object that was uploaded in parts. */
export interface ObjectPart {
  readonly number: number
  readonly size: number
  readonly checksum: StoredChecksum | undefined
}

export interface Retention {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE'
  /** Milliseconds since 1970. */
  readonly until: number
}

/** Everything about an object that a copy can have otherwise. */
export interface ObjectSettings {
  readonly headers: StoredHeaders
  readonly metadata: UserMetadata
  readonly tags: Tags
  /** `STANDARD`, `GLACIER`, ... */
  readonly storageClass: string
  readonly redirect: string | undefined
  readonly encryption: Encryption
  readonly acl: Acl | undefined
  readonly retention: Retention | undefined
  readonly legalHold: 'ON' | 'OFF' | undefined
}

/** One version of an object. It is immutable: worlds share it until one of them replaces it. */
export interface StoredObject extends VersionBase, ObjectSettings {
  readonly isMarker: false
  readonly content: ImmutableBytes
  /** Without quotes. */
  readonly eTag: string
  /** Undefined: S3's own CRC64NVME, which `checksumFor` computes when something asks for it. */
  readonly checksum: StoredChecksum | undefined
  readonly parts: readonly ObjectPart[] | undefined
  /** The newest restore from an archive. */
  readonly restoration?: Restoration
}

export type Version = StoredObject | DeleteMarker

/** The versions of a key, the newest first. There is at least one. */
export type Versions = readonly Version[]

export const NULL_VERSION = 'null'

/** The object that a key names: the newest version, unless that is a delete marker. */
export function currentObject(versions: Versions | undefined): StoredObject | undefined {
  const newest = versions?.[0]
  return newest && !newest.isMarker ? newest : undefined
}
