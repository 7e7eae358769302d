import { UnsupportedError } from '../../../core/errors.ts'
import type { Operation } from '../../../core/world/world.ts'
import { S3_STATUS } from '../../../protocol/s3/answers.ts'
import { defineOperation } from '../../api/define-operation.ts'
import { onObject } from '../../contents/access.ts'
import { announce } from '../../contents/announce.ts'
import { findBucket } from '../../contents/find-bucket.ts'
import { findObject, OBJECT_MEMBERS, type ObjectInput } from '../../contents/find-object.ts'
import { replaceVersion } from '../../contents/put-object.ts'
import * as errors from '../../errors/restores.ts'
import { malformedXml } from '../../errors/requests.ts'
import { midnightAfter } from '../../lifecycle/rules.ts'
import {
  durationOf,
  isArchived,
  restorationAt,
  type Restoration,
} from '../../objects/restoration.ts'
import type { StoredObject } from '../../objects/version.ts'
import { awaitRestore } from '../../restores.ts'
import type { S3State } from '../../state.ts'

interface Input extends ObjectInput {
  readonly RestoreRequest?: {
    readonly Days?: number
    readonly Tier?: string
    readonly GlacierJobParameters?: { readonly Tier?: string }
    readonly Type?: string
  }
}

interface Output {
  readonly [S3_STATUS]: 200 | 202
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html */
export const restoreObject: Operation<S3State, Input, Output> = defineOperation({
  name: 'RestoreObject',
  handles: [
    ...OBJECT_MEMBERS,
    'RestoreRequest.Days',
    'RestoreRequest.Tier',
    'RestoreRequest.Description',
    'RestoreRequest.GlacierJobParameters.Tier',
    'RestoreRequest.Type',
    'ChecksumAlgorithm',
  ],
  access: onObject('RestoreObject'),
  run(state, input: Input, context) {
    const { world } = context
    if (input.RestoreRequest?.Type !== undefined) {
      const parameter = 'RestoreRequest.Type'
      throw new UnsupportedError({ service: 'S3', operation: 'RestoreObject', parameter })
    }
    const bucket = findBucket(state, input, context)
    const object = findObject(bucket, input, 'POST')
    // Seen: getmoto/moto#4670: before the request's body.
    if (!isArchived(object.storageClass)) throw notArchived(object, input)
    const now = world.clock.now()
    const { restoration, isReady } = next(object, input, now)
    const restored: StoredObject = { ...object, restoration }
    replaceVersion(bucket, restored)
    const { key } = object
    if (!isReady) {
      announce(state, context, bucket, { event: 'ObjectRestore:Post', key, version: restored })
    }
    const { record } = context
    awaitRestore(state, world, { bucket: bucket.name, object: restored, record, isTold: isReady })
    return { [S3_STATUS]: isReady ? 200 : 202 }
  },
})

/** Objects in Intelligent-Tiering are in an active tier here: nothing moves them to an archive. */
function notArchived({ storageClass }: StoredObject, { RestoreRequest }: Input): Error {
  if (storageClass !== 'INTELLIGENT_TIERING') return errors.restoreNotAllowed(storageClass)
  return RestoreRequest?.Days === undefined ? errors.inActiveTier() : errors.daysNotAllowed()
}

interface Next {
  readonly restoration: Restoration
  /** Whether there is a copy already, which only stays longer. */
  readonly isReady: boolean
}

/** AWS: restoring-objects.html. */
function next(object: StoredObject, { RestoreRequest }: Input, now: number): Next {
  const { Days, GlacierJobParameters, Tier } = RestoreRequest ?? {}
  if (Days === undefined || Days < 1) throw malformedXml()
  const tier = GlacierJobParameters?.Tier ?? Tier ?? 'Standard'
  const duration = durationOf(object.storageClass, tier)
  if (duration === undefined) throw errors.noSuchTier(tier)
  const present = restorationAt(object, now)
  if (present && present.readyAt <= now) {
    const { readyAt } = present
    return { restoration: { readyAt, expiresAt: midnightAfter(now, Days) }, isReady: true }
  }
  const readyAt = now + duration
  // AWS: restoring-objects-upgrade: a faster tier takes over a restore that runs.
  if (present && readyAt >= present.readyAt) throw errors.restoreInProgress()
  return { restoration: { readyAt, expiresAt: midnightAfter(readyAt, Days) }, isReady: false }
}
