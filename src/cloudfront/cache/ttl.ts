/**
 * How long an object stays in a cache.
 *
 * AWS: Expiration.html ("Specify the amount of time that CloudFront caches objects"), and
 * HTTPStatusCodes.html for errors.
 */
import { valueOf, type HeaderList } from '../messages/headers.ts'
import type { Ttl } from '../policies/compiled.ts'

export type Directives = ReadonlyMap<string, string>

export function directivesIn(headers: HeaderList): Directives {
  const directives = new Map<string, string>()
  for (const part of (valueOf(headers, 'cache-control') ?? '').split(',')) {
    const [, name = '', value = ''] = /^\s*([^=\s]+)\s*(?:=\s*"?([^"]*?)"?\s*)?$/.exec(part) ?? []
    if (name !== '') directives.set(name.toLowerCase(), value)
  }
  return directives
}

/** Returns a directive's seconds. Undefined if it is absent or malformed. */
export function secondsIn(directives: Directives, name: string): number | undefined {
  const text = directives.get(name)
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined
}

/** What the origin says. Undefined: nothing. */
function askedFor(headers: HeaderList, directives: Directives, now: number): number | undefined {
  const seconds = secondsIn(directives, 's-maxage') ?? secondsIn(directives, 'max-age')
  if (seconds !== undefined) return seconds
  const expires = valueOf(headers, 'expires')
  if (expires === undefined) return undefined
  // RFC 9111: a malformed date, such as 0, is in the past.
  const at = Date.parse(expires)
  return Number.isNaN(at) ? 0 : Math.max(0, (at - now) / 1000)
}

const FORBIDDING = ['no-store', 'no-cache', 'private'] as const

export interface Lifetime {
  /** 0: it is asked about each time. */
  readonly seconds: number
  /** Whether it is kept at all. */
  readonly isKept: boolean
}

/** The lifetime of an object. `now`: the time at the origin. */
export function lifetimeOf(
  headers: HeaderList,
  { min, standard, max }: Ttl,
  now: number,
): Lifetime {
  // AWS: using-managed-cache-policies.html: a policy without any time caches nothing.
  if (max === 0) return { seconds: 0, isKept: false }
  const directives = directivesIn(headers)
  const forbidden = FORBIDDING.find((name) => directives.has(name))
  if (forbidden) {
    return min > 0
      ? { seconds: min, isKept: true }
      : { seconds: 0, isKept: forbidden === 'no-cache' }
  }
  const asked = askedFor(headers, directives, now)
  if (asked === undefined) {
    return {
      seconds: Math.min(Math.max(min, standard), Math.max(min, max)),
      isKept: true,
    }
  }
  if (asked < min) return { seconds: min, isKept: true }
  if (asked > max) return { seconds: max, isKept: true }
  return { seconds: asked, isKept: true }
}

/** AWS: HTTPStatusCodes.html: errors that are always cached. */
const CACHED_ERRORS: ReadonlySet<number> = new Set([404, 414, 500, 501, 502, 503, 504])
/** Errors that are cached if the origin gives them a time. */
const CACHED_IF_ASKED: ReadonlySet<number> = new Set([400, 403, 405, 412, 415])

/** The lifetime of an error. `minimum`: the error caching minimum TTL, in seconds. */
export function errorLifetimeOf(status: number, headers: HeaderList, minimum: number): Lifetime {
  const directives = directivesIn(headers)
  const asked = secondsIn(directives, 's-maxage') ?? secondsIn(directives, 'max-age')
  const isKept = CACHED_ERRORS.has(status) || (CACHED_IF_ASKED.has(status) && asked !== undefined)
  const seconds = Math.max(minimum, asked ?? 0)
  return { seconds, isKept: isKept && seconds > 0 }
}
