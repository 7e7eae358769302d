import { isServiceError, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { logs } from '../service.ts'

/** Makes a call whose refusals are slips of the test. */
export function callLogs(world: World, caller: string, operation: string, input: object): void {
  try {
    world.callSync({ service: logs.id, operation, input, source: 'service' })
  } catch (error) {
    if (!isServiceError(error)) throw error
    throw new MisuseError(`${caller} was refused: ${error.message}`, 'what CloudWatch Logs takes')
  }
}
