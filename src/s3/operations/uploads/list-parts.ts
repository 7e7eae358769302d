import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { checksumMember } from '../../checksums/algorithms.ts'
import { onObject } from '../../contents/access.ts'
import { findBucket } from '../../contents/find-bucket.ts'
import { findUpload, UPLOAD_MEMBERS, type UploadInput } from '../../contents/find-upload.ts'
import { abortDate } from '../../lifecycle/rules.ts'
import { limitIn } from '../../listing/parameters.ts'
import { ownerOf } from '../../objects/acl.ts'
import { shownDate } from '../../objects/dates.ts'
import { CUSTOMER_KEY_MEMBERS } from '../../objects/encryption.ts'
import type { S3State } from '../../state.ts'

interface Input extends UploadInput {
  readonly MaxParts?: number
  readonly PartNumberMarker?: string
}

type Output = Record<string, unknown>

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts: Operation<S3State, Input, Output> = defineOperation({
  name: 'ListParts',
  handles: [...UPLOAD_MEMBERS, ...CUSTOMER_KEY_MEMBERS, 'MaxParts', 'PartNumberMarker'],
  access: onObject('ListMultipartUploadParts'),
  run(state, input: Input, context) {
    const { PartNumberMarker: marker = '0' } = input
    const bucket = findBucket(state, input, context)
    const upload = findUpload(bucket, input)
    const limit = limitIn(input.MaxParts, 'max-parts')
    const left = [...upload.parts.values()]
      .filter(({ number }) => number > Number(marker))
      .sort((a, b) => a.number - b.number)
    const page = left.slice(0, limit)
    const owner = ownerOf(context.world.options.accountId)
    const abort = abortDate(bucket.settings.lifecycle?.rules, upload.key, upload.initiatedAt)
    return {
      Bucket: bucket.name,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: marker,
      // Recorded: s3-m-8, S3.md: the last part's number, 0 without any.
      NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
      MaxParts: limit,
      IsTruncated: page.length < left.length,
      Initiator: owner,
      Owner: owner,
      StorageClass: upload.settings.storageClass,
      ...(upload.checksumAlgorithm && {
        ChecksumAlgorithm: upload.checksumAlgorithm,
        ChecksumType: upload.checksumType,
      }),
      ...(abort && { AbortDate: abort.date, AbortRuleId: abort.ruleId }),
      ...(page.length > 0 && {
        Parts: page.map(({ number, content, eTag, checksum, lastModified }) => ({
          PartNumber: number,
          LastModified: shownDate(lastModified),
          ETag: `"${eTag}"`,
          Size: content.size,
          ...(checksum && checksumMember(checksum.algorithm, checksum.value)),
        })),
      }),
    }
  },
})
