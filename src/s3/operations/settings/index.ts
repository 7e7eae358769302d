/** The operations on settings of buckets and objects, which few tests use. */
import type { Operation } from '../../../core/world/world.ts'
import type { S3State } from '../../state.ts'
import * as acl from './acl.ts'
import { deleteBucketCors, getBucketCors, putBucketCors } from './cors.ts'
import * as encryption from './encryption.ts'
import * as kept from './kept.ts'
import * as lifecycle from './lifecycle.ts'
import * as notifications from './notifications.ts'
import * as objectLock from './object-lock.ts'
import * as policy from './policy.ts'
import * as publicAccess from './public-access.ts'
import { restoreObject } from './restore-object.ts'
import * as tagging from './tagging.ts'
import * as versioning from './versioning.ts'
import { deleteBucketWebsite, getBucketWebsite, putBucketWebsite } from './website.ts'

const all: readonly Operation<S3State>[] = [
  ...Object.values(acl),
  ...Object.values(encryption),
  ...Object.values(kept),
  ...Object.values(lifecycle),
  ...Object.values(notifications),
  ...Object.values(objectLock),
  ...Object.values(policy),
  ...Object.values(publicAccess),
  ...Object.values(tagging),
  ...Object.values(versioning),
  deleteBucketCors,
  deleteBucketWebsite,
  getBucketCors,
  getBucketWebsite,
  putBucketCors,
  putBucketWebsite,
  restoreObject,
]

export const settings: ReadonlyMap<string, Operation<S3State>> = new Map(
  all.map((operation) => [operation.name, operation]),
)
