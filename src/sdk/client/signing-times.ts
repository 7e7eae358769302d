/**
 * When URLs and forms were signed, by the region's clock. The SDK signs with the host's time, which
 * differs once a test has moved the clock. It asks for the endpoint right before.
 */
import { currentEnvironment } from '../../core/world-scope.ts'
import { hostNow } from '../../core/time/host.ts'
import type { Clock } from '../../core/time/clock.ts'
import type { World } from '../../core/world/world.ts'

/** By the host's second. */
const marks = new WeakMap<Clock, Map<number, number>>()
const MOST_MARKS = 1000

/** Remembers the time of the world's clock. */
export function markSigning({ clock }: World): void {
  // Inside handlers `Date` is the region's time already.
  if (currentEnvironment()) return
  const [host, now] = [hostNow(), clock.now()]
  if (Math.abs(now - host) < 1_000) return
  let known = marks.get(clock)
  if (!known) marks.set(clock, (known = new Map()))
  if (known.size >= MOST_MARKS) known.clear()
  known.set(Math.floor(host / 1_000), now)
}

/** Returns the time of the region's clock at a time of the signer's. Both in milliseconds. */
export function regionTimeOf(world: World, time: number): number {
  const second = Math.floor(time / 1_000)
  for (let each: World | undefined = world; each; each = each.parent) {
    const known = marks.get(each.clock)
    // The next second may have begun between the two.
    const at = known?.get(second) ?? known?.get(second - 1)
    if (at !== undefined) return at
  }
  return time
}
