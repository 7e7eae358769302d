/**
 * One invocation of a function that is a process. The process lives in real time: the region's
 * clock waits for it, and its timeout is real.
 */
import { runInWorld } from '../../core/world/context.ts'
import { markSeen } from '../../core/reporting/failure-seen.ts'
import type { Timer } from '../../core/time/clock.ts'
import { elapsed } from '../../core/time/host.ts'
import type { ProcessCommand } from '../definition/child-process.ts'
import { toHandlerCall, toPlan } from '../faults/function-faults.ts'
import { RESPONSE_BYTES } from '../limits.ts'
import * as errors from '../records/function-error.ts'
import { createContext, type RunFacts } from '../runtime/handler-context.ts'
import type { FunctionRun, RunSink } from '../runtime/handler-run.ts'
import type { Delivery } from './delivery.ts'
import type { PostedError } from './posted-error.ts'
import { afterRealTime, realNow } from './real-time.ts'
import { RuntimeProcess } from './runtime-process.ts'

export class ProcessRun implements FunctionRun {
  readonly #facts: RunFacts
  readonly #sink: RunSink
  readonly #command: ProcessCommand
  #endLoading: () => void = () => undefined
  /** The timer of the region's clock, while a planned fault delays the event. */
  #limit: Timer | undefined
  #endLimit: () => void = () => undefined
  /** When the timeout ends, by `elapsed`. */
  #deadline: number | undefined
  #begunAt: number | undefined
  #delayed = 0

  constructor(facts: RunFacts, sink: RunSink, command: ProcessCommand) {
    this.#facts = facts
    this.#sink = sink
    this.#command = command
  }

  /** Real milliseconds, because the region's clock stands while it waits for the process. */
  get duration(): number | undefined {
    return this.#begunAt === undefined ? undefined : elapsed() - this.#begunAt + this.#delayed
  }

  start(): void {
    this.#wait()
    void this.#begin()
  }

  stop(): void {
    this.#endLoading()
    this.#endLimit()
    this.#facts.world.clock.cancel(this.#limit)
    this.#process?.release()
  }

  get #process(): RuntimeProcess | undefined {
    return this.#facts.environment.process as RuntimeProcess | undefined
  }

  /** Lets the region's clock wait for the process. */
  #wait(): void {
    const { world, environment } = this.#facts
    this.#endLoading()
    this.#endLoading = world.work.beginLoading(environment)
  }

  async #begin(): Promise<void> {
    const { environment, invocation } = this.#facts
    const isWarm = environment.process !== undefined
    const process = await this.#startedProcess()
    if (!process || this.#sink.isOver) return
    process.hold()
    if (!isWarm) invocation.initDuration = process.initDuration
    try {
      this.#plan(process)
    } catch (error) {
      // A planned fault whose condition throws.
      this.#sink.fail(errors.toFunctionError(error))
    }
  }

  /** Resolves to the process once it asks for events; to undefined if it will not. */
  async #startedProcess(): Promise<RuntimeProcess | undefined> {
    const { environment } = this.#facts
    environment.process ??= this.#newProcess()
    let endWait: () => void = () => undefined
    const late = new Promise<'late'>((resolve) => {
      endWait = afterRealTime(this.#command.initTimeoutMs, () => resolve('late'))
    })
    let start = await Promise.race([this.#process?.started, late])
    endWait()
    if (this.#sink.isOver) return undefined
    if (start === 'late') {
      // AWS: "Understanding the Lambda execution environment lifecycle", Init phase: Lambda runs it
      // again at the first invocation, with the function's timeout.
      environment.process?.kill()
      environment.process = this.#newProcess()
      this.#armLimit()
      start = await this.#process?.started
    }
    if (this.#sink.isOver) return undefined
    if (start?.type === 'initError') this.#fail(start.error, true)
    else if (start?.type === 'notStarted') {
      this.#sink.fail(errors.invalidEntrypoint(this.#facts.invocation.requestId, start.reason), {
        destroysEnvironment: true,
      })
    }
    return start?.type === 'ready' ? this.#process : undefined
  }

  #newProcess(): RuntimeProcess {
    const { world, definition, environment } = this.#facts
    return new RuntimeProcess(world, definition, environment, this.#command)
  }

  /** Applies planned faults, and gives the event to the process. */
  #plan(process: RuntimeProcess): void {
    const { world, definition, environment, invocation } = this.#facts
    invocation.startedAt = world.clock.now()
    this.#begunAt ??= elapsed()
    const { delay, failure } = toPlan(
      world.faults.match(toHandlerCall(definition.name, invocation)),
    )
    // The test that planned the failure knows of it.
    if (failure) markSeen(invocation)
    if (failure?.name === 'Sandbox.Timedout') this.#timeOut()
    else if (failure) this.#sink.fail(errors.toFunctionError(failure))
    else if (delay === 0) this.#deliver(process)
    else {
      // The region's clock makes the delay, and the timeout if that comes first.
      this.#endLoading()
      this.#limit = world.clock.schedule(definition.timeoutMs, this.#timeOut, 'limit')
      const begin = (): void => {
        world.clock.cancel(this.#limit)
        this.#delayed = delay
        this.#begunAt = elapsed()
        this.#wait()
        runInWorld(world, () => this.#deliver(process), environment)
      }
      world.clock.schedule(delay, begin, 'handler', environment)
    }
  }

  #deliver(process: RuntimeProcess): void {
    const { invocation, eventText, clientContext, tenantId, onChunk } = this.#facts
    if (this.#deadline === undefined) this.#armLimit()
    createContext(this.#facts, {}, this.#timeLeft)
    const delivery: Delivery = {
      requestId: invocation.requestId,
      event: eventText,
      // AWS: "Using the Lambda runtime API for custom runtimes", next invocation.
      headers: {
        'Lambda-Runtime-Aws-Request-Id': invocation.requestId,
        'Lambda-Runtime-Deadline-Ms': String(realNow() + Math.round(this.#timeLeft())),
        'Lambda-Runtime-Invoked-Function-Arn': invocation.arn,
        'Lambda-Runtime-Trace-Id': invocation.traceId,
        ...(clientContext !== undefined && {
          'Lambda-Runtime-Client-Context': toHeader(clientContext),
        }),
        // AWS: aws-lambda-nodejs-runtime-interface-client InvokeContext.js
        ...(tenantId !== undefined && { 'Lambda-Runtime-Aws-Tenant-Id': toHeader(tenantId) }),
      },
      onChunk: (chunk, type) => {
        if (!this.#sink.isOver) onChunk?.(chunk, type)
      },
      answer: (bytes, isStreamed) =>
        void process.outputRead().then(() => this.#answer(bytes, isStreamed)),
      fail: (error) => void process.outputRead().then(() => this.#fail(error, false)),
      failTooLarge: () =>
        void process
          .outputRead()
          .then(() => this.#sink.fail(errors.responseTooLarge(RESPONSE_BYTES))),
    }
    process.api.deliver(delivery)
  }

  /** A custom runtime may post text that is not JSON, which callers get as it stands. */
  // AWS: "Tutorial: Building a custom runtime": its response is text.
  #answer(bytes: Uint8Array, isStreamed: boolean): void {
    const text = Buffer.from(bytes).toString('utf8')
    if (!isStreamed && isJson(text)) this.#sink.answerText(text)
    else this.#sink.answerBytes(bytes)
  }

  #fail({ error, payloadText }: PostedError, isInit: boolean): void {
    this.#sink.fail(error, { payloadText, destroysEnvironment: isInit })
  }

  #armLimit(): void {
    const { timeoutMs } = this.#facts.definition
    const left = timeoutMs - this.#delayed
    this.#begunAt ??= elapsed()
    this.#deadline = elapsed() + left
    // A blocked event loop would find the timer before an answer that has arrived.
    this.#endLimit = afterRealTime(left, () => {
      this.#endLimit = afterRealTime(1, this.#timeOut)
    })
  }

  readonly #timeLeft = (): number =>
    this.#deadline === undefined
      ? this.#facts.definition.timeoutMs
      : Math.max(0, this.#deadline - elapsed())

  readonly #timeOut = (): void => {
    const { invocation, definition } = this.#facts
    this.#sink.fail(errors.timedOut(invocation.requestId, definition.timeoutMs), {
      status: 'timedOut',
      destroysEnvironment: true,
    })
  }
}

/** A header holds bytes. */
const toHeader = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
