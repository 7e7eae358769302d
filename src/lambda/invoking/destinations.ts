/**
 * The record that a destination receives about an asynchronous invocation. Recorded: async-002 to
 * async-005.
 */
import { parseArn } from '../../core/arn.ts'
import type { JournalRecord } from '../../core/journal.ts'
import type { OutgoingMessage } from '../../core/world/event-source-ports.ts'
import type { World } from '../../core/world/world.ts'
import type { Invocation } from '../records/invocation.ts'

export type Condition =
  'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency'

/**
 * The record that a destination (`onSuccess`, `onFailure`) receives about an asynchronous
 * invocation.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export interface DestinationRecord {
  /** The record's format. */
  readonly version: '1.0'
  /** ISO 8601, by the region's clock. */
  readonly timestamp: string
  /** The function, and how its attempts ended. */
  readonly requestContext: {
    readonly requestId: string
    readonly functionArn: string
    readonly condition: Condition
    readonly approximateInvokeCount: number
  }
  /** The event. */
  readonly requestPayload: unknown
  /** The last attempt; absent if there was none. */
  readonly responseContext?: {
    readonly statusCode: 200
    readonly executedVersion: string
    readonly functionError?: 'Unhandled'
  }
  /** The function's result or error. */
  readonly responsePayload?: unknown
}

export function toDestinationRecord(facts: {
  readonly condition: Condition
  /** The last attempt; undefined if there was none. */
  readonly invocation: Invocation | undefined
  /** With its qualifier, also `$LATEST`. */
  readonly arn: string
  readonly attempts: number
  readonly requestId: string
  readonly event: unknown
  readonly now: number
}): DestinationRecord {
  const { condition, invocation, arn, attempts, requestId, event, now } = facts
  return {
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    requestContext: { requestId, functionArn: arn, condition, approximateInvokeCount: attempts },
    requestPayload: event,
    ...(invocation && {
      responseContext: {
        statusCode: 200,
        executedVersion: invocation.version,
        ...(invocation.unobservedError && { functionError: 'Unhandled' }),
      },
      responsePayload: toJson(invocation.payloadText),
    }),
  }
}

/**
 * The record as each kind of destination receives it. Recorded: test_invoke_lambda_eventbridge.
 */
export function toDestinationMessage(
  world: World,
  record: DestinationRecord,
  destination: string,
  cause: JournalRecord,
): OutgoingMessage {
  const { functionArn, condition } = record.requestContext
  const body = JSON.stringify(record)
  const service = parseArn(destination)?.service
  if (service === 'events') {
    const result = condition === 'Success' ? 'Success' : 'Failure'
    const detailType = `Lambda Function Invocation Result - ${result}`
    const event = { source: 'lambda', detailType, resources: [destination, functionArn] }
    return { body, event, cause }
  }
  if (service !== 's3') return { body, cause }
  // AWS: invocation-async-retain-records.html, S3 destinations.
  const [day = '', time = ''] = record.timestamp.replace(/\.\d+Z$/, '').split('T')
  const [, name = ''] = /:function:([^:]+)/.exec(functionArn) ?? []
  const file = `${day}T${time.replaceAll(':', '.')}-${world.ids.uuid('destination-object')}`
  return { body, key: `aws/lambda/async/${name}/${day.replaceAll('-', '/')}/${file}`, cause }
}

/** The failure of an event that some attempt took. */
export interface EventFailure {
  readonly errorMessage: string | undefined
  readonly cause: JournalRecord
}

/**
 * The event as a dead-letter queue or topic receives it. Recorded: async-007. AWS:
 * invocation-async-retain-records.html, "Adding a dead-letter queue": the error's first 1 KB.
 */
export function toDeadLetter(
  {
    eventText,
    requestId,
    causedBy,
  }: {
    readonly eventText: string
    readonly requestId: string
    readonly causedBy: JournalRecord
  },
  failure: EventFailure | undefined,
): OutgoingMessage {
  // Unverified: the code and message of an event that no attempt took.
  const { errorMessage, cause } = failure ?? { errorMessage: 'Rate Exceeded.', cause: causedBy }
  return {
    body: eventText,
    attributes: {
      RequestID: { DataType: 'String', StringValue: requestId },
      ErrorCode: { DataType: 'Number', StringValue: failure ? '200' : '429' },
      // SQS refuses empty values.
      ...(errorMessage && {
        ErrorMessage: { DataType: 'String', StringValue: errorMessage.slice(0, MESSAGE_LENGTH) },
      }),
    },
    cause,
  }
}

const MESSAGE_LENGTH = 1_024

/**
 * The payload as JSON; a text that a streaming handler wrote need not be any.
 * Unverified: such a text is a JSON string in the record.
 */
function toJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // JSON.parse throws for every text that is not JSON.
    return text
  }
}
