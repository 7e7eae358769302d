/**
 * Object Lock: versions that nobody may delete yet.
 *
 * AWS: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
import type { World } from '../../core/world/world.ts'
import type { Bucket } from '../buckets/bucket.ts'
import { objectLocked } from '../errors/objects.ts'
import { invalidArgument } from '../errors/requests.ts'
import type { Version } from '../objects/version.ts'

export function isLocked(world: World, version: Version | undefined, bypasses: boolean): boolean {
  if (!version || version.isMarker) return false
  const { legalHold, retention } = version
  if (legalHold === 'ON') return true
  if (!retention || retention.until <= world.clock.now()) return false
  return !(bypasses && retention.mode === 'GOVERNANCE')
}

export function checkNotLocked(
  world: World,
  version: Version | undefined,
  bypasses: boolean,
): void {
  if (isLocked(world, version, bypasses)) throw objectLocked()
}

/** Recorded by peers (LocalStack). */
export function checkBypass({ settings }: Bucket, bypass: boolean | undefined): void {
  if (bypass === undefined || settings.objectLock) return
  throw invalidArgument(
    'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.',
    'x-amz-bypass-governance-retention',
  )
}
