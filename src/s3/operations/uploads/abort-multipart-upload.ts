import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { onObject } from '../../contents/access.ts'
import { findBucket } from '../../contents/find-bucket.ts'
import { findUpload, UPLOAD_MEMBERS, type UploadInput } from '../../contents/find-upload.ts'
import { notImplemented } from '../../errors/requests.ts'
import type { S3State } from '../../state.ts'

interface Input extends UploadInput {
  readonly IfMatchInitiatedTime?: Date
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload: Operation<S3State, Input, object> = defineOperation({
  name: 'AbortMultipartUpload',
  handles: [...UPLOAD_MEMBERS, 'IfMatchInitiatedTime'],
  access: onObject('AbortMultipartUpload'),
  run(state, input: Input, context) {
    const bucket = findBucket(state, input, context)
    const { id } = findUpload(bucket, input)
    // AWS: only directory buckets know it.
    if (input.IfMatchInitiatedTime) throw notImplemented('x-amz-if-match-initiated-time')
    bucket.uploads.delete(id)
    return {}
  },
})
