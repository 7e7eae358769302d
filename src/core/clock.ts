/** A region's time. WORLDS: one clock, four classes of timer, one time line with fake timers. */
import type { ExecutionEnvironment } from './context.ts'
import { toMilliseconds, type Duration } from './duration.ts'

/**
 * `work`: someone waits for it (a retry, a delivery); `handler`: the handler's own timer; `limit`: a Lambda timeout; `upkeep`: TTL
 * sweeps, schedules (never armed on the host).
 */
export type TimerClass = 'work' | 'handler' | 'limit' | 'upkeep'

export interface Timer {
  readonly due: number
  readonly kind: TimerClass
}

export interface Clock {
  /** Milliseconds since 1970. With no call that moves it: `Date.now()`, looked up at each call. */
  now(): number
  /** Runs `run` when the clock reaches now + `milliseconds`. A timer with an owner waits while that environment is frozen. */
  schedule(
    milliseconds: number,
    run: () => void,
    kind: TimerClass,
    owner?: ExecutionEnvironment,
  ): Timer
  cancel(timer: Timer | undefined): void
  /** Moves the region; what is due on the way happens in order. */
  advance(duration: Duration): Promise<void>
  /** Time stands still at `at` (default now) until `advance`, `idle` or `resume`. */
  freeze(at?: Date | number | string): void
  resume(): void
  /** How time stands here against the host's, to come back to (`region.snapshot`) or to begin from (`region.fork`). */
  mark(): ClockMark
  /** Back to a mark; undefined: real time again. Timers are kept. */
  rewind(mark: ClockMark | undefined): void
  /** The world is over (or emptied): drops every timer and lets go of the host's. */
  end(): void
}

export interface ClockMark {
  readonly offset: number
  readonly held: number | undefined
}

interface Entry extends Timer {
  readonly run: () => void
}

export function createClock(): Clock {
  let offset = 0
  let held: number | undefined
  let queue: Entry[] = []
  const now = (): number => held ?? Date.now() + offset
  return {
    now,
    schedule(milliseconds, run, kind) {
      const entry: Entry = { due: now() + milliseconds, kind, run }
      queue = [...queue, entry].sort((a, b) => a.due - b.due)
      return entry
    },
    cancel(timer) {
      queue = queue.filter((entry) => entry !== timer)
    },
    async advance(duration) {
      const target = now() + toMilliseconds(duration)
      for (;;) {
        const next = queue[0]
        if (!next || next.due > target) break
        queue.shift()
        if (held === undefined) offset += next.due - now()
        else held = next.due
        next.run()
        await Promise.resolve()
      }
      if (held === undefined) offset += target - now()
      else held = target
    },
    freeze(at) {
      held = at === undefined ? now() : new Date(at).getTime()
    },
    resume() {
      if (held !== undefined) offset = held - Date.now()
      held = undefined
    },
    mark: () => ({ offset, held }),
    rewind(mark) {
      offset = mark?.offset ?? 0
      held = mark?.held
    },
    end() {
      queue = []
    },
  }
}
