/** The retention and the legal hold of a new object. */
import type { World } from '../../core/world/world.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { lockMissingForWrite } from '../errors/buckets.ts'
import { invalidArgument } from '../errors/requests.ts'
import type { ObjectSettings, Retention } from '../objects/version.ts'

export interface LockMembers {
  readonly ObjectLockMode?: string
  readonly ObjectLockRetainUntilDate?: Date
  readonly ObjectLockLegalHoldStatus?: string
}

const MODE = 'x-amz-object-lock-mode'
const DATE = 'x-amz-object-lock-retain-until-date'

/**
 * Returns the lock of a new object, or throws S3's answer to a wrong one.
 *
 * Recorded by peers (LocalStack; mantle, crates/mantle-s3): messages and order.
 */
export function lockIn(
  world: World,
  { settings }: Bucket,
  input: LockMembers,
): Pick<ObjectSettings, 'retention' | 'legalHold'> {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until } = input
  const { ObjectLockLegalHoldStatus: legalHold } = input
  if (mode === undefined && until === undefined && legalHold === undefined) {
    return { retention: defaultRetention(world, settings), legalHold: undefined }
  }
  if ((mode === undefined) !== (until === undefined)) {
    throw invalidArgument(
      `${DATE} and ${MODE} must both be supplied`,
      mode === undefined ? MODE : DATE,
    )
  }
  if (until) checkRetainUntil(world, until, DATE, until.toISOString().replace('.000Z', 'Z'))
  if (legalHold !== undefined && legalHold !== 'ON' && legalHold !== 'OFF') {
    const message = "Legal Hold must be either of 'ON' or 'OFF'"
    throw invalidArgument(message, 'x-amz-object-lock-legal-hold', legalHold)
  }
  if (mode !== undefined && mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') {
    throw invalidArgument('Unknown wormMode directive.', MODE, mode)
  }
  if (!settings.objectLock) throw lockMissingForWrite()
  if (mode === undefined || !until) {
    return { retention: defaultRetention(world, settings), legalHold }
  }
  return { retention: { mode, until: until.getTime() }, legalHold }
}

/** Recorded: S3.md. `written`: the date as the answer repeats it. */
export function checkRetainUntil(
  world: World,
  until: Date,
  argument: string,
  written: string,
): void {
  if (until.getTime() > world.clock.now()) return
  throw invalidArgument('The retain until date must be in the future!', argument, written)
}

function defaultRetention(world: World, { objectLock }: Bucket['settings']): Retention | undefined {
  if (objectLock?.mode === undefined) return undefined
  const until = new Date(world.clock.now())
  if (objectLock.days !== undefined) until.setUTCDate(until.getUTCDate() + objectLock.days)
  if (objectLock.years !== undefined)
    until.setUTCFullYear(until.getUTCFullYear() + objectLock.years)
  return { mode: objectLock.mode, until: until.getTime() }
}
