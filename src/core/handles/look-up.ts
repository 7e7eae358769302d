/**
 * How test code reaches resources: the option `region`, and names that must or must not be there.
 */
import { nameOf } from '../checks.ts'
import { currentWorld, resolveWorld } from '../context.ts'
import { didYouMean, MisuseError } from '../errors.ts'
import { handleOf } from '../handle.ts'
import { withoutArticle, type Noun } from '../resources/resource-kind.ts'
import type { World } from '../world.ts'

/**
 * The world of an option `region`: by default the one that this code runs in, or the default
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

/** A look-up (`region.queue('job')`) of a name that nothing has. */
export function missingResource(noun: Noun, name: string, known: Iterable<string>): MisuseError {
  const names = [...known]
  return new MisuseError(
    `There is no ${withoutArticle(noun)} '${name}' in this region.`,
    names.length > 0 ? `one of ${names.join(', ')}` : `${noun} that was created before`,
    didYouMean(name, names),
  )
}

/**
 * A creation (`createQueue('jobs')`) under a name that is taken. `lookUp`: `region.queue('jobs')`.
 */
export const existingResource = (noun: Noun, name: string, lookUp: string): MisuseError =>
  new MisuseError(
    `There is already ${noun} '${name}' in this region.`,
    'a new name',
    `Did you mean ${lookUp}?`,
  )
