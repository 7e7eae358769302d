/**
 * The journal record of one request. Its Request and Response objects are made when they are read:
 * most tests never look at them.
 */
import type { JournalRecord } from '../../core/journal.ts'
import { linkRecord, markSeenWhenRead, recordBehind } from '../../core/reporting/failure-seen.ts'
import { bytesLine, printsAs } from '../../core/reporting/print-record.ts'
import type { Clock } from '../../core/time/clock.ts'
import type { FunctionOutcome } from '../../core/world/ports.ts'
import type { ApiDefinition } from '../api/definition.ts'
import type { GatewayResponseType } from '../api/gateway-response-types.ts'
import type { IntegrationRecord } from './integration-record.ts'
import type { HeaderList } from '../messages/header-list.ts'
import type { LiveBody } from '../messages/live-body.ts'
import { bodyBytes, type GatewayAnswer, type GatewayRequest } from '../messages/request.ts'
import {
  sentBody,
  toRequestObject,
  toResponseObject,
  withoutBody,
} from '../messages/web-objects.ts'

/** The gateway that received a request. */
export interface GatewayReference<Type extends string = 'http' | 'rest'> {
  readonly id: string
  readonly name: string
  readonly type: Type
  readonly stage: string
  readonly url: string
}

/** The verdict of the route's authorizer. */
export interface AuthorizerOutcome {
  readonly kind: 'lambda' | 'jwt' | 'cognito' | 'iam'
  readonly allowed: boolean
  /** Whether the verdict came from the cache. */
  readonly cached: boolean
  /** `requestContext.authorizer` in the function's event. */
  readonly context: unknown
  /** The invocation of a Lambda authorizer. Undefined when it was not called. */
  readonly invocation: FunctionOutcome | undefined
}

/** An error response of the gateway itself. */
export interface GatewayError {
  /** REST APIs: the type of gateway response. Undefined for an answer that has no type. */
  readonly type: GatewayResponseType | undefined
  /** `$context.error.message`. */
  readonly message: string | null
  /** `$context.error.validationErrorString`: why a model refused the body. */
  readonly validationErrorString: string | undefined
}

/**
 * A request that a gateway received: `api.requests`, `api.lastRequest`.
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
  /** The gateway that received the request. */
  readonly gateway: GatewayReference
  /** The HTTP method. */
  readonly method: string
  /** The path as sent, without stage and query. */
  readonly rawPath: string
  /** The query as sent, without the question mark. */
  readonly rawQueryString: string
  /** The headers in the spelling and order of the client. */
  readonly rawHeaders: HeaderList
  /** The bytes of the body. Undefined without one. */
  readonly rawBody: Uint8Array | undefined
  /** The key of the matching route. Undefined when no route matches. */
  route: string | undefined = undefined
  /** The verdict of the route's authorizer. Undefined for a route without one. */
  authorizer: AuthorizerOutcome | undefined = undefined
  /** The record of the function behind the route. Undefined until it has ended. */
  invocation: FunctionOutcome | undefined = undefined
  /** Whether the response came from the stage's cache. Undefined for a request that is not cached. */
  cacheHit: boolean | undefined = undefined
  /** The gateway's own error. Undefined when the integration answered. */
  error: GatewayError | undefined = undefined
  /** What an integration sent to an HTTP backend or another service. Undefined before. */
  integration: IntegrationRecord | undefined = undefined
  /**
   * How long the integration took, in milliseconds of the region's clock. Undefined when it was not
   * asked.
   */
  integrationLatency: number | undefined = undefined
  /** The line in the stage's access log. Undefined without one. */
  accessLog: { readonly at: number; readonly message: string } | undefined = undefined
  /** @internal Whether the stage has metrics of its route. */
  hasDetailedMetrics = false
  /** Explains an error response of the gateway. Undefined when the function answered. */
  reason: string | undefined = undefined
  /** The X-Amzn-Trace-Id in the function's event. */
  traceHeader: string | undefined = undefined
  /** The response's status. Undefined while the request is running. */
  status: number | undefined = undefined
  /**
   * The time until the response, in milliseconds of the region's clock. Of a streamed response: until
   * its end.
   */
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
    const { domain } = request
    const url = domain ? `https://${domain.host}${domain.path}` : `${api.url}${request.path}`
    this.#url = `${url}${request.query === '' ? '' : `?${request.query}`}`
  }

  /**
   * The request as a Request. Each access returns a new one, so that its body can always be read.
   */
  get request(): Request {
    return toRequestObject(this.#url, {
      method: this.method,
      path: this.rawPath,
      query: this.rawQueryString,
      headers: this.rawHeaders,
      body: this.rawBody,
    })
  }

  /**
   * The response as a Response. Each access returns a new one, so that its body can always be read.
   * Undefined while the request is running.
   */
  get response(): Response | undefined {
    return this.#answer && toResponseObject(this.#answer, this.#url, this.method)
  }

  /**
   * The response's headers as the gateway spells and orders them. Undefined while it is running.
   */
  get rawResponseHeaders(): HeaderList | undefined {
    return this.#answer?.headers
  }

  /**
   * The response's body as sent, of a streamed response what was sent so far. Unlike the body of
   * `response` it keeps its content encoding. Undefined while the request is running.
   */
  get rawResponseBody(): Uint8Array | undefined {
    return this.#answer && (this.liveBody?.bytes ?? bodyBytes(sentBody(this.#answer, this.method)))
  }

  static {
    printsAs(this.prototype, (record) => ({
      ...record,
      rawBody: bytesLine(record.rawBody),
      hasDetailedMetrics: undefined,
      rawResponseHeaders: record.rawResponseHeaders,
      rawResponseBody: bytesLine(record.rawResponseBody),
    }))
  }

  /** @internal The body of a streamed response. */
  get liveBody(): LiveBody | undefined {
    const { status, live } = this.#answer ?? {}
    return status === undefined || withoutBody(status, this.method) ? undefined : live
  }

  /** @internal Completes the record and returns the Response for the caller. */
  finish(answer: GatewayAnswer, clock: Pick<Clock, 'now'>): Response {
    this.#answer = answer
    this.status = answer.status
    this.duration = clock.now() - this.at
    void answer.live?.ended.then(() => {
      this.duration = clock.now() - this.at
    })
    const response = toResponseObject(answer, this.#url, this.method, 'client')
    const failed = ifFailed(this.authorizer?.invocation) ?? ifFailed(this.invocation)
    if (failed) markSeenWhenRead(response, failed)
    return linkRecord(response, this)
  }
}

/** One line of an access log. */
export interface AccessLogEntry<Request = RequestRecord> {
  /** Milliseconds since 1970, by the region's clock. */
  readonly at: number
  readonly message: string
  /** The value of a line in JSON. Undefined for other lines. */
  // oxlint-disable-next-line typescript/no-explicit-any -- as JSON.parse
  readonly json: any
  readonly request: Request
}

const ifFailed = (invocation: FunctionOutcome | undefined): FunctionOutcome | undefined =>
  invocation && invocation.unobservedStatus !== 'succeeded' ? invocation : undefined

/**
 * The record of the request that a Response answers. Undefined for a Response of another source.
 */
export function recordOfResponse(response: unknown): RequestRecord | undefined {
  const record = recordBehind(response)
  return isRequestRecord(record) ? record : undefined
}

// By kind, not by `instanceof`: two copies of the package may meet in one process.
const isRequestRecord = (record: JournalRecord | undefined): record is RequestRecord =>
  record?.kind === 'request'
