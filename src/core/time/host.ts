/**
 * Access to the host's event loop and time that no fake timer library can stop. `setImmediate` and
 * `process.hrtime` are captured at import. `Date` and `setTimeout` are looked up at each call,
 * below this library's own wrappers, so that fakes take effect.
 */
import * as timers from 'node:timers'
import { processWide } from '../process-wide.ts'
import { runOutside } from '../world-scope.ts'

/**
 * Each wrapper that this library puts over a global holds itself and the original under this key.
 */
export const wrapperKey: unique symbol = Symbol.for('miniregion.wrapper')

interface Wrapping<Value> {
  readonly wrapper: unknown
  readonly original: Value
  readonly home: unknown
}

/**
 * What a wrapper holds under `wrapperKey`. Its home is the global object of the copy that made it.
 * Jest gives each test file a global object of its own, but the built-in modules are the same ones.
 */
export const toWrapping = <Value>(wrapper: unknown, original: Value): Wrapping<Value> => ({
  wrapper,
  original,
  home: globalThis,
})

const wrappingOf = <Value extends object>(value: Value): Wrapping<Value> | undefined => {
  const wrapping = Reflect.get(value, wrapperKey) as Wrapping<Value> | undefined
  return wrapping?.wrapper === value ? wrapping : undefined
}

/** Whether a global is a wrapper of this library. */
export const isWrapper = (value: unknown): boolean =>
  typeof value === 'function' && wrappingOf(value) !== undefined

/**
 * Whether a value is a wrapper that a copy of the package in another test environment made. It does
 * not see the functions that run in this one.
 */
export const isForeignWrapper = (value: object): boolean => {
  const wrapping = wrappingOf(value)
  return wrapping !== undefined && wrapping.home !== globalThis
}

/** The original below this library's wrapper, or the value itself. */
export const underlying = <Value extends object>(value: Value): Value =>
  wrappingOf(value)?.original ?? value

type HostSetTimeout = (callback: () => void, milliseconds: number) => unknown

/**
 * The public part of a sinon clock: `setTimeout.clock` of sinon, Vitest and Jest's modern timers.
 */
export interface FakeClock {
  readonly now: number
  nextAsync(): Promise<number>
  tickAsync(milliseconds: number): Promise<number>
}

// A function may have deleted or replaced a global: these are the ones to fall back to.
const atImport = { Date, setTimeout: timers.setTimeout, clearTimeout: timers.clearTimeout }

const plainDate = isWrapper(atImport.Date) ? undefined : atImport.Date

const inForce = <Value extends object>(value: Value, fallback: Value): Value =>
  underlying(typeof value === 'function' ? value : fallback)

/** Nearly always the Date of the import is still in force. */
export const hostNow = (): number =>
  globalThis.Date === plainDate ? plainDate.now() : hostDate().now()
export const hostDate = (): DateConstructor => inForce(globalThis.Date, atImport.Date)
export const hostSetTimeout = (): HostSetTimeout =>
  inForce(globalThis.setTimeout, atImport.setTimeout)
export const hostClearTimeout = (): ((id: unknown) => void) =>
  inForce(globalThis.clearTimeout, atImport.clearTimeout) as (id: unknown) => void

/**
 * The fake clock that the region follows. Undefined without fake timers, and with fake timers that
 * leave `Date` alone: moving those would not move the time that the region shows.
 */
export function fakeClock(): FakeClock | undefined {
  const clock = (hostSetTimeout() as { clock?: Partial<FakeClock> }).clock
  if (typeof clock?.nextAsync !== 'function') return undefined
  return (hostDate() as { clock?: unknown }).clock === clock ? (clock as FakeClock) : undefined
}

const isFake = (timer: object): boolean => Reflect.get(timer, 'clock') !== undefined

/** Node's `setImmediate`; undefined if a fake was in force at import. */
export const realImmediate: typeof setImmediate | undefined = isFake(timers.setImmediate)
  ? undefined
  : timers.setImmediate
/** Node's `setTimeout`; undefined if a fake was in force at import. */
export const realTimeout: typeof setTimeout | undefined = isFake(timers.setTimeout)
  ? undefined
  : underlying(timers.setTimeout)

// Not `performance.now`: loading node:perf_hooks takes over a millisecond, and a test needs it for
// nothing else.
const { hrtime } = process

/** Real milliseconds since an arbitrary start. */
export const elapsed = (): number => {
  const [seconds, nanoseconds] = hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}

interface Shared {
  turn: Promise<void> | undefined
}

// Every world and every copy of the package waits for the same turn: `hasPendingRequests` must be
// able to subtract it.
const shared = processWide<Shared>('turn', () => ({ turn: undefined }))

function oneTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (realImmediate) {
      realImmediate(resolve)
      return
    }
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}

/**
 * Resolves after one real turn of the event loop, in which all due microtasks run, however deep.
 */
export const turn = (): Promise<void> =>
  (shared.turn ??= runOutside(() =>
    oneTurn().then(() => {
      shared.turn = undefined
    }),
  ))

const realTick = isFake(process.nextTick) ? undefined : process.nextTick

/**
 * Resolves when all due microtasks have run, however deep: Node runs its ticks after them. It is no
 * turn of the event loop.
 */
export const microtasksRun = (): Promise<void> =>
  realTick
    ? runOutside(() => new Promise((resolve) => void realTick.call(process, resolve)))
    : turn()

/** Resolves after `milliseconds` of real time. */
export async function pause(milliseconds: number): Promise<void> {
  if (realTimeout) {
    await runOutside(() => new Promise<void>((resolve) => void realTimeout(resolve, milliseconds)))
    return
  }
  const until = elapsed() + milliseconds
  while (elapsed() < until) await turn()
}

const REQUESTS = new Set([
  // A file handle of fs/promises that is being closed.
  'CloseReq',
  'FSReqCallback',
  'FSReqPromise',
  'FSReqWrap',
  'GetAddrInfoReqWrap',
  'GetNameInfoReqWrap',
  'Immediate',
])

/**
 * Whether file, name or `setImmediate` requests are pending, apart from this library's own turn.
 */
export function hasPendingRequests(): boolean {
  let count = shared.turn && realImmediate ? -1 : 0
  for (const kind of process.getActiveResourcesInfo()) if (REQUESTS.has(kind)) count++
  return count > 0
}
