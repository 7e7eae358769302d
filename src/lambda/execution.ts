/** One attempt to run a function in an execution environment. */
import type { Context } from 'aws-lambda'
import type { Timer } from '../core/clock.ts'
import { runInWorld } from '../core/context.ts'
import type { FaultEffect } from '../core/faults.ts'
import { activeResources } from '../core/host.ts'
import { installGlobals, uninstallGlobals } from '../core/sandbox/install.ts'
import type { Crash } from '../core/sandbox/sandbox.ts'
import type { World } from '../core/world.ts'
import { Answers, type AnswerSink } from './answers.ts'
import { inColdStartLine } from './cold-start.ts'
import type { FunctionDefinition } from './definition.ts'
import { emptyLoop } from './empty-loop.ts'
import { Environment } from './environment.ts'
import { HANDLER_RUN, toPlannedFailure } from './function-faults.ts'
import * as errors from './function-error.ts'
import { createContext, type Answering } from './handler-context.ts'
import * as handlers from './handlers.ts'
import { Invocation, type InvocationType } from './invocation.ts'
import { RESPONSE_BYTES } from './limits.ts'
import { installAwsLambda, ResponseStream } from './response-stream.ts'
import { runtimeOf, type FunctionRuntime, type LambdaState, type Running } from './state.ts'
import type { JournalRecord } from '../core/journal.ts'

export interface ExecutionRequest {
  readonly version: string
  /** As it was asked for: with the qualifier, if there was one. */
  readonly arn: string
  readonly event: unknown
  readonly eventText: string
  readonly type: InvocationType
  readonly attempt: number
  readonly requestId: string
  readonly causedBy: JournalRecord
  /** JSON text. */
  readonly clientContext?: string | undefined
}

const NOTHING: ReadonlyMap<string, number> = new Map()

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function'

export class Execution implements Running, AnswerSink {
  readonly #world: World
  readonly #state: LambdaState
  readonly #definition: FunctionDefinition
  readonly #request: ExecutionRequest
  readonly #runtime: FunctionRuntime
  readonly #environment: Environment
  readonly #invocation: Invocation
  #effects: readonly FaultEffect[] = []
  #limit: Timer | undefined
  #endWork: () => void = () => undefined
  #resolve: (invocation: Invocation) => void = () => undefined
  #over = false
  /** Takes the global `awslambda` off again: it is there while a handler is loaded, and for streaming ones. */
  #removeGlobal: () => void = () => undefined
  /** What kept the event loop busy before the handler was called. */
  #resources: ReadonlyMap<string, number> = NOTHING

  constructor(
    world: World,
    state: LambdaState,
    definition: FunctionDefinition,
    request: ExecutionRequest,
  ) {
    this.#world = world
    this.#state = state
    this.#definition = definition
    this.#request = request
    this.#runtime = runtimeOf(state, definition.name)
    const warm = this.#runtime.idle.get(request.version)?.pop()
    this.#environment = warm ?? new Environment(world, definition, request.version)
    this.#invocation = new Invocation(world.journal, {
      ...request,
      functionName: definition.name,
      coldStart: warm === undefined,
      memorySize: definition.memorySize,
      startedAt: world.clock.now(),
    })
    world.journal.append(this.#invocation)
  }

  /** Resolves with the record, whatever the function did. */
  run(): Promise<Invocation> {
    const { name } = this.#definition
    const { attempt, requestId } = this.#request
    this.#runtime.running++
    this.#state.running.add(this)
    this.#endWork = this.#world.work.begin(
      () => `${name} attempt ${attempt} (${requestId})`,
      this.#environment,
    )
    installGlobals(this.#world.clock.moved)
    this.#environment.onCrash = (crash) => this.#crash(crash)
    return new Promise((resolve) => {
      this.#resolve = resolve
      runInWorld(this.#world, () => this.#start(), this.#environment)
    })
  }

  /** The world is over. */
  end(): void {
    this.#fail(errors.worldEnded(), { dies: true })
  }

  #start(): void {
    const { handler, traits, name } = this.#definition
    this.#effects = this.#world.faults.meet({
      service: 'lambda',
      operation: HANDLER_RUN,
      resource: name,
      input: this.#request.event,
    })
    this.#environment.thaw(this.#invocation)
    if (this.#environment.handler) this.#call(this.#environment.handler)
    else if (traits.isLoader ?? handlers.looksLikeLoader(handler)) void this.#load()
    else {
      if (handler.length === 0) this.#removeGlobal = installAwsLambda()
      this.#call(handler)
    }
  }

  /** The cold start of a loader. */
  async #load(): Promise<void> {
    const { handler, traits, freshModules } = this.#definition
    const endLoading = this.#world.work.beginLoading(this.#environment)
    const begun = this.#world.clock.now()
    this.#removeGlobal = installAwsLambda()
    let loaded: unknown
    try {
      loaded = await inColdStartLine(freshModules, () => handler())
    } catch (error) {
      this.#fail(errors.toLoadError(error), { dies: true })
      return
    } finally {
      endLoading()
    }
    if (this.#over) return
    if (traits.isLoader || handlers.isHandlerModule(loaded)) {
      this.#enter(loaded, begun)
      return
    }
    // It only looked like a loader: what it returned is its answer.
    traits.isLoader = false
    this.#environment.handler = handler
    this.answer(loaded)
  }

  /** The module is loaded: its export is the function. */
  #enter(loaded: unknown, begun: number): void {
    const { traits, exportName } = this.#definition
    traits.isLoader = true
    this.#removeGlobal()
    this.#world.clock.cancel(this.#limit)
    this.#invocation.initDuration = this.#world.clock.now() - begun
    const found = findExport(loaded, exportName)
    if (typeof found !== 'function') {
      this.#fail(errors.handlerNotFound(`index.${exportName}`, found), { dies: true })
      return
    }
    this.#environment.handler = found as handlers.AnyHandler
    this.#call(this.#environment.handler)
  }

  /** The timeout runs from here. */
  #call(handler: handlers.AnyHandler): void {
    const { clock } = this.#world
    const { requestId } = this.#request
    const { timeoutMs } = this.#definition
    this.#invocation.startedAt = clock.now()
    this.#limit = clock.schedule(
      timeoutMs,
      () => this.#fail(errors.timedOut(requestId, timeoutMs), { status: 'timedOut', dies: true }),
      'limit',
    )
    let delay = 0
    for (const effect of this.#effects) {
      if (effect.type === 'delay') delay += effect.milliseconds
      else {
        const { error, status } = toPlannedFailure(effect, requestId, timeoutMs)
        this.#fail(error, { status, dies: status === 'timedOut' })
        return
      }
    }
    this.#effects = []
    if (delay === 0) this.#enterHandler(handler)
    else {
      const goOn = (): void =>
        runInWorld(this.#world, () => this.#enterHandler(handler), this.#environment)
      clock.schedule(delay, goOn, 'handler', this.#environment)
    }
  }

  #enterHandler(handler: handlers.AnyHandler): void {
    if (handlers.isStreaming(handler)) {
      void this.#stream(handler)
      return
    }
    if (!handlers.isAsyncFunction(handler)) this.#resources = activeResources()
    const answers = new Answers(this)
    const context = this.#context(answers.context)
    let result: unknown
    try {
      result = handler(JSON.parse(this.#request.eventText), context, answers.callback)
    } catch (error) {
      answers.context.fail(error)
      return
    }
    if (isPromise(result)) this.#follow(handler, result, answers)
    else if (this.#isLoaded(handler, result)) this.#enter(result, this.#invocation.startedAt)
    // AWS: aws-lambda-nodejs-runtime-interface-client src/Runtime.js: the value of a handler that returns no promise is ignored.
    else if (!answers.given) this.#whenIdle(null, () => answers.given)
  }

  #follow(handler: handlers.AnyHandler, result: PromiseLike<unknown>, answers: Answers): void {
    const { context } = answers
    result.then((value) => {
      if (this.#isLoaded(handler, value)) this.#enter(value, this.#invocation.startedAt)
      else context.succeed(value)
    }, context.fail)
  }

  /** A handler that was called for the first time may turn out to be a loader. */
  #isLoaded(handler: handlers.AnyHandler, result: unknown): boolean {
    if (this.#environment.handler || this.#over) return false
    if (handler.length === 0 && handlers.isHandlerModule(result)) return true
    this.#environment.handler = handler
    this.#definition.traits.isLoader = false
    return false
  }

  async #stream(handler: handlers.AnyHandler): Promise<void> {
    const stream = new ResponseStream(handlers.highWaterMarkOf(handler))
    const context = this.#context({ callbackWaitsForEmptyEventLoop: true } as Answering)
    this.#removeGlobal()
    this.#removeGlobal = installAwsLambda()
    try {
      const result = handler(JSON.parse(this.#request.eventText), stream, context)
      if (!isPromise(result)) throw 'Streaming does not support non-async handlers.'
      await result
      if (!stream.writableEnded) throw 'Response stream is not finished.'
      if (!stream.writableFinished) await new Promise((resolve) => stream.once('finish', resolve))
      this.#finish(() => this.#invocation.succeedWithBytes(stream.bytes), false)
    } catch (error) {
      this.#fail(errors.toFunctionError(error))
    }
  }

  #context(answering: Answering): Context {
    const text = this.#request.clientContext
    const clientContext = text === undefined ? undefined : (JSON.parse(text) as unknown)
    this.#invocation.context = createContext(
      this.#world,
      this.#definition,
      this.#environment,
      this.#invocation,
      clientContext,
      answering,
    )
    return this.#invocation.context
  }

  answerWhenIdle(value: unknown): void {
    this.#whenIdle(value, () => false)
  }

  #whenIdle(value: unknown, isSuperseded: () => boolean): void {
    const isOver = (): boolean => this.#over || isSuperseded()
    void emptyLoop(this.#world, this.#environment, this.#resources, isOver).then(() => {
      if (!isSuperseded()) this.answer(value)
    })
  }

  answerError(error: unknown): void {
    this.#fail(errors.toFunctionError(error))
  }

  answer(value: unknown): void {
    if (this.#over) return
    let text: string
    try {
      // A function or a symbol has no JSON text either.
      text = JSON.stringify(value === undefined ? null : value) ?? 'null'
    } catch {
      // A BigInt, a cycle, a throwing toJSON.
      this.#fail(errors.unserialisable())
      return
    }
    const mayBeTooLarge = text.length * 3 > RESPONSE_BYTES
    if (mayBeTooLarge && Buffer.byteLength(text) > RESPONSE_BYTES) {
      this.#fail(errors.responseTooLarge(RESPONSE_BYTES))
      return
    }
    this.#finish(() => this.#invocation.succeed(text), false)
  }

  #crash(crash: Crash): void {
    const { requestId } = this.#request
    if (crash.type === 'exit') this.#fail(errors.exited(requestId, crash.code), { dies: true })
    else if (crash.type === 'unhandledRejection') {
      this.#fail(errors.unhandledRejection(crash.error), { dies: true })
    } else this.#fail(errors.toFunctionError(crash.error), { dies: true })
  }

  #fail(
    error: errors.FunctionError,
    { status = 'failed', dies = false }: { status?: 'failed' | 'timedOut'; dies?: boolean } = {},
  ): void {
    this.#finish(() => this.#invocation.fail(status, error), dies)
  }

  /** At once, in the same breath as the answer: what the handler does afterwards finds its environment frozen. */
  #finish(note: () => void, dies: boolean): void {
    if (this.#over) return
    this.#over = true
    const { clock } = this.#world
    const invocation = this.#invocation
    const environment = this.#environment
    clock.cancel(this.#limit)
    note()
    const least = invocation.status === 'timedOut' ? this.#definition.timeoutMs : 0
    invocation.duration = Math.max(least, clock.now() - invocation.startedAt)
    if (!dies) invocation.leftBehind = clock.countOwned(environment)
    environment.freeze()
    this.#runtime.running--
    this.#state.running.delete(this)
    if (dies) environment.discard(clock)
    else this.#keep()
    uninstallGlobals()
    this.#removeGlobal()
    this.#endWork()
    this.#resolve(invocation)
  }

  #keep(): void {
    const { idle } = this.#runtime
    const environments = idle.get(this.#request.version)
    if (environments) environments.push(this.#environment)
    else idle.set(this.#request.version, [this.#environment])
  }
}

/** `handler`, or a path such as `orders.place`; a CommonJS module shows its exports under `default` too. */
function findExport(module: unknown, path: string): unknown {
  const walk = (from: unknown): unknown =>
    path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], from)
  return walk(module) ?? walk((module as { default?: unknown } | null)?.default)
}
