/** The one list of S3's operations. */
import type { Operation } from '../../core/world/world.ts'
import type { S3State } from '../state.ts'
import * as buckets from './buckets/buckets.ts'
import { createBucket } from './buckets/create-bucket.ts'
import { listObjectVersions } from './listing/list-object-versions.ts'
import { listObjects, listObjectsV2 } from './listing/list-objects.ts'
import { copyObject } from './objects/copy-object.ts'
import { deleteObject } from './objects/delete-object.ts'
import { deleteObjects } from './objects/delete-objects.ts'
import { getObjectAttributes } from './objects/get-object-attributes.ts'
import { getObject, headObject } from './objects/get-object.ts'
import * as objectTagging from './objects/object-tagging.ts'
import { putObject } from './objects/put-object.ts'
import * as acl from './settings/acl.ts'
import { deleteBucketCors, getBucketCors, putBucketCors } from './settings/cors.ts'
import * as encryption from './settings/encryption.ts'
import * as kept from './settings/kept.ts'
import * as lifecycle from './settings/lifecycle.ts'
import * as notifications from './settings/notifications.ts'
import * as objectLock from './settings/object-lock.ts'
import * as policy from './settings/policy.ts'
import * as publicAccess from './settings/public-access.ts'
import * as tagging from './settings/tagging.ts'
import * as versioning from './settings/versioning.ts'
import { deleteBucketWebsite, getBucketWebsite, putBucketWebsite } from './settings/website.ts'
import { abortMultipartUpload } from './uploads/abort-multipart-upload.ts'
import { completeMultipartUpload } from './uploads/complete-multipart-upload.ts'
import { createMultipartUpload } from './uploads/create-multipart-upload.ts'
import { listMultipartUploads } from './uploads/list-multipart-uploads.ts'
import { listParts } from './uploads/list-parts.ts'
import { uploadPartCopy } from './uploads/upload-part-copy.ts'
import { uploadPart } from './uploads/upload-part.ts'

const all: readonly Operation<S3State>[] = [
  ...Object.values(acl),
  ...Object.values(buckets),
  ...Object.values(encryption),
  ...Object.values(kept),
  ...Object.values(lifecycle),
  ...Object.values(notifications),
  ...Object.values(objectLock),
  ...Object.values(objectTagging),
  ...Object.values(policy),
  ...Object.values(publicAccess),
  ...Object.values(tagging),
  ...Object.values(versioning),
  abortMultipartUpload,
  completeMultipartUpload,
  copyObject,
  createBucket,
  createMultipartUpload,
  deleteBucketCors,
  deleteBucketWebsite,
  deleteObject,
  deleteObjects,
  getBucketCors,
  getBucketWebsite,
  getObject,
  getObjectAttributes,
  headObject,
  listMultipartUploads,
  listObjectVersions,
  listObjects,
  listObjectsV2,
  listParts,
  putBucketCors,
  putBucketWebsite,
  putObject,
  uploadPart,
  uploadPartCopy,
]

export const operations: Readonly<Record<string, Operation<S3State>>> = Object.fromEntries(
  all.map((operation) => [operation.name, operation]),
)
