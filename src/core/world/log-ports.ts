/**
 * The interfaces between CloudWatch Logs and other services: the lines that functions write, and
 * the log groups that show them.
 */
import type { CallRecord, JournalRecord } from '../journal.ts'
import type { FailureOptions, FaultOptions } from '../planned/faults.ts'
import type { Duration } from '../time/duration.ts'

/** One line of a function's log, as its stream shows it. */
export interface FunctionLogLine {
  /** Milliseconds since 1970, by the region's clock. */
  readonly at: number
  readonly message: string
}

/** The lines of one invocation, with those that Lambda adds. */
export interface FunctionLogRun {
  /** The record of the invocation. */
  readonly record: JournalRecord
  readonly group: string
  readonly stream: string
  readonly lines: readonly FunctionLogLine[]
}

/** Lambda, as CloudWatch Logs reads it. */
export interface FunctionLogs {
  /** Returns the groups that functions write to, also those that have not run yet. */
  groups(): readonly string[]
  /** Returns the runs that wrote to a log group, by default to any, oldest first. */
  runs(group?: string): readonly FunctionLogRun[]
  /** Returns the lines of an invocation. Undefined if it never ran. */
  runOf(record: JournalRecord): FunctionLogRun | undefined
}

/** CloudWatch Logs, as services that write logs see it. */
export interface LogWriter {
  /**
   * Tells the filters of a group that an invocation has ended. Costs next to nothing without
   * filters. The lines themselves are read from the records.
   */
  functionRan(record: JournalRecord): void
  /** Returns whether this world has the group. */
  has(group: string): boolean
  /** Writes events to a stream of a group, which is created with the first one. */
  write(
    group: string,
    events: {
      readonly stream: string
      readonly messages: readonly string[]
      readonly cause: JournalRecord
    },
  ): void
  /** Returns the events that were put into any group. The lines of functions are not among them. */
  written(): readonly LogEvent[]
  /** Returns the handle of a group, which need not exist yet. */
  open(group: string): LogGroup
}

/** One event of a log group. */
export interface LogEvent {
  /** Milliseconds since 1970, by the region's clock. */
  readonly at: number
  /** The text, without a line break at its end. */
  readonly message: string
  /**
   * The JSON object in the message, also behind the time, request id and level that Lambda writes
   * before it. Undefined for other messages.
   */
  // oxlint-disable-next-line typescript/no-explicit-any -- as JSON.parse
  readonly json: any
  /** The name of its stream. */
  readonly stream: string
  /** CloudWatch Logs' id, as FilterLogEvents shows it. */
  readonly eventId: string
  /** When it was ingested, in milliseconds since 1970. */
  readonly ingestedAt: number
  /** The invocation or call that wrote it. */
  readonly causedBy: JournalRecord
}

/** Options of `filter`. */
export interface LogFilterOptions {
  /** Only events of this stream. */
  readonly stream?: string
  /** Only events from this time on: a date, its text, or milliseconds since 1970. */
  readonly from?: Date | string | number
  /** Only events before this time. */
  readonly to?: Date | string | number
}

/** Options of `put`. */
export interface PutLogOptions {
  /** The stream, which is created with its first event. Default `default`. */
  readonly stream?: string
}

/** Options of `subscribe`. */
export interface LogSubscriptionOptions {
  /** Delivers the events that match it. Default: all. */
  readonly filterPattern?: string
  /** The name of the subscription filter. Default: the target's name. */
  readonly filterName?: string
}

/**
 * Options of `addMetricFilter`, with the names of the CDK.
 * AWS: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
 */
export interface MetricFilterOptions {
  readonly filterPattern: string
  readonly metricNamespace: string
  readonly metricName: string
  /** A number, or a reference to the event such as `$.latency`. Default `'1'`. */
  readonly metricValue?: string
  /** Counts for events that do not match. Default: they count nothing. */
  readonly defaultValue?: number
  /** Default: none. */
  readonly unit?: string
  /** Names of dimensions, and references to their values. Default: none. */
  readonly dimensions?: Readonly<Record<string, string>>
}

/** A subscription filter or a metric filter of a log group. */
export interface LogFilter {
  readonly name: string
  /** Deletes it. */
  delete(): void
}

/**
 * A log group of CloudWatch Logs. Its methods are synchronous. What they cause happens later, as on
 * AWS: `await region.idle()`. It prints as its ARN.
 *
 * @example
 * place.logGroup.filter('{ $.level = "ERROR" }')
 * region.logGroup('/aws/lambda/place').events.at(-1)?.message // 'REPORT RequestId: ...'
 */
export interface LogGroup {
  readonly name: string
  /** The ARN, without `:*` at its end. */
  readonly arn: string
  /** Every call of an operation on the group from any caller, oldest first. */
  readonly calls: readonly CallRecord[]
  /**
   * Its events in the order of their times: those that were put, and the lines of functions. The
   * lines of a function are a view of its invocations, so that the journal's limit applies.
   */
  readonly events: readonly LogEvent[]
  /** The names of its streams. */
  readonly streams: readonly string[]
  /**
   * Returns the events that match a filter pattern: terms, `{ $.level = "ERROR" }`, or `[level,
   * rest]`. Unlike FilterLogEvents, a JSON pattern also looks at JSON that a function logged behind
   * Lambda's prefix, and an empty pattern matches everything.
   * AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   *
   * @throws MisuseError for a pattern that CloudWatch Logs would refuse
   */
  filter(pattern: string, options?: LogFilterOptions): readonly LogEvent[]
  /**
   * Puts events, as PutLogEvents does: texts as they are, other values as JSON.
   *
   * @throws MisuseError when CloudWatch Logs would refuse them
   */
  put(messages: unknown, options?: PutLogOptions): void
  /**
   * Delivers the group's events to a function or a Kinesis data stream: a subscription filter. A
   * group has at most two.
   *
   * @throws MisuseError when CloudWatch Logs would refuse it
   * @example
   * group.subscribe(shipper, { filterPattern: 'ERROR' })
   */
  subscribe(target: { readonly arn: string } | string, options?: LogSubscriptionOptions): LogFilter
  /**
   * Turns events into a metric: a metric filter.
   *
   * @throws MisuseError when CloudWatch Logs would refuse it
   * @example
   * group.addMetricFilter('errors', { filterPattern: 'ERROR', metricNamespace: 'Shop', metricName: 'Errors' })
   */
  addMetricFilter(name: string, options: MetricFilterOptions): LogFilter
  /**
   * Makes calls of an operation fail. Default: the next one, once. `'ECONNRESET'` drops the
   * connection.
   */
  fail(operation: LogGroupOperation, error: string | Error, options?: FailureOptions): void
  /** Delays the answers to calls of an operation. */
  delay(operation: LogGroupOperation, duration: Duration, options?: FaultOptions): void
}

/** An operation on a log group, for `fail` and `delay`. */
export type LogGroupOperation =
  | 'CreateLogGroup'
  | 'CreateLogStream'
  | 'DeleteLogGroup'
  | 'DeleteLogStream'
  | 'DeleteMetricFilter'
  | 'DeleteRetentionPolicy'
  | 'DeleteSubscriptionFilter'
  | 'DescribeLogStreams'
  | 'DescribeMetricFilters'
  | 'DescribeSubscriptionFilters'
  | 'FilterLogEvents'
  | 'GetLogEvents'
  | 'PutLogEvents'
  | 'PutMetricFilter'
  | 'PutRetentionPolicy'
  | 'PutSubscriptionFilter'
