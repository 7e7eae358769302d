/**
 * A Response whose body is in memory. Node loads undici for the first Response of a process (40 ms)
 * and creates a stream for every body; both cost more than the rest of a request. This class behaves
 * like any Response, and makes Node's own when somebody uses what only that one has
 * (docs/decisions/0096).
 */
import { inspectKey } from '../../core/reporting/print-record.ts'

export type ResponseContent = Uint8Array | string

export interface ResponseParts {
  readonly url: string
  readonly status: number
  readonly statusText: (status: number) => string
  readonly headers: () => HeadersInit
}

const SURROGATE = /[\ud800-\udfff]/

/** The text that decoding the bytes gives: without byte order mark and lone surrogates. */
function toText(content: ResponseContent): string {
  const text =
    typeof content === 'string'
      ? SURROGATE.test(content)
        ? Buffer.from(content, 'utf8').toString('utf8')
        : content
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** A copy, which the caller may change. */
const toBytes = (content: ResponseContent): Uint8Array<ArrayBuffer> =>
  typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)

/**
 * The end of the chain of prototypes. Only `instanceof Response` asks for what follows: the global
 * `Response` of that moment, which test runners and tests replace.
 */
class LikeResponse {}
Object.setPrototypeOf(
  LikeResponse.prototype,
  new Proxy({}, { getPrototypeOf: () => globalThis.Response.prototype }),
)

export class LazyResponse extends LikeResponse implements Response {
  readonly #content: ResponseContent
  readonly #parts: ResponseParts
  #read = false
  #headers: Headers | undefined
  #real: Response | undefined

  /** Without content the Response has no body. */
  constructor(content: ResponseContent, parts: ResponseParts) {
    super()
    this.#content = content
    this.#parts = parts
  }

  get status(): number {
    return this.#parts.status
  }

  get statusText(): string {
    return this.#parts.statusText(this.#parts.status)
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299
  }

  get url(): string {
    return this.#parts.url
  }

  get redirected(): boolean {
    return false
  }

  get type(): ResponseType {
    return 'default'
  }

  get headers(): Headers {
    return (this.#headers ??= new Response(null, this.#init(this.#parts.headers())).headers)
  }

  get body(): Response['body'] {
    return this.#node().body
  }

  get bodyUsed(): boolean {
    return this.#read || (this.#real?.bodyUsed ?? false)
  }

  async text(): Promise<string> {
    return this.#real ? this.#real.text() : toText(this.#take())
  }

  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return this.#real ? this.#real.arrayBuffer() : toBytes(this.#take()).buffer
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array(await this.arrayBuffer())
  }

  blob(): Promise<Blob> {
    return this.#node().blob()
  }

  formData(): Promise<FormData> {
    return this.#node().formData()
  }

  clone(): Response {
    if (this.bodyUsed) throw new TypeError('Response.clone: Body has already been consumed.')
    const headers = this.#headers && [...this.#headers]
    const parts = headers ? { ...this.#parts, headers: () => headers } : this.#parts
    return withNotes(this, this.#real?.clone() ?? new LazyResponse(this.#content, parts))
  }

  #take(): ResponseContent {
    if (this.#read) throw new TypeError('Body is unusable: Body has already been read')
    this.#read = this.#content.length > 0
    return this.#content
  }

  /** The same Response with a stream. Once made, it serves every method. */
  #node(): Response {
    if (this.#real) return this.#real
    const content = this.#content.length > 0 ? toBytes(this.#content) : null
    this.#real = new Response(content, this.#init(this.headers))
    if (this.#read) void this.#real.arrayBuffer()
    this.#read = false
    return this.#real
  }

  #init(headers: HeadersInit): ResponseInit {
    return { status: this.#parts.status, statusText: this.statusText, headers }
  }

  get [Symbol.toStringTag](): string {
    return 'Response'
  }

  static {
    // Defined here because a generated declaration file cannot contain the computed name.
    Object.defineProperty(this.prototype, inspectKey, {
      configurable: true,
      writable: true,
      value(this: LazyResponse, ...args: unknown[]): unknown {
        const shown: unknown = Reflect.get(Response.prototype, inspectKey)
        return typeof shown === 'function' ? Reflect.apply(shown, this, args) : this.#node()
      },
    })
  }
}
Object.defineProperty(LazyResponse, 'name', { value: 'Response' })

/**
 * Copies the library's own properties of a Response (core/reporting/failure-seen.ts) to its clone.
 */
function withNotes(from: Response, to: Response): Response {
  for (const key of ['status', 'ok', Symbol.for('miniregion.record')]) {
    const note = Object.getOwnPropertyDescriptor(from, key)
    if (note) Object.defineProperty(to, key, note)
  }
  return to
}
