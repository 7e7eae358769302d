/**
 * Finds resources for test code: by the option `region`, and by names that must or must not exist.
 */
import { nameOf } from '../checks.ts'
import { currentWorld, resolveWorld } from '../world/context.ts'
import { didYouMean, MisuseError } from '../errors.ts'
import { handleOf } from '../handle.ts'
import { withoutArticle, type Noun } from '../resources/resource-kind.ts'
import type { World } from '../world/world.ts'

/**
 * Returns the world of an option `region`. Default: the world of the running code, or the default
 * region.
 */
export function worldOfRegion(region: unknown, caller: string): World {
  if (region === undefined) return currentWorld()
  const handle = handleOf(region)
  if (handle?.kind === 'region') return resolveWorld(handle.home)
  throw new MisuseError(
    `${caller} received ${nameOf(region)} as its region.`,
    'the result of createRegion()',
  )
}

/** The error of a look-up (`region.queue('job')`) of an unknown name. */
export function missingResource(noun: Noun, name: string, known: Iterable<string>): MisuseError {
  const names = [...known]
  return new MisuseError(
    `There is no ${withoutArticle(noun)} '${name}' in this region.`,
    names.length > 0 ? `one of ${names.join(', ')}` : `${noun} that was created before`,
    didYouMean(name, names),
  )
}

/**
 * The error of a creation (`createQueue('jobs')`) with a used name. `lookUp`:
 * `region.queue('jobs')`.
 */
export const existingResource = (noun: Noun, name: string, lookUp: string): MisuseError =>
  new MisuseError(
    `There is already ${noun} '${name}' in this region.`,
    'a new name',
    `Did you mean ${lookUp}?`,
  )
