/**
 * A Response whose body is in memory. Node creates a stream for every body, which costs more than
 * the rest of a request. This class behaves like any Response, and creates the stream when it is
 * used.
 */

export type ResponseContent = Uint8Array | string

type ResponseClass = new (content: ResponseContent, init: BufferedInit) => Response

export interface BufferedInit {
  readonly url: string
  readonly status: number
  readonly statusText: string
  readonly headers: HeadersInit
}

/** One subclass per global `Response`: test runners and tests replace the global. */
const classes = new WeakMap<typeof Response, ResponseClass>()

export function createBufferedResponse(content: ResponseContent, init: BufferedInit): Response {
  const base = globalThis.Response
  let made = classes.get(base)
  if (!made) classes.set(base, (made = bufferedOn(base)))
  return new made(content, init)
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

function bufferedOn(base: typeof Response): ResponseClass {
  class BufferedResponse extends base {
    readonly #content: ResponseContent
    readonly #init: BufferedInit
    #read = false
    #streamed: Response | undefined

    constructor(content: ResponseContent, init: BufferedInit) {
      super(null, init)
      this.#content = content
      this.#init = init
    }

    override get url(): string {
      return this.#init.url
    }

    override get body(): Response['body'] {
      return this.#real().body
    }

    override get bodyUsed(): boolean {
      return this.#read || (this.#streamed?.bodyUsed ?? false)
    }

    override async text(): Promise<string> {
      return this.#streamed ? this.#streamed.text() : toText(this.#take())
    }

    override async json(): Promise<unknown> {
      return JSON.parse(await this.text()) as unknown
    }

    override async arrayBuffer(): Promise<ArrayBuffer> {
      return this.#streamed ? this.#streamed.arrayBuffer() : toBytes(this.#take()).buffer
    }

    override async bytes(): Promise<Uint8Array<ArrayBuffer>> {
      return new Uint8Array(await this.arrayBuffer())
    }

    override blob(): Promise<Blob> {
      return this.#real().blob()
    }

    override formData(): Promise<FormData> {
      return this.#real().formData()
    }

    override clone(): Response {
      if (this.bodyUsed) throw new TypeError('Response.clone: Body has already been consumed.')
      const init = { ...this.#init, headers: this.headers }
      return withNotes(this, this.#streamed?.clone() ?? new BufferedResponse(this.#content, init))
    }

    #take(): ResponseContent {
      if (this.#read) throw new TypeError('Body is unusable: Body has already been read')
      this.#read = true
      return this.#content
    }

    /** The same Response with a stream. Once made, it serves every method. */
    #real(): Response {
      if (this.#streamed) return this.#streamed
      const init = { ...this.#init, headers: this.headers }
      this.#streamed = new base(toBytes(this.#content), init)
      if (this.#read) void this.#streamed.arrayBuffer()
      this.#read = false
      return this.#streamed
    }
  }
  Object.defineProperty(BufferedResponse, 'name', { value: 'Response' })
  return BufferedResponse
}

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
