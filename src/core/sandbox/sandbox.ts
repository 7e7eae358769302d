/**
 * The execution environment as the patched globals see it. A wrapper looks up the environment of
 * the current scope and acts on it; outside any function it calls the original.
 */
import { currentScope, type ExecutionEnvironment, type Scope } from '../context.ts'

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL'

/** How a function's process ended without an answer. */
export type Crash =
  | { readonly type: 'unhandledRejection'; readonly error: unknown }
  | { readonly type: 'uncaughtException'; readonly error: unknown }
  | { readonly type: 'exit'; readonly code: number }

/** An execution environment with the members that its globals use. Lambda's are the only ones. */
export interface Sandbox extends ExecutionEnvironment {
  /** `process.env` inside. */
  variables: NodeJS.ProcessEnv
  /** Handles `process.env = {...}` inside a function. */
  replaceVariables(variables: Readonly<Record<string, unknown>>): void
  /** Logs a formatted message of a console method. */
  log(level: LogLevel, message: string): void
  /** Logs text that went to stdout or stderr. */
  write(text: string): void
  crash(crash: Crash): void
}

export const currentSandbox = (): Sandbox | undefined =>
  currentScope()?.environment as Sandbox | undefined

/** The current scope; undefined outside any function. */
export const sandboxScope = (): (Scope & { readonly environment: Sandbox }) | undefined => {
  const scope = currentScope()
  return scope?.environment ? (scope as Scope & { readonly environment: Sandbox }) : undefined
}
