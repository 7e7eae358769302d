/** The global `awslambda` of the Node runtime: response streaming. AWS: aws-lambda-nodejs-runtime-interface-client src/ResponseStream.js */
import { Writable } from 'node:stream'
import type { Patch } from '../core/sandbox/patch.ts'
import { streamifyResponse } from './handlers.ts'

const PRELUDE_CONTENT_TYPE = 'application/vnd.awslambda.http-integration-response'
const PRELUDE_END = new Uint8Array(8)

class InvalidStreamingOperation extends Error {
  override readonly name = 'Runtime.InvalidStreamingOperation'
}

/** What a streaming handler writes to. */
export class ResponseStream extends Writable {
  contentType = 'application/octet-stream'
  readonly #chunks: Buffer[] = []
  #begun = false
  #prelude: string | undefined

  constructor(highWaterMark: number | undefined) {
    super({ ...(highWaterMark === undefined ? undefined : { highWaterMark }), objectMode: false })
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks)
  }

  setContentType(contentType: string): void {
    if (this.#begun) throw new InvalidStreamingOperation('Cannot set content-type, too late.')
    this.contentType = contentType
  }

  /** What `HttpResponseStream.from` puts before the first byte. */
  setPrelude(metadata: unknown): void {
    this.setContentType(PRELUDE_CONTENT_TYPE)
    this.#prelude = JSON.stringify(metadata)
  }

  // Anything but text and bytes is written as JSON.
  override write(chunk: unknown, ...rest: never[]): boolean {
    const isData =
      typeof chunk === 'string' || Buffer.isBuffer(chunk) || chunk instanceof Uint8Array
    this.#begin()
    return super.write(isData ? chunk : JSON.stringify(chunk), ...rest)
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    // Unverified: `end(chunk)` without a write before it sends the prelude too.
    this.#begin()
    this.#chunks.push(chunk)
    done()
  }

  #begin(): void {
    if (this.#begun) return
    this.#begun = true
    if (this.#prelude !== undefined)
      this.#chunks.push(Buffer.from(this.#prelude), Buffer.from(PRELUDE_END))
  }
}

export const HttpResponseStream = {
  /** Writes status, headers and cookies before the body. */
  from(stream: Writable, metadata: Readonly<Record<string, unknown>>): Writable {
    ;(stream as ResponseStream).setPrelude(metadata)
    return stream
  },
}

/**
 * What Lambda's Node runtime offers as the global `awslambda`. It is there while a handler is loaded and runs; code that is loaded before that
 * can import it.
 *
 * @example
 * const handler = awslambda.streamifyResponse(async (event, responseStream) => {
 *   responseStream.write('hello')
 *   responseStream.end()
 * })
 */
export const awslambda = { streamifyResponse, HttpResponseStream } as const

type WithAwsLambda = { awslambda?: unknown }

/** The global, while an invocation runs; one that is there already (by `miniregion/auto`, by the test) stays. */
export const awslambdaPatch: Patch = {
  install() {
    const global = globalThis as WithAwsLambda
    if (global.awslambda === undefined) global.awslambda = awslambda
  },
  restore() {
    const global = globalThis as WithAwsLambda
    if (global.awslambda === awslambda && !isProvided.has(global)) delete global.awslambda
  },
}

const isProvided = new WeakSet<object>()

/** For `miniregion/auto`: the global stays, so that modules which use it when they are loaded can be imported by a test. */
export function provideAwsLambda(): void {
  awslambdaPatch.install()
  isProvided.add(globalThis)
}
