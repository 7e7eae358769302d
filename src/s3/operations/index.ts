/** The one list of S3's operations. */
import { lazyRecord } from '../../core/lazy-record.ts'
import type { Operation } from '../../core/world/world.ts'
import { rooms } from '../rooms.ts'
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
import { abortMultipartUpload } from './uploads/abort-multipart-upload.ts'
import { completeMultipartUpload } from './uploads/complete-multipart-upload.ts'
import { createMultipartUpload } from './uploads/create-multipart-upload.ts'
import { listMultipartUploads } from './uploads/list-multipart-uploads.ts'
import { listParts } from './uploads/list-parts.ts'
import { uploadPartCopy } from './uploads/upload-part-copy.ts'
import { uploadPart } from './uploads/upload-part.ts'

const all: readonly Operation<S3State>[] = [
  ...Object.values(buckets),
  ...Object.values(objectTagging),
  abortMultipartUpload,
  completeMultipartUpload,
  copyObject,
  createBucket,
  createMultipartUpload,
  deleteObject,
  deleteObjects,
  getObject,
  getObjectAttributes,
  headObject,
  listMultipartUploads,
  listObjectVersions,
  listObjects,
  listObjectsV2,
  listParts,
  putObject,
  uploadPart,
  uploadPartCopy,
]

/** In another part of this room, which loads when one of them is first called. */
const SETTINGS: readonly string[] = [
  'DeleteBucketCors',
  'DeleteBucketEncryption',
  'DeleteBucketLifecycle',
  'DeleteBucketOwnershipControls',
  'DeleteBucketPolicy',
  'DeleteBucketTagging',
  'DeleteBucketWebsite',
  'DeletePublicAccessBlock',
  'GetBucketAccelerateConfiguration',
  'GetBucketAcl',
  'GetBucketCors',
  'GetBucketEncryption',
  'GetBucketLifecycleConfiguration',
  'GetBucketLogging',
  'GetBucketNotificationConfiguration',
  'GetBucketOwnershipControls',
  'GetBucketPolicy',
  'GetBucketPolicyStatus',
  'GetBucketReplication',
  'GetBucketRequestPayment',
  'GetBucketTagging',
  'GetBucketVersioning',
  'GetBucketWebsite',
  'GetObjectAcl',
  'GetObjectLegalHold',
  'GetObjectLockConfiguration',
  'GetObjectRetention',
  'GetPublicAccessBlock',
  'PutBucketAccelerateConfiguration',
  'PutBucketAcl',
  'PutBucketCors',
  'PutBucketEncryption',
  'PutBucketLifecycleConfiguration',
  'PutBucketLogging',
  'PutBucketNotificationConfiguration',
  'PutBucketOwnershipControls',
  'PutBucketPolicy',
  'PutBucketRequestPayment',
  'PutBucketTagging',
  'PutBucketVersioning',
  'PutBucketWebsite',
  'PutObjectAcl',
  'PutObjectLegalHold',
  'PutObjectLockConfiguration',
  'PutObjectRetention',
  'PutPublicAccessBlock',
  'RestoreObject',
]

const setting = (name: string): Operation<S3State> | undefined =>
  rooms.s3Settings().settings.get(name)

export const operations: Readonly<Record<string, Operation<S3State>>> = lazyRecord(
  Object.fromEntries([
    ...all.map((operation) => [operation.name, () => operation]),
    ...SETTINGS.map((name) => [name, () => setting(name)]),
  ]) as Readonly<Record<string, () => Operation<S3State>>>,
  (find) => find(),
)
