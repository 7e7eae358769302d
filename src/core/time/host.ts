/**
 * The host's event loop and time, reached so that no fake timer library can stop them: promises, `setImmediate` and `process.hrtime` are captured
 * at import; `Date` and `setTimeout` are looked up at each call, below this library's own wrappers.
 */
import * as timers from 'node:timers'
import { runOutside } from '../world-scope.ts'

/** A wrapper that this library put over a global carries the original under this key. */
export const underlyingKey: unique symbol = Symbol.for('miniregion.underlying') as never

interface Wrapped {
  readonly [underlyingKey]?: unknown
}

/** What was there before this library's wrapper. */
const underlying = <Value>(value: Value): Value =>
  ((value as Wrapped | undefined)?.[underlyingKey] as Value | undefined) ?? value

type HostSetTimeout = (callback: () => void, milliseconds: number) => unknown

/** The public part of a sinon clock: `setTimeout.clock` of sinon, Vitest and Jest's modern timers. */
export interface FakeClock {
  readonly now: number
  nextAsync(): Promise<number>
  tickAsync(milliseconds: number): Promise<number>
}

export const hostNow = (): number => underlying(globalThis.Date).now()
export const hostDate = (): DateConstructor => underlying(globalThis.Date)
export const hostSetTimeout = (): HostSetTimeout => underlying(globalThis.setTimeout)
export const hostClearTimeout = (): ((id: unknown) => void) =>
  underlying(globalThis.clearTimeout) as (id: unknown) => void

/** A fake clock that is the one time line. One that leaves `Date` alone is not: moving it would not move what the region shows. */
export function fakeClock(): FakeClock | undefined {
  const clock = (hostSetTimeout() as { clock?: Partial<FakeClock> }).clock
  if (typeof clock?.nextAsync !== 'function') return undefined
  return (hostDate() as { clock?: unknown }).clock === clock ? (clock as FakeClock) : undefined
}

const isFake = (timer: unknown): boolean => (timer as { clock?: unknown }).clock !== undefined

const realImmediate = isFake(timers.setImmediate) ? undefined : timers.setImmediate
const realTimeout = isFake(timers.setTimeout) ? undefined : underlying(timers.setTimeout)

// Not `performance.now`: nothing else in a test needs node:perf_hooks, and loading it takes over a millisecond.
const { hrtime } = process

/** Milliseconds that truly passed, from an arbitrary start. */
export const elapsed = (): number => {
  const [seconds, nanoseconds] = hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}

const KEY = Symbol.for('miniregion.turn')
// Shared by every world and every copy of the package: our own turn must not look like somebody's outstanding work.
const shared: { turn: Promise<void> | undefined } = ((
  globalThis as { [KEY]?: { turn: Promise<void> | undefined } }
)[KEY] ??= Object.seal({ turn: undefined }))

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

/** One real turn of the event loop: every microtask that is due, however deep, runs meanwhile. */
export const turn = (): Promise<void> =>
  (shared.turn ??= runOutside(() =>
    oneTurn().then(() => {
      shared.turn = undefined
    }),
  ))

/** `milliseconds` of real time. */
export async function pause(milliseconds: number): Promise<void> {
  if (realTimeout) {
    await runOutside(() => new Promise<void>((resolve) => void realTimeout(resolve, milliseconds)))
    return
  }
  const until = elapsed() + milliseconds
  while (elapsed() < until) await turn()
}

const REQUESTS = new Set([
  'FSReqCallback',
  'FSReqPromise',
  'FSReqWrap',
  'GetAddrInfoReqWrap',
  'GetNameInfoReqWrap',
  'Immediate',
])

/** Whether file, name or `setImmediate` requests are on their way (our own turn left out). */
export function hasPendingRequests(): boolean {
  let count = shared.turn && realImmediate ? -1 : 0
  for (const kind of process.getActiveResourcesInfo()) if (REQUESTS.has(kind)) count++
  return count > 0
}

/** How many of each kind of resource keep the event loop busy. */
export function activeResources(): Map<string, number> {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) {
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return counts
}
