/** What a handler wrote, and the lines Lambda itself adds around it. */
import type { LogLevel } from '../core/sandbox/sandbox.ts'
import { LOG_TAIL_BYTES } from './limits.ts'
import type { FunctionError } from './function-error.ts'

/** Something a handler wrote: a call of `console`, or a line on stdout or stderr. */
export interface LogEntry {
  /** Milliseconds since 1970, by the region's clock. */
  readonly at: number
  /** Undefined for a line that went to stdout or stderr and says nothing about its level. */
  readonly level: LogLevel | undefined
  /** The text, formatted as `console` does. */
  readonly message: string
  /** The whole entry, for a line that is a JSON object (Powertools, pino, winston). */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** What the lines about an invocation are made of. */
export interface LoggedRun {
  readonly requestId: string
  readonly version: string
  readonly ending: string
  readonly startedAt: number
  readonly duration: number
  readonly billedDuration: number
  readonly initDuration: number | undefined
  readonly memorySize: number
  readonly failure: FunctionError | undefined
  readonly logs: readonly LogEntry[]
}

const LEVELS: Readonly<Record<string, LogLevel>> = {
  trace: 'TRACE',
  debug: 'DEBUG',
  verbose: 'DEBUG',
  info: 'INFO',
  log: 'INFO',
  warn: 'WARN',
  warning: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
  critical: 'FATAL',
  // pino's numbers
  10: 'TRACE',
  20: 'DEBUG',
  30: 'INFO',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
}

/** `{"level":"WARN","message":"low"}` gives level and message; any other line is a message without a level. */
export function parseLogLine(line: string): Omit<LogEntry, 'at'> {
  if (line[0] !== '{' || line.at(-1) !== '}') return { level: undefined, message: line }
  let fields: Record<string, unknown>
  try {
    fields = JSON.parse(line) as Record<string, unknown>
  } catch {
    // Only looks like JSON.
    return { level: undefined, message: line }
  }
  const name = String(fields['level'] ?? '').toLowerCase()
  const text = fields['message'] ?? fields['msg']
  return {
    level: Object.hasOwn(LEVELS, name) ? LEVELS[name] : undefined,
    message: typeof text === 'string' ? text : line,
    fields,
  }
}

const toIso = (time: number): string => new Date(time).toISOString()

// AWS: aws-lambda-nodejs-runtime-interface-client src/LogPatch.js
function toTextLine(invocation: LoggedRun, { at, level, message, fields }: LogEntry): string {
  if (fields) return JSON.stringify(fields)
  if (level === undefined) return message
  return `${toIso(at)}\t${invocation.requestId}\t${level}\t${message}`.replaceAll('\n', '\r')
}

const toMilliseconds = (milliseconds: number): string => milliseconds.toFixed(2)

// Recorded: lambda_/test_lambda test_invocation_with_logs.
export function toReportLine(invocation: LoggedRun): string {
  const { requestId, duration, billedDuration, memorySize, initDuration } = invocation
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${toMilliseconds(duration)} ms`,
    `Billed Duration: ${billedDuration} ms`,
    `Memory Size: ${memorySize} MB`,
    // Unverified: no memory is measured in a process that also runs a test; AWS's own idle figure for small Node functions.
    `Max Memory Used: ${Math.min(memorySize, 64)} MB`,
  ]
  if (initDuration !== undefined) parts.push(`Init Duration: ${toMilliseconds(initDuration)} ms`)
  return `${parts.join('\t')}\t`
}

/** The invocation's part of the log stream. */
function toLogText(invocation: LoggedRun): string {
  const { requestId, version, failure, ending } = invocation
  const lines = [`START RequestId: ${requestId} Version: ${version}`]
  for (const entry of invocation.logs) lines.push(toTextLine(invocation, entry))
  const end = toIso(invocation.startedAt + invocation.duration)
  if (ending === 'timedOut') {
    lines.push(`${end} ${requestId} ${/Task timed out.*$/.exec(failure!.errorMessage)![0]}`)
  } else if (failure) {
    const { trace, ...rest } = failure
    const shown = JSON.stringify({ ...rest, stack: trace })
    lines.push(`${end}\t${requestId}\tERROR\tInvoke Error \t${shown}`)
  }
  lines.push(`END RequestId: ${requestId}`, toReportLine(invocation))
  return `${lines.join('\n')}\n`
}

/** `LogResult`: base64 of the last 4 KB. */
export function toLogTail(invocation: LoggedRun): string {
  return Buffer.from(toLogText(invocation), 'utf8').subarray(-LOG_TAIL_BYTES).toString('base64')
}
