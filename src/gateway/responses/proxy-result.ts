/** Reads the members of a function's result that all payload formats share. */
import { isObject } from '../../core/json.ts'
import { isHeaderName, isHeaderValue, type HeaderEntry } from '../messages/header-list.ts'

export type ProxyResult = Readonly<Record<string, unknown>>

export const isProxyResult = (value: unknown): value is ProxyResult => isObject(value)

/** A status code given as a number or as its digits. Undefined for any other value. */
// Recorded: test_aws_proxy_response_payload_format_validation ("201" is accepted, "test" is not)
// Unverified: status codes outside 200 to 599 are malformed, since a client cannot receive them
export function toStatus(value: unknown): number | undefined {
  const status =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d{3}$/.test(value)
        ? Number(value)
        : Number.NaN
  return Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value)

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)

/** The entries of `headers`, scalars as strings. Undefined when malformed. */
// Recorded: test_aws_proxy_response_payload_format_validation (a boolean is sent as true or false),
// rest-resp-003 (null is fine)
// Unverified: a header whose value is null is omitted
export function toHeaderEntries(headers: unknown): HeaderEntry[] | undefined {
  if (headers === undefined || headers === null) return []
  if (!isProxyResult(headers)) return undefined
  const entries: HeaderEntry[] = []
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) continue
    if (!isScalar(value)) return undefined
    entries.push([name, String(value)])
  }
  return areSendable(entries) ? entries : undefined
}

/**
 * The entries of `multiValueHeaders`, whose values are arrays of scalars. Undefined when malformed.
 */
// Recorded: test_aws_proxy_response_payload_format_validation (a value that is not an array is
// refused)
export function toMultiEntries(headers: unknown): HeaderEntry[] | undefined {
  if (headers === undefined || headers === null) return []
  if (!isProxyResult(headers)) return undefined
  const entries: HeaderEntry[] = []
  for (const [name, values] of Object.entries(headers)) {
    if (values === null) continue
    if (!isList(values)) return undefined
    for (const value of values) {
      if (!isScalar(value)) return undefined
      entries.push([name, String(value)])
    }
  }
  return areSendable(entries) ? entries : undefined
}

// Unverified: headers that HTTP cannot carry are malformed
const areSendable = (entries: readonly HeaderEntry[]): boolean =>
  entries.every(([name, value]) => isHeaderName(name) && isHeaderValue(value))

/**
 * Merges both header maps of a REST response. Names that differ only in case all count: multi
 * values first, then the single ones, in the spelling of the multi values.
 */
// Recorded: test_aws_proxy_response_payload_format_validation (multi values first, their spelling
// wins)
export function multiFirst(
  single: readonly HeaderEntry[],
  multi: readonly HeaderEntry[],
): HeaderEntry[] {
  const spelling = new Map(multi.map(([name]) => [name.toLowerCase(), name]))
  return [
    ...multi,
    ...single.map(([name, value]): HeaderEntry => [
      spelling.get(name.toLowerCase()) ?? name,
      value,
    ]),
  ]
}

/**
 * Merges both header maps of an HTTP API's response: the single value first, then the multi values.
 * Of names that differ only in case, a map keeps the first: an HTTP API sends one of `Set-Cookie`
 * and `set-cookie`, where a REST API sends both.
 */
// Recorded: snap-resp-http1-combinessingleandmultivalueheaders
// Unverified: names other than Set-Cookie, and the spelling of a name in both maps
export function singleFirst(
  single: readonly HeaderEntry[],
  multi: readonly HeaderEntry[],
): HeaderEntry[] {
  const kept = firstSpellings(single)
  if (multi.length === 0) return kept
  const spelling = new Map(kept.map(([name]) => [name.toLowerCase(), name]))
  return [
    ...kept,
    ...firstSpellings(multi).map(([name, value]): HeaderEntry => [
      spelling.get(name.toLowerCase()) ?? name,
      value,
    ]),
  ]
}

/** The entries of each name in the first of its spellings. */
function firstSpellings(entries: readonly HeaderEntry[]): HeaderEntry[] {
  if (entries.length < 2) return [...entries]
  const first = new Map<string, string>()
  return entries.filter(([name]) => {
    const lower = name.toLowerCase()
    if (!first.has(lower)) first.set(lower, name)
    return first.get(lower) === name
  })
}

/** A scalar body as a string. Undefined for objects and arrays. */
// Unverified: numbers and booleans as bodies
export function toBodyText(body: unknown): string | undefined {
  if (body === undefined || body === null) return ''
  return isScalar(body) ? String(body) : undefined
}

/** A flag. The string 'true' counts as well. */
// Unverified: values other than booleans
export const toFlag = (value: unknown): boolean => value === true || value === 'true'

/** The `cookies` of payload format 2.0 as Set-Cookie headers. Undefined when malformed. */
export function toCookies(cookies: unknown): HeaderEntry[] | undefined {
  if (cookies === undefined || cookies === null) return []
  if (!isList(cookies) || !cookies.every((cookie) => typeof cookie === 'string')) return undefined
  return cookies.map((cookie): HeaderEntry => ['Set-Cookie', cookie])
}
