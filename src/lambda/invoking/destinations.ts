/**
 * The record that a destination receives about an asynchronous invocation. Recorded: async-002 to
 * async-005.
 */
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
