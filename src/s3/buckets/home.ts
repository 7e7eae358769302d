import type { World } from '../../core/world/world.ts'
import type { Bucket } from './bucket.ts'

/**
 * Returns the world of a bucket's region. A region that is not in use is answered by the one that
 * asks, so its buckets are there.
 */
export const homeOf = ({ region }: Pick<Bucket, 'region'>, world: World): World =>
  world.has(region) ? world.in(region) : world
