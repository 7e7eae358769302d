/** The snapshots of a region. */
import { MisuseError } from '../../core/errors.ts'
import { nameOf } from '../../core/checks.ts'
import type { Account, WorldSnapshot } from '../world.ts'

const contentKey: unique symbol = Symbol.for('miniregion.region-snapshot')

interface Content {
  readonly account: Account
  readonly world: WorldSnapshot
}

/**
 * The result of `region.snapshot()`, for `region.restore(...)`. Opaque. It costs the same whatever
 * the amount of data.
 */
export interface RegionSnapshot {
  readonly [contentKey]: Content
}

export const takeSnapshot = (account: Account): RegionSnapshot =>
  Object.defineProperty({}, contentKey, {
    value: { account, world: account.snapshot() },
  }) as RegionSnapshot

const isSnapshot = (value: unknown): value is RegionSnapshot =>
  typeof value === 'object' && value !== null && contentKey in value

/**
 * Returns the content of a snapshot.
 *
 * @throws MisuseError when the value is not a snapshot, or was taken of another region (or fork):
 * its
 * records, ids and ARNs are that region's
 */
export function openSnapshot(snapshot: unknown, account: Account): WorldSnapshot {
  if (!isSnapshot(snapshot)) {
    throw new MisuseError(
      `region.restore() received ${nameOf(snapshot)}.`,
      'the result of region.snapshot()',
      "A table's own snapshot goes back with table.restore(...).",
    )
  }
  const content = snapshot[contentKey]
  if (content.account === account) return content.world
  throw new MisuseError(
    "region.restore() received another region's snapshot.",
    "a snapshot that this region's own snapshot() returned",
    "region.fork() begins a new region with this one's state.",
  )
}
