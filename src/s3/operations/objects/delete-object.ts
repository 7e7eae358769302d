import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { onObject } from '../../contents/access.ts'
import { findBucket } from '../../contents/find-bucket.ts'
import {
  checkVersionId,
  objectNow,
  OBJECT_MEMBERS,
  type ObjectInput,
} from '../../contents/find-object.ts'
import { checkNotLocked, checkBypass } from '../../contents/object-locks.ts'
import { removeObject } from '../../contents/put-object.ts'
import { notImplemented } from '../../errors/requests.ts'
import { checkDeleteCondition } from '../../objects/conditions.ts'
import { checkKey } from '../../objects/keys.ts'
import type { S3State } from '../../state.ts'

interface Input extends ObjectInput {
  readonly BypassGovernanceRetention?: boolean
  readonly IfMatch?: string
  readonly IfMatchLastModifiedTime?: Date
  readonly IfMatchSize?: number
}

interface Output {
  readonly DeleteMarker?: boolean
  readonly VersionId?: string
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject: Operation<S3State, Input, Output> = defineOperation({
  name: 'DeleteObject',
  handles: [
    ...OBJECT_MEMBERS,
    'BypassGovernanceRetention',
    'IfMatch',
    'IfMatchLastModifiedTime',
    'IfMatchSize',
  ],
  access: onObject('DeleteObject', 'DeleteObjectVersion'),
  run(state, input: Input, context) {
    const { Key, VersionId } = input
    const bucket = findBucket(state, input, context)
    checkKey(Key)
    // Recorded: S3.md: only directory buckets know them.
    if (input.IfMatchSize !== undefined) throw notImplemented('x-amz-if-match-size')
    if (input.IfMatchLastModifiedTime !== undefined) {
      throw notImplemented('x-amz-if-match-last-modified-time')
    }
    checkBypass(bucket, input.BypassGovernanceRetention)
    const versions = bucket.objects.get(Key)
    // Recorded by peers (LocalStack): a version of a key that has none is not checked.
    const isChecked = versions !== undefined || bucket.settings.versioning === undefined
    if (VersionId !== undefined && isChecked) checkVersionId(bucket, VersionId)
    else if (VersionId !== undefined) return {}
    checkDeleteCondition(input.IfMatch, objectNow(bucket, Key))
    if (VersionId !== undefined) {
      const version = versions?.find(({ versionId }) => versionId === VersionId)
      checkNotLocked(context.world, version, input.BypassGovernanceRetention === true)
    }
    const { marker, removed } = removeObject(state, context, bucket, input)
    // Recorded: s3-v-2, s3-v-3, s3-c-6.
    if (marker) return { DeleteMarker: true, VersionId: marker.versionId }
    if (bucket.settings.versioning === undefined || VersionId === undefined) return {}
    return { VersionId, ...(removed?.isMarker && { DeleteMarker: true }) }
  },
})
