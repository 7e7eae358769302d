/**
 * The patched globals: installed while an invocation runs, counted under a `Symbol.for` key (two copies of the package agree), and restored
 * exactly when the last one ends.
 */
import type { Clock } from '../time/clock.ts'
import { turn } from '../time/host.ts'
import { datePatch } from './date.ts'
import { outputPatches } from './output.ts'
import type { Patch } from './patch.ts'
import { processPatches } from './process.ts'
import { timerPatches } from './timers.ts'
import { timerModulesPatch } from './timers-modules.ts'
import { environmentPatch } from './variables.ts'

const KEY = Symbol.for('miniregion.patches')

interface Shared {
  /** Number of running invocations. */
  running: number
  /** The modules' patch is about to be taken off. */
  isCooling: boolean
}

const shared: Shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= Object.seal({
  running: 0,
  isCooling: false,
}))

const patches: readonly Patch[] = [
  environmentPatch,
  ...outputPatches,
  ...timerPatches,
  ...processPatches,
]

/** The clock is moved while something runs: `Date` must show it. */
const whenMoved = (): void => {
  if (shared.running > 0) datePatch.install()
}

/** An invocation begins in a world with this clock. Looked at anew each time: fake timers or spies may have come or gone. */
export function installGlobals(clock: Clock): void {
  shared.running++
  for (const patch of patches) patch.install()
  timerModulesPatch.install()
  clock.onMoved(whenMoved)
  if (clock.moved) datePatch.install()
}

/** An invocation has ended. */
export function uninstallGlobals(): void {
  if (--shared.running > 0) return
  for (const patch of patches) patch.restore()
  datePatch.restore()
  if (!shared.isCooling) void coolDown()
}

/** Taken off at the next turn of the event loop with nothing running. */
async function coolDown(): Promise<void> {
  shared.isCooling = true
  await turn()
  shared.isCooling = false
  if (shared.running === 0) timerModulesPatch.restore()
}

/** Whether globals are patched now. */
export const areGlobalsPatched = (): boolean => shared.running > 0
