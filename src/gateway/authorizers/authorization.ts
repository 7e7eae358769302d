/** The verdict of an authorizer of any kind. */
import { formatArn } from '../../core/arn.ts'
import type { CallerIdentity } from '../../core/world/identity-ports.ts'
import type { FunctionOutcome } from '../../core/world/ports.ts'
import type { AskedRequest } from '../api/authorizers/condition-values.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { HeaderList } from '../messages/header-list.ts'

interface Common {
  readonly cached: boolean
  readonly invocation: FunctionOutcome | undefined
}

export interface Allowed extends Common {
  readonly verdict: 'allowed'
  /** `requestContext.authorizer` in the event. Undefined: the event has none. */
  readonly context: unknown
  /** `$context.authorizer`, where it differs from `context`. */
  readonly variables?: unknown
  /** IAM authorizers: who signed the request. */
  readonly identity?: CallerIdentity | undefined
  readonly usageIdentifierKey?: string | undefined
}

/**
 * `unauthorized`: 401. `notAllowed`: 403, no statement allows it. `denied`: 403, an explicit Deny or
 * `isAuthorized: false`. `outOfScope`: 403, a scope is missing. `unsigned`, `badSignature`: 403.
 * `failed`: 500. `tooLong`: 414, the method's ARN is too long.
 */
export type Verdict =
  | 'unauthorized'
  | 'notAllowed'
  | 'denied'
  | 'outOfScope'
  | 'unsigned'
  | 'badSignature'
  | 'failed'
  | 'tooLong'

interface Details {
  /** Headers of the response beside the standard ones. */
  readonly headers?: HeaderList
  readonly invocation?: FunctionOutcome | undefined
  /** The response's message and error type, where they are not those of the verdict. */
  readonly error?: { readonly message: string; readonly type?: string }
  /** What is wrong, for the test's author. */
  readonly reason?: string
}

export interface Refused extends Common, Details {
  /** REST APIs: what holds for `notAllowed` where the API's resource policy allows the request. */
  readonly otherwise?: Pick<Allowed, 'context' | 'usageIdentifierKey'>
  readonly verdict: Verdict
  readonly invocation: FunctionOutcome | undefined
}

export type Authorization = Allowed | Refused

export const refused = (verdict: Verdict, details: Details = {}): Refused => ({
  verdict,
  cached: false,
  invocation: undefined,
  ...details,
})

/** A verdict without a call of a function. */
export const allowed = (context: unknown, identity?: CallerIdentity): Allowed => ({
  verdict: 'allowed',
  cached: false,
  invocation: undefined,
  context,
  identity,
})

/** `arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/orders/1` */
// Captured on AWS by Powertools for AWS Lambda: the events of TOKEN and HTTP API authorizers
export const executeArn = (
  region: string,
  account: string,
  api: { readonly id: string; readonly stage: string },
  method: string,
  path: string,
): string => formatArn('execute-api', region, account, `${api.id}/${api.stage}/${method}${path}`)

/** What the conditions of policies may ask of a request. */
export const askedRequest = (
  { api, client, record, request }: Exchange,
  caller?: CallerIdentity,
): AskedRequest => ({
  ...{ at: record.at, headers: request.headers, client, caller },
  isPrivate: api.type === 'rest' && api.endpointType === 'PRIVATE',
})
