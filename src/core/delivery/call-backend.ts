/** HTTP calls of deliveries to servers outside AWS, which the test answers for. */
import { nameOf } from '../checks.ts'
import { isMisuseError, MisuseError } from '../errors.ts'
import { withinTime } from '../time/within-time.ts'
import { findBackend, type HttpBackend } from '../world/backends.ts'
import { runInWorld } from '../world/context.ts'
import type { World } from '../world/world.ts'

export interface HttpCall {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: string
}

/** Why there is no answer. */
export interface NoAnswer {
  readonly status: undefined
  readonly why: string
}

/**
 * Calls the backend that answers for a URL. Undefined if the test answers for no such server: the
 * call leaves the region, and nobody sees an answer.
 *
 * @throws MisuseError for a backend whose answer is not a Response
 */
export function callBackend(
  world: World,
  call: HttpCall,
  timeoutMs: number,
): Promise<HttpAnswer | NoAnswer> | undefined {
  const backend = findBackend(world.backends, call.url)
  return backend && ask(world, backend, call, timeoutMs)
}

async function ask(
  world: World,
  backend: HttpBackend,
  { url, method, headers, body }: HttpCall,
  timeoutMs: number,
): Promise<HttpAnswer | NoAnswer> {
  const read = async (): Promise<HttpAnswer> => {
    const response: unknown = await backend(
      new Request(url, { method, headers, ...(body !== undefined && { body }) }),
    )
    return toAnswer(response, url)
  }
  // A handle in the backend's code means the running fork, which no scope names here.
  const inWorld = world.parent ? () => runInWorld(world, read) : read
  try {
    const answer = await withinTime(world, timeoutMs, inWorld)
    if (answer !== 'late') return answer
    return { status: undefined, why: `${url} did not answer within ${timeoutMs / 1_000} seconds.` }
  } catch (error) {
    if (isMisuseError(error)) throw error
    return { status: undefined, why: `${url} could not be reached: ${String(error)}` }
  }
}

async function toAnswer(response: unknown, url: string): Promise<HttpAnswer> {
  if (!(response instanceof Response)) {
    throw new MisuseError(
      `The backend of ${url} answered with ${nameOf(response)}.`,
      "a Response, such as new Response('ok')",
    )
  }
  const { status, headers } = response
  return { status, headers, body: await response.text() }
}
