import { ImmutableBytes } from '../../../core/collections/immutable-bytes.ts'
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { Bucket } from '../../buckets/bucket.ts'
import {
  CHECKSUM_MEMBERS,
  multipartETag,
  type ChecksumMembers,
} from '../../checksums/algorithms.ts'
import { onObject } from '../../contents/access.ts'
import { newVersion, opaqueETag } from '../../contents/describe-object.ts'
import { findBucket } from '../../contents/find-bucket.ts'
import { objectNow } from '../../contents/find-object.ts'
import { findUpload, UPLOAD_MEMBERS, type UploadInput } from '../../contents/find-upload.ts'
import { putObject } from '../../contents/put-object.ts'
import { conditionConflict } from '../../errors/requests.ts'
import { sizeDiffers } from '../../errors/uploads.ts'
import {
  checkWriteConditions,
  checkWriteForm,
  type WriteConditions,
} from '../../objects/conditions.ts'
import {
  CUSTOMER_KEY_MEMBERS,
  hasOpaqueETag,
  shownEncryption,
  type CustomerKeyMembers,
} from '../../objects/encryption.ts'
import { checksumFor, showChecksum } from '../../objects/shown-checksum.ts'
import type { S3State } from '../../state.ts'
import { objectChecksum, partsIn, type CompletedPart } from '../../uploads/completed-parts.ts'
import type { Upload } from '../../uploads/upload.ts'

interface Input extends UploadInput, ChecksumMembers, WriteConditions, CustomerKeyMembers {
  readonly MultipartUpload?: { readonly Parts?: readonly CompletedPart[] }
  readonly ChecksumType?: string
  readonly MpuObjectSize?: number
}

type Output = Record<string, unknown>

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeMultipartUpload: Operation<S3State, Input, Output> = defineOperation({
  name: 'CompleteMultipartUpload',
  handles: [
    ...UPLOAD_MEMBERS,
    ...CHECKSUM_MEMBERS,
    ...CUSTOMER_KEY_MEMBERS,
    'MultipartUpload.Parts.PartNumber',
    'MultipartUpload.Parts.ETag',
    ...CHECKSUM_MEMBERS.map((name) => `MultipartUpload.Parts.${name}`),
    'ChecksumType',
    'MpuObjectSize',
    'IfMatch',
    'IfNoneMatch',
  ],
  access: onObject('PutObject'),
  run(state, input: Input, context) {
    const bucket = findBucket(state, input, context)
    const upload = findUpload(bucket, input)
    checkConditions(input, bucket, upload)
    const parts = partsIn(upload, input.MultipartUpload?.Parts ?? [])
    const content = ImmutableBytes.join(parts.map((part) => part.content))
    const { MpuObjectSize: size = content.size } = input
    if (size !== content.size) throw sizeDiffers(size, content.size)
    const checksum = objectChecksum(upload, parts, content, input)
    const { settings, key } = upload
    bucket.uploads.delete(upload.id)
    const stored = putObject(state, context, bucket, 'ObjectCreated:CompleteMultipartUpload', {
      ...settings,
      key,
      content,
      eTag: hasOpaqueETag(settings.encryption)
        ? `${opaqueETag(context.world)}-${parts.length}`
        : multipartETag(parts.map(({ eTag }) => eTag)),
      checksum,
      parts: parts.map(({ number, content: { size: partSize }, checksum: ofPart }) => ({
        number,
        size: partSize,
        checksum: ofPart,
      })),
    })
    return {
      Bucket: bucket.name,
      Key: key,
      Location: locationOf(bucket, key),
      ETag: `"${stored.eTag}"`,
      ...showChecksum(checksumFor(stored)),
      ...newVersion(bucket, stored),
      ...shownEncryption(stored.encryption),
    }
  },
})

/** AWS: the URL of the object, whose key is encoded as a whole. */
const locationOf = ({ name, region }: Bucket, key: string): string =>
  `https://${name}.s3.${region}.amazonaws.com/${encodeURIComponent(key)}`

/** Recorded: s3-cw-12: 409 for an object that was changed meanwhile, even if it fits again. */
function checkConditions(input: Input, bucket: Bucket, { key, isDisturbed }: Upload): void {
  checkWriteForm(input)
  checkWriteConditions(input, key, objectNow(bucket, key))
  if (!isDisturbed) return
  if (input.IfNoneMatch !== undefined) throw conditionConflict('If-None-Match', key)
  if (input.IfMatch !== undefined) throw conditionConflict('If-Match', key)
}
