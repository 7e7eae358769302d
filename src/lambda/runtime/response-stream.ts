/** The global `awslambda` of the Node runtime: response streaming. AWS: aws-lambda-nodejs-runtime-interface-client src/ResponseStream.js */
import { Writable } from 'node:stream'
import { streamifyResponse } from '../definition/handlers.ts'

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

export interface AwsLambda {
  readonly streamifyResponse: typeof streamifyResponse
  readonly HttpResponseStream: {
    /** Writes status, headers and cookies before the body. */
    from(stream: Writable, metadata: Readonly<Record<string, unknown>>): Writable
  }
}

const HttpResponseStream: AwsLambda['HttpResponseStream'] = {
  from(stream, metadata) {
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
export const awslambda: AwsLambda = { streamifyResponse, HttpResponseStream }

const KEY = Symbol.for('miniregion.awslambda')

interface Sharing {
  /** Number of users of our members. */
  users: number
  /** Whether the object is ours: nothing was there before. */
  made: boolean
}

interface WithAwsLambda {
  awslambda?: Partial<AwsLambda> | undefined
  [KEY]?: Sharing
}

/**
 * The global, while a handler is loaded or a streaming one runs. The SDK keeps its invoke store on a global of the same name, which its clients
 * make when they are loaded: then we are guests on that one. One that can stream already (the test's own) stays as it is. Returns the way to
 * take ours off.
 */
export function installAwsLambda(): () => void {
  const global = globalThis as WithAwsLambda
  const there = global.awslambda
  if (!global[KEY]) {
    if (there?.streamifyResponse) return () => undefined
    // Sealed, as everything on globalThis (core/context.ts).
    global[KEY] = Object.seal({ users: 0, made: there === undefined })
    global.awslambda = Object.assign(there ?? {}, awslambda)
  }
  const sharing = global[KEY]
  sharing.users++
  let removed = false
  return () => {
    if (removed) return
    removed = true
    if (--sharing.users === 0) removeAwsLambda(global, sharing)
  }
}

function removeAwsLambda(global: WithAwsLambda, { made }: Sharing): void {
  delete global[KEY]
  const shared = global.awslambda
  if (!shared) return
  for (const name of Object.keys(awslambda) as (keyof AwsLambda)[]) delete shared[name]
  // What the SDK has put beside it stays.
  if (made && Object.keys(shared).length === 0) delete global.awslambda
}

/** For `miniregion/auto`: the global stays, so that a test can import modules which use it when they are loaded. */
export const provideAwsLambda = (): void => void installAwsLambda()
