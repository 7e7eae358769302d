/**
 * Receives that wait for a message. They belong to the world that they were made in: a fork or a
 * snapshot has none.
 */
import { currentEnvironment, type ExecutionEnvironment } from '../../core/world-scope.ts'
import type { Timer } from '../../core/time/clock.ts'
import type { World } from '../../core/world/world.ts'

export interface LongPoll<Answer> {
  readonly world: World
  readonly queue: string
  readonly milliseconds: number
  readonly signal: AbortSignal | undefined
  /** Receives once more. Returns undefined if there is still nothing. */
  attempt(): Answer | undefined
  /** When the next invisible message becomes visible, by the clock. */
  nextVisibleAt(): number | undefined
}

interface Waiting {
  readonly poll: LongPoll<unknown>
  readonly environment: ExecutionEnvironment | undefined
  readonly finish: (answer: unknown) => void
  timer: Timer | undefined
  /** Fires when an invisible message becomes visible. */
  alarm: Timer | undefined
}

export class LongPolls {
  /** In the order in which they began to wait. */
  readonly #waiting = new Set<Waiting>()

  /** Resolves to the answer of the first attempt that has one, or to undefined after the time. */
  wait<Answer>(poll: LongPoll<Answer>): Promise<Answer | undefined> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        poll,
        environment: currentEnvironment(),
        finish: (answer) => {
          this.#leave(waiting)
          poll.world.work.recordHandOver()
          resolve(answer as Answer | undefined)
        },
        timer: undefined,
        alarm: undefined,
      }
      waiting.timer = this.#schedule(waiting, poll.milliseconds, () => waiting.finish(undefined))
      // The caller is gone. A message must not go to it.
      poll.signal?.addEventListener('abort', () => this.#leave(waiting), { once: true })
      this.#waiting.add(waiting)
      this.#setAlarm(waiting)
    })
  }

  /** Lets the receives of a queue look again. */
  wake(queue: string): void {
    if (this.#waiting.size === 0) return
    for (const waiting of [...this.#waiting]) {
      if (waiting.poll.queue !== queue || !this.#waiting.has(waiting)) continue
      const answer = waiting.poll.attempt()
      if (answer === undefined) this.#setAlarm(waiting)
      else waiting.finish(answer)
    }
  }

  /**
   * Ends all of them. After a reset or a restore they answer that there is no message, because
   * their callers go on. After the end of a world they never answer: a loop of receives would run
   * into its error without a pause.
   */
  end(world: World): void {
    const waiting = [...this.#waiting]
    for (const one of waiting) this.#leave(one)
    if (waiting.length === 0) return
    void Promise.resolve().then(() => {
      if (!world.ended) for (const { finish } of waiting) finish(undefined)
    })
  }

  #leave(waiting: Waiting): void {
    const { clock } = waiting.poll.world
    clock.cancel(waiting.timer)
    clock.cancel(waiting.alarm)
    this.#waiting.delete(waiting)
  }

  #setAlarm(waiting: Waiting): void {
    const { world, nextVisibleAt, queue } = waiting.poll
    world.clock.cancel(waiting.alarm)
    const at = nextVisibleAt()
    waiting.alarm =
      at === undefined
        ? undefined
        : this.#schedule(waiting, at - world.clock.now(), () => this.wake(queue))
  }

  /** A handler that waits for a message sleeps. Outside handlers `idle` does not wait for it. */
  #schedule({ poll, environment }: Waiting, milliseconds: number, run: () => void): Timer {
    const kind = environment ? 'handler' : 'limit'
    return poll.world.clock.schedule(milliseconds, run, kind, environment)
  }
}
