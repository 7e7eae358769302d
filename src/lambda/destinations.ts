/** What a destination gets about an asynchronous invocation. Recorded: async-002 to async-005. */
import type { Invocation } from './invocation.ts'

export type Condition =
  'Success' | 'RetriesExhausted' | 'EventAgeExceeded' | 'ZeroReservedConcurrency'

export interface DestinationRecord {
  readonly version: '1.0'
  readonly timestamp: string
  readonly requestContext: {
    readonly requestId: string
    readonly functionArn: string
    readonly condition: Condition
    readonly approximateInvokeCount: number
  }
  readonly requestPayload: unknown
  readonly responseContext?: {
    readonly statusCode: 200
    readonly executedVersion: string
    readonly functionError?: 'Unhandled'
  }
  readonly responsePayload?: unknown
}

export function toDestinationRecord(facts: {
  readonly condition: Condition
  /** The last attempt; undefined when there was none. */
  readonly invocation: Invocation | undefined
  /** With its qualifier, `$LATEST` too. */
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
        ...(invocation.failure && { functionError: 'Unhandled' }),
      },
      responsePayload: JSON.parse(invocation.payloadText) as unknown,
    }),
  }
}
