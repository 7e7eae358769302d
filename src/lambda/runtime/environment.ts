/** Execution environments, which run a function's invocations. */
import type { EventEmitter } from 'node:events'
import { format } from 'node:util'
import { recordFailure } from '../../core/reporting/test-report.ts'
import type { Clock } from '../../core/time/clock.ts'
import type { Crash, LogLevel, Sandbox } from '../../core/sandbox/sandbox.ts'
import { createVariables } from '../../core/sandbox/variables.ts'
import type { LocalServer } from '../../core/world-scope.ts'
import type { World } from '../../core/world/world.ts'
import type { VersionDefinition } from '../definition/definition.ts'
import { toVariables } from '../definition/environment-variables.ts'
import { jsonLogLevelsOf, type JsonLogLevels } from '../definition/logging.ts'
import { hasParametersAndSecrets } from '../extensions/layers.ts'
import { rooms } from '../rooms.ts'
import type { AnyHandler } from '../definition/handlers.ts'
import type { Invocation } from '../records/invocation.ts'
import { toCrashError } from '../records/function-error.ts'
import { toJsonLine } from '../records/json-log.ts'
import { isKept } from '../records/log-levels.ts'
import { parseFields, parseLogLine, type LogEntry } from '../records/logs.ts'
import { lambdaOptions } from '../region-options.ts'

/** The process of a function that is one (processes/). */
export interface EnvironmentProcess {
  /** Whether it does something else than wait for an event. */
  readonly isAwake: boolean
  kill(): void
}

/**
 * One execution environment of a function. It runs one invocation at a time and is frozen in
 * between. Its variables and pending timers survive from one invocation to the next.
 */
export class Environment implements Sandbox {
  readonly logStream: string
  variables: NodeJS.ProcessEnv
  /** While the modules of the function load. */
  isLoading = false
  /** The function, once it is loaded. */
  handler: AnyHandler | undefined
  /** The process that runs its invocations, if the function is a process. */
  process: EnvironmentProcess | undefined
  current: Invocation | undefined
  /** Fails the running invocation when the environment's process crashes. */
  onCrash: ((crash: Crash) => void) | undefined
  console: Console | undefined
  isMuted = false
  processEvents: EventEmitter | undefined
  readonly #world: World
  readonly #strict: boolean
  /** Undefined for a log in text, which keeps every line. */
  readonly #levels: JsonLogLevels | undefined
  #dead = false
  #last: Invocation | undefined
  #held: (() => void)[] = []
  #partialLine = ''

  /** The version that it runs. */
  readonly definition: VersionDefinition
  /** Of the extension that it has as a layer. */
  readonly localServer: LocalServer | undefined

  constructor(world: World, definition: VersionDefinition, isProvisioned = false) {
    this.#world = world
    this.definition = definition
    this.#strict = lambdaOptions.of(world).strictEnvironment
    this.#levels = jsonLogLevelsOf(definition)
    const day = new Date(world.clock.now()).toISOString().slice(0, 10).replaceAll('-', '/')
    const id = world.ids.text('log-stream', 32, '0123456789abcdef')
    this.logStream = `${day}/[${definition.version}]${id}`
    this.variables = createVariables(
      toVariables(world, definition, this.logStream, isProvisioned),
      this.#strict,
      { _X_AMZN_TRACE_ID: () => this.#record()?.traceId ?? '' },
    )
    this.localServer = hasParametersAndSecrets(definition)
      ? new (rooms.lambdaExtensions().ParametersAndSecrets)(world, this)
      : undefined
  }

  get isDead(): boolean {
    return this.#dead
  }

  replaceVariables(variables: Readonly<Record<string, unknown>>): void {
    this.variables = createVariables(variables, true)
  }

  /** Begins an invocation: held calls continue and overdue timers fire. */
  thaw(invocation: Invocation): void {
    this.current = invocation
    const held = this.#held
    if (held.length > 0) {
      this.#held = []
      for (const release of held) release()
    }
    this.#world.clock.thaw(this)
  }

  /** Ends the invocation. */
  freeze(): void {
    this.#flushLine()
    this.#last = this.current
    this.current = undefined
    this.onCrash = undefined
  }

  /** Destroys the environment: its timers never fire and its calls are never answered. */
  discard(clock: Clock): void {
    this.#dead = true
    this.#held = []
    this.process?.kill()
    clock.drop(this)
  }

  hold(): Promise<void> | undefined {
    if (this.#dead) return new Promise(() => undefined)
    // Lambda freezes a process when it asks for the next event, not when it answers.
    if (this.current || this.process?.isAwake) return undefined
    if (this.#last) this.#last.leftBehind++
    return new Promise((resolve) => this.#held.push(resolve))
  }

  log(level: LogLevel, args: readonly unknown[]): void {
    this.#flushLine()
    const record = this.#record()
    if (!record) return
    const message = format(...args)
    if (!this.#levels) {
      const fields = parseFields(message)
      this.logEntry({ level, message, ...(fields && { fields }) })
      return
    }
    const line = { at: this.#world.clock.now(), level, requestId: record.requestId }
    const raw = toJsonLine(line, args)
    this.logEntry({ level, message, fields: JSON.parse(raw) as Record<string, unknown>, raw })
  }

  write(text: string): void {
    const lines = (this.#partialLine + text).split('\n')
    this.#partialLine = lines.pop() ?? ''
    for (const line of lines) this.logEntry(parseLogLine(line))
  }

  /** Logs a line, unless its level is too low for the log. */
  logEntry(entry: Omit<LogEntry, 'at'>): void {
    if (this.#levels && !isKept(entry.level, this.#levels.application)) return
    this.#record()?.logs.push({ at: this.#world.clock.now(), ...entry })
  }

  crash(crash: Crash): void {
    if (this.#dead) return
    if (this.onCrash) {
      this.onCrash(crash)
      return
    }
    // After the answer. Before the first invocation nothing runs that could crash.
    this.discard(this.#world.clock)
    if (!this.#last) return
    this.#last.crashAfterAnswer(toCrashError(crash, this.#last.requestId))
    recordFailure(this.#world, this.#last)
  }

  // Promise chains cannot be frozen: their output after the end goes to the invocation that they
  // came from.
  #record(): Invocation | undefined {
    return this.current ?? this.#last
  }

  #flushLine(): void {
    if (this.#partialLine === '') return
    const line = this.#partialLine
    this.#partialLine = ''
    this.logEntry(parseLogLine(line))
  }
}
