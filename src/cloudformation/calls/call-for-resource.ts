/** Calls of operations for one resource, without the members that are not simulated. */
import { isObject } from '../../core/json.ts'
import { isUnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { callQuietly } from './call-quietly.ts'

type Skip = (property: string, reason: string) => void

/** Leaves out, and notes, each member of the input that the operation refuses by name. */
export function callForResource(
  world: World,
  service: string,
  operation: string,
  input: object,
  skip: Skip,
): Record<string, unknown> {
  let given: unknown = input
  for (;;) {
    try {
      return callQuietly(world, service, operation, given as object)
    } catch (error) {
      const member = isUnsupportedError(error) ? error.feature.parameter : undefined
      // `Origin EXTERNAL` refuses one value of a member.
      const [path = ''] = member?.split(' ') ?? []
      const reduced = member === undefined ? given : without(given, path.split('.'))
      if (member === undefined || reduced === given) throw error
      skip(member, 'This property is not simulated.')
      given = reduced
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
