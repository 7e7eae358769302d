/**
 * The patched globals: installed while an invocation runs, counted under a `Symbol.for` key (two copies of the package agree), and restored
 * exactly when the last one ends.
 */
import { onMovedClock } from '../moved-clocks.ts'
import { datePatch } from './date.ts'
import { outputPatches } from './output.ts'
import type { Patch } from './patch.ts'
import { processPatches } from './process.ts'
import { timerPatches } from './timers.ts'
import { environmentPatch } from './variables.ts'

const KEY = Symbol.for('miniregion.patches')

interface Shared {
  /** Number of running invocations. */
  running: number
}

const shared: Shared = ((globalThis as { [KEY]?: Shared })[KEY] ??= { running: 0 })

const patches: readonly Patch[] = [
  environmentPatch,
  ...outputPatches,
  ...timerPatches,
  ...processPatches,
]

// A clock that is moved while something runs.
onMovedClock(() => {
  if (shared.running > 0) datePatch.install()
})

/** An invocation begins. Looked at anew each time: fake timers or spies may have come or gone. */
export function installGlobals(clockMoved: boolean): void {
  shared.running++
  for (const patch of patches) patch.install()
  if (clockMoved) datePatch.install()
}

/** An invocation has ended. */
export function uninstallGlobals(): void {
  if (--shared.running > 0) return
  for (const patch of patches) patch.restore()
  datePatch.restore()
}

/** Whether globals are patched now. */
export const areGlobalsPatched = (): boolean => shared.running > 0
