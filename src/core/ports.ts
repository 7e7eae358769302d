/**
 * What services need of each other, as tiny interfaces. They are wired in `region/region.ts`, which is
 * therefore the list of every arrow between services.
 */
import type { JournalRecord } from './journal.ts'

/** A function handle as other rooms see it. */
export interface FunctionReference {
  readonly name: string
  readonly arn: string
}

export interface FunctionOutcome extends JournalRecord {
  readonly kind: 'invocation'
  readonly requestId: string
  readonly status: 'running' | 'succeeded' | 'failed' | 'timedOut' | 'throttled'
  readonly payload: unknown
  /** @internal The payload as sent: JSON, unless a streaming handler wrote other text. */
  readonly payloadText?: string
  readonly error: { readonly errorType: string; readonly errorMessage: string } | undefined
  /** @internal `status`, for the library's own code: reading `status` counts as the test having seen a failure. */
  readonly unobservedStatus: FunctionOutcome['status']
  /** @internal `error`, for the library's own code. */
  readonly unobservedError: FunctionOutcome['error']
  /** @internal `crash`, for the library's own code. */
  readonly unobservedCrash?: FunctionOutcome['error']
}

/** Lambda, as gateways and event sources see it. */
export interface FunctionInvoker {
  /**
   * Invokes by name, `name:qualifier` or ARN. Resolves with the record of a `RequestResponse` invocation whatever the function did, with
   * undefined once an `Event` is queued. Throws a ServiceError for an unknown function.
   */
  invoke(request: {
    readonly function: string
    readonly event: unknown
    readonly type: 'RequestResponse' | 'Event'
    readonly cause: JournalRecord
  }): Promise<FunctionOutcome | undefined>
  /** Whether a function of that name exists in this world. */
  has(name: string): boolean
  /** Names of all functions, for near misses. */
  names(): readonly string[]
}

/** DynamoDB Streams, as event source mappings see them. */
export interface StreamSource {
  /** Calls back for each record as it is written; returns the way to stop. */
  subscribe(table: string, listener: (record: unknown) => void): () => void
}

export interface Ports {
  readonly functions: FunctionInvoker
  readonly streams?: StreamSource
}
