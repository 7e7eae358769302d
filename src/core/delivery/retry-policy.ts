/** Decides when a delivery is attempted again. */
import type { Ids } from '../ids.ts'

export interface RetryPolicy {
  /**
   * Milliseconds before each further attempt: a list, or a function of the number of attempts made.
   * The end of the list, or undefined, means no further attempt. Default: none.
   */
  readonly delays?: readonly number[] | ((attempts: number) => number | undefined)
  /** Including the first one. Default: as many as `delays` allows. */
  readonly maxAttempts?: number
  /** The pump gives up a delivery of this age. A function if the limit may change meanwhile. */
  readonly maxAgeMs?: number | (() => number)
  /**
   * The share of each delay that chance takes away, from 0 to 1. Drawn from the region's seed.
   * Default 0.
   */
  readonly jitter?: number
  /**
   * How many waits for a further attempt `idle()` sees through, for a delivery that AWS would retry
   * for days. After them it waits for the clock to be moved. Default: all.
   */
  readonly awaitedRetries?: number
}

/** Returns the milliseconds before the next attempt, or undefined to give up. */
export function delayAfter(
  attempts: number,
  { delays = [], maxAttempts = Infinity, jitter = 0 }: RetryPolicy,
  ids: Ids,
): number | undefined {
  if (attempts >= maxAttempts) return undefined
  const delay = typeof delays === 'function' ? delays(attempts) : delays[attempts - 1]
  if (delay === undefined || jitter === 0) return delay
  return Math.round(delay * (1 - jitter * ids.random('delivery-jitter')))
}

export const isTooOld = (ageMs: number, { maxAgeMs = Infinity }: RetryPolicy): boolean =>
  ageMs >= (typeof maxAgeMs === 'function' ? maxAgeMs() : maxAgeMs)

/**
 * Returns delays that double: `exponential(1_000, 300_000)` waits 1 s, 2 s, 4 s, ... and at most 5
 * minutes.
 */
export const exponential =
  (firstMs: number, longestMs: number) =>
  (attempts: number): number =>
    Math.min(firstMs * 2 ** (attempts - 1), longestMs)
