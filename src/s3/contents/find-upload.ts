/** Finds the multipart upload of a request. */
import type { Bucket } from '../buckets/bucket.ts'
import { noSuchUpload, partNumberOutOfRange } from '../errors/uploads.ts'
import { MAX_PART_NUMBER } from '../limits.ts'
import type { Upload } from '../uploads/upload.ts'
import type { BucketInput } from './find-bucket.ts'

export interface UploadInput extends BucketInput {
  readonly Key: string
  readonly UploadId: string
}

export const UPLOAD_MEMBERS: readonly string[] = [
  'Bucket',
  'Key',
  'UploadId',
  'ExpectedBucketOwner',
  'RequestPayer',
]

/** Recorded: s3-m-7. */
export function findUpload({ uploads }: Bucket, { Key, UploadId }: UploadInput): Upload {
  const upload = uploads.get(UploadId)
  if (upload?.key !== Key) throw noSuchUpload(UploadId)
  return upload
}

/** Recorded: S3.md. */
export function checkPartNumber(number: number): void {
  if (!Number.isInteger(number) || number < 1 || number > MAX_PART_NUMBER) {
    throw partNumberOutOfRange(number)
  }
}
