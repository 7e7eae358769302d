/** S3's quotas. AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */

/** AWS: object-keys.html: bytes of UTF-8. */
export const MAX_KEY_BYTES = 1024
/** AWS: UsingMetadata.html: the sum of the bytes of each key and value. */
export const MAX_METADATA_BYTES = 2048
/** AWS: upload-objects.html: the most bytes of one PutObject or part. */
export const MAX_UPLOAD_BYTES: number = 5 * 1024 ** 3
/** AWS: qfacts.html: of every part but the last one. */
export const MIN_PART_BYTES: number = 5 * 1024 ** 2
export const MAX_PART_NUMBER = 10_000
/** AWS: API_DeleteObjects.html. */
export const MAX_DELETED = 1000
/** Of each page of a list. */
export const MAX_LISTED = 1000
export const MAX_OBJECT_TAGS = 10
export const MAX_BUCKET_TAGS = 50
/** AWS: BucketRestrictions.html: the default quota of an account. */
export const MAX_BUCKETS = 10_000

/** AWS: object-lock.html: the longest retention is 100 years. */
export const MAX_RETENTION_YEARS = 100
export const MAX_RETENTION_DAYS: number = MAX_RETENTION_YEARS * 365
