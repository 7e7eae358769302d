/**
 * S3: general purpose buckets and their objects.
 * Simulates objects with versions, checksums, conditions, parts, tags; lists; settings of buckets.
 * Does not simulate access points, directory buckets, Object Lambda, replication, inventory, Select.
 * State: `S3State` (buckets), one for all regions of an account, copy-on-write in forks.
 */
export { room } from './room.ts'
export type { S3State } from './state.ts'
export { bucketReceiver } from './bucket-receiver.ts'
export { bucketHandle, createBucket, createBucketIn } from './handle/create-bucket.ts'
export type { Bucket, PutObjectResult, ObjectVersionOption } from './handle/bucket.ts'
export type { BucketObject, ObjectVersion } from './handle/bucket-object.ts'
export type { ObjectContent } from './handle/content.ts'
export type { ObjectListOptions, ObjectList } from './handle/list.ts'
export type {
  BucketEvent,
  BucketNotificationOptions,
  BucketNotificationTarget,
} from './handle/notification.ts'
export type { BucketOperation } from './handle/operations.ts'
export type {
  BucketCorsRule,
  BucketLifecycleRule,
  BucketOptions,
  WebsiteOptions,
  WebsiteRedirect,
} from './handle/options.ts'
export type { PutObjectOptions } from './handle/put-options.ts'
export type { BucketWrite } from './handle/write-record.ts'
export { toHaveObject, toHaveObjectCount } from './matchers.ts'
