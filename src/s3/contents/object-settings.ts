/** The settings of a new object, from the request that puts it and the bucket's defaults. */
import type { World } from '../../core/world/world.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { aclNotSupported } from '../errors/buckets.ts'
import { invalidStorageClass } from '../errors/objects.ts'
import { invalidArgument } from '../errors/requests.ts'
import {
  cannedAcl,
  GRANT_MEMBERS,
  grantsIn,
  ownerOf,
  type Acl,
  type AclMembers,
} from '../objects/acl.ts'
import { ENCRYPTION_MEMBERS, encryptionOf, type EncryptionMembers } from '../objects/encryption.ts'
import { HEADER_MEMBERS, headersIn, metadataIn, type HeaderMembers } from '../objects/metadata.ts'
import { tagsInHeader } from '../objects/tags.ts'
import type { ObjectSettings } from '../objects/version.ts'
import { lockIn, type LockMembers } from './lock-members.ts'

export interface SettingsMembers extends HeaderMembers, EncryptionMembers, AclMembers, LockMembers {
  readonly Metadata?: Readonly<Record<string, string>>
  readonly Tagging?: string
  readonly StorageClass?: string
  readonly WebsiteRedirectLocation?: string
}

export const SETTINGS_MEMBERS: readonly string[] = [
  ...HEADER_MEMBERS,
  ...ENCRYPTION_MEMBERS,
  'ACL',
  ...Object.keys(GRANT_MEMBERS).filter((name) => name !== 'GrantWrite'),
  'ObjectLockMode',
  'ObjectLockRetainUntilDate',
  'ObjectLockLegalHoldStatus',
  'Metadata',
  'Tagging',
  'StorageClass',
  'WebsiteRedirectLocation',
]

/** Recorded: S3.md: every class but OUTPOSTS. */
const STORAGE_CLASSES: ReadonlySet<string> = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
  'SNOW',
  'EXPRESS_ONEZONE',
  'FSX_OPENZFS',
  'FSX_ONTAP',
])

export function checkStorageClass(storageClass: string | undefined): void {
  if (storageClass !== undefined && !STORAGE_CLASSES.has(storageClass)) {
    throw invalidStorageClass(storageClass)
  }
}

/** Returns the settings of a new object, or throws S3's answer to wrong ones. */
export function settingsIn(world: World, bucket: Bucket, input: SettingsMembers): ObjectSettings {
  const { options } = world
  return {
    headers: headersIn(input),
    metadata: metadataIn(input.Metadata),
    encryption: encryptionOf(input, bucket.settings.encryption, {
      options,
      region: bucket.region,
    }),
    ...lockIn(world, bucket, input),
    acl: aclIn(world, bucket, input),
    tags: tagsInHeader(input.Tagging),
    storageClass: input.StorageClass ?? 'STANDARD',
    redirect: input.WebsiteRedirectLocation,
  }
}

/**
 * AWS: about-object-ownership.html: a bucket without lists accepts those that give everything to its
 * owner. Seen: redpanda-data/connect#4372: `private` is one in the same account.
 */
const isOwnersOwn = (acl: string | undefined): boolean =>
  acl === 'bucket-owner-full-control' || acl === 'private'

export function aclIn(world: World, { settings }: Bucket, input: AclMembers): Acl | undefined {
  const grants = grantsIn(input)
  const { ACL } = input
  if (ACL === undefined && grants.length === 0) return undefined
  if (settings.ownership === 'BucketOwnerEnforced') {
    if (isOwnersOwn(ACL) && grants.length === 0) return undefined
    throw aclNotSupported()
  }
  const owner = ownerOf(world.options.accountId)
  if (ACL === undefined) return { Owner: owner, Grants: grants }
  // AWS: API_PutObject.html: a canned list and grants exclude each other. Unverified: the wording.
  if (grants.length > 0) {
    throw invalidArgument(
      'Specifying both Canned ACLs and Header Grants is not allowed',
      'x-amz-acl',
    )
  }
  return cannedAcl(ACL, owner)
}
