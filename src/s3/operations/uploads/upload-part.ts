import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { checksumMember } from '../../checksums/algorithms.ts'
import { onObject } from '../../contents/access.ts'
import { findBucket } from '../../contents/find-bucket.ts'
import {
  checkPartNumber,
  findUpload,
  UPLOAD_MEMBERS,
  type UploadInput,
} from '../../contents/find-upload.ts'
import { forgetBody } from '../../contents/records.ts'
import {
  checksumAlgorithmDiffers,
  partEncryptionDiffers,
  partEncryptionMissing,
} from '../../errors/uploads.ts'
import {
  BODY_MEMBERS,
  checkBody,
  digestsIn,
  type BodyMembers,
  type GivenDigests,
} from '../../objects/body.ts'
import {
  checkCustomerKey,
  CUSTOMER_KEY_MEMBERS,
  shownEncryption,
  type CustomerKeyMembers,
} from '../../objects/encryption.ts'
import type { S3State } from '../../state.ts'
import type { Upload } from '../../uploads/upload.ts'

interface Input extends UploadInput, BodyMembers, CustomerKeyMembers {
  readonly PartNumber: number
}

type Output = Record<string, unknown>

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart: Operation<S3State, Input, Output> = defineOperation({
  name: 'UploadPart',
  handles: [...UPLOAD_MEMBERS, ...BODY_MEMBERS, ...CUSTOMER_KEY_MEMBERS, 'PartNumber'],
  access: onObject('PutObject'),
  run(state, input: Input, context) {
    const { PartNumber: number } = input
    const bucket = findBucket(state, input, context)
    const upload = findUpload(bucket, input)
    checkPartNumber(number)
    const digests = digestsIn(input)
    checkPartKey(input, upload)
    checkPartAlgorithm(upload, digests)
    const { content, md5, checksum } = checkBody(input, digests)
    forgetBody(context.record, content.size)
    const lastModified = context.world.clock.now()
    upload.parts.set(number, { number, content, eTag: md5, checksum, lastModified })
    return {
      ETag: `"${md5}"`,
      ...(checksum && checksumMember(checksum.algorithm, checksum.value)),
      ...shownEncryption(upload.settings.encryption),
    }
  },
})

/** Recorded by peers (LocalStack): every part of an upload has the customer's key again. */
export function checkPartKey(
  input: CustomerKeyMembers,
  { settings: { encryption } }: Upload,
): void {
  checkCustomerKey(input)
  const given = input.SSECustomerKeyMD5
  if (given === encryption.customerKeyMd5) return
  throw given !== undefined && encryption.customerKeyMd5 !== undefined
    ? partEncryptionDiffers()
    : partEncryptionMissing()
}

/** Recorded by peers (LocalStack): an upload that declared no checksum takes any. */
function checkPartAlgorithm(
  { checksumAlgorithm: declared }: Upload,
  { checksum }: GivenDigests,
): void {
  if (declared === undefined || declared === checksum?.algorithm) return
  throw checksumAlgorithmDiffers(declared, checksum?.algorithm ?? 'null')
}
