/** The journal's record of one request. Its Request and Response are made when they are read. */
import type { JournalRecord } from '../../core/journal.ts'
import { linkRecord, markSeenWhenRead, recordBehind } from '../../core/reporting/failure-seen.ts'
import type { FunctionOutcome } from '../../core/ports.ts'
import type { ApiDefinition } from '../api/definition.ts'
import type { HeaderList } from '../messages/header-list.ts'
import { bodyBytes, type GatewayAnswer, type GatewayRequest } from '../messages/request.ts'
import { sentBody, toRequestObject, toResponseObject } from '../messages/web-objects.ts'

/** Which gateway a request went to. */
export interface GatewayReference {
  readonly id: string
  readonly name: string
  readonly type: 'http' | 'rest'
  readonly stage: string
  readonly url: string
}

/** What the route's authorizer said. */
export interface AuthorizerOutcome {
  readonly kind: 'lambda' | 'jwt'
  readonly allowed: boolean
  /** Whether the answer came from the cache. */
  readonly cached: boolean
  /** What the event shows as `requestContext.authorizer`. */
  readonly context: unknown
  /** The call of the Lambda authorizer, where it was called. */
  readonly invocation: FunctionOutcome | undefined
}

/**
 * A request that reached a gateway: `api.requests`, `api.lastRequest`.
 *
 * @example
 * ```ts
 * await api.get('/orders/1')
 * expect(api.lastRequest).toMatchObject({ route: 'GET /orders/{id}', status: 200 })
 * ```
 */
export class RequestRecord implements JournalRecord {
  readonly kind = 'request'
  readonly at: number
  readonly causedBy: JournalRecord
  /** The gateway it reached. */
  readonly gateway: GatewayReference
  /** The HTTP method. */
  readonly method: string
  /** As written, without stage and query. */
  readonly rawPath: string
  /** As written, without the question mark. */
  readonly rawQueryString: string
  /** In the spelling and order of the request. */
  readonly rawHeaders: HeaderList
  /** The bytes of the body; undefined without one. */
  readonly rawBody: Uint8Array | undefined
  /** The key of the route that was chosen; undefined when none fits. */
  route: string | undefined = undefined
  /** What the authorizer of the route said; undefined where none was asked. */
  authorizer: AuthorizerOutcome | undefined = undefined
  /** The record of the function behind the route. */
  invocation: FunctionOutcome | undefined = undefined
  /** Why the gateway itself answered with an error; undefined where the function behind the route answered. */
  reason: string | undefined = undefined
  /** The X-Amzn-Trace-Id of the function's event. */
  traceHeader: string | undefined = undefined
  /** Undefined while it runs. */
  status: number | undefined = undefined
  /** Milliseconds by the region's clock. */
  duration = 0
  readonly #url: string
  #answer: GatewayAnswer | undefined = undefined

  constructor(api: ApiDefinition, request: GatewayRequest, at: number, causedBy: JournalRecord) {
    this.at = at
    this.causedBy = causedBy
    this.gateway = {
      id: api.id,
      name: api.name,
      type: api.type,
      stage: api.stage,
      url: api.url,
    }
    this.method = request.method
    this.rawPath = request.path
    this.rawQueryString = request.query
    this.rawHeaders = request.headers
    this.rawBody = request.body
    this.#url = `${api.url}${request.path}${request.query === '' ? '' : `?${request.query}`}`
  }

  /** A new Request at each reading: its body can be read every time. */
  get request(): Request {
    return toRequestObject(this.#url, {
      method: this.method,
      path: this.rawPath,
      query: this.rawQueryString,
      headers: this.rawHeaders,
      body: this.rawBody,
    })
  }

  /** A new Response at each reading: its body can be read every time. Undefined while it runs. */
  get response(): Response | undefined {
    return this.#answer && toResponseObject(this.#answer, this.#url, this.method)
  }

  /** The answer's headers in the gateway's own spelling and order. Undefined while it runs. */
  get rawResponseHeaders(): HeaderList | undefined {
    return this.#answer?.headers
  }

  /** The answer's body as it was sent: with its content encoding, which `response` has no more. Undefined while it runs. */
  get rawResponseBody(): Uint8Array | undefined {
    return this.#answer && bodyBytes(sentBody(this.#answer, this.method))
  }

  /** @internal Ends the record. */
  finish(answer: GatewayAnswer, now: number): Response {
    this.#answer = answer
    this.status = answer.status
    this.duration = now - this.at
    const response = toResponseObject(answer, this.#url, this.method)
    const failed = ifFailed(this.authorizer?.invocation) ?? ifFailed(this.invocation)
    if (failed) markSeenWhenRead(response, failed)
    return linkRecord(response, this)
  }
}

const ifFailed = (invocation: FunctionOutcome | undefined): FunctionOutcome | undefined =>
  invocation && invocation.unobservedStatus !== 'succeeded' ? invocation : undefined

/** The record behind a Response that a gateway answered; undefined for any other. */
export function recordOfResponse(response: unknown): RequestRecord | undefined {
  const record = recordBehind(response)
  return record?.kind === 'request' ? (record as RequestRecord) : undefined
}
