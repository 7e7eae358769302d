/**
 * One durable execution: invokes its function until that has finished, applies checkpoints, and
 * lets waits, retries and callbacks happen on the region's clock.
 */
// AWS: https://docs.aws.amazon.com/lambda/latest/dg/durable-execution-sdk.html, and the Lambda
// Durable Functions Language SDK Specification 1.2.
import type { JournalRecord } from '../../core/journal.ts'
import type { Timer } from '../../core/time/clock.ts'
import type { World } from '../../core/world/world.ts'
import type { InvocationType, Invocation } from '../records/invocation.ts'
import { applyUpdates, EVENT_NAMES, type CheckpointEvent } from './checkpoint.ts'
import { toErrorObject, type ErrorObject } from './error-object.ts'
import { checkpointTokenInvalid, invalidParameter } from './errors.ts'
import * as history from './history.ts'
import { parseOutput, pendingNothing, type InvocationOutput } from './invocation-output.ts'
import {
  isClosed,
  isPending,
  toWire,
  type Operation,
  type OperationStatus,
  type OperationUpdate,
} from './operation.ts'
import { callbackId, checkpointToken } from './tokens.ts'

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'STOPPED'

/** What starts an execution. */
export interface StartedBy {
  readonly arn: string
  readonly name: string
  readonly id: string
  readonly functionName: string
  readonly functionArn: string
  readonly version: string
  readonly type: InvocationType
  readonly input: string
  readonly resultLimit: number
  readonly timeoutMs: number
  readonly retentionMs: number
  readonly causedBy: JournalRecord
}

/** How the function of a chained invocation ended. */
export type ChainedOutcome = Pick<Operation, 'status' | 'result' | 'error'>

/** Runs functions for an execution. */
export interface DurableInvoker {
  /** Invokes the execution's own function. `attempt` counts its invocations. */
  invoke(
    by: StartedBy,
    event: Record<string, unknown>,
    attempt: number,
  ): Promise<Invocation | 'throttled'>
  /** Starts another function. `details` are members of the event in the history. */
  invokeChained(
    operation: Operation,
    by: StartedBy,
  ): {
    readonly details: Record<string, unknown>
    readonly outcome: Promise<ChainedOutcome>
  }
  /** Throws when the name is that of a function in another account or region. */
  checkFunction(functionName: string): void
}

/** The answer to CheckpointDurableExecution. */
export interface CheckpointAnswer {
  /** Undefined once the execution has ended. */
  readonly token: string | undefined
  readonly operations: readonly Operation[]
}

// AWS: Language SDK Specification 1.2, "Error Classification": up to 3 immediate retries of errors
// of the environment, and retries with exponential backoff "over several hours" of the handler's.
const ENVIRONMENT_ERROR = /^(?:Runtime|Sandbox|Extension)\.(?!Timedout$)/
const ENVIRONMENT_RETRIES = 3
// Unverified: 1 s doubled 14 times, which is four and a half hours.
const HANDLER_RETRIES = 14
const FIRST_RETRY_MS = 1_000

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
  readonly #timers = new Map<string, Timer[]>()
  #limit: Timer | undefined
  #retry: Timer | undefined
  #checkpoints = 0
  #failures = 0
  #isInvoking = false
  #mustInvokeAgain = false
  #replayed: { token: string; clientToken: string; answer: CheckpointAnswer } | undefined
  #endWork: (() => void) | undefined
  #resolve: () => void = () => undefined

  constructor(world: World, running: Set<Running>, invoker: DurableInvoker, by: StartedBy) {
    this.#world = world
    this.#running = running
    this.#invoker = invoker
    this.by = by
    this.startedAt = world.clock.now()
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

  /** Begins the first invocation, once. */
  begin(): void {
    if (this.invocations > 0 || this.isEnded) return
    this.#running.add(this)
    this.#limit = this.#world.clock.schedule(this.by.timeoutMs, () => this.#timeOut(), 'limit')
    this.#invoke()
  }

  /**
   * The operations that a replay needs: children of a finished context belong to its result, unless
   * the context asks for them.
   */
  // AWS: API_ContextOptions.
  get operations(): Operation[] {
    const hidden = new Set<string>()
    return [...this.#operations.values()].filter(({ id, parentId }) => {
      const parent = parentId === undefined ? undefined : this.#operations.get(parentId)
      if (!parent) return true
      const isHidden = hidden.has(parent.id) || (isClosed(parent) && !parent.replayChildren)
      if (isHidden) hidden.add(id)
      return !isHidden
    })
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
    for (const id of batch.changed) this.#begin(id)
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
    this.#cancel(operation.id)
    this.#beginCallback(operation, operation.startedAt)
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

  /** Schedules the end of an operation that began with this checkpoint. */
  #begin(id: string): void {
    const operation = this.#operations.get(id)
    if (operation === undefined) return
    const { type, status, dueAt = 0, startedAt } = operation
    this.#cancel(id)
    const remaining = dueAt - this.#world.clock.now()
    if (type === 'WAIT' && status === 'STARTED') {
      this.#schedule(id, remaining, 'work', (wait) =>
        this.#complete({ ...wait, status: 'SUCCEEDED' }),
      )
    } else if (type === 'STEP' && status === 'PENDING') {
      this.#schedule(id, remaining, 'work', ({ dueAt: _, ...step }) =>
        this.#change({ ...step, status: 'READY' }),
      )
    } else if (type === 'CALLBACK' && status === 'STARTED') {
      this.#beginCallback(operation, startedAt)
    }
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

  // Not 'work': idle() never moves the clock to the end of a callback that a test is about to answer.
  #beginCallback({ id, timeoutSeconds, heartbeatSeconds }: Operation, startedAt: number): void {
    const timeOut = (ErrorMessage: string, ErrorType: string) => (operation: Operation) =>
      this.#complete({ ...operation, status: 'TIMED_OUT', error: { ErrorMessage, ErrorType } })
    if (timeoutSeconds !== undefined) {
      const remaining = startedAt + timeoutSeconds * 1000 - this.#world.clock.now()
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
      const operation = this.#operations.get(id)
      if (operation && !isClosed(operation) && !this.isEnded) happen(operation)
    }
    const timer = this.#world.clock.schedule(milliseconds, run, kind)
    const timers = this.#timers.get(id)
    if (timers) timers.push(timer)
    else this.#timers.set(id, [timer])
  }

  #cancel(id: string): void {
    for (const timer of this.#timers.get(id) ?? []) this.#world.clock.cancel(timer)
    this.#timers.delete(id)
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
    this.#cancel(operation.id)
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
    const isImmediate = ENVIRONMENT_ERROR.test(error.ErrorType ?? '')
    const retries = isImmediate ? ENVIRONMENT_RETRIES : HANDLER_RETRIES
    if (++this.#failures > retries) this.#close('FAILED', undefined, error)
    else this.#invokeLater(isImmediate ? 0 : FIRST_RETRY_MS * 2 ** (this.#failures - 1))
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
    this.#finish()
    this.#resolve()
  }

  #finish(): void {
    const { clock } = this.#world
    clock.cancel(this.#limit)
    clock.cancel(this.#retry)
    for (const id of [...this.#timers.keys()]) this.#cancel(id)
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
    const isBusy = !this.isEnded && (this.#retry !== undefined || this.#waitsForItself())
    if (isBusy) this.#endWork ??= this.#world.work.begin(() => this.#describe())
    else {
      this.#endWork?.()
      this.#endWork = undefined
    }
  }

  #waitsForItself(): boolean {
    return [...this.#operations.values()].some(
      (operation) => operation.type !== 'CALLBACK' && isPending(operation),
    )
  }

  #describe(): string {
    const waiting = [...this.#operations.values()].filter(isPending)
    const names = waiting.map(({ type, name, id }) => `${type} ${name ?? id}`).join(', ')
    return `the durable execution ${this.by.name} of ${this.by.functionName}, which waits for ${names || 'its next invocation'}`
  }
}

const ENDINGS: Partial<Readonly<Record<OperationStatus, string>>> = {
  SUCCEEDED: 'Succeeded',
  FAILED: 'Failed',
  TIMED_OUT: 'TimedOut',
  STOPPED: 'Stopped',
}

const errorOf = (output: InvocationOutput | undefined): ErrorObject | undefined =>
  output?.status === 'FAILED' || output?.status === 'INVALID' ? output.error : undefined
