/**
 * A Response whose body lies in memory. Node builds a stream for every body, which costs more than the rest of a request; this one is a Response like
 * any other, but makes the stream only for those who ask for it.
 */

export type ResponseContent = Uint8Array | string

type ResponseClass = new (content: ResponseContent, init: BufferedInit) => Response

export interface BufferedInit {
  readonly url: string
  readonly status: number
  readonly statusText: string
  readonly headers: HeadersInit
}

/** One class per global `Response`: runners and tests put others in its place. */
const classes = new WeakMap<typeof Response, ResponseClass>()

export function createBufferedResponse(content: ResponseContent, init: BufferedInit): Response {
  const base = globalThis.Response
  let made = classes.get(base)
  if (!made) classes.set(base, (made = bufferedOn(base)))
  return new made(content, init)
}

const SURROGATE = /[\ud800-\udfff]/

/** As decoding the bytes gives it: without a byte order mark, without lone surrogates. */
function toText(content: ResponseContent): string {
  const text =
    typeof content === 'string'
      ? SURROGATE.test(content)
        ? Buffer.from(content, 'utf8').toString('utf8')
        : content
      : Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8')
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** A copy: the caller may change it. */
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

    /** The same with a stream, from now on the one that everything goes to. */
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

/** What the library notes on a Response (src/core/reporting/failure-seen.ts) holds for its clones. */
function withNotes(from: Response, to: Response): Response {
  for (const key of ['status', 'ok', Symbol.for('miniregion.record')]) {
    const note = Object.getOwnPropertyDescriptor(from, key)
    if (note) Object.defineProperty(to, key, note)
  }
  return to
}
