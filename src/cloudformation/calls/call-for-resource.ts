/** Calls of operations for one resource, without the members that are not simulated. */
import { isObject } from '../../core/json.ts'
import { didYouMean, isUnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { callQuietly } from './call-quietly.ts'
import type { NoteUnknown } from './convert.ts'

type Skip = (property: string, reason: string) => void

/** Says of a property that it has no effect, and what was meant if it looks misspelt. */
export function unknownProperty(name: string, known: readonly string[]): string {
  const alike = known.filter((other) => Math.abs(other.length - name.length) < 2)
  return ['This property is not simulated.', didYouMean(name, alike)].filter(Boolean).join(' ')
}

/**
 * Leaves out, and notes, each member of the input that the operation refuses by name. Members that
 * its structures do not have are noted as well.
 */
export function callForResource(
  world: World,
  service: string,
  operation: string,
  input: object,
  skip: Skip,
): Record<string, unknown> {
  let given: unknown = input
  let note: NoteUnknown | undefined = (path, name, known) =>
    skip(path, unknownProperty(name, known))
  for (;;) {
    try {
      return callQuietly(world, service, operation, given as object, note)
    } catch (error) {
      const member = isUnsupportedError(error) ? error.feature.parameter : undefined
      // `Origin EXTERNAL` refuses one value of a member.
      const [path = ''] = member?.split(' ') ?? []
      const reduced = member === undefined ? given : without(given, path.split('.'))
      if (member === undefined || reduced === given) throw error
      skip(member, 'This property is not simulated.')
      given = reduced
      note = undefined
    }
  }
}

/** A copy without the member at this path, in every element of lists on the way. */
function without(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(value)) {
    const entries = value.map((entry) => without(entry, path))
    return entries.every((entry, index) => entry === value[index]) ? value : entries
  }
  if (!isObject(value) || !Object.hasOwn(value, name)) return value
  const { [name]: member, ...others } = value
  if (rest.length === 0) return others
  const reduced = without(member, rest)
  return reduced === member ? value : { ...value, [name]: reduced }
}
