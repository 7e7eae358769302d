/**
 * Measures for how long the event loop was blocked. A limit in real time (a Lambda timeout, the
 * patience of `idle`) must not strike because a busy machine, or a test's own computation, kept the
 * loop from running a handler that was ready.
 *
 * A heartbeat that comes late shows the blocked time. One heartbeat serves all regions of the
 * process, and it beats only while somebody measures.
 */
import { processWide } from '../process-wide.ts'
import { runOutside } from '../world-scope.ts'
import { elapsed, realTimeout } from './host.ts'

/** Short against the turns of a busy loop, long against what a beat costs. */
const BEAT_MS = 10
/** A timer of an idle loop is late by less. */
const TOLERANCE_MS = 5

interface Meter {
  /** Number of callers that measure. */
  users: number
  /** Milliseconds that earlier beats were late. */
  blocked: number
  /** When the next beat is due. Undefined while nobody measures. */
  due: number | undefined
}

const meter = processWide<Meter>('loop-meter', () => ({ users: 0, blocked: 0, due: undefined }))

const lateness = (): number => {
  const late = meter.due === undefined ? 0 : elapsed() - meter.due
  return late > TOLERANCE_MS ? late : 0
}

/** Milliseconds for which the loop was blocked while somebody measured. Only differences count. */
export const blockedTime = (): number => meter.blocked + lateness()

/** Begins to measure; returns a function that ends it. */
export function measureLoop(): () => void {
  meter.users++
  if (meter.due === undefined) beat()
  return () => {
    meter.users--
  }
}

function beat(): void {
  if (!realTimeout) return
  meter.due = elapsed() + BEAT_MS
  const timer: unknown = runOutside(() => realTimeout?.(beaten, BEAT_MS))
  if (timer instanceof Object) Reflect.apply(Reflect.get(timer, 'unref') as () => void, timer, [])
}

function beaten(): void {
  meter.blocked = blockedTime()
  meter.due = undefined
  // The last user has gone meanwhile: ending costs an invocation nothing.
  if (meter.users > 0) beat()
}
