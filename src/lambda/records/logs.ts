/** The entries of an invocation's log, and the lines that Lambda adds around them. */
import type { LogLevel } from '../../core/sandbox/sandbox.ts'
import { LOG_TAIL_BYTES } from '../limits.ts'
import type { FunctionError } from './function-error.ts'
import { toEnd, toJsonFailure, toStart } from './json-log.ts'
import type { LogEntry, LoggedRun, LogLine } from './logged-run.ts'

export type { LogEntry, LogLine } from './logged-run.ts'

const LEVELS: ReadonlyMap<string, LogLevel> = new Map([
  ['trace', 'TRACE'],
  ['debug', 'DEBUG'],
  ['verbose', 'DEBUG'],
  ['info', 'INFO'],
  ['log', 'INFO'],
  ['warn', 'WARN'],
  ['warning', 'WARN'],
  ['error', 'ERROR'],
  ['fatal', 'FATAL'],
  ['critical', 'FATAL'],
  // pino writes numbers.
  ['10', 'TRACE'],
  ['20', 'DEBUG'],
  ['30', 'INFO'],
  ['40', 'WARN'],
  ['50', 'ERROR'],
  ['60', 'FATAL'],
])

/**
 * Takes level and message from a line on stdout or stderr: `{"level":"WARN","message":"low"}`. A
 * line that is not JSON is a message without a level.
 */
export function parseLogLine(line: string): Omit<LogEntry, 'at'> {
  const fields = parseFields(line)
  if (!fields) return { level: undefined, message: line }
  const name = String(fields['level'] ?? '').toLowerCase()
  const text = fields['message'] ?? fields['msg']
  return {
    level: LEVELS.get(name),
    message: typeof text === 'string' ? text : line,
    fields,
    raw: line,
  }
}

/** The members of a JSON object; undefined for any other text. */
export function parseFields(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text[0] !== '{' || text.at(-1) !== '}') return undefined
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    // JSON.parse throws for every text that is not JSON.
    return undefined
  }
}

const toIso = (time: number): string => new Date(time).toISOString()

// AWS: aws-lambda-nodejs-runtime-interface-client src/LogPatch.js
function toTextLine(invocation: LoggedRun, { at, level, message, raw }: LogEntry): string {
  if (raw !== undefined) return raw
  if (level === undefined) return message
  return `${toIso(at)}\t${invocation.requestId}\t${level}\t${message}`
}

const toMilliseconds = (milliseconds: number): string => milliseconds.toFixed(2)

// Unverified: memory cannot be measured in a process that also runs a test. AWS shows about 64 MB
// for small Node functions.
const memoryUsed = ({ memorySize }: LoggedRun): number => Math.min(memorySize, 64)

// Recorded: lambda_/test_lambda test_invocation_with_logs.
export function toReportLine(invocation: LoggedRun): string {
  const { requestId, duration, billedDuration, memorySize, initDuration } = invocation
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${toMilliseconds(duration)} ms`,
    `Billed Duration: ${billedDuration} ms`,
    `Memory Size: ${memorySize} MB`,
    `Max Memory Used: ${memoryUsed(invocation)} MB`,
  ]
  if (initDuration !== undefined) parts.push(`Init Duration: ${toMilliseconds(initDuration)} ms`)
  return `${parts.join('\t')}\t${toStatus(invocation)}`
}

/**
 * The end of the REPORT line. It covers failures that Lambda notices itself, not errors that a
 * handler throws.
 */
// AWS: logs that users published since 2024 (`Status: timeout`, `Status: error`, `Error Type:
// Runtime.ImportModuleError`).
// Unverified: error types other than those of exits and failed imports.
function toStatus({ unobservedStatus, unobservedError }: LoggedRun): string {
  if (unobservedStatus === 'timedOut') return 'Status: timeout'
  // NOTE: an error's name need not be a string.
  const type = String(unobservedError?.errorType)
  return type.startsWith('Runtime.') ? `Status: error\tError Type: ${type}` : ''
}

/** The lines about a failure: the runtime's, or Lambda's where the runtime's process has exited. */
// AWS: aws-lambda-nodejs-runtime-interface-client src/index.mjs, src/CallbackContext.js; logs that
// users published (exits).
// Unverified: an exception in a timer is logged as an 'Invoke Error'.
function toFailureLines(invocation: LoggedRun, failure: FunctionError): string[] {
  const { requestId, startedAt, duration } = invocation
  const { trace, ...rest } = failure
  const { errorType, errorMessage } = failure
  const isJson = invocation.systemLogLevel !== undefined
  // Unverified: a log in JSON says so in its report alone.
  if (LAMBDAS_OWN.has(errorType)) return isJson ? [] : [errorMessage, errorType]
  if (invocation.logsItsErrors) return []
  if (isJson) return [toJsonFailure(invocation, failure)]
  const title = TITLES[errorType] ?? 'Invoke Error'
  const shown = JSON.stringify({ ...rest, stack: trace })
  return [`${toIso(startedAt + duration)}\t${requestId}\tERROR\t${title} \t${shown}`]
}

/** Errors of Lambda, which no runtime writes about. */
const LAMBDAS_OWN: ReadonlySet<string> = new Set(['Runtime.ExitError', 'Runtime.InvalidEntrypoint'])

const TITLES: Readonly<Record<string, string>> = {
  'Runtime.UnhandledPromiseRejection': 'Unhandled Promise Rejection',
  'Runtime.CallbackHandlerDeprecated': 'Uncaught Exception',
  'Runtime.HandlerNotFound': 'Uncaught Exception',
  'Runtime.ImportModuleError': 'Uncaught Exception',
  'Runtime.MalformedHandlerName': 'Uncaught Exception',
  'Runtime.UserCodeSyntaxError': 'Uncaught Exception',
}

/** The invocation's part of the log stream, without its end while it runs. */
export function toLogLines(invocation: LoggedRun): LogLine[] {
  const { startedAt, duration, unobservedError, unobservedStatus } = invocation
  const lines = startOf(invocation)
  for (const entry of invocation.logs) {
    lines.push({ at: entry.at, text: toTextLine(invocation, entry) })
  }
  if (unobservedStatus === 'running') return lines
  const at = startedAt + duration
  // AWS: a timeout has no line besides REPORT since 2024
  // (https://github.com/DataBiosphere/azul/issues/8140).
  if (unobservedError && unobservedStatus !== 'timedOut') {
    for (const text of toFailureLines(invocation, unobservedError)) lines.push({ at, text })
  }
  lines.push(...endOf(invocation, at))
  return lines
}

function startOf(invocation: LoggedRun): LogLine[] {
  const { requestId, version, startedAt: at, systemLogLevel } = invocation
  if (systemLogLevel !== undefined) return toStart(invocation, systemLogLevel)
  return [{ at, text: `START RequestId: ${requestId} Version: ${version}` }]
}

function endOf(invocation: LoggedRun, at: number): LogLine[] {
  const { requestId, systemLogLevel } = invocation
  if (systemLogLevel !== undefined) {
    return toEnd(invocation, memoryUsed(invocation), systemLogLevel)
  }
  return [
    { at, text: `END RequestId: ${requestId}` },
    { at, text: toReportLine(invocation) },
  ]
}

/** `LogResult`: base64 of the last 4 KB. */
export function toLogTail(invocation: LoggedRun): string {
  // AWS: aws-lambda-nodejs-runtime-interface-client src/LogPatch.js: line breaks inside a line.
  const lines = toLogLines(invocation).map(({ text }) => `${text.replaceAll('\n', '\r')}\n`)
  return Buffer.from(lines.join(''), 'utf8').subarray(-LOG_TAIL_BYTES).toString('base64')
}
