/** The calls of handles' own methods. */
import { isServiceError, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'

/** Makes a call whose refusals are slips of the test. */
export function callFor<Output>(
  world: World,
  caller: string,
  operation: string,
  input: object,
): Output {
  try {
    return world.callSync({
      service: 'eventbridge',
      operation,
      input,
      source: 'service',
    }) as Output
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw refused(caller, error.message)
  }
}

export const refused = (caller: string, message: string): MisuseError =>
  new MisuseError(`${caller} was refused: ${message}`, 'what EventBridge takes')
