/** The journal's records of a request to a distribution, and of what it asked origins. */
import { printsAs } from '../../core/reporting/print-record.ts'
import type { JournalRecord } from '../../core/journal.ts'
import { linkRecord } from '../../core/reporting/failure-seen.ts'
import type { CacheKey } from '../cache/entry.ts'
import type { HeaderList } from '../messages/headers.ts'
import { urlOf, type Answer, type ViewerRequest } from '../messages/messages.ts'
import { toRequest, toResponse } from '../messages/web-objects.ts'

/** How CloudFront answered, as in `X-Cache`. */
export type CacheResult =
  | 'Hit'
  | 'Miss'
  | 'RefreshHit'
  | 'Error'
  | 'Redirect'
  | 'FunctionGeneratedResponse'
  | 'FunctionExecutionError'
  | 'FunctionValidationError'
  | 'LambdaGeneratedResponse'
  | 'LambdaExecutionError'
  | 'LambdaValidationError'

/** How an answer came about. */
export interface RequestNotes {
  /** Seconds since the origin sent the object. Undefined unless a cache answered. */
  age: number | undefined
  /** Undefined for a request that no cache is asked for. */
  cacheKey: CacheKey | undefined
  /** What answered: a cache, an origin, or CloudFront itself. */
  servedBy: 'point of presence' | 'regional edge cache' | 'origin' | 'CloudFront'
  /** Why it was a hit or a miss, in words. */
  why: string | undefined
  /** Explains an error of CloudFront itself. */
  reason: string | undefined
}

/** A request that CloudFront sent to an origin. */
export interface OriginRequest extends JournalRecord {
  readonly kind: 'origin-request'
  /** The origin's id in the distribution. */
  readonly origin: string
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
  /** Undefined while it runs, and if no server answered. */
  status: number | undefined
  /** Why no server answered. */
  reason: string | undefined
  duration: number
}

/** A function that ran for a request. */
export interface EdgeFunctionRun extends JournalRecord {
  readonly kind: 'edge-function'
  readonly name: string
  readonly type: 'function' | 'lambda'
  readonly eventType: string
  /** What it returned. */
  result: 'request' | 'response' | 'error'
  /** Lines that a CloudFront function wrote with `console.log`. Lambda@Edge has its own log. */
  logs: readonly string[]
  error: { readonly name: string; readonly message: string } | undefined
}

/**
 * A request that a distribution received: `cdn.requests`.
 *
 * @example
 * await cdn.fetch('/a.jpg', { from: 'FRA' })
 * expect(cdn.requests.at(-1)).toMatchObject({ pop: 'FRA56-P1', result: 'Miss' })
 */
export class DistributionRequest implements JournalRecord, RequestNotes {
  readonly kind = 'cdn-request'
  readonly at: number
  readonly causedBy: JournalRecord
  readonly distributionId: string
  /** The point of presence: `FRA56-P1`. */
  readonly pop: string
  readonly method: string
  /** Path and query, as sent. */
  readonly path: string
  /** The pattern of the cache behavior: `/api/*`, or `Default (*)`. */
  behavior: string | undefined = undefined
  /** Undefined while it runs. */
  result: CacheResult | undefined = undefined
  /** Seconds since the origin sent the object. Undefined unless a cache answered. */
  age: number | undefined = undefined
  /** Undefined for a request that no cache is asked for. */
  cacheKey: CacheKey | undefined = undefined
  /** What answered: a cache, an origin, or CloudFront itself. */
  servedBy: RequestNotes['servedBy'] = 'CloudFront'
  /** Why it was a hit or a miss, in words. */
  why: string | undefined = undefined
  /** What it asked origins, in order. */
  readonly originRequests: OriginRequest[] = []
  /** The functions that ran, in order. */
  readonly functions: EdgeFunctionRun[] = []
  /** Explains an error of CloudFront itself. */
  reason: string | undefined = undefined
  /** Undefined while it runs. */
  status: number | undefined = undefined
  /** Milliseconds by the region's clock. */
  duration = 0
  readonly #request: ViewerRequest
  #answer: Answer | undefined = undefined

  constructor(
    distributionId: string,
    pop: string,
    request: ViewerRequest,
    at: number,
    causedBy: JournalRecord,
  ) {
    this.distributionId = distributionId
    this.pop = pop
    this.#request = request
    this.at = at
    this.causedBy = causedBy
    this.method = request.method
    this.path = request.query === '' ? request.uri : `${request.uri}?${request.query}`
  }

  /** The last request to an origin. Undefined if none was asked. */
  get originRequest(): OriginRequest | undefined {
    return this.originRequests.at(-1)
  }

  /** The viewer's request. Each access returns a new one. */
  get request(): Request {
    return toRequest(this.#request)
  }

  /** The answer. Each access returns a new one. Undefined while the request runs. */
  get response(): Response | undefined {
    return this.#answer && this.#toResponse(this.#answer)
  }

  static {
    printsAs(this.prototype, (request) => ({ ...request }))
  }

  /** @internal The answer as sent, with its content encoding. */
  get answer(): Answer | undefined {
    return this.#answer
  }

  /** @internal The bytes of the viewer's body. */
  get bytesReceived(): number {
    return this.#request.body?.length ?? 0
  }

  /** @internal */
  finish(answer: Answer, notes: RequestNotes, now: number): Response {
    Object.assign(this, notes)
    this.#answer = answer
    this.status = answer.status
    this.duration = now - this.at
    return this.#toResponse(answer)
  }

  #toResponse(answer: Answer): Response {
    return linkRecord(toResponse(answer, urlOf(this.#request), this.method), this)
  }
}

export const headersObject = (headers: HeaderList): Readonly<Record<string, string>> => {
  const object: Record<string, string> = {}
  for (const [name, value] of headers) {
    object[name] = Object.hasOwn(object, name) ? `${object[name]}, ${value}` : value
  }
  return object
}
