/** Processes that are started before their first invocation: provisioned concurrency. */
import type { World } from '../../core/world/world.ts'
import type { ProcessCommand } from '../definition/child-process.ts'
import type { Environment } from '../runtime/environment.ts'
import { afterRealTime } from './real-time.ts'
import { RuntimeProcess } from './runtime-process.ts'

/**
 * Starts the process of an environment. Resolves to whether it asks for events in time; an error or
 * an exit before that fails the configuration.
 */
export async function startInitialized(
  world: World,
  environment: Environment,
  command: ProcessCommand,
): Promise<boolean> {
  const process = new RuntimeProcess(world, environment.definition, environment, command)
  environment.process = process
  const endLoading = world.work.beginLoading(environment)
  let endWait: () => void = () => undefined
  const late = new Promise<undefined>((resolve) => {
    endWait = afterRealTime(command.initTimeoutMs, () => resolve(undefined))
    environment.onCrash = () => resolve(undefined)
  })
  const start = await Promise.race([process.started, late])
  endWait()
  endLoading()
  process.release()
  return start?.type === 'ready'
}
