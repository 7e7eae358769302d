/** The lines of a log in JSON: those of console methods, and Lambda's own. */
import { format } from 'node:util'
import type { LogLevel } from '../../core/sandbox/sandbox.ts'
import type { FunctionError } from './function-error.ts'
import { isKept } from './log-levels.ts'
import type { LoggedRun, LogLine } from './logged-run.ts'

const toIso = (time: number): string => new Date(time).toISOString()

/**
 * The line of a console method.
 *
 * AWS: aws-lambda-nodejs-runtime-interface-client src/LogPatch.js: a single argument stays what it
 * is, several become text, and the first error among them gives its members.
 */
export function toJsonLine(
  line: { readonly at: number; readonly level: LogLevel; readonly requestId: string },
  args: readonly unknown[],
): string {
  const { at, level, requestId } = line
  const start = { timestamp: toIso(at), level, requestId }
  if (args.length === 1) {
    try {
      return JSON.stringify({ ...start, message: args[0] }, withErrors)
    } catch {
      // It cannot be JSON: it has cycles, or a bigint.
      return JSON.stringify({ ...start, message: format(args[0]) })
    }
  }
  const error = args.find((each) => each instanceof Error)
  const message = format(...args)
  return JSON.stringify({ ...start, message, ...(error instanceof Error && membersOf(error)) })
}

const membersOf = (error: Error): object => ({
  // NOTE: an error may have been made without a prototype.
  errorType: (error as Partial<Error>).constructor?.name ?? 'UnknownError',
  errorMessage: error.message,
  stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
})

const withErrors = (_key: string, value: unknown): unknown =>
  value instanceof Error ? { ...membersOf(value), ...value } : value

/** The runtime's line about a failure. AWS: the same, `logError`. */
export const toJsonFailure = (
  { requestId, startedAt, duration }: LoggedRun,
  { trace = [], ...rest }: FunctionError,
): string =>
  JSON.stringify({
    timestamp: toIso(startedAt + duration),
    level: 'ERROR',
    requestId,
    message: { ...rest, stackTrace: trace },
  })

type SystemEvent = readonly [level: 'DEBUG' | 'INFO' | 'WARN', type: string, record: object]

const print = (at: number, events: readonly SystemEvent[], lowest: LogLevel): LogLine[] =>
  events
    .filter(([level]) => isKept(level, lowest))
    .map(([, type, record]) => ({
      at,
      text: JSON.stringify({ time: toIso(at), type: `platform.${type}`, record }),
    }))

/**
 * Lambda's lines about a cold start, an invocation and its end.
 *
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html, and
 * monitoring-cloudwatchlogs-log-level.html for their levels. Unverified: which of the optional
 * members the log shows.
 */
export const toInitStart = (at: number, facts: object, lowest: LogLevel): LogLine[] =>
  print(at, [['INFO', 'initStart', { ...ON_DEMAND, ...facts }]], lowest)

const ON_DEMAND = { initializationType: 'on-demand', phase: 'init' }

export function toStart(run: LoggedRun, lowest: LogLevel): LogLine[] {
  const { requestId, version, startedAt, initDuration } = run
  const init: SystemEvent[] =
    initDuration === undefined
      ? []
      : [
          ['DEBUG', 'initRuntimeDone', { ...ON_DEMAND, status: 'success' }],
          [
            'DEBUG',
            'initReport',
            { ...ON_DEMAND, status: 'success', metrics: { durationMs: initDuration } },
          ],
        ]
  return print(startedAt, [...init, ['INFO', 'start', { requestId, version }]], lowest)
}

export function toEnd(run: LoggedRun, maxMemoryUsedMB: number, lowest: LogLevel): LogLine[] {
  const { requestId, startedAt, duration, billedDuration, initDuration } = run
  const outcome = outcomeOf(run)
  const isSuccess = outcome.status === 'success'
  const metrics = {
    durationMs: duration,
    billedDurationMs: billedDuration,
    memorySizeMB: run.memorySize,
    maxMemoryUsedMB,
    ...(initDuration !== undefined && { initDurationMs: initDuration }),
  }
  const done = { requestId, ...outcome, metrics: { durationMs: duration } }
  return print(
    startedAt + duration,
    [
      [isSuccess ? 'DEBUG' : 'WARN', 'runtimeDone', done],
      [isSuccess ? 'INFO' : 'WARN', 'report', { requestId, metrics, ...outcome }],
    ],
    lowest,
  )
}

// AWS: telemetry-api-reference: `error` for what the runtime reported, `failure` for its end.
// Unverified: that an error of the handler has its own type here.
function outcomeOf({ unobservedStatus, unobservedError }: LoggedRun): {
  readonly status: string
  readonly errorType?: string
} {
  if (unobservedStatus === 'timedOut') return { status: 'timeout' }
  if (!unobservedError) return { status: 'success' }
  const errorType = String(unobservedError.errorType)
  return { status: errorType === 'Runtime.ExitError' ? 'failure' : 'error', errorType }
}
