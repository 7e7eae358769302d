/**
 * The execution environment as the patched globals see it. A wrapper looks up the environment of
 * the current scope and acts on it; outside any function it calls the original.
 */
import type { EventEmitter } from 'node:events'
import { currentScope, type ExecutionEnvironment, type Scope } from '../world/context.ts'

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL'

/** How a function's process ended without an answer. */
export type Crash =
  | { readonly type: 'unhandledRejection'; readonly error: unknown }
  | { readonly type: 'uncaughtException'; readonly error: unknown }
  | { readonly type: 'exit'; readonly code: number }
  /** `signal` as Lambda names it: `killed`. */
  | { readonly type: 'signal'; readonly signal: string }

/** An execution environment with the members that its globals use. Lambda's are the only ones. */
export interface Sandbox extends ExecutionEnvironment {
  /** `process.env` inside. */
  variables: NodeJS.ProcessEnv
  /** Handles `process.env = {...}` inside a function. */
  replaceVariables(variables: Readonly<Record<string, unknown>>): void
  /** Logs what a console method was called with. */
  log(level: LogLevel, args: readonly unknown[]): void
  /** Logs text that went to stdout or stderr. */
  write(text: string): void
  /** Destroys the environment, and fails the invocation that runs in it. */
  crash(crash: Crash): void
  /** The global `console` inside; undefined until code uses it. */
  console: Console | undefined
  /** Whether output is discarded, because the log has it already. */
  isMuted: boolean
  /**
   * The function's listeners for crashes and signals of its process; undefined until it has any.
   */
  processEvents: EventEmitter | undefined
}

export const currentSandbox = (): Sandbox | undefined =>
  currentScope()?.environment as Sandbox | undefined

/** The current scope; undefined outside any function. */
export const sandboxScope = (): (Scope & { readonly environment: Sandbox }) | undefined => {
  const scope = currentScope()
  return scope?.environment ? (scope as Scope & { readonly environment: Sandbox }) : undefined
}
