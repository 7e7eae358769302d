import { isServiceError } from '../../../core/errors.ts'
import type { CallContext, Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { Bucket } from '../../buckets/bucket.ts'
import { bucketArn } from '../../buckets/names.ts'
import { announce } from '../../contents/announce.ts'
import { BUCKET_MEMBERS, findBucket, type BucketInput } from '../../contents/find-bucket.ts'
import { checkVersionId, objectNow } from '../../contents/find-object.ts'
import { checkBypass, checkNotLocked } from '../../contents/object-locks.ts'
import { removeObject } from '../../contents/put-object.ts'
import { keyMissing, noSuchVersion } from '../../errors/objects.ts'
import { malformedXml } from '../../errors/requests.ts'
import { MAX_DELETED } from '../../limits.ts'
import { checkDeleteCondition } from '../../objects/conditions.ts'
import { checkKey } from '../../objects/keys.ts'
import type { S3State } from '../../state.ts'

interface Identifier {
  readonly Key: string
  readonly VersionId?: string
  readonly ETag?: string
}

interface Input extends BucketInput {
  readonly Delete: { readonly Objects: readonly Identifier[]; readonly Quiet?: boolean }
  readonly BypassGovernanceRetention?: boolean
}

interface Deleted {
  readonly Key: string
  readonly VersionId?: string
  readonly DeleteMarker?: boolean
  readonly DeleteMarkerVersionId?: string
}

interface Failed {
  readonly Key: string
  readonly VersionId?: string
  readonly Code: string
  readonly Message: string
}

interface Output {
  readonly Deleted?: readonly Deleted[]
  readonly Errors?: readonly Failed[]
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const deleteObjects: Operation<S3State, Input, Output> = defineOperation({
  name: 'DeleteObjects',
  handles: [
    ...BUCKET_MEMBERS,
    'RequestPayer',
    'ChecksumAlgorithm',
    'BypassGovernanceRetention',
    'Delete.Quiet',
    'Delete.Objects.Key',
    'Delete.Objects.VersionId',
    'Delete.Objects.ETag',
  ],
  access: ({ Bucket, Delete }, { options }) =>
    Delete.Objects.map(({ Key, VersionId }) => ({
      action: VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
      resource: `${bucketArn(Bucket, options.region)}/${Key}`,
    })),
  run(state, input: Input, context) {
    const { Delete, BypassGovernanceRetention: bypass } = input
    const bucket = findBucket(state, input, context)
    checkBypass(bucket, bypass)
    const { Objects, Quiet = false } = Delete
    if (Objects.length === 0 || Objects.length > MAX_DELETED) throw malformedXml()
    if (Objects.some(({ Key }) => Key === '')) throw keyMissing()
    const deleted: Deleted[] = []
    const errors: Failed[] = []
    for (const object of Objects) {
      try {
        deleted.push(remove(state, context, bucket, object, bypass === true))
      } catch (error) {
        errors.push(failureOf(error, object))
      }
    }
    return {
      ...(errors.length > 0 && { Errors: errors }),
      ...(!Quiet && deleted.length > 0 && { Deleted: deleted }),
    }
  },
})

function remove(
  state: S3State,
  context: CallContext,
  bucket: Bucket,
  identifier: Identifier,
  bypasses: boolean,
): Deleted {
  const { Key, VersionId, ETag } = identifier
  checkKey(Key)
  const current = objectNow(bucket, Key)
  checkDeleteCondition(ETag, current)
  if (VersionId !== undefined) {
    checkVersionId(bucket, VersionId)
    const version = bucket.objects.get(Key)?.find(({ versionId }) => versionId === VersionId)
    checkNotLocked(context.world, version, bypasses)
  }
  const { marker, removed } = removeObject(state, context, bucket, identifier)
  if (marker) return { Key, DeleteMarker: true, DeleteMarkerVersionId: marker.versionId }
  if (!removed && VersionId === undefined) {
    // Recorded by peers (LocalStack): this operation notifies of missing keys too.
    announce(state, context, bucket, {
      event: 'ObjectRemoved:Delete',
      key: Key,
      version: undefined,
    })
  }
  if (VersionId === undefined || bucket.settings.versioning === undefined) return { Key }
  return {
    Key,
    VersionId,
    ...(removed?.isMarker && { DeleteMarker: true, DeleteMarkerVersionId: removed.versionId }),
  }
}

/** Recorded: s3-c-11: a version that the bucket cannot have is a missing one here. */
function failureOf(error: unknown, { Key, VersionId }: Identifier): Failed {
  if (!isServiceError(error)) throw error
  const isWrongVersion = error.code === 'InvalidArgument' && VersionId !== undefined
  const { code, message } = isWrongVersion ? noSuchVersion(Key, VersionId) : error
  return {
    Code: code,
    Key,
    Message: message,
    ...(VersionId !== undefined && { VersionId }),
  }
}
