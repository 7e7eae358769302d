/** An invocation as its log shows it. */
import type { LogLevel } from '../../core/sandbox/sandbox.ts'
import type { FunctionError } from './function-error.ts'

/** One entry of a log: a call of a `console` method, or a line on stdout or stderr. */
export interface LogEntry {
  /** Milliseconds since 1970, by the region's clock. */
  readonly at: number
  /** Undefined for a line on stdout or stderr that names no level. */
  readonly level: LogLevel | undefined
  /**
   * The text, formatted as `console` does. For a JSON line: its `message` or `msg`, if it has one.
   */
  readonly message: string
  /** The parsed text, if it is a JSON object (Powertools, pino, winston). */
  readonly fields?: Readonly<Record<string, unknown>>
  /**
   * The line as it was written to stdout or stderr, if it is a JSON object or names its level. In a
   * log in JSON: the line of a console method.
   */
  readonly raw?: string
}

/** The members of an invocation that its log lines show. */
export interface LoggedRun {
  readonly requestId: string
  readonly version: string
  readonly unobservedStatus: string
  readonly startedAt: number
  readonly duration: number
  readonly billedDuration: number
  readonly initDuration: number | undefined
  readonly memorySize: number
  readonly unobservedError: FunctionError | undefined
  readonly logs: readonly LogEntry[]
  /** The lowest level of Lambda's lines in a log in JSON. Undefined for one in text. */
  readonly systemLogLevel?: LogLevel | undefined
  /** Whether its runtime writes the lines about its errors itself: a process does. */
  readonly logsItsErrors?: boolean
}

/** One line of the log stream. */
export interface LogLine {
  /** Milliseconds since 1970, by the region's clock. */
  readonly at: number
  readonly text: string
}
