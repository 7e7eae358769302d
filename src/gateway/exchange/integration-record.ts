import { isHeaderValue, type HeaderList } from '../messages/header-list.ts'
import { bodyBytes, type GatewayAnswer } from '../messages/request.ts'
import { toRequestObject, toResponseObject } from '../messages/web-objects.ts'

/** A request to a backend. */
export interface BackendRequest {
  readonly method: string
  readonly url: string
  readonly headers: HeaderList
  readonly body: Uint8Array | string | undefined
}

/**
 * The request that an integration sent to an HTTP backend or to another AWS service, and its answer.
 *
 * @example
 * ```ts
 * expect(api.lastRequest?.integration?.request.url).toBe('https://rates.example/eur')
 * ```
 */
export class IntegrationRecord {
  /** The HTTP method. */
  readonly method: string
  /** With its query. */
  readonly url: string
  /** The headers as the gateway spells and orders them. */
  readonly rawHeaders: HeaderList
  /** The status of the answer. Undefined until it comes, or if none came. */
  status: number | undefined = undefined
  readonly #body: Uint8Array | string
  #answer: GatewayAnswer | undefined = undefined

  constructor({ method, url, headers, body = '' }: BackendRequest) {
    this.method = method
    this.url = url
    this.rawHeaders = headers.filter(([, value]) => isHeaderValue(value))
    this.#body = body
  }

  /** The bytes of the request's body. */
  get rawBody(): Uint8Array {
    return bodyBytes(this.#body)
  }

  /** The request as a Request. Each access returns a new one. */
  get request(): Request {
    const { method, url, rawHeaders: headers } = this
    return toRequestObject(url, { method, path: '', query: '', headers, body: this.rawBody })
  }

  /** The answer as a Response, or undefined without one. Each access returns a new one. */
  get response(): Response | undefined {
    return this.#answer && toResponseObject(this.#answer, this.url, this.method)
  }

  /** @internal The answer as plain data. */
  get answer(): GatewayAnswer | undefined {
    return this.#answer
  }

  /** @internal */
  finish(answer: GatewayAnswer): void {
    this.#answer = answer
    this.status = answer.status
  }
}
