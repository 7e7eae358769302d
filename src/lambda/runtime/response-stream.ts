/** Response streaming: the Node runtime's global `awslambda`. */
// AWS: aws-lambda-nodejs-runtime-interface-client src/ResponseStream.js
import { Writable } from 'node:stream'
import { streamifyResponse } from '../definition/handlers.ts'

const PRELUDE_CONTENT_TYPE = 'application/vnd.awslambda.http-integration-response'
const PRELUDE_END = new Uint8Array(8)

class InvalidStreamingOperation extends Error {
  override readonly name = 'Runtime.InvalidStreamingOperation'
}

/** The stream that a streaming handler writes to. */
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
    this.#chunks.push(chunk)
    done()
  }

  #begin(): void {
    if (this.#begun) return
    this.#begun = true
    if (this.#prelude !== undefined) {
      this.#chunks.push(Buffer.from(this.#prelude), Buffer.from(PRELUDE_END))
    }
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
 * The global `awslambda` of Lambda's Node runtime. It exists while a handler is loaded and while a
 * streaming handler runs; modules that are loaded earlier can import it from here.
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
  /** Number of runs that need the members. */
  users: number
  /** Whether this library created the object. */
  created: boolean
}

interface WithAwsLambda {
  awslambda?: Partial<AwsLambda> | undefined
  [KEY]?: Sharing
}

/**
 * Installs the global and returns a function that removes it. SDK clients create a global of the
 * same name for their invoke store when they are loaded; the members are then added to that object.
 * A global that can stream already (a test's own) is left alone.
 */
export function installAwsLambda(): () => void {
  const global = globalThis as WithAwsLambda
  const existing = global.awslambda
  if (!global[KEY]) {
    if (existing?.streamifyResponse) return () => undefined
    // Sealed for the reason given in core/process-wide.ts.
    global[KEY] = Object.seal({ users: 0, created: existing === undefined })
    global.awslambda = Object.assign(existing ?? {}, awslambda)
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

function removeAwsLambda(global: WithAwsLambda, { created }: Sharing): void {
  delete global[KEY]
  const shared = global.awslambda
  if (!shared) return
  for (const name of Object.keys(awslambda) as (keyof AwsLambda)[]) delete shared[name]
  // The SDK's invoke store stays.
  if (created && Object.keys(shared).length === 0) delete global.awslambda
}

/**
 * Installs the global for good. `miniregion/auto` does so for tests that import modules which use
 * it when loaded.
 */
export const provideAwsLambda = (): void => void installAwsLambda()
