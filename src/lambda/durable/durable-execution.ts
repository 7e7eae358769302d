/**
 * One durable execution: invokes its function until that has finished, applies checkpoints, and
 * lets waits, retries and callbacks happen on the region's clock.
 */
// AWS: https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-sdk.html, and the Lambda
// Durable Functions Language SDK Specification 1.2.
import type { Timer } from '../../core/time/clock.ts'
import type { World } from '../../core/world/world.ts'
import type { Invocation } from '../records/invocation.ts'
import {
  applyUpdates,
  EVENT_NAMES,
  type CheckpointAnswer,
  type CheckpointEvent,
} from './checkpoint.ts'
import { toErrorObject, type ErrorObject } from './error-object.ts'
import { checkpointTokenInvalid, invalidParameter } from './errors.ts'
import * as history from './history.ts'
import { errorOf, parseOutput, pendingNothing, type InvocationOutput } from './invocation-output.ts'
import type { DurableInvoker, StartedBy } from './invoker.ts'
import {
  ENDINGS,
  isClosed,
  isPending,
  printPending,
  replayed,
  toWire,
  waitsForItself,
  type Operation,
  type OperationUpdate,
} from './operation.ts'
import { OperationTimers } from './operation-timers.ts'
import { FIRST_RETRY_MS, retryDelay } from './retries.ts'
import { callbackId, checkpointToken } from './tokens.ts'

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'STOPPED'

/** A running execution, which ends with its world and moves with its clock. */
export interface Running {
  end(): void
  shift(milliseconds: number): void
}

export class DurableExecution implements Running {
  readonly by: StartedBy
  readonly startedAt: number
  readonly events: history.HistoryEvent[] = []
  status: ExecutionStatus = 'RUNNING'
  result: string | undefined = undefined
  error: ErrorObject | undefined = undefined
  endedAt: number | undefined = undefined
  /** Number of invocations that have begun. */
  invocations = 0
  /** Resolves when the execution has ended. */
  readonly ended: Promise<void>

  readonly #world: World
  readonly #running: Set<Running>
  readonly #invoker: DurableInvoker
  #operations = new Map<string, Operation>()
  /** Ids that the function has not seen since they changed, in the order of the changes. */
  readonly #unseen = new Set<string>()
  readonly #timers: OperationTimers
  #limit: Timer | undefined
  #retry: Timer | undefined
  #checkpoints = 0
  #failures = 0
  #isInvoking = false
  #mustInvokeAgain = false
  #replayed: { token: string; clientToken: string; answer: CheckpointAnswer } | undefined
  #endWork: (() => void) | undefined
  #onEnded: ((execution: DurableExecution) => void) | undefined
  #resolve: () => void = () => undefined

  constructor(world: World, running: Set<Running>, invoker: DurableInvoker, by: StartedBy) {
    this.#world = world
    this.#running = running
    this.#invoker = invoker
    this.by = by
    this.startedAt = world.clock.now()
    this.#timers = new OperationTimers(world.clock, {
      find: (id) => this.#open(id),
      complete: (operation) => this.#complete(operation),
      change: (operation) => this.#change(operation),
    })
    this.ended = new Promise((resolve) => (this.#resolve = resolve))
    const root: Operation = {
      id: by.id,
      parentId: undefined,
      name: by.name,
      type: 'EXECUTION',
      subType: undefined,
      status: 'STARTED',
      startedAt: this.startedAt,
      endedAt: undefined,
      input: by.input,
    }
    this.#operations.set(by.id, root)
    this.#note('ExecutionStarted', root, {
      ...history.toInput(by.input),
      ExecutionTimeout: by.timeoutMs / 1000,
    })
  }

  get isEnded(): boolean {
    return this.status !== 'RUNNING'
  }

  /** Begins the first invocation, once. `onEnded` of that call is called when the execution ends. */
  begin(onEnded?: (execution: DurableExecution) => void): void {
    if (this.invocations > 0 || this.isEnded) return
    this.#onEnded = onEnded
    this.#running.add(this)
    this.#limit = this.#world.clock.schedule(this.by.timeoutMs, () => this.#timeOut(), 'limit')
    this.#invoke()
  }

  /** The operations that a replay needs. */
  get operations(): Operation[] {
    return replayed(this.#operations)
  }

  /** All operations, with the children of finished contexts. */
  get allOperations(): readonly Operation[] {
    return [...this.#operations.values()]
  }

  checkpoint(
    token: string,
    clientToken: string | undefined,
    updates: readonly OperationUpdate[],
  ): CheckpointAnswer {
    const replayed = this.#replayed
    if (replayed && replayed.token === token && replayed.clientToken === clientToken) {
      return replayed.answer
    }
    this.checkToken(token)
    const now = this.#world.clock.now()
    const batch = applyUpdates(this.#operations, updates, {
      now,
      callbackIdOf: (id) => callbackId(this.by.arn, id),
      checkFunction: (name) => this.#invoker.checkFunction(name),
    })
    const { ending } = batch
    if (ending) this.#checkResultSize(ending.Payload)
    this.#operations = batch.operations
    for (const id of batch.changed) this.#touch(id)
    for (const event of batch.events)
      this.#note(event.type, event.operation, this.#detailsOf(event))
    for (const id of batch.changed) this.#timers.begin(this.#operations.get(id))
    const operations = [...this.#unseen].flatMap((id) => this.#operations.get(id) ?? [])
    this.#unseen.clear()
    this.#checkpoints++
    if (ending) {
      const isSuccess = ending.Action === 'SUCCEED'
      this.#close(isSuccess ? 'SUCCEEDED' : 'FAILED', ending.Payload, ending.Error)
    }
    const answer = { token: ending ? undefined : this.#token, operations }
    this.#replayed = clientToken === undefined ? undefined : { token, clientToken, answer }
    this.#watch()
    return answer
  }

  /** Throws unless the token is that of the running invocation's latest checkpoint. */
  checkToken(token: string): void {
    if (this.isEnded || !this.#isInvoking || token !== this.#token) throw checkpointTokenInvalid()
  }

  /** The operation of a callback that waits for its answer. */
  pendingCallback(operationId: string): Operation | undefined {
    const operation = this.#operations.get(operationId)
    const isWaiting = operation?.type === 'CALLBACK' && operation.status === 'STARTED'
    return isWaiting && !this.isEnded ? operation : undefined
  }

  completeCallback(
    operation: Operation,
    outcome: { readonly result?: string | undefined; readonly error?: ErrorObject | undefined },
    status: 'SUCCEEDED' | 'FAILED',
  ): void {
    this.#complete({ ...operation, ...outcome, status })
  }

  /** Begins the heartbeat's time anew. */
  heartbeat(operation: Operation): void {
    this.#timers.restart(operation)
  }

  stop(error: ErrorObject): void {
    if (!this.isEnded) this.#close('STOPPED', undefined, error)
  }

  /** Ends the execution with its world: nothing of it happens any more. */
  end(): void {
    this.#finish()
    this.#resolve()
  }

  shift(milliseconds: number): void {
    for (const [id, operation] of this.#operations) {
      if (operation.dueAt === undefined || isClosed(operation)) continue
      this.#operations.set(id, { ...operation, dueAt: operation.dueAt + milliseconds })
    }
  }

  get #token(): string {
    return checkpointToken(this.by.arn, this.invocations, this.#checkpoints)
  }

  #checkResultSize(payload = ''): void {
    if (Buffer.byteLength(payload) <= this.by.resultLimit) return
    throw invalidParameter(
      `Execution output payload size must be less than or equal to ${this.by.resultLimit} bytes.`,
    )
  }

  /** An operation that something may still happen to. */
  #open(id: string): Operation | undefined {
    const operation = this.#operations.get(id)
    return operation && !isClosed(operation) && !this.isEnded ? operation : undefined
  }

  /** Starts the function of a chained invocation, and says what it found. */
  #detailsOf({ type, operation, details }: CheckpointEvent): Record<string, unknown> {
    if (type !== 'ChainedInvokeStarted') return details
    const chained = this.#invoker.invokeChained(operation, this.by)
    void chained.outcome.then((outcome) => {
      const current = this.#operations.get(operation.id)
      if (current?.status === 'STARTED') this.#complete({ ...current, ...outcome })
    })
    return { ...details, ...chained.details }
  }

  /** Ends an operation that something other than a checkpoint has ended. */
  #complete(operation: Operation): void {
    if (this.isEnded) return
    const completed = { ...operation, endedAt: this.#world.clock.now() }
    const { type, status, seconds } = completed
    const details = type === 'WAIT' ? { Duration: seconds } : history.resultOrError(completed)
    this.#note(`${EVENT_NAMES[type]}${ENDINGS[status] ?? ''}`, completed, details)
    this.#change(completed)
  }

  /** Keeps a changed operation and invokes the function, which waits for it. */
  #change(operation: Operation): void {
    this.#timers.cancel(operation.id)
    this.#operations.set(operation.id, operation)
    this.#touch(operation.id)
    this.#invoke()
  }

  #touch(id: string): void {
    this.#unseen.delete(id)
    this.#unseen.add(id)
  }

  #note(type: string, operation: Operation | undefined, details: Record<string, unknown>): void {
    const number = this.events.length + 1
    this.events.push({ number, type, at: this.#world.clock.now(), operation, details })
  }

  #invoke(): void {
    if (this.isEnded) return
    if (this.#isInvoking || this.#retry) {
      this.#mustInvokeAgain = true
      return
    }
    this.#isInvoking = true
    this.#mustInvokeAgain = false
    this.invocations++
    this.#replayed = undefined
    const event = this.#toEvent()
    this.#unseen.clear()
    this.#watch()
    const startedAt = this.#world.clock.now()
    void this.#invoker
      .invoke(this.by, event, this.invocations)
      .then((invocation) => this.#onAnswer(invocation, startedAt))
  }

  #toEvent(): Record<string, unknown> {
    return {
      DurableExecutionArn: this.by.arn,
      CheckpointToken: this.#token,
      InitialExecutionState: {
        Operations: this.operations.map((operation) => toWire(operation, (at) => at)),
        NextMarker: '',
      },
      // Read by the SDK for JavaScript to tell what happened since the last invocation.
      UpdatedOperationIds: this.invocations === 1 ? [] : [...this.#unseen],
    }
  }

  #onAnswer(invocation: Invocation | 'throttled', startedAt: number): void {
    this.#isInvoking = false
    if (invocation === 'throttled') {
      this.invocations--
      this.#invokeLater(FIRST_RETRY_MS)
      return
    }
    const error = invocation.unobservedError
    const output = error ? undefined : parseOutput(invocation.payload, this.by.resultLimit)
    const failure = error ? toErrorObject(error) : errorOf(output)
    this.#note('InvocationCompleted', undefined, {
      StartTimestamp: new Date(startedAt),
      EndTimestamp: new Date(this.#world.clock.now()),
      RequestId: invocation.requestId,
      ...(failure && history.toError(failure)),
    })
    if (this.isEnded) return
    if (output) this.#onOutput(output)
    else if (failure) this.#onFailure(failure)
    this.#watch()
  }

  #onOutput(output: InvocationOutput): void {
    this.#failures = 0
    if (output.status === 'SUCCEEDED') this.#close('SUCCEEDED', output.result, undefined)
    else if (output.status !== 'PENDING') this.#close('FAILED', undefined, output.error)
    else if (this.#mustInvokeAgain || this.#unseen.size > 0) this.#invoke()
    else if (![...this.#operations.values()].some(isPending)) {
      this.#close('FAILED', undefined, errorOf(pendingNothing()))
    }
  }

  #onFailure(error: ErrorObject): void {
    const delay = retryDelay(error, ++this.#failures)
    if (delay === undefined) this.#close('FAILED', undefined, error)
    else this.#invokeLater(delay)
  }

  #invokeLater(milliseconds: number): void {
    if (this.isEnded) return
    const run = (): void => {
      this.#retry = undefined
      this.#invoke()
    }
    this.#retry = this.#world.clock.schedule(milliseconds, run, 'work')
    this.#watch()
  }

  // Unverified: the wording of the error.
  #timeOut(): void {
    const ErrorMessage = `Execution timed out after ${this.by.timeoutMs / 1000} seconds.`
    this.#close('TIMED_OUT', undefined, { ErrorMessage })
  }

  #close(
    status: Exclude<ExecutionStatus, 'RUNNING'>,
    result: string | undefined,
    error: ErrorObject | undefined,
  ): void {
    const now = this.#world.clock.now()
    this.status = status
    this.result = result
    this.error = error
    this.endedAt = now
    const root = this.#operations.get(this.by.id)
    if (root) {
      const closed = { ...root, status, endedAt: now }
      this.#operations.set(root.id, closed)
      const details = status === 'SUCCEEDED' ? history.toResult(result) : history.toError(error)
      this.#note(`Execution${ENDINGS[status]}`, closed, status === 'TIMED_OUT' ? {} : details)
    }
    this.#onEnded?.(this)
    this.#finish()
    this.#resolve()
  }

  #finish(): void {
    const { clock } = this.#world
    clock.cancel(this.#limit)
    clock.cancel(this.#retry)
    this.#timers.cancelAll()
    this.#running.delete(this)
    this.#endWork?.()
    this.#endWork = undefined
  }

  /**
   * Keeps `idle()` waiting while something is going to happen without the test: the end of a wait, a
   * retry, an invoked function. A callback is the test's to answer, and a running invocation is work
   * of its own.
   */
  #watch(): void {
    const isBusy = !this.isEnded && (this.#retry !== undefined || waitsForItself(this.#operations))
    if (isBusy) this.#endWork ??= this.#world.work.begin(() => this.#describe())
    else {
      this.#endWork?.()
      this.#endWork = undefined
    }
  }

  #describe(): string {
    const names = printPending(this.#operations)
    return `the durable execution ${this.by.name} of ${this.by.functionName}, which waits for ${names || 'its next invocation'}`
  }
}
