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
import type { FunctionDefinition } from '../definition/definition.ts'
import { Environment } from '../runtime/environment.ts'
import * as errors from '../records/function-error.ts'
import { HandlerRun, type Failure, type RunSink } from '../runtime/handler-run.ts'
import { Invocation, type InvocationType } from '../records/invocation.ts'
import { RESPONSE_BYTES } from '../limits.ts'
import { runtimeOf, type FunctionRuntime, type LambdaState, type Running } from '../state.ts'

// The function may have replaced it.
const { stringify } = JSON

export interface InvokeRequest {
  readonly event: unknown
  readonly eventText: string
  readonly type: InvocationType
  readonly attempt: number
  readonly requestId: string
  readonly causedBy: JournalRecord
  /** JSON text. */
  readonly clientContext?: string | undefined
}

/** A request to run one version. */
export interface ExecutionRequest extends InvokeRequest {
  readonly version: string
  /** With the caller's qualifier, if it gave one. */
  readonly arn: string
}

export class Execution implements Running, RunSink {
  readonly #world: World
  readonly #state: LambdaState
  readonly #definition: FunctionDefinition
  readonly #runtime: FunctionRuntime
  readonly #environment: Environment
  readonly #invocation: Invocation
  readonly #handlerRun: HandlerRun
  #endWork: () => void = () => undefined
  #resolve: (invocation: Invocation) => void = () => undefined
  #over = false

  constructor(
    world: World,
    state: LambdaState,
    definition: FunctionDefinition,
    request: ExecutionRequest,
  ) {
    this.#world = world
    this.#state = state
    this.#definition = definition
    this.#runtime = runtimeOf(state, definition.name)
    const warm = takeWarm(this.#runtime, request.version)
    this.#environment = warm ?? new Environment(world, definition, request.version)
    this.#invocation = new Invocation(world.journal, {
      ...request,
      functionName: definition.name,
      coldStart: warm === undefined,
      memorySize: definition.memorySize,
      startedAt: world.clock.now(),
    })
    this.#handlerRun = new HandlerRun(
      {
        world,
        definition,
        environment: this.#environment,
        invocation: this.#invocation,
        eventText: request.eventText,
        clientContext: request.clientContext,
      },
      this,
    )
    world.journal.append(this.#invocation)
  }

  get isOver(): boolean {
    return this.#over
  }

  /** Resolves to the record; never rejects. */
  run(): Promise<Invocation> {
    const { functionName, attempt, requestId } = this.#invocation
    this.#runtime.running++
    this.#state.running.add(this)
    this.#endWork = this.#world.work.begin(
      () => `${functionName} attempt ${attempt} (${requestId})`,
      this.#environment,
    )
    installGlobals(this.#world.clock)
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
    if (!this.#over) this.#handlerRun.start()
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
    const mayBeTooLarge = text.length * 3 > RESPONSE_BYTES
    if (mayBeTooLarge && Buffer.byteLength(text) > RESPONSE_BYTES) {
      this.fail(errors.responseTooLarge(RESPONSE_BYTES))
      return
    }
    this.#finish(() => this.#invocation.succeed(text), false)
  }

  answerBytes(bytes: Uint8Array): void {
    this.#finish(() => this.#invocation.succeedWithBytes(bytes), false)
  }

  fail(
    error: errors.FunctionError,
    { status = 'failed', destroysEnvironment: dies = false }: Failure = {},
  ): void {
    if (this.#over) return
    recordFailure(this.#world, this.#invocation)
    this.#finish(() => this.#invocation.fail(status, error), dies)
  }

  #crash(crash: Crash): void {
    const error = errors.toCrashError(crash, this.#invocation.requestId)
    this.fail(error, { destroysEnvironment: true })
  }

  #finish(note: () => void, destroysEnvironment: boolean): void {
    if (this.#over) return
    this.#over = true
    uninstallGlobals()
    const { clock } = this.#world
    const invocation = this.#invocation
    const environment = this.#environment
    this.#handlerRun.stop()
    note()
    const least = invocation.unobservedStatus === 'timedOut' ? this.#definition.timeoutMs : 0
    invocation.duration = Math.max(least, clock.now() - invocation.startedAt)
    if (!destroysEnvironment) invocation.leftBehind = clock.countOwned(environment)
    environment.freeze()
    this.#runtime.running--
    this.#state.running.delete(this)
    if (destroysEnvironment) environment.discard(clock)
    else this.#keep()
    this.#endWork()
    this.#resolve(invocation)
  }

  #keep(): void {
    const { idle } = this.#runtime
    const { version } = this.#invocation
    const environments = idle.get(version)
    if (environments) environments.push(this.#environment)
    else idle.set(version, [this.#environment])
  }
}

/** Takes a frozen environment that has not crashed since its last answer. */
function takeWarm({ idle }: FunctionRuntime, version: string): Environment | undefined {
  const environments = idle.get(version)
  let environment = environments?.pop()
  while (environment?.isDead) environment = environments?.pop()
  return environment
}
