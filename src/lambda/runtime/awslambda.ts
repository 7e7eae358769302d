/**
 * The Node runtime's global `awslambda`. Apart from the rest of the room: `miniregion/auto`
 * installs it.
 */
// AWS: aws-lambda-nodejs-runtime-interface-client src/ResponseStream.js
import type { Writable } from 'node:stream'
import { streamifyResponse } from '../definition/handlers.ts'
import type { ResponseStream } from './response-stream.ts'

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
