/** Calls a handler of any kind and passes on its answer. The timeout runs from the call. */
// AWS: aws-lambda-nodejs-runtime-interface-client src/Runtime.js
import type { Timer } from '../../core/time/clock.ts'
import { runInWorld } from '../../core/world/context.ts'
import { markSeen } from '../../core/reporting/failure-seen.ts'
import { HandlerReply, type ReplySink } from './handler-reply.ts'
import { trackResources } from '../../core/sandbox/resources.ts'
import { untilLoopIsEmpty } from './event-loop.ts'
import { toHandlerCall, toPlan } from '../faults/function-faults.ts'
import * as errors from '../records/function-error.ts'
import { createContext, type RunFacts } from './handler-context.ts'
import { findExport, learn, load, mayBeLoader, refusalOf } from './handler-loading.ts'
import {
  isHandlerModule,
  isStreaming,
  mayUseCallback,
  type AnyHandler,
} from '../definition/handlers.ts'
import { installAwsLambda } from './awslambda.ts'
import { rooms } from '../rooms.ts'

export interface Failure {
  readonly status?: 'failed' | 'timedOut'
  /** Whether the failure ends the environment's process. */
  readonly destroysEnvironment?: boolean
  /** The payload, if it is not the error as JSON. */
  readonly payloadText?: string
}

/** A run of a function, of either kind. */
export interface FunctionRun {
  /** In milliseconds. Undefined: what the region's clock measures. */
  readonly duration?: number | undefined
  /** Begins the run. Never throws. */
  start(): void
  /** Ends the run. */
  stop(): void
}

/** Receives the answer. Only the first one counts. */
export interface RunSink {
  readonly isOver: boolean
  answer(value: unknown): void
  /** Answers with JSON. */
  answerText(text: string): void
  answerBytes(bytes: Uint8Array): void
  fail(error: errors.FunctionError, failure?: Failure): void
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as PromiseLike<unknown> | null | undefined)?.then === 'function'

export class HandlerRun implements FunctionRun, ReplySink {
  readonly #facts: RunFacts
  readonly #sink: RunSink
  #limit: Timer | undefined
  #stopTracking: () => void = () => undefined
  /**
   * Removes the global `awslambda`, which exists while a handler is loaded and while a streaming
   * one runs.
   */
  #removeGlobal: () => void = () => undefined

  constructor(facts: RunFacts, sink: RunSink) {
    this.#facts = facts
    this.#sink = sink
  }

  /** Begins the run. Must be called in the function's scope. Never throws. */
  start(): void {
    const { definition, environment } = this.#facts
    try {
      if (environment.handler) this.#call(environment.handler)
      else if (mayBeLoader(definition)) void this.#load()
      else {
        if (definition.handler.length === 0) this.#removeGlobal = installAwsLambda()
        this.#begin(definition.handler)
      }
    } catch (error) {
      // A handler that is a proxy whose traps throw, or a planned fault whose condition throws.
      this.answerError(error)
    }
  }

  /** Ends the run. */
  stop(): void {
    this.#facts.world.clock.cancel(this.#limit)
    this.#stopTracking()
    this.#removeGlobal()
  }

  answer(value: unknown): void {
    this.#sink.answer(value)
  }

  answerError(error: unknown): void {
    this.#sink.fail(errors.toFunctionError(error))
  }

  answerWhenIdle(value: unknown): void {
    this.#whenIdle(value, () => false)
  }

  async #load(): Promise<void> {
    const { world, definition } = this.#facts
    const begun = world.clock.now()
    this.#removeGlobal = installAwsLambda()
    let loaded: unknown
    try {
      loaded = await load(this.#facts)
    } catch (error) {
      this.#failLoading(error)
      return
    }
    if (this.#sink.isOver) return
    if (definition.traits.isLoader || isHandlerModule(loaded)) {
      this.#enter(loaded, begun)
      return
    }
    // The handler only looked like a loader: its result is its answer.
    learn(this.#facts, false, definition.handler)
    this.answer(loaded)
  }

  #failLoading(error: unknown): void {
    this.#sink.fail(errors.toLoadError(error), { destroysEnvironment: true })
  }

  /** Takes the function from the loaded module and calls it. */
  #enter(loaded: unknown, begun: number): void {
    const { world, definition, invocation } = this.#facts
    this.stop()
    invocation.initDuration = world.clock.now() - begun
    let found: unknown
    try {
      found = findExport(loaded, definition.exportName)
    } catch (error) {
      this.#failLoading(error)
      return
    }
    if (typeof found !== 'function') {
      learn(this.#facts, true, undefined)
      this.#sink.fail(errors.handlerNotFound(definition.entryPoint, found), {
        destroysEnvironment: true,
      })
      return
    }
    learn(this.#facts, true, found as AnyHandler)
    this.#begin(found as AnyHandler)
  }

  /** Calls a handler for the first time in its environment. */
  #begin(handler: AnyHandler): void {
    const refusal = refusalOf(this.#facts.definition, handler)
    if (refusal) this.#sink.fail(refusal, { destroysEnvironment: true })
    else this.#call(handler)
  }

  #call(handler: AnyHandler): void {
    const { world, definition, environment, invocation } = this.#facts
    const { requestId } = invocation
    const { name, timeoutMs } = definition
    invocation.startedAt = world.clock.now()
    const timeOut = (): void =>
      this.#sink.fail(errors.timedOut(requestId, timeoutMs), {
        status: 'timedOut',
        destroysEnvironment: true,
      })
    this.#limit = world.clock.schedule(timeoutMs, timeOut, 'limit')
    const { delay, failure } = toPlan(world.faults.match(toHandlerCall(name, invocation)))
    // The test that planned the failure knows of it.
    if (failure) markSeen(invocation)
    if (failure?.name === 'Sandbox.Timedout') timeOut()
    else if (failure) this.answerError(failure)
    else if (delay === 0) this.#enterHandler(handler)
    else {
      const begin = (): void => runInWorld(world, () => this.#enterHandler(handler), environment)
      world.clock.schedule(delay, begin, 'handler', environment)
    }
  }

  /** The context outlives the run, in the records, and must not keep it alive. */
  #timeLeft(): () => number {
    const { clock } = this.#facts.world
    const { timeoutMs } = this.#facts.definition
    const limit = this.#limit
    return () => (limit ? clock.timeLeft(limit) : timeoutMs)
  }

  #enterHandler(handler: AnyHandler): void {
    if (isStreaming(handler)) {
      this.#stream(handler)
      return
    }
    const { environment, definition } = this.#facts
    if (mayUseCallback(handler, definition.traits.returnsPromise)) {
      this.#stopTracking = trackResources(environment)
    }
    const reply = new HandlerReply(this)
    const context = createContext(this.#facts, reply.context, this.#timeLeft())
    let result: unknown
    try {
      result = handler(JSON.parse(this.#facts.eventText), context, reply.callback)
      definition.traits.returnsPromise = isPromise(result)
      if (isPromise(result)) {
        this.#follow(handler, result, reply)
        return
      }
    } catch (error) {
      // AWS: src/Runtime.js passes what the handler, or its thenable, throws to the callback.
      reply.callback(error)
      return
    }
    if (this.#isLoaded(handler, result)) this.#enter(result, this.#facts.invocation.startedAt)
    // AWS: src/Runtime.js ignores the value of a handler that returns no promise.
    else if (!reply.settled) this.#whenIdle(null, () => reply.settled)
  }

  // AWS: src/Runtime.js chains `.catch`, so a thenable's `then` must return a promise.
  #follow(handler: AnyHandler, result: Promise<unknown>, reply: HandlerReply): void {
    result
      .then((value) => {
        if (this.#isLoaded(handler, value)) this.#enter(value, this.#facts.invocation.startedAt)
        else reply.succeed(value)
      }, reply.fail)
      .catch(reply.fail)
  }

  /** Whether the result of a handler's first call shows that it is a loader. */
  #isLoaded(handler: AnyHandler, result: unknown): boolean {
    if (this.#facts.environment.handler || this.#sink.isOver) return false
    if (handler.length === 0 && isHandlerModule(result)) return true
    learn(this.#facts, false, handler)
    return false
  }

  #stream(handler: AnyHandler): void {
    this.#removeGlobal()
    this.#removeGlobal = installAwsLambda()
    const answering = { callbackWaitsForEmptyEventLoop: true }
    const context = createContext(this.#facts, answering, this.#timeLeft())
    const { eventText, onChunk } = this.#facts
    // A timed-out environment writes no more.
    const write: typeof onChunk = (chunk, type) => {
      if (!this.#sink.isOver) onChunk?.(chunk, type)
    }
    rooms
      .lambdaStreaming()
      .runStreaming(handler, JSON.parse(eventText), context, write)
      .then(
        (bytes) => this.#sink.answerBytes(bytes),
        (error: unknown) => this.answerError(error),
      )
  }

  #whenIdle(value: unknown, isSuperseded: () => boolean): void {
    const { world, environment } = this.#facts
    const isOver = (): boolean => this.#sink.isOver || isSuperseded()
    void untilLoopIsEmpty(world, environment, isOver).then(() => {
      if (!isSuperseded()) this.answer(value)
    })
  }
}
