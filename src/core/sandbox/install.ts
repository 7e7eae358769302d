/**
 * Installs the patches of globals while an invocation runs. When the last one ends, it restores the
 * globals and undoes the changes that functions made to the host. All copies of the package in the
 * process count invocations together.
 */
import { processWide } from '../process-wide.ts'
import type { Clock } from '../time/clock.ts'
import { turn } from '../time/host.ts'
import { consoleMethodPatches, consolePatch } from './console.ts'
import { datePatch } from './date.ts'
import { repairHost, watchHost } from './host-guard.ts'
import { outputPatches } from './output.ts'
import type { Patch } from './patch.ts'
import { directoryPatch, exitPatches } from './process.ts'
import { hookProcessEvents } from './process-events.ts'
import { microtaskPatch, timerPatches } from './timers.ts'
import { timerModulesPatch } from './timers-modules.ts'
import { environmentPatch } from './variables.ts'

interface Shared {
  /** Number of running invocations. */
  running: number
  /** Number of times that the last running invocation has ended. */
  pauses: number
  isCooling: boolean
  /** What to undo after the last of the running invocations. */
  undos: (() => void)[]
}

const shared = processWide<Shared>('patches', () => ({
  running: 0,
  pauses: 0,
  isCooling: false,
  undos: [],
}))

const patches: readonly Patch[] = [
  environmentPatch,
  consolePatch,
  ...consoleMethodPatches,
  ...outputPatches,
  ...timerPatches,
  microtaskPatch,
  directoryPatch,
]

const latestFirst: readonly Patch[] = [...patches].reverse()

/**
 * Patches that stay until the event loop turns with nothing running. The timer modules cost more
 * than an invocation, and a function may call `process.exit()` right after its answer.
 */
const warmPatches: readonly Patch[] = [...exitPatches, timerModulesPatch]

const whenMoved = (): void => {
  if (shared.running > 0) datePatch.install()
}

/**
 * Begins an invocation in a world with this clock. Each call installs all patches again because
 * fake timers or spies may have replaced globals since the last one.
 */
export function installGlobals(clock: Clock): void {
  if (shared.running++ === 0) {
    watchHost()
    hookProcessEvents()
    for (const patch of warmPatches) patch.install()
  }
  for (const patch of patches) patch.install()
  clock.onMoved(whenMoved)
  if (clock.moved) datePatch.install()
}

/** Ends an invocation. */
export function uninstallGlobals(): void {
  if (--shared.running > 0) return
  // First, since a function may have replaced what the rest uses.
  repairHost()
  for (const patch of latestFirst) patch.restore()
  datePatch.restore()
  for (const undo of shared.undos.splice(0)) undo()
  shared.pauses++
  if (!shared.isCooling) void coolDown()
}

/**
 * Undoes a change of the host after the last of the running invocations. A change that is undone
 * earlier comes back with the repair of the host.
 */
export function undoAtEnd(undo: () => void): void {
  shared.undos.push(undo)
}

async function coolDown(): Promise<void> {
  shared.isCooling = true
  let pauses: number
  do {
    pauses = shared.pauses
    // The first turn may have begun before the answer.
    await turn()
    await turn()
  } while (shared.pauses !== pauses && shared.running === 0)
  shared.isCooling = false
  if (shared.running === 0) for (const patch of warmPatches) patch.restore()
}

/** Whether any invocation runs, so that globals are patched. */
export const areGlobalsPatched = (): boolean => shared.running > 0
