/**
 * Patches `node:timers` and `node:timers/promises` for functions. Named imports see a patch of a
 * built-in module only after `syncBuiltinESMExports()`, which costs more than an invocation. This
 * patch therefore stays until the event loop turns with nothing running.
 */
import { syncBuiltinESMExports } from 'node:module'
// The default imports are the modules' own, patchable objects.
import timers from 'node:timers'
import promises from 'node:timers/promises'
import { processWide } from '../process-wide.ts'
import { underlying } from '../time/host.ts'
import { propertyPatch, type Patch } from './patch.ts'
import { sandboxScope } from './sandbox.ts'
import { HandlerTimer, handlerSleep, timerWrappers } from './timers.ts'

interface SleepOptions {
  readonly signal?: AbortSignal
  readonly ref?: boolean
}

type AnyFunction = (...args: never[]) => unknown

const abortError = (signal: AbortSignal): Error =>
  Object.assign(new Error('The operation was aborted', { cause: signal.reason }), {
    name: 'AbortError',
    code: 'ABORT_ERR',
  })

/** Wraps `setTimeout` of `node:timers/promises`. */
function sleepWith(original: AnyFunction): AnyFunction {
  return async (milliseconds?: number, value?: unknown, options: SleepOptions = {}) => {
    const scope = sandboxScope()
    if (!scope)
      return await (original as unknown as typeof promises.setTimeout)(milliseconds, value, options)
    const { signal } = options
    if (!signal) return await handlerSleep(scope, milliseconds, value)
    if (signal.aborted) throw abortError(signal)
    return await new Promise((resolve, reject) => {
      const timer = new HandlerTimer(scope, () => resolve(value), milliseconds, [], false)
      signal.addEventListener(
        'abort',
        () => {
          timer.close()
          reject(abortError(signal))
        },
        { once: true },
      )
    })
  }
}

/** Wraps `setInterval` of `node:timers/promises`. */
function intervalWith(original: AnyFunction): AnyFunction {
  return (milliseconds?: number, value?: unknown, options: SleepOptions = {}) => {
    if (!sandboxScope()) {
      return (original as unknown as typeof promises.setInterval)(milliseconds, value, options)
    }
    return ticks(milliseconds, value, options)
  }
}

async function* ticks(
  milliseconds: number | undefined,
  value: unknown,
  options: SleepOptions,
): AsyncGenerator<unknown, void> {
  for (;;) yield await promises.setTimeout(milliseconds, value, options)
}

const modulePatches: readonly Patch[] = [
  ...Object.entries(timerWrappers).map(([name, wrap]) => propertyPatch(() => timers, name, wrap)),
  propertyPatch(() => promises, 'setTimeout', sleepWith as never),
  propertyPatch(() => promises, 'setInterval', intervalWith as never),
  propertyPatch(() => promises.scheduler, 'wait', ((original: AnyFunction) => {
    const sleep = sleepWith(original) as unknown as typeof promises.setTimeout
    return (milliseconds: number, options?: SleepOptions) => sleep(milliseconds, undefined, options)
  }) as never),
]

const shared = processWide('timers-modules', () => ({ isInstalled: false }))

// Another copy of the package may have patched them: the copy of an earlier test file, which Jest
// ran in the same process.
const real = {
  setTimeout: underlying(timers.setTimeout),
  sleep: underlying(promises.setTimeout),
}

/**
 * Whether a fake timer library has replaced the functions without syncing named imports. Syncing
 * now would leave the fakes in those imports for good, so the modules stay unpatched.
 */
const areFaked = (): boolean =>
  underlying(timers.setTimeout) !== real.setTimeout ||
  underlying(promises.setTimeout) !== real.sleep

export const timerModulesPatch: Patch = {
  install() {
    if (shared.isInstalled || areFaked()) return
    shared.isInstalled = true
    for (const patch of modulePatches) patch.install()
    syncBuiltinESMExports()
  },
  restore() {
    if (!shared.isInstalled) return
    shared.isInstalled = false
    for (const patch of modulePatches) patch.restore()
    syncBuiltinESMExports()
  },
}
