import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { bucketArn } from '../../buckets/names.ts'
import { checksumMember, checksumOf, md5Of } from '../../checksums/algorithms.ts'
import {
  COPY_SOURCE_MEMBERS,
  findCopySource,
  parseCopySource,
  type CopySourceMembers,
} from '../../contents/copy-source.ts'
import { findBucket } from '../../contents/find-bucket.ts'
import { shownVersion } from '../../contents/find-object.ts'
import {
  checkPartNumber,
  findUpload,
  UPLOAD_MEMBERS,
  type UploadInput,
} from '../../contents/find-upload.ts'
import { shownDate } from '../../objects/dates.ts'
import {
  CUSTOMER_KEY_MEMBERS,
  shownEncryption,
  type CustomerKeyMembers,
} from '../../objects/encryption.ts'
import { parseCopyRange } from '../../objects/ranges.ts'
import type { S3State } from '../../state.ts'
import { checkPartKey } from './upload-part.ts'

interface Input extends UploadInput, CopySourceMembers, CustomerKeyMembers {
  readonly PartNumber: number
  readonly CopySourceRange?: string
}

type Output = Record<string, unknown>

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy: Operation<S3State, Input, Output> = defineOperation({
  name: 'UploadPartCopy',
  handles: [
    ...UPLOAD_MEMBERS,
    ...COPY_SOURCE_MEMBERS,
    ...CUSTOMER_KEY_MEMBERS,
    'PartNumber',
    'CopySourceRange',
  ],
  access(input, { options }) {
    const source = parseCopySource(input.CopySource)
    const arnOf = (bucket: string, key: string): string =>
      `${bucketArn(bucket, options.region)}/${key}`
    return [
      { action: 's3:GetObject', resource: arnOf(source.Bucket, source.Key) },
      { action: 's3:PutObject', resource: arnOf(input.Bucket, input.Key) },
    ]
  },
  run(state, input: Input, context) {
    const { PartNumber: number, CopySourceRange } = input
    const bucket = findBucket(state, input, context)
    const source = findCopySource(state, input, context)
    const upload = findUpload(bucket, input)
    checkPartNumber(number)
    checkPartKey(input, upload)
    const { content: whole } = source.object
    const range =
      CopySourceRange === undefined ? undefined : parseCopyRange(CopySourceRange, whole.size)
    const content = range ? whole.slice(range.start, range.end) : whole
    const { checksumAlgorithm: algorithm } = upload
    const checksum = algorithm && {
      algorithm,
      value: checksumOf(algorithm, content),
      type: 'FULL_OBJECT' as const,
    }
    const eTag = md5Of(content)
    const lastModified = context.world.clock.now()
    upload.parts.set(number, { number, content, eTag, checksum, lastModified })
    const { VersionId } = shownVersion(source.bucket, source.object)
    return {
      CopyPartResult: {
        ETag: `"${eTag}"`,
        LastModified: shownDate(lastModified),
        ...(checksum && checksumMember(checksum.algorithm, checksum.value)),
      },
      ...(VersionId !== undefined && { CopySourceVersionId: VersionId }),
      ...shownEncryption(upload.settings.encryption),
    }
  },
})
