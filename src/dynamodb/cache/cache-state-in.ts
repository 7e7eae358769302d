import { MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { stateIn } from '../state/state.ts'
import type { CacheState } from '../state/cache-state.ts'

/** The state of a cache in a world. */
export function cacheStateIn(world: World, name: string): CacheState {
  const cache = stateIn(world).caches.get(name)
  if (cache) return cache
  throw new MisuseError(
    `There is no cache '${name}' in this region.`,
    'a cache that was made in it, or in the region that it is a fork of',
  )
}
