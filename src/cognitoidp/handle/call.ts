/** Calls of handles' own methods: no faults, and refusals are slips of the test. */
import { isServiceError, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'

export function callFor(
  world: World,
  caller: string,
  operation: string,
  input: object,
  expected: string,
): Readonly<Record<string, unknown>> {
  try {
    return world.callSync({
      service: 'cognitoidp',
      operation,
      input,
      source: 'service',
    }) as Record<string, unknown>
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw new MisuseError(`${caller} was refused: ${error.message}`, expected)
  }
}
