/** The working copy of an HTTP API in AWS's form (v2.ts). */
import type { V2Draft } from './v2.ts'

export interface HttpDraft extends V2Draft {
  readonly kind: 'http'
  readonly cors?: HttpCors | undefined
}

export interface HttpCors {
  readonly AllowOrigins?: readonly string[]
  readonly AllowMethods?: readonly string[]
  readonly AllowHeaders?: readonly string[]
  readonly ExposeHeaders?: readonly string[]
  readonly AllowCredentials?: boolean
  /** In seconds. */
  readonly MaxAge?: number
}
