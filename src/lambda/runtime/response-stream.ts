import { Writable } from 'node:stream'

const PRELUDE_CONTENT_TYPE = 'application/vnd.awslambda.http-integration-response'
const PRELUDE_END = new Uint8Array(8)

/** Receives a chunk, with the content type that the handler set. */
export type ChunkListener = (chunk: Uint8Array, contentType: string) => void

class InvalidStreamingOperation extends Error {
  override readonly name = 'Runtime.InvalidStreamingOperation'
}

/** The stream that a streaming handler writes to. */
// AWS: aws-lambda-nodejs-runtime-interface-client src/ResponseStream.js
export class ResponseStream extends Writable {
  contentType = 'application/octet-stream'
  readonly #chunks: Buffer[] = []
  #begun = false
  #prelude: string | undefined
  readonly #onChunk: ChunkListener | undefined

  constructor(highWaterMark: number | undefined, onChunk?: ChunkListener) {
    super({ ...(highWaterMark === undefined ? undefined : { highWaterMark }), objectMode: false })
    this.#onChunk = onChunk
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks)
  }

  setContentType(contentType: string): void {
    if (this.#begun) throw new InvalidStreamingOperation('Cannot set content-type, too late.')
    this.contentType = contentType
  }

  /** Sets the JSON that precedes the first byte, for `HttpResponseStream.from`. */
  setPrelude(metadata: unknown): void {
    this.setContentType(PRELUDE_CONTENT_TYPE)
    this.#prelude = JSON.stringify(metadata)
  }

  // The runtime writes any value that is neither a string nor bytes as JSON.
  override write(chunk: unknown, ...rest: never[]): boolean {
    const isData =
      typeof chunk === 'string' || Buffer.isBuffer(chunk) || chunk instanceof Uint8Array
    this.#begin()
    return super.write(isData ? chunk : JSON.stringify(chunk), ...rest)
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    // Unverified: `end(chunk)` without an earlier write sends the prelude as well.
    this.#begin()
    this.#add(chunk)
    done()
  }

  #begin(): void {
    if (this.#begun) return
    this.#begun = true
    if (this.#prelude !== undefined) {
      this.#add(Buffer.from(this.#prelude))
      this.#add(Buffer.from(PRELUDE_END))
    }
  }

  #add(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#onChunk?.(chunk, this.contentType)
  }
}
