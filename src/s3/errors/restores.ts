/** Errors about restores of archived objects. One factory per wording. */
import type { ServiceError } from '../../core/errors.ts'
import { invalidArgument, s3Error } from './requests.ts'

// Seen: getmoto/moto#4670.
export const restoreNotAllowed = (storageClass: string): ServiceError =>
  s3Error('InvalidObjectState', "Restore is not allowed for the object's current storage class", {
    status: 403,
    fields: { StorageClass: storageClass },
  })

// AWS: ErrorResponses.html.
export const restoreInProgress = (): ServiceError =>
  s3Error('RestoreAlreadyInProgress', 'Object restore is already in progress', { status: 409 })

// AWS: the API model.
export const inActiveTier = (): ServiceError =>
  s3Error(
    'ObjectAlreadyInActiveTierError',
    'This action is not allowed against this storage tier.',
    { status: 403 },
  )

// Seen: s3tools/s3cmd#1377.
export const daysNotAllowed = (): ServiceError =>
  invalidArgument(
    'INTELLIGENT_TIERING objects are not subject to restore expiry. Do not specify Days when restoring this object',
    'Days',
  )

// AWS: restoring-objects-retrieval-options.html: which tiers a class has. Unverified: the wording.
export const noSuchTier = (tier: string): ServiceError =>
  invalidArgument('Retrieval option is not supported by this storage class', 'Tier', tier)
