/** Web requests to the domains of pools. */
import { MisuseError } from '../../core/errors.ts'
import { shownValue } from '../../core/checks.ts'
import type { World } from '../../core/world/world.ts'
import { findDomain, findPoolByPath, originOf } from '../domains.ts'
import type { StoredPool } from '../state.ts'
import type { DomainAnswer, DomainRequest } from './http.ts'
import { answerDomain } from './server.ts'

/** A request as it arrives over HTTP. */
export interface RawDomainRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const FORM = 'application/x-www-form-urlencoded'

function toRequest(
  { method, headers: given, body }: RawDomainRequest,
  path: string,
  query: URLSearchParams,
): DomainRequest {
  const headers = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const isForm = headers['content-type']?.toLowerCase().startsWith(FORM) === true
  return { method, path, query, headers, form: new URLSearchParams(isForm ? body : '') }
}

/**
 * Answers a request to the domain of a pool, or below `/_cognito/<poolId>` on the region's server.
 * Undefined for other requests.
 */
export function answerDomainRequest(
  world: World,
  raw: RawDomainRequest,
): Promise<DomainAnswer> | undefined {
  const url = new URL(raw.url)
  const pool = findDomain(world, url.hostname)
  if (pool)
    return answerDomain(world, pool, url.origin, toRequest(raw, url.pathname, url.searchParams))
  const found = findPoolByPath(world, url.pathname)
  if (!found) return undefined
  // The region's server has no certificate.
  const base = `http://${url.host}${found.prefix}`
  const request = toRequest(raw, found.path, url.searchParams)
  return answerDomain(world, found.pool, base, request)
}

/** `users.fetch`: a path on the pool's domain, or a full URL of it. */
export async function fetchFromPool(
  world: World,
  pool: StoredPool,
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const base = originOf(world, pool)
  const target = input instanceof Request ? input : String(input)
  if (typeof target === 'string' && !/^(\/|https?:)/.test(target))
    throw new MisuseError(
      `users.fetch() received ${shownValue(target)}.`,
      "a path: '/oauth2/token'",
    )
  const isPath = typeof target === 'string' && target.startsWith('/')
  const request = new Request(isPath ? `${base}${target}` : target, init)
  const url = new URL(request.url)
  if (url.origin !== base)
    throw new MisuseError(`users.fetch() received the URL ${request.url}.`, `one of ${base}`)
  const raw: RawDomainRequest = {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  }
  const answered = await answerDomain(
    world,
    pool,
    base,
    toRequest(raw, url.pathname, url.searchParams),
  )
  return toResponse(answered)
}

export const toResponse = ({ status, headers, body }: DomainAnswer): Response =>
  new Response(body === '' ? null : body, { status, headers })
