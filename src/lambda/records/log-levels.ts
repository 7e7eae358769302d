/** The order of log levels. AWS: monitoring-cloudwatchlogs-log-level.html. */
import type { LogLevel } from '../../core/sandbox/sandbox.ts'

export const LOG_LEVELS: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']

/** Whether a log keeps a line. AWS: a line without a level counts as INFO. */
export const isKept = (level: LogLevel | undefined, lowest: LogLevel): boolean =>
  LOG_LEVELS.indexOf(level ?? 'INFO') >= LOG_LEVELS.indexOf(lowest)
