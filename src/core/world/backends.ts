/** HTTP servers outside AWS, as the test answers for them: `region.backend(url, answer)`. */
import { MisuseError } from '../errors.ts'

/**
 * Answers for an HTTP server outside AWS. Throwing, or a rejected promise, is a server that cannot
 * be reached. `fetch` itself reaches the real server.
 */
export type HttpBackend = (request: Request) => Response | Promise<Response>

/** By base URL, without a trailing slash: `https://api.example/v2`. */
export type Backends = ReadonlyMap<string, HttpBackend>

/**
 * Returns a copy with one more backend, which replaces an earlier one of the same URL.
 *
 * @throws MisuseError for a URL that is not http or https, or a backend that is not a function
 */
export function withBackend(
  backends: Backends | undefined,
  url: string | URL,
  backend: HttpBackend,
): Backends {
  if (typeof backend !== 'function') {
    throw new MisuseError(
      'region.backend() received no function for the answer.',
      'a function such as (request) => new Response("ok"), or fetch for the real server',
    )
  }
  return new Map(backends).set(baseOf(url), backend)
}

/** Returns the backend with the longest base URL that a URL begins with. */
export function findBackend(backends: Backends | undefined, url: string): HttpBackend | undefined {
  if (!backends || !URL.canParse(url)) return undefined
  const { origin, pathname } = new URL(url)
  for (let path = pathname.replace(/\/+$/, ''); ; path = path.slice(0, path.lastIndexOf('/'))) {
    const backend = backends.get(origin + path)
    if (backend || path === '') return backend
  }
}

function baseOf(url: string | URL): string {
  const text = String(url)
  const parsed = URL.canParse(text) ? new URL(text) : undefined
  if (parsed && /^https?:$/.test(parsed.protocol) && parsed.search === '')
    return parsed.origin + parsed.pathname.replace(/\/+$/, '')
  throw new MisuseError(
    `region.backend() received the URL '${text}'.`,
    "an origin such as 'https://api.example', with a path or without",
  )
}
