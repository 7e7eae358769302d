/**
 * A function's LoggingConfig: the format of its log, and the levels that the log keeps.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
import type { LogLevel } from '../../core/sandbox/sandbox.ts'
import type { ShownSettings } from './definition.ts'

/** Under AWS's names. */
export interface LoggingConfig {
  readonly LogFormat?: 'Text' | 'JSON'
  /** Only of the JSON format, as is the next. */
  readonly ApplicationLogLevel?: LogLevel
  readonly SystemLogLevel?: SystemLogLevel
  readonly LogGroup?: string
}

export type SystemLogLevel = 'DEBUG' | 'INFO' | 'WARN'

/** The levels of a log in JSON. */
export interface JsonLogLevels {
  /** The lowest level of the function's own lines. */
  readonly application: LogLevel
  /** The lowest level of Lambda's lines. */
  readonly system: SystemLogLevel
}

const configOf = ({ shown }: { readonly shown: ShownSettings }): LoggingConfig =>
  shown['LoggingConfig'] ?? {}

/** Undefined for a log in text. AWS: monitoring-cloudwatchlogs-log-level.html: INFO by default. */
export function jsonLogLevelsOf(code: {
  readonly shown: ShownSettings
}): JsonLogLevels | undefined {
  const { LogFormat, ApplicationLogLevel = 'INFO', SystemLogLevel = 'INFO' } = configOf(code)
  if (LogFormat !== 'JSON') return undefined
  return { application: ApplicationLogLevel, system: SystemLogLevel }
}

/**
 * Returns the configuration after a change, which keeps the members that it leaves out.
 *
 * Unverified: that a change keeps them. AWS: a log in text has no levels.
 */
export function changeLogging(before: ShownSettings, change: LoggingConfig): LoggingConfig {
  const { LogFormat = 'Text', ...rest } = { ...configOf({ shown: before }), ...change }
  if (LogFormat === 'JSON') {
    return { LogFormat, ApplicationLogLevel: 'INFO', SystemLogLevel: 'INFO', ...rest }
  }
  return { LogFormat, ...(rest.LogGroup !== undefined && { LogGroup: rest.LogGroup }) }
}
