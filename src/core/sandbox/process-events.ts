/**
 * Keeps the process events of functions to their execution environments. An error that nothing
 * catches goes to the environment whose code caused it, even long after the handler's answer. And
 * the listeners for crashes and signals that a function adds are called for its own environment
 * alone.
 *
 * The wrappers stay for the rest of the process, since an error may come at any time. They are on
 * the prototype of `process`, so that `process` itself has no additional member.
 */
import { EventEmitter } from 'node:events'
import { processWide } from '../process-wide.ts'
import type { AnyFunction } from './patch.ts'
import { currentSandbox } from './sandbox.ts'

type Hook = (original: AnyFunction, self: unknown, args: readonly unknown[]) => unknown

// Before 'uncaughtException' Node emits the 'Monitor' event.
const CRASHES = new Set<unknown>([
  'unhandledRejection',
  'uncaughtException',
  'uncaughtExceptionMonitor',
])

/** Events whose listeners would change the test run: they replace Node's default reaction. */
const isConfined = (event: unknown): event is string =>
  typeof event === 'string' && (CRASHES.has(event) || event.startsWith('SIG'))

/**
 * Takes an error that a function's code caused. Node emits it in the async context of that code.
 *
 * NOTE: Node 20 loses the context of an exception in `queueMicrotask`. timers.ts catches those.
 */
function takeError([event, error, origin]: readonly unknown[]): boolean {
  const sandbox = CRASHES.has(event) ? currentSandbox() : undefined
  if (!sandbox) return false
  if (event === 'uncaughtExceptionMonitor' || sandbox.isDead) return true
  // With --unhandled-rejections=strict a rejection is an exception of that origin.
  const isRejection = event === 'unhandledRejection' || origin === 'unhandledRejection'
  const type = isRejection ? 'unhandledRejection' : 'uncaughtException'
  sandbox.processEvents?.emit(type, error)
  sandbox.crash({ type, error })
  return true
}

const emit: Hook = (original, self, args) => takeError(args) || Reflect.apply(original, self, args)

type Listener = (...args: unknown[]) => void

const listen =
  (method: 'on' | 'once' | 'prependListener' | 'prependOnceListener' | 'off'): Hook =>
  (original, self, args) => {
    const [event, listener] = args
    const sandbox = isConfined(event) ? currentSandbox() : undefined
    if (!sandbox) return Reflect.apply(original, self, args)
    sandbox.processEvents ??= new EventEmitter()
    sandbox.processEvents[method](event as string, listener as Listener)
    return self
  }

/** Inside a function removes the environment's listeners, never the test run's. */
const removeAllListeners: Hook = (original, self, args) => {
  const sandbox = currentSandbox()
  if (!sandbox) return Reflect.apply(original, self, args)
  sandbox.processEvents?.removeAllListeners(args[0] as string | undefined)
  return self
}

type Hooks = Readonly<Record<string, Hook>>

const hooks: Hooks = {
  emit,
  on: listen('on'),
  addListener: listen('on'),
  once: listen('once'),
  prependListener: listen('prependListener'),
  prependOnceListener: listen('prependOnceListener'),
  off: listen('off'),
  removeListener: listen('off'),
  removeAllListeners,
}

const hookKey = Symbol.for('miniregion.processHook')

const shared = processWide<{ hooks: Hooks | undefined }>('process-events', () => ({
  hooks: undefined,
}))

/**
 * Installs the wrappers.
 *
 * NOTE: a worker of Jest, or of Vitest's vmThreads, shares `process` (or its prototype) among test
 * files. Each file's copy of this module therefore replaces the hooks of the wrappers. These hold
 * the hooks weakly, so that of all files only the first, whose wrappers they are, stays in memory.
 */
export function hookProcessEvents(): void {
  if (shared.hooks) return
  shared.hooks = hooks
  const reference = new WeakRef(hooks)
  for (const name of Object.keys(hooks)) install(name, reference)
}

function install(name: string, reference: WeakRef<Hooks>): void {
  const original: unknown = Reflect.get(process, name)
  if (typeof original !== 'function') return
  if (Reflect.has(original, hookKey)) {
    Reflect.set(original, hookKey, reference)
    return
  }
  // Vitest, and signal-exit, put an `emit` on `process` that would hide the prototype's.
  const holder: object = Object.hasOwn(process, name) ? process : Object.getPrototypeOf(process)
  const value = createWrapper(name, original as AnyFunction, reference)
  Object.defineProperty(holder, name, { value, writable: true, configurable: true })
}

function createWrapper(
  name: string,
  original: AnyFunction,
  reference: WeakRef<Hooks>,
): AnyFunction {
  const wrapper = function (this: unknown, ...args: unknown[]): unknown {
    const inForce = (Reflect.get(wrapper, hookKey) as WeakRef<Hooks>).deref()
    const hook = inForce?.[name]
    return hook ? hook(original, this, args) : Reflect.apply(original, this, args)
  }
  Reflect.set(wrapper, hookKey, reference)
  return wrapper
}
