/** The AWS APIs of a world, as services see them that send requests for the user. */
import type { JournalRecord } from '../journal.ts'

/** A request to an AWS service, before it is signed. */
export interface ApiRequest {
  readonly method: string
  /** The service in host names, with a subdomain if it has one: `sqs`. */
  readonly host: string
  readonly region: string
  /** Begins with a slash. */
  readonly path: string
  readonly query: readonly (readonly [string, string])[]
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array | string
  /** The operation, where the sender names it beside the request. */
  readonly action: string | undefined
  /** The record of the sender. */
  readonly cause: JournalRecord
  /** Whose credentials sign it. Undefined: the account's administrator's. */
  readonly caller?: { readonly accessKeyId: string; readonly sessionToken?: string } | undefined
}

export interface ApiAnswer {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
}

export interface AwsApis {
  /**
   * Signs a request and answers it as the service does. Errors of AWS are answers.
   *
   * @throws UnsupportedError for a service or an operation that is not simulated
   */
  send(request: ApiRequest): Promise<ApiAnswer>
}
