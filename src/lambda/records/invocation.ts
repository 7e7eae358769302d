/* eslint-disable @typescript-eslint/no-explicit-any -- without a type argument an event or result may be anything, as in Lambda's own types */
import type { Context } from 'aws-lambda'
import type { CallRecord, Journal, JournalRecord } from '../../core/journal.ts'
import { markSeen } from '../../core/reporting/failure-seen.ts'
import type { FunctionError } from './function-error.ts'
import { toReportLine, type LogEntry } from './logs.ts'

/** How a function was invoked: its answer is waited for, or it is an event. */
export type InvocationType = 'RequestResponse' | 'Event'
/** How an invocation stands, or ended. */
export type InvocationStatus = 'running' | 'succeeded' | 'failed' | 'timedOut' | 'throttled'

/** One attempt to run a function: what it was given, what it did, what it answered. */
export interface InvocationRecord<Event = any, Result = any> extends JournalRecord {
  readonly kind: 'invocation'
  readonly causedBy: JournalRecord
  /** The same for all attempts of one asynchronous event. */
  readonly requestId: string
  /** Name of the function. */
  readonly functionName: string
  /** `$LATEST`, or the number of a published version. */
  readonly version: string
  /** How it was invoked. */
  readonly type: InvocationType
  /** 1, then 2 and 3 for the retries of an asynchronous event. */
  readonly attempt: number
  /** Whether the handler was loaded for it. */
  readonly coldStart: boolean
  /** What the handler was given. */
  readonly event: Event
  /** The handler's second argument. */
  readonly context: Context
  /** How it stands, or ended. */
  readonly status: InvocationStatus
  /** What the caller gets, after JSON; undefined while it runs and when it failed. */
  readonly payload: Result | undefined
  /** Why it failed; undefined while it runs and when it succeeded. */
  readonly error: FunctionError | undefined
  /** What the handler wrote, nothing else. */
  readonly logs: readonly LogEntry[]
  /** AWS's REPORT line. */
  readonly report: string
  /** Milliseconds since 1970, by the region's clock. */
  readonly startedAt: number
  /** Milliseconds by the region's clock, without the cold start. */
  readonly duration: number
  /** Whole milliseconds, rounded up: `duration`, and `initDuration` where it was loaded. */
  readonly billedDuration: number
  /** Milliseconds that loading the handler took; undefined unless it was loaded for this invocation. */
  readonly initDuration: number | undefined
  /** The AWS calls it made. */
  readonly calls: readonly CallRecord[]
  /** Timers still pending when it ended, and calls begun after that: the classic missing `await`. */
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
  readonly event: unknown
  readonly memorySize: number
  readonly startedAt: number
}

/** The only implementation of `InvocationRecord`; fields that are not the user's are not enumerable. */
export class Invocation implements InvocationRecord {
  readonly kind = 'invocation' as const
  readonly requestId: string
  readonly functionName: string
  readonly version: string
  readonly type: InvocationType
  readonly attempt: number
  readonly coldStart: boolean
  readonly event: unknown
  // Set as soon as the handler is called.
  context!: Context
  status: InvocationStatus = 'running'
  payload: unknown = undefined
  error: FunctionError | undefined = undefined
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
  #text = 'null'
  #bytes: Uint8Array | undefined

  constructor(journal: Journal, settings: InvocationSettings) {
    this.#journal = journal
    this.#settings = settings
    this.requestId = settings.requestId
    this.functionName = settings.functionName
    this.version = settings.version
    this.type = settings.type
    this.attempt = settings.attempt
    this.coldStart = settings.coldStart
    this.event = settings.event
    this.at = settings.startedAt
    this.startedAt = settings.startedAt
    this.causedBy = settings.causedBy
  }

  get arn(): string {
    return this.#settings.arn
  }

  get memorySize(): number {
    return this.#settings.memorySize
  }

  get billedDuration(): number {
    // AWS: "AWS Lambda standardizes billing for INIT Phase", since August 2025
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

  /** The payload as JSON text, or what a streaming handler wrote. */
  get payloadText(): string {
    return this.#text
  }

  get payloadBytes(): Uint8Array {
    return this.#bytes ?? Buffer.from(this.#text, 'utf8')
  }

  /** `_X_AMZN_TRACE_ID`: the trace of the request that led here, or a new one. */
  // AWS: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
  get traceId(): string {
    const { root, sampled } = traceOf(this)
    return `Root=${root};Parent=${this.requestId.replaceAll('-', '').slice(16)};Sampled=${sampled}`
  }

  succeed(text: string): void {
    this.status = this.#unobservedStatus = 'succeeded'
    this.#text = text
    this.payload = JSON.parse(text) as unknown
  }

  succeedWithBytes(bytes: Uint8Array): void {
    this.status = this.#unobservedStatus = 'succeeded'
    this.#bytes = bytes
    this.payload = this.#text = Buffer.from(bytes).toString('utf8')
  }

  /** A failure that the test has not looked at is printed when the test ends. */
  fail(status: 'failed' | 'timedOut' | 'throttled', error: FunctionError): void {
    this.#unobservedStatus = status
    this.#unobservedError = error
    this.#text = JSON.stringify(error)
    this.#watch('status', status)
    this.#watch('error', error)
  }

  #watch(member: 'status' | 'error', value: unknown): void {
    Object.defineProperty(this, member, {
      enumerable: true,
      configurable: true,
      get: () => {
        markSeen(this, member)
        return value
      },
    })
  }
}

/** By the first record on the way here that has a trace header; else by the first invocation. */
function traceOf(invocation: Invocation): { root: string; sampled: string } {
  let first = invocation
  for (let record: JournalRecord | undefined = invocation; record; record = record.causedBy) {
    if (record.kind === 'invocation') first = record as Invocation
    const root = /Root=([^;,]+)/.exec(record.traceHeader ?? '')?.[1]
    if (root !== undefined)
      return { root, sampled: /Sampled=1/.test(record.traceHeader!) ? '1' : '0' }
  }
  const id = first.requestId.replaceAll('-', '').slice(0, 24)
  const seconds = Math.floor(first.at / 1000).toString(16)
  return { root: `1-${seconds.padStart(8, '0')}-${id}`, sampled: '0' }
}
