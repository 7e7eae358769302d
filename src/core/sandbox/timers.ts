/**
 * Puts the timers that a function sets into the region's queue. `advance` then fires them in due
 * order with the function's timeout, and they wait while the environment is frozen.
 */
import { AsyncResource } from 'node:async_hooks'
import { promisify } from 'node:util'
import type { Clock, Timer } from '../time/clock.ts'
import type { Scope } from '../world/context.ts'
import { currentSandbox, sandboxScope, type Sandbox } from './sandbox.ts'
import { likeOriginal, propertyPatch, type Patch } from './patch.ts'

type SandboxScope = Scope & { readonly environment: Sandbox }
type Callback = (...args: unknown[]) => void
type HostTimer = (callback: unknown, milliseconds?: number, ...args: unknown[]) => unknown

// Node: a delay outside 1 to 2^31-1 counts as 1.
const LONGEST_DELAY_MS = 2_147_483_647
const toDelay = (milliseconds: unknown): number => {
  const delay = Number(milliseconds)
  return delay >= 1 && delay <= LONGEST_DELAY_MS ? Math.trunc(delay) : 1
}

const byNumber = new Map<number, HandlerTimer>()
const numbers = { last: 0 }

/** The result of `setTimeout` inside a function: acts like Node's `Timeout`. */
export class HandlerTimer {
  readonly #clock: Clock
  readonly #environment: Sandbox
  readonly #delay: number
  readonly #resource = new AsyncResource('Timeout', { requireManualDestroy: true })
  readonly #fire: () => void
  #timer: Timer | undefined
  #kind: 'handler' | 'limit' = 'handler'
  #number: number | undefined

  constructor(
    scope: SandboxScope,
    callback: Callback,
    milliseconds: unknown,
    args: unknown[],
    repeats: boolean,
  ) {
    this.#clock = scope.world.clock
    this.#environment = scope.environment
    this.#delay = toDelay(milliseconds)
    this.#fire = () => {
      const fired = this.#timer
      try {
        this.#resource.runInAsyncScope(callback, this, ...args)
      } catch (error) {
        this.#environment.crash({ type: 'uncaughtException', error })
      }
      if (this.#timer !== fired) return
      if (repeats) this.#start()
      else this.#forget()
    }
    this.#start()
  }

  #start(): void {
    this.#timer = this.#clock.schedule(this.#delay, this.#fire, this.#kind, this.#environment)
  }

  #forget(): void {
    this.#timer = undefined
    if (this.#number !== undefined) byNumber.delete(this.#number)
  }

  close(): this {
    this.#clock.cancel(this.#timer)
    this.#forget()
    return this
  }

  refresh(): this {
    if (!this.#timer) return this
    this.#clock.cancel(this.#timer)
    this.#start()
    return this
  }

  ref(): this {
    return this.#become('handler')
  }

  /**
   * Neither the function's answer nor `idle` waits for the timer any more. It still fires when it
   * is due.
   */
  unref(): this {
    return this.#become('limit')
  }

  hasRef(): boolean {
    return this.#kind === 'handler'
  }

  #become(kind: 'handler' | 'limit'): this {
    this.#kind = kind
    if (this.#timer) (this.#timer as { kind: string }).kind = kind
    return this
  }

  [Symbol.toPrimitive](): number {
    if (this.#number === undefined) {
      this.#number = ++numbers.last
      byNumber.set(this.#number, this)
    }
    return this.#number
  }

  // Node before 20.4 has no Symbol.dispose: this method is then called 'undefined'.
  [Symbol.dispose](): void {
    this.close()
  }
}

/** Resolves to `value` after `milliseconds` of the region's time. */
export const handlerSleep = <Value>(
  scope: SandboxScope,
  milliseconds: unknown,
  value: Value,
): Promise<Value> =>
  new Promise((resolve) => {
    new HandlerTimer(scope, () => resolve(value), milliseconds, [], false)
  })

function wrapSetTimer(original: HostTimer, repeats: boolean): HostTimer {
  const wrapper: HostTimer = (callback, milliseconds, ...args) => {
    const scope = typeof callback === 'function' ? sandboxScope() : undefined
    if (!scope) return original(callback, milliseconds, ...args)
    return new HandlerTimer(scope, callback as Callback, milliseconds, args, repeats)
  }
  return likeOriginal(original, wrapper)
}

function wrapSetTimeout(original: HostTimer): HostTimer {
  const originalSleep = (original as { [promisify.custom]?: HostTimer })[promisify.custom]
  const sleep = (milliseconds: number, value: unknown, options?: unknown): unknown => {
    const scope = sandboxScope()
    if (scope) return handlerSleep(scope, milliseconds, value)
    if (originalSleep) return originalSleep(milliseconds, value as never, options)
    return new Promise((resolve) => original(resolve, milliseconds, value))
  }
  const wrapper = wrapSetTimer(original, false)
  return Object.defineProperty(wrapper, promisify.custom, { value: sleep, configurable: true })
}

const wrapClear = (original: (timer: unknown) => void): ((timer: unknown) => void) =>
  likeOriginal(original, (timer: unknown) => {
    const ours = timer instanceof HandlerTimer ? timer : byNumber.get(Number(timer))
    if (ours && (typeof timer !== 'object' || ours === timer)) ours.close()
    else original(timer)
  })

type Wrap = Parameters<typeof propertyPatch>[2]

export const timerWrappers: Readonly<Record<string, Wrap>> = {
  setTimeout: wrapSetTimeout,
  setInterval: (original) => wrapSetTimer(original, true),
  clearTimeout: wrapClear,
  clearInterval: wrapClear,
}

/** Reports an exception in a microtask: on Node 20 its event has lost the async context. */
export const microtaskPatch: Patch = propertyPatch(
  () => globalThis,
  'queueMicrotask',
  (original) =>
    likeOriginal(original, (callback: unknown) => {
      const sandbox = currentSandbox()
      if (!sandbox || typeof callback !== 'function') return original(callback) as unknown
      return original(() => {
        try {
          callback()
        } catch (error) {
          sandbox.crash({ type: 'uncaughtException', error })
        }
      }) as unknown
    }),
)

export const timerPatches: readonly Patch[] = Object.entries(timerWrappers).map(([name, wrap]) =>
  propertyPatch(() => globalThis, name, wrap),
)
