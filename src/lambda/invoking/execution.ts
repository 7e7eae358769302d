/**
 * One attempt to run a function: takes an execution environment, keeps the record, and ends
 * synchronously with the answer, so that later code of the handler finds its environment frozen.
 */
import { runInWorld } from '../../core/world/context.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { installGlobals, uninstallGlobals } from '../../core/sandbox/install.ts'
import type { Crash } from '../../core/sandbox/sandbox.ts'
import { recordFailure } from '../../core/reporting/test-report.ts'
import type { World } from '../../core/world/world.ts'
import {
  versionOf,
  type FunctionDefinition,
  type VersionDefinition,
} from '../definition/definition.ts'
import { commandOf } from '../definition/child-process.ts'
import { logGroupOf } from '../definition/environment-variables.ts'
import { jsonLogLevelsOf } from '../definition/logging.ts'
import type { Environment } from '../runtime/environment.ts'
import type { ChunkListener } from '../runtime/response-stream.ts'
import { keepEnvironment, poolOf, takeEnvironment, type Taken } from './environments.ts'
import * as errors from '../records/function-error.ts'
import { HandlerRun, type Failure, type FunctionRun, type RunSink } from '../runtime/handler-run.ts'
import { Invocation, type InvocationSettings, type InvocationType } from '../records/invocation.ts'
import { RESPONSE_BYTES } from '../limits.ts'
import { rooms } from '../rooms.ts'
import { runtimeOf, type FunctionRuntime, type LambdaState, type Running } from '../state.ts'

// The function may have replaced it.
const { stringify } = JSON

export interface InvokeRequest {
  /** Default: what `eventText` says. */
  readonly event?: unknown
  readonly eventText: string
  readonly type: InvocationType
  readonly attempt: number
  readonly requestId: string
  readonly causedBy: JournalRecord
  /** JSON text. */
  readonly clientContext?: string | undefined
  readonly tenantId?: string | undefined
  /** The execution of a durable function that the caller created. Default: a new one. */
  readonly durableArn?: string | undefined
  /**
   * Receives the chunks of a streaming handler as it writes them. Default: all of them together
   * are the answer.
   */
  readonly onChunk?: ChunkListener | undefined
}

/** The version to run. */
export interface RunTarget {
  readonly definition: FunctionDefinition
  readonly code: VersionDefinition
  /** With the caller's qualifier, if it gave one. */
  readonly arn: string
}

/** The record of an invocation begins with these. Not by a spread: this runs in microseconds. */
export const toSettings = (
  world: World,
  code: VersionDefinition,
  arn: string,
  { event, eventText, type, attempt, requestId, causedBy }: InvokeRequest,
  taken?: Pick<Taken, 'isCold' | 'environment'>,
  concurrent?: number,
): InvocationSettings => ({
  causedBy,
  requestId,
  functionName: code.name,
  version: code.version,
  arn,
  type,
  attempt,
  coldStart: taken?.isCold ?? false,
  event,
  eventText,
  memorySize: code.memorySize,
  startedAt: world.clock.now(),
  logStream: taken?.environment.logStream,
  logGroup: taken && logGroupOf(code),
  systemLogLevel: jsonLogLevelsOf(code)?.system,
  isProcess: commandOf(code.handler) !== undefined,
  concurrent,
})

export class Execution implements Running, RunSink {
  readonly #world: World
  readonly #state: LambdaState
  readonly #code: VersionDefinition
  /** Whether it takes part of the account's unreserved concurrency. */
  readonly #isUnreserved: boolean
  readonly #isStreamed: boolean
  readonly #runtime: FunctionRuntime
  readonly #taken: Taken
  readonly #invocation: Invocation
  readonly #run: FunctionRun
  /** Whether a process runs it, for which this process's globals stay as they are. */
  readonly #isProcess: boolean
  #endWork: () => void = () => undefined
  #resolve: (invocation: Invocation) => void = () => undefined
  #over = false

  constructor(
    world: World,
    state: LambdaState,
    { definition, code, arn }: RunTarget,
    request: InvokeRequest,
  ) {
    this.#world = world
    this.#state = state
    this.#code = code
    this.#isStreamed = request.onChunk !== undefined
    this.#runtime = runtimeOf(state, definition.name)
    const pool = poolOf(state, definition, code, request.tenantId)
    this.#taken = takeEnvironment(world, this.#runtime, code, pool)
    this.#isUnreserved = definition.reservedConcurrency === undefined && !pool.isProvisioned
    const settings = toSettings(world, code, arn, request, this.#taken, this.#running + 1)
    this.#invocation = new Invocation(world.journal, settings)
    const facts = {
      world,
      definition: code,
      environment: this.#environment,
      invocation: this.#invocation,
      eventText: request.eventText,
      clientContext: request.clientContext,
      tenantId: request.tenantId,
      onChunk: request.onChunk,
    }
    const command = commandOf(code.handler)
    this.#isProcess = command !== undefined
    this.#run = command
      ? new (rooms.lambdaProcesses().ProcessRun)(facts, this, command)
      : new HandlerRun(facts, this)
    world.journal.append(this.#invocation)
  }

  /** How many invocations run in the same kind of environment. */
  get #running(): number {
    const { isProvisioned, key } = this.#taken
    return isProvisioned ? (this.#runtime.busy.get(key) ?? 0) : this.#runtime.onDemand
  }

  get #environment(): Environment {
    return this.#taken.environment
  }

  get isOver(): boolean {
    return this.#over
  }

  /** Resolves to the record; never rejects. */
  run(): Promise<Invocation> {
    const { functionName, attempt, requestId } = this.#invocation
    this.#count(1)
    this.#state.running.add(this)
    this.#endWork = this.#world.work.begin(
      () => `${functionName} attempt ${attempt} (${requestId})`,
      this.#environment,
    )
    if (!this.#isProcess) installGlobals(this.#world.clock)
    if (this.#environment.localServer) this.#world.ports.localServers?.reach()
    this.#environment.onCrash = (crash) => this.#crash(crash)
    return new Promise((resolve) => {
      this.#resolve = resolve
      runInWorld(this.#world, () => this.#start(), this.#environment)
    })
  }

  /** Ends the run with its world. */
  end(): void {
    // Not by `fail`: the handler has not failed, so the test's report does not list it.
    this.#finish(() => this.#invocation.fail('failed', errors.worldEnded()), true)
  }

  shift(milliseconds: number): void {
    this.#invocation.startedAt += milliseconds
  }

  #start(): void {
    this.#environment.thaw(this.#invocation)
    // An overdue timer may have crashed the environment.
    if (!this.#over) this.#run.start()
  }

  answer(value: unknown): void {
    if (this.#over) return
    let text: string
    try {
      // JSON.stringify returns undefined for functions and symbols as well.
      text = stringify(value === undefined ? null : value) ?? 'null'
    } catch {
      // JSON.stringify throws for a BigInt, a cycle, and a toJSON that throws.
      this.fail(errors.unserialisable())
      return
    }
    this.answerText(text)
  }

  answerText(text: string): void {
    if (this.#over) return
    const mayBeTooLarge = text.length * 3 > RESPONSE_BYTES
    if (mayBeTooLarge && Buffer.byteLength(text) > RESPONSE_BYTES) {
      this.fail(errors.responseTooLarge(RESPONSE_BYTES))
      return
    }
    this.#finish(() => this.#invocation.succeed(text), false)
  }

  answerBytes(bytes: Uint8Array): void {
    if (!this.#isStreamed && bytes.length > RESPONSE_BYTES) {
      this.fail(errors.responseTooLarge(RESPONSE_BYTES))
      return
    }
    this.#finish(() => this.#invocation.succeedWithBytes(bytes), false)
  }

  fail(
    error: errors.FunctionError,
    { status = 'failed', destroysEnvironment: dies = false, payloadText }: Failure = {},
  ): void {
    if (this.#over) return
    recordFailure(this.#world, this.#invocation)
    this.#finish(() => this.#invocation.fail(status, error, payloadText), dies)
  }

  #crash(crash: Crash): void {
    const error = errors.toCrashError(crash, this.#invocation.requestId)
    this.fail(error, { destroysEnvironment: true })
  }

  #finish(note: () => void, destroysEnvironment: boolean): void {
    if (this.#over) return
    this.#over = true
    if (!this.#isProcess) uninstallGlobals()
    const { clock } = this.#world
    const invocation = this.#invocation
    const environment = this.#environment
    const duration = this.#run.duration ?? clock.now() - invocation.startedAt
    this.#run.stop()
    note()
    const least = invocation.unobservedStatus === 'timedOut' ? this.#code.timeoutMs : 0
    invocation.duration = Math.max(least, duration)
    if (!destroysEnvironment) invocation.leftBehind = clock.countOwned(environment)
    environment.freeze()
    this.#count(-1)
    this.#state.running.delete(this)
    if (destroysEnvironment) environment.discard(clock)
    else this.#keep()
    this.#endWork()
    this.#world.ports.logs?.functionRan(invocation)
    this.#resolve(invocation)
  }

  /** An environment of code that was replaced meanwhile, or deleted, takes no more invocations. */
  #keep(): void {
    const definition = this.#state.definitions.get(this.#code.name)
    const current = definition && versionOf(definition, this.#code.version)
    if (current?.traits === this.#code.traits) {
      keepEnvironment(this.#runtime, this.#taken.key, this.#environment)
    } else this.#environment.discard(this.#world.clock)
  }

  #count(change: 1 | -1): void {
    const { isProvisioned, key } = this.#taken
    const { busy } = this.#runtime
    if (isProvisioned) busy.set(key, (busy.get(key) ?? 0) + change)
    else this.#runtime.onDemand += change
    if (this.#isUnreserved) this.#state.onDemand += change
  }
}
