/**
 * What has begun and not ended: running invocations, queued ones, retries, deliveries. `region.idle()` waits for it. Activity counts every
 * sign of life, so that waiting code can tell quiet from stuck.
 */
export interface Work {
  /** Number of pieces of work that have begun and not ended. */
  readonly size: number
  /** Grows with every sign of life. */
  readonly activity: number
  /** Begins a piece of work; `describe` names it in the message of an `idle()` that waited too long. Ends once. */
  begin(describe: () => string): () => void
  /** A sign of life. */
  touch(): void
  /** What is outstanding, in words. */
  describe(): readonly string[]
}

export function createWork(): Work {
  const running = new Set<() => string>()
  let activity = 0
  return {
    get size() {
      return running.size
    },
    get activity() {
      return activity
    },
    begin(describe) {
      const entry = (): string => describe()
      running.add(entry)
      activity++
      return () => {
        if (running.delete(entry)) activity++
      }
    },
    touch() {
      activity++
    },
    describe: () => [...running].map((entry) => entry()),
  }
}
