/** The process of an execution environment: its start, its output and its end. */
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { UnsupportedError } from '../../core/errors.ts'
import type { Crash } from '../../core/sandbox/sandbox.ts'
import { elapsed, pause, turn } from '../../core/time/host.ts'
import { runOutside } from '../../core/world-scope.ts'
import type { ProcessServer } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import type { ProcessCommand } from '../definition/child-process.ts'
import type { VersionDefinition } from '../definition/definition.ts'
import type { Environment, EnvironmentProcess } from '../runtime/environment.ts'
import { LineReader, toEntry } from './log-lines.ts'
import { isConnectionOf, knowsConnections } from './own-connection.ts'
import type { PostedError } from './posted-error.ts'
import { findProgram, toProcessVariables } from './process-variables.ts'
import { killGroup, watchOver } from './reaper.ts'
import { isRuntimePath, RuntimeApi } from './runtime-api.ts'
import { signalName } from './signals.ts'

/** How a start ended. A process that exits before it crashes its environment. */
export type Start =
  | { readonly type: 'ready' }
  | { readonly type: 'initError'; readonly error: PostedError }
  | { readonly type: 'notStarted'; readonly reason: string }

type Child = ChildProcessByStdio<null, Readable, Readable>

// The last output of a process that has ended, unless one that it started keeps the pipe open.
const LAST_OUTPUT_MS = 100

export class RuntimeProcess implements EnvironmentProcess {
  readonly api: RuntimeApi
  /** Resolves when the process asks for its first event, or says why it will not. */
  readonly started: Promise<Start>
  /** Real milliseconds from its start until it first asked for an event. */
  initDuration = 0
  readonly #world: World
  readonly #environment: Environment
  readonly #definition: VersionDefinition
  readonly #command: ProcessCommand
  readonly #readers: LineReader[] = []
  readonly #begunAt = elapsed()
  #start: (start: Start) => void = () => undefined
  #server: ProcessServer | undefined
  #child: Child | undefined
  #exited: Promise<void> = Promise.resolve()
  /** Grows with each piece of output. */
  #outputs = 0
  #isDead = false

  constructor(
    world: World,
    definition: VersionDefinition,
    environment: Environment,
    command: ProcessCommand,
  ) {
    this.#world = world
    this.#environment = environment
    this.#definition = definition
    this.#command = command
    this.started = new Promise((resolve) => {
      this.#start = resolve
    })
    this.api = new RuntimeApi({
      onReady: () => {
        this.initDuration = elapsed() - this.#begunAt
        this.#start({ type: 'ready' })
      },
      onInitError: (error) =>
        void this.#afterOutput(() => this.#start({ type: 'initError', error })),
      refuse: (operation) =>
        world.refuse(
          new UnsupportedError(
            { service: 'Lambda', operation },
            `A process of the function '${definition.name}' asked for it.`,
          ),
        ),
    })
    void runOutside(() => this.#open())
  }

  get isAwake(): boolean {
    return !this.#isDead && this.api.isBusy
  }

  /** Keeps this process's event loop alive while an invocation runs. */
  hold(): void {
    this.#child?.ref()
  }

  release(): void {
    if (!this.#isDead) this.#child?.unref()
  }

  kill(): void {
    if (this.#isDead) return
    this.#isDead = true
    // Its end is near. This process waits for it, so that no zombie stays.
    this.#child?.ref()
    if (this.#child?.pid !== undefined) killGroup(this.#child.pid)
    void this.#server?.close()
  }

  /** Calls `run` when everything that the process has written so far is in the log. */
  async #afterOutput(run: () => void): Promise<void> {
    await this.outputRead()
    run()
  }

  async outputRead(): Promise<void> {
    for (let seen = -1; seen !== this.#outputs;) {
      seen = this.#outputs
      // What was written before a request arrived comes in the same turn of the event loop.
      await turn()
    }
    for (const reader of this.#readers) reader.flush()
  }

  async #open(): Promise<void> {
    const secret = randomBytes(16).toString('hex')
    const server = await this.#world.ports.processServers?.open({
      environment: this.#environment,
      secret,
      isOwn: (socket) => {
        const pid = this.#child?.pid
        return pid !== undefined && isConnectionOf(pid, socket)
      },
      isRuntimePath,
      serveRuntime: (request, response, path) => this.api.serve(request, response, path),
      ended: () => this.#exited,
    })
    if (!server) {
      this.#start({ type: 'notStarted', reason: 'this world has no server for processes' })
      return
    }
    this.#server = server
    if (this.#isDead) void server.close()
    else this.#spawn(`127.0.0.1:${server.port}`, secret)
  }

  #spawn(address: string, secret: string): void {
    const { command, args, cwd } = this.#command
    const runtimeApi = knowsConnections() ? address : `${address}/${secret}`
    const endpoint = `http://${address}/${secret}`
    const addresses = { runtimeApi, endpoint }
    const env = toProcessVariables(this.#environment, this.#definition, this.#command, addresses)
    const child: Child = spawn(findProgram(command, cwd), args, {
      argv0: command,
      cwd,
      env,
      // A group of its own, so that what it starts ends with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    this.#child = child
    child.on('error', (error: NodeJS.ErrnoException) => {
      this.#start({ type: 'notStarted', reason: reasonOf(command, error) })
    })
    for (const pipe of [child.stdout, child.stderr]) this.#read(pipe)
    const { pid } = child
    if (pid === undefined) return
    const endWatch = watchOver(pid)
    this.#exited = new Promise((resolve) => {
      child.once('exit', (code, signal) => {
        endWatch()
        resolve()
        // Those that it started.
        killGroup(pid)
        void this.#exit(child, toCrash(code, signal))
      })
    })
  }

  #read(pipe: Readable): void {
    const reader = new LineReader((line) => this.#environment.logEntry(toEntry(line)))
    this.#readers.push(reader)
    pipe.on('data', (chunk: Buffer) => {
      this.#outputs++
      if (!this.#isDead) reader.read(chunk)
    })
    // The pipes alone keep nothing alive.
    ;(pipe as unknown as { unref?(): void }).unref?.()
  }

  async #exit({ stdout, stderr }: Child, crash: Crash): Promise<void> {
    if (this.#isDead) return
    const isRead = (): boolean => stdout.readableEnded && stderr.readableEnded
    const until = elapsed() + LAST_OUTPUT_MS
    while (!isRead() && elapsed() < until) await pause(1)
    await this.outputRead()
    if (this.#isDead) return
    this.#environment.crash(crash)
    this.kill()
  }
}

const toCrash = (code: number | null, signal: NodeJS.Signals | null): Crash =>
  signal === null
    ? { type: 'exit', code: code ?? 0 }
    : { type: 'signal', signal: signalName(constants.signals[signal]) }

// Go's text for the error, as in Lambda's own messages.
function reasonOf(command: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return `fork/exec ${command}: no such file or directory`
  return code === 'EACCES' ? `fork/exec ${command}: permission denied` : message
}
