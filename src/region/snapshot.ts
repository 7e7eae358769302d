import { MisuseError } from '../core/errors.ts'
import type { WorldSnapshot } from './world.ts'

const contentKey: unique symbol = Symbol.for('miniregion.region-snapshot') as never

/** What `region.snapshot()` returned, for `region.restore(...)`. Opaque, and costs the same whatever the amount of data. */
export interface RegionSnapshot {
  readonly [contentKey]: WorldSnapshot
}

export const sealSnapshot = (content: WorldSnapshot): RegionSnapshot =>
  Object.defineProperty({}, contentKey, { value: content }) as RegionSnapshot

export function openSnapshot(snapshot: unknown): WorldSnapshot {
  if (typeof snapshot === 'object' && snapshot !== null && contentKey in snapshot) {
    return (snapshot as RegionSnapshot)[contentKey]
  }
  throw new MisuseError(
    `region.restore() got ${snapshot === null ? 'null' : typeof snapshot}.`,
    'what region.snapshot() returned',
    "A table's own snapshot goes back with table.restore(...).",
  )
}
