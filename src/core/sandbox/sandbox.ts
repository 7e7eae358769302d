/**
 * What the globals of the process look up when code inside a function uses them: the execution environment of the current scope. Outside any
 * function every wrapper passes through.
 */
import { currentScope, type ExecutionEnvironment, type Scope } from '../context.ts'

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' | 'FATAL'

/** How a function's process ended without an answer. */
export type Crash =
  | { readonly type: 'unhandledRejection'; readonly error: unknown }
  | { readonly type: 'uncaughtException'; readonly error: unknown }
  | { readonly type: 'exit'; readonly code: number }

/** An execution environment with what its own globals need. Lambda's are the only ones. */
export interface Sandbox extends ExecutionEnvironment {
  /** What `process.env` is inside. */
  variables: NodeJS.ProcessEnv
  /** `process.env = {...}` inside a function. */
  replaceVariables(variables: Readonly<Record<string, unknown>>): void
  /** A finished message of a console method. */
  log(level: LogLevel, message: string): void
  /** Bytes that went to stdout or stderr. */
  write(text: string): void
  crash(crash: Crash): void
}

export const currentSandbox = (): Sandbox | undefined =>
  currentScope()?.environment as Sandbox | undefined

/** The scope, when it is one inside a function. */
export const sandboxScope = (): (Scope & { readonly environment: Sandbox }) | undefined => {
  const scope = currentScope()
  return scope?.environment ? (scope as Scope & { readonly environment: Sandbox }) : undefined
}
