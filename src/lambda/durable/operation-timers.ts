/** What time does to the operations of a durable execution: waits end, retries come due, callbacks time out. */
import type { Clock, Timer } from '../../core/time/clock.ts'
import type { Operation } from './operation.ts'

/** The execution whose operations these are. */
export interface TimedOperations {
  /** An operation that has not ended, of an execution that has not ended. */
  find(id: string): Operation | undefined
  complete(operation: Operation): void
  change(operation: Operation): void
}

export class OperationTimers {
  readonly #clock: Clock
  readonly #operations: TimedOperations
  readonly #timers = new Map<string, Timer[]>()

  constructor(clock: Clock, operations: TimedOperations) {
    this.#clock = clock
    this.#operations = operations
  }

  /** Schedules the end of an operation that began with a checkpoint. */
  begin(operation: Operation | undefined): void {
    if (operation === undefined) return
    const { id, type, status, dueAt = 0, startedAt } = operation
    this.cancel(id)
    const remaining = dueAt - this.#clock.now()
    if (type === 'WAIT' && status === 'STARTED') {
      this.#schedule(id, remaining, 'work', (wait) =>
        this.#operations.complete({ ...wait, status: 'SUCCEEDED' }),
      )
    } else if (type === 'STEP' && status === 'PENDING') {
      this.#schedule(id, remaining, 'work', ({ dueAt: _, ...step }) =>
        this.#operations.change({ ...step, status: 'READY' }),
      )
    } else if (type === 'CALLBACK' && status === 'STARTED') {
      this.#beginCallback(operation, startedAt)
    }
  }

  /** Begins the time between heartbeats of a callback anew. */
  restart(callback: Operation): void {
    this.cancel(callback.id)
    this.#beginCallback(callback, callback.startedAt)
  }

  cancel(id: string): void {
    for (const timer of this.#timers.get(id) ?? []) this.#clock.cancel(timer)
    this.#timers.delete(id)
  }

  cancelAll(): void {
    for (const id of [...this.#timers.keys()]) this.cancel(id)
  }

  // Not 'work': idle() never moves the clock to the end of a callback that a test is about to answer.
  #beginCallback({ id, timeoutSeconds, heartbeatSeconds }: Operation, startedAt: number): void {
    const timeOut = (ErrorMessage: string, ErrorType: string) => (operation: Operation) =>
      this.#operations.complete({
        ...operation,
        status: 'TIMED_OUT',
        error: { ErrorMessage, ErrorType },
      })
    if (timeoutSeconds !== undefined) {
      const remaining = startedAt + timeoutSeconds * 1000 - this.#clock.now()
      this.#schedule(id, remaining, 'limit', timeOut('Callback timed out', 'Callback.Timeout'))
    }
    if (heartbeatSeconds !== undefined) {
      const onSilence = timeOut('Callback timed out on heartbeat', 'Callback.Heartbeat')
      this.#schedule(id, heartbeatSeconds * 1000, 'limit', onSilence)
    }
  }

  #schedule(
    id: string,
    milliseconds: number,
    kind: 'work' | 'limit',
    happen: (operation: Operation) => void,
  ): void {
    const run = (): void => {
      const operation = this.#operations.find(id)
      if (operation) happen(operation)
    }
    const timer = this.#clock.schedule(milliseconds, run, kind)
    const timers = this.#timers.get(id)
    if (timers) timers.push(timer)
    else this.#timers.set(id, [timer])
  }
}
