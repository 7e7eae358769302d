/** Operations behind handles' own methods: no faults, no records; refusals are slips of the test. */
import { isServiceError, MisuseError } from '../../core/errors.ts'
import { runQuietly } from '../../core/handles/run-quietly.ts'
import type { World } from '../../core/world/world.ts'
import { operations } from '../operations/index.ts'
import { cognitoidp } from '../service.ts'

export function callFor(
  world: World,
  caller: string,
  name: string,
  input: object,
  expected: string,
): Readonly<Record<string, unknown>> {
  const operation = operations[name]
  if (!operation) throw new Error(`There is no operation ${name}.`)
  try {
    return runQuietly(world, cognitoidp, operation, input) as Record<string, unknown>
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw new MisuseError(`${caller} was refused: ${error.message}`, expected)
  }
}
