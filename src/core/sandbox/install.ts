/**
 * Installs the patches of globals while an invocation runs and restores the globals when the last
 * one ends. All copies of the package in the process count invocations together.
 */
import { processWide } from '../process-wide.ts'
import type { Clock } from '../time/clock.ts'
import { turn } from '../time/host.ts'
import { datePatch } from './date.ts'
import { outputPatches } from './output.ts'
import type { Patch } from './patch.ts'
import { processPatches } from './process.ts'
import { timerPatches } from './timers.ts'
import { timerModulesPatch } from './timers-modules.ts'
import { environmentPatch } from './variables.ts'

interface Shared {
  /** Number of running invocations. */
  running: number
  /** Whether `coolDown` is waiting to restore the timer modules. */
  isCooling: boolean
}

const shared = processWide<Shared>('patches', () => ({ running: 0, isCooling: false }))

const patches: readonly Patch[] = [
  environmentPatch,
  ...outputPatches,
  ...timerPatches,
  ...processPatches,
]

const whenMoved = (): void => {
  if (shared.running > 0) datePatch.install()
}

/**
 * Begins an invocation in a world with this clock. Each call installs all patches again because
 * fake timers or spies may have replaced globals since the last one.
 */
export function installGlobals(clock: Clock): void {
  shared.running++
  for (const patch of patches) patch.install()
  timerModulesPatch.install()
  clock.onMoved(whenMoved)
  if (clock.moved) datePatch.install()
}

/** Ends an invocation. */
export function uninstallGlobals(): void {
  if (--shared.running > 0) return
  for (const patch of patches) patch.restore()
  datePatch.restore()
  if (!shared.isCooling) void coolDown()
}

/**
 * Restores the timer modules once the event loop turns with nothing running: their patch costs more
 * than an invocation.
 */
async function coolDown(): Promise<void> {
  shared.isCooling = true
  await turn()
  shared.isCooling = false
  if (shared.running === 0) timerModulesPatch.restore()
}

/** Whether any invocation runs, so that globals are patched. */
export const areGlobalsPatched = (): boolean => shared.running > 0
