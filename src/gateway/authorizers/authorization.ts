/** The verdict of an authorizer of any kind. */
import { formatArn } from '../../core/arn.ts'
import type { FunctionOutcome } from '../../core/world/ports.ts'
import type { HeaderList } from '../messages/header-list.ts'

interface Common {
  readonly cached: boolean
  readonly invocation: FunctionOutcome | undefined
}

export interface Allowed extends Common {
  readonly verdict: 'allowed'
  /** `requestContext.authorizer` in the event. */
  readonly context: unknown
  readonly usageIdentifierKey?: string | undefined
}

export interface Refused extends Common {
  /**
   * `unauthorized`: 401. `notAllowed`: 403, no statement allows it. `denied`: 403, an explicit Deny
   * or `isAuthorized: false`. `outOfScope`: 403, a scope is missing. `failed`: 500.
   */
  readonly verdict: 'unauthorized' | 'notAllowed' | 'denied' | 'outOfScope' | 'failed'
  /** Headers of the response beside the standard ones. */
  readonly headers?: HeaderList
}

export type Authorization = Allowed | Refused

export const refused = (
  verdict: Refused['verdict'],
  headers: HeaderList = [],
  invocation?: FunctionOutcome,
): Refused => ({ verdict, headers, cached: false, invocation })

/** `arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5/prod/GET/orders/1` */
// Captured on AWS by Powertools for AWS Lambda: the events of TOKEN and HTTP API authorizers
export const executeArn = (
  region: string,
  account: string,
  api: { readonly id: string; readonly stage: string },
  method: string,
  path: string,
): string => formatArn('execute-api', region, account, `${api.id}/${api.stage}/${method}${path}`)
