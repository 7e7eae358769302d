/** The operations of Object Lock: configuration, legal holds and retentions. */
import type { Operation } from '../../../core/world/world.ts'
import { defineOperation } from '../../api/define-operation.ts'
import type { Bucket } from '../../buckets/bucket.ts'
import { onBucket, onObject } from '../../contents/access.ts'
import {
  BUCKET_MEMBERS,
  changeSettings,
  findBucket,
  type BucketInput,
} from '../../contents/find-bucket.ts'
import { findObject, OBJECT_MEMBERS, type ObjectInput } from '../../contents/find-object.ts'
import { checkRetainUntil } from '../../contents/lock-members.ts'
import { replaceVersion } from '../../contents/put-object.ts'
import {
  lockMissing,
  lockNeedsVersioning,
  noSuchObjectLock,
  objectNotLocked,
  periodNotPositive,
  periodTooLarge,
} from '../../errors/buckets.ts'
import { objectLocked } from '../../errors/objects.ts'
import { malformedXml } from '../../errors/requests.ts'
import { MAX_RETENTION_DAYS, MAX_RETENTION_YEARS } from '../../limits.ts'
import { inPacificTime } from '../../objects/dates.ts'
import type { Retention } from '../../objects/version.ts'
import type { S3State } from '../../state.ts'

type Mode = 'GOVERNANCE' | 'COMPLIANCE'

interface DefaultRetention {
  readonly Mode?: Mode
  readonly Days?: number
  readonly Years?: number
}

interface Configuration {
  readonly ObjectLockEnabled?: string
  readonly Rule?: { readonly DefaultRetention?: DefaultRetention }
}

interface PutInput extends BucketInput {
  readonly ObjectLockConfiguration?: Configuration
}

const DIGESTS = ['ContentMD5', 'ChecksumAlgorithm']

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html */
export const putObjectLockConfiguration: Operation<S3State, PutInput, object> = defineOperation({
  name: 'PutObjectLockConfiguration',
  handles: [...BUCKET_MEMBERS, 'RequestPayer', 'ObjectLockConfiguration', ...DIGESTS],
  access: onBucket('PutBucketObjectLockConfiguration'),
  run(state, input: PutInput, context) {
    const bucket = findBucket(state, input, context)
    if (bucket.settings.versioning !== 'Enabled') throw lockNeedsVersioning()
    const given = input.ObjectLockConfiguration
    if (given?.ObjectLockEnabled !== 'Enabled') throw malformedXml()
    const { Mode, Days, Years } = given.Rule ? defaultIn(given.Rule) : {}
    changeSettings(state, bucket, { objectLock: { mode: Mode, days: Days, years: Years } })
    return {}
  },
})

/** Recorded by peers (LocalStack): a mode, and either days or years. */
function defaultIn({ DefaultRetention }: NonNullable<Configuration['Rule']>): DefaultRetention {
  const { Mode, Days, Years } = DefaultRetention ?? {}
  if (Mode === undefined || (Days === undefined) === (Years === undefined)) throw malformedXml()
  checkPeriod(Days, 'Days', MAX_RETENTION_DAYS)
  checkPeriod(Years, 'Years', MAX_RETENTION_YEARS)
  return DefaultRetention ?? {}
}

function checkPeriod(period: number | undefined, name: string, most: number): void {
  if (period === undefined) return
  if (period < 1) throw periodNotPositive(name)
  if (period > most) throw periodTooLarge(name)
}

interface GetOutput {
  readonly ObjectLockConfiguration: Configuration
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html */
export const getObjectLockConfiguration: Operation<S3State, BucketInput, GetOutput> =
  defineOperation({
    name: 'GetObjectLockConfiguration',
    handles: BUCKET_MEMBERS,
    access: onBucket('GetBucketObjectLockConfiguration'),
    run(state, input: BucketInput, context) {
      const { name, settings } = findBucket(state, input, context)
      if (!settings.objectLock) throw noSuchObjectLock(name)
      const { mode, days, years } = settings.objectLock
      return {
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          ...(mode && {
            Rule: {
              DefaultRetention: {
                Mode: mode,
                ...(days !== undefined && { Days: days }),
                ...(years !== undefined && { Years: years }),
              },
            },
          }),
        },
      }
    },
  })

function checkLocking({ settings }: Bucket): void {
  if (!settings.objectLock) throw lockMissing()
}

interface HoldMembers {
  readonly LegalHold?: { readonly Status?: 'ON' | 'OFF' }
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html */
export const putObjectLegalHold: Operation<S3State, ObjectInput & HoldMembers, object> =
  defineOperation({
    name: 'PutObjectLegalHold',
    handles: [...OBJECT_MEMBERS, 'LegalHold', ...DIGESTS],
    access: onObject('PutObjectLegalHold'),
    run(state, input: ObjectInput & HoldMembers, context) {
      const bucket = findBucket(state, input, context)
      const { LegalHold } = input
      if (!LegalHold) throw malformedXml()
      checkLocking(bucket)
      const object = findObject(bucket, input, 'PUT')
      if (LegalHold.Status === undefined) throw malformedXml()
      replaceVersion(bucket, { ...object, legalHold: LegalHold.Status })
      return {}
    },
  })

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html */
export const getObjectLegalHold: Operation<S3State, ObjectInput, HoldMembers> = defineOperation({
  name: 'GetObjectLegalHold',
  handles: OBJECT_MEMBERS,
  access: onObject('GetObjectLegalHold'),
  run(state, input: ObjectInput, context) {
    const bucket = findBucket(state, input, context)
    checkLocking(bucket)
    const { legalHold } = findObject(bucket, input, 'GET')
    if (legalHold === undefined) throw objectNotLocked()
    return { LegalHold: { Status: legalHold } }
  },
})

interface RetentionMembers {
  readonly Retention?: { readonly Mode?: Mode; readonly RetainUntilDate?: Date }
}

interface PutRetentionInput extends ObjectInput, RetentionMembers {
  readonly BypassGovernanceRetention?: boolean
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html */
export const putObjectRetention: Operation<S3State, PutRetentionInput, object> = defineOperation({
  name: 'PutObjectRetention',
  handles: [...OBJECT_MEMBERS, 'Retention', 'BypassGovernanceRetention', ...DIGESTS],
  access: onObject('PutObjectRetention'),
  run(state, input: PutRetentionInput, context) {
    const bucket = findBucket(state, input, context)
    checkLocking(bucket)
    const object = findObject(bucket, input, 'PUT')
    const wanted = retentionIn(input)
    if (wanted) {
      const until = new Date(wanted.until)
      checkRetainUntil(context.world, until, 'RetainUntilDate', inPacificTime(until))
    }
    checkShortening(object.retention, wanted, input.BypassGovernanceRetention === true)
    replaceVersion(bucket, { ...object, retention: wanted })
    return {}
  },
})

function retentionIn({ Retention }: RetentionMembers): Retention | undefined {
  if (!Retention || Object.keys(Retention).length === 0) return undefined
  const { Mode, RetainUntilDate } = Retention
  if (Mode === undefined || RetainUntilDate === undefined) throw malformedXml()
  return { mode: Mode, until: RetainUntilDate.getTime() }
}

/** AWS: object-lock.html: only a bypass makes a retention shorter, and never one of compliance. */
function checkShortening(
  present: Retention | undefined,
  wanted: Retention | undefined,
  bypasses: boolean,
): void {
  if (!present) return
  const isWeaker =
    !wanted ||
    wanted.until < present.until ||
    (present.mode === 'COMPLIANCE' && wanted.mode === 'GOVERNANCE')
  if (isWeaker && !(bypasses && present.mode === 'GOVERNANCE')) throw objectLocked()
}

/** AWS: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html */
export const getObjectRetention: Operation<S3State, ObjectInput, RetentionMembers> =
  defineOperation({
    name: 'GetObjectRetention',
    handles: OBJECT_MEMBERS,
    access: onObject('GetObjectRetention'),
    run(state, input: ObjectInput, context) {
      const bucket = findBucket(state, input, context)
      checkLocking(bucket)
      const { retention } = findObject(bucket, input, 'GET')
      if (!retention) throw objectNotLocked()
      return {
        Retention: { Mode: retention.mode, RetainUntilDate: new Date(retention.until) },
      }
    },
  })
