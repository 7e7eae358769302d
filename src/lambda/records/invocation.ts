/* oxlint-disable typescript/no-explicit-any -- as in Lambda's own types, events and results default to any */
/** The records of invocations: `fn.invocations`. */
import type { Context } from 'aws-lambda'
import type { CallRecord, Journal, JournalRecord } from '../../core/journal.ts'
import { markSeen } from '../../core/reporting/failure-seen.ts'
import { line, printsAs } from '../../core/reporting/print-record.ts'
import type { LogLevel } from '../../core/sandbox/sandbox.ts'
import { toReportable, type FunctionError } from './function-error.ts'
import { toReportLine, type LogEntry } from './logs.ts'

// The function may have replaced them.
const { parse, stringify } = JSON

/** How a function was invoked: synchronously (`RequestResponse`) or by an event. */
export type InvocationType = 'RequestResponse' | 'Event'
/** The state of an invocation. */
export type InvocationStatus = 'running' | 'succeeded' | 'failed' | 'timedOut' | 'throttled'

/** The record of one attempt to run a function. */
export interface InvocationRecord<Event = any, Result = any> extends JournalRecord {
  readonly kind: 'invocation'
  readonly causedBy: JournalRecord
  /** The same for all attempts of one asynchronous event. */
  readonly requestId: string
  /** Name of the function. */
  readonly functionName: string
  /** `$LATEST`, or the number of a published version. */
  readonly version: string
  /** How the function was invoked. */
  readonly type: InvocationType
  /** 1; 2 and 3 for the retries of an asynchronous event. */
  readonly attempt: number
  /** Whether a new environment ran it, in which the handler was loaded first. */
  readonly coldStart: boolean
  /** The event that the handler received. */
  readonly event: Event
  /** The handler's second argument. */
  readonly context: Context
  /** The invocation's state. */
  readonly status: InvocationStatus
  /**
   * The result after its way through JSON; undefined while the function runs and after a failure.
   */
  readonly payload: Result | undefined
  /** The error; undefined while the function runs and after a success. */
  readonly error: FunctionError | undefined
  /**
   * The error that destroyed the environment after the answer: a promise whose rejection nothing
   * handles, or an exception in a callback. Undefined otherwise. An error before the answer is in
   * `error`.
   */
  readonly crash: FunctionError | undefined
  /**
   * The handler's own output, without the lines that Lambda adds. A line that is a JSON object has
   * its members in `fields` and its text in `raw`.
   */
  readonly logs: readonly LogEntry[]
  /** AWS's REPORT line. */
  readonly report: string
  /** Milliseconds since 1970, by the region's clock. */
  readonly startedAt: number
  /** Milliseconds by the region's clock, without the cold start. */
  readonly duration: number
  /** `duration` plus `initDuration`, rounded up to whole milliseconds. */
  readonly billedDuration: number
  /** Milliseconds that loading the handler took; undefined if this invocation did not load it. */
  readonly initDuration: number | undefined
  /** The AWS calls that the function made. */
  readonly calls: readonly CallRecord[]
  /**
   * The number of timers that were pending at the end, plus calls begun later. Above 0, an `await`
   * is probably missing.
   */
  readonly leftBehind: number
}

export interface InvocationSettings {
  readonly causedBy: JournalRecord
  readonly requestId: string
  readonly functionName: string
  readonly version: string
  readonly arn: string
  readonly type: InvocationType
  readonly attempt: number
  readonly coldStart: boolean
  /** Default: what `eventText` says, parsed when the record's `event` is first read. */
  readonly event?: unknown
  /** The event as JSON. */
  readonly eventText: string
  readonly memorySize: number
  readonly startedAt: number
  /** Where its lines go. Undefined if no environment runs it. */
  readonly logStream?: string | undefined
  /** The group of that stream. */
  readonly logGroup?: string | undefined
  /** The lowest level of Lambda's lines in a log in JSON. Undefined for one in text. */
  readonly systemLogLevel?: LogLevel | undefined
  /** How many invocations of the function run, this one included. */
  readonly concurrent?: number | undefined
  /** Whether a process runs it. */
  readonly isProcess?: boolean
}

/**
 * The only implementation of `InvocationRecord`. Only the members of that interface are enumerable.
 */
export class Invocation implements InvocationRecord {
  readonly kind = 'invocation' as const
  readonly requestId: string
  readonly functionName: string
  readonly version: string
  readonly type: InvocationType
  readonly attempt: number
  readonly coldStart: boolean
  // Set when the handler is called.
  context!: Context
  status: InvocationStatus = 'running'
  payload: unknown = undefined
  error: FunctionError | undefined = undefined
  crash: FunctionError | undefined = undefined
  readonly logs: LogEntry[] = []
  readonly at: number
  startedAt: number
  duration = 0
  initDuration: number | undefined = undefined
  leftBehind = 0
  readonly causedBy: JournalRecord
  readonly #journal: Journal
  readonly #settings: InvocationSettings
  #unobservedError: FunctionError | undefined
  #unobservedStatus: InvocationStatus = 'running'
  #unobservedCrash: FunctionError | undefined
  #event: unknown
  #text = 'null'
  #bytes: Uint8Array | undefined

  constructor(journal: Journal, settings: InvocationSettings) {
    this.#journal = journal
    this.#settings = settings
    this.#event = settings.event
    this.requestId = settings.requestId
    this.functionName = settings.functionName
    this.version = settings.version
    this.type = settings.type
    this.attempt = settings.attempt
    this.coldStart = settings.coldStart
    this.at = settings.startedAt
    this.startedAt = settings.startedAt
    this.causedBy = settings.causedBy
  }

  /** Most events come as text, and few tests read them. */
  get event(): unknown {
    return (this.#event ??= parse(this.#settings.eventText) as unknown)
  }

  get arn(): string {
    return this.#settings.arn
  }

  get memorySize(): number {
    return this.#settings.memorySize
  }

  get logStream(): string | undefined {
    return this.#settings.logStream
  }

  get logGroup(): string | undefined {
    return this.#settings.logGroup
  }

  get systemLogLevel(): LogLevel | undefined {
    return this.#settings.systemLogLevel
  }

  get concurrent(): number | undefined {
    return this.#settings.concurrent
  }

  /** Whether its runtime writes the lines about its errors itself. */
  get logsItsErrors(): boolean {
    return this.#settings.isProcess === true
  }

  get billedDuration(): number {
    // AWS: "AWS Lambda standardizes billing for INIT Phase", since August 2025.
    return Math.max(1, Math.ceil(this.duration + (this.initDuration ?? 0)))
  }

  get report(): string {
    return toReportLine(this)
  }

  get calls(): readonly CallRecord[] {
    return this.#journal.of<CallRecord>('call', ({ causedBy }) => causedBy === this)
  }

  /** The error. Reading it does not count as the test having seen the failure. */
  get unobservedError(): FunctionError | undefined {
    return this.#unobservedError
  }

  /** The status. Reading it does not count as the test having seen the failure. */
  get unobservedStatus(): InvocationStatus {
    return this.#unobservedStatus
  }

  /** The crash. Reading it does not count as the test having seen it. */
  get unobservedCrash(): FunctionError | undefined {
    return this.#unobservedCrash
  }

  /** The payload as JSON text, or the text that a streaming handler wrote. */
  get payloadText(): string {
    return this.#text
  }

  get payloadBytes(): Uint8Array {
    return this.#bytes ?? Buffer.from(this.#text, 'utf8')
  }

  /** `_X_AMZN_TRACE_ID`: the trace of the request that caused the invocation, or a new trace. */
  // AWS:
  // https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
  get traceId(): string {
    const { root, sampled } = traceOf(this)
    return `Root=${root};Parent=${this.requestId.replaceAll('-', '').slice(16)};Sampled=${sampled}`
  }

  static {
    // With the unobserved members: a printed failure is not one that an assertion has looked at.
    printsAs(this.prototype, (run) => {
      const { requestId, functionName, version, type, attempt, coldStart, event, startedAt } = run
      const { duration, initDuration, billedDuration, leftBehind, calls, causedBy } = run
      return {
        ...{ requestId, functionName, version, type, attempt, coldStart, event },
        context: line('Context'),
        status: run.unobservedStatus,
        payload: run.payload,
        error: run.unobservedError,
        crash: run.unobservedCrash,
        ...{ logs: run.logs, calls, startedAt, duration, initDuration },
        ...{ billedDuration, leftBehind, causedBy },
      }
    })
  }

  succeed(text: string): void {
    this.status = this.#unobservedStatus = 'succeeded'
    this.#text = text
    this.payload = parse(text) as unknown
  }

  succeedWithBytes(bytes: Uint8Array): void {
    this.status = this.#unobservedStatus = 'succeeded'
    this.#bytes = bytes
    this.payload = this.#text = Buffer.from(bytes).toString('utf8')
  }

  /**
   * Fails the invocation. Reading `status` or `error` afterwards marks the failure as seen
   * (reporting/failure-seen.ts). `text` is the payload, if it is not the error as JSON.
   */
  fail(status: 'failed' | 'timedOut' | 'throttled', cause: FunctionError, text?: string): void {
    const error = toReportable(cause)
    this.#unobservedStatus = status
    this.#unobservedError = error
    this.#text = text ?? stringify(error)
    this.#watch('status', status)
    this.#watch('error', error)
  }

  /** Notes the error of a crash after the answer, which the caller has got already. */
  crashAfterAnswer(error: FunctionError): void {
    this.#unobservedCrash = toReportable(error)
    this.#watch('crash', this.#unobservedCrash)
  }

  #watch(member: 'status' | 'error' | 'crash', value: unknown): void {
    Object.defineProperty(this, member, {
      enumerable: true,
      configurable: true,
      get: () => {
        markSeen(this, member === 'status' ? 'status' : 'error')
        return value
      },
    })
  }
}

/**
 * The trace of the nearest cause that has a trace header; otherwise one made from the first
 * invocation.
 */
function traceOf(invocation: Invocation): { root: string; sampled: string } {
  let first = invocation
  for (let record: JournalRecord | undefined = invocation; record; record = record.causedBy) {
    const { traceHeader = '' } = record
    if (record instanceof Invocation) first = record
    const root = /Root=([^;,]+)/.exec(traceHeader)?.[1]
    if (root !== undefined) return { root, sampled: /Sampled=1/.test(traceHeader) ? '1' : '0' }
  }
  const id = first.requestId.replaceAll('-', '').slice(0, 24)
  const seconds = Math.floor(first.at / 1000).toString(16)
  return { root: `1-${seconds.padStart(8, '0')}-${id}`, sampled: '0' }
}
