/** What a function answered, as API Gateway reads it: the parts that all formats share. */
import { isHeaderName, isHeaderValue, type HeaderEntry } from '../messages/header-list.ts'

export type ProxyResult = Readonly<Record<string, unknown>>

export const isProxyResult = (value: unknown): value is ProxyResult =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A status code as a number or its digits; undefined for what is none. */
// Recorded: test_aws_proxy_response_payload_format_validation ("201" is accepted, "test" is not)
// Unverified: what lies outside of 200 to 599 cannot be answered to a client
export function toStatus(value: unknown): number | undefined {
  const status =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\d{3}$/.test(value)
        ? Number(value)
        : Number.NaN
  return Number.isInteger(status) && status >= 200 && status <= 599 ? status : undefined
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value)

/** `headers`: scalars become text; undefined when malformed. */
// Recorded: test_aws_proxy_response_payload_format_validation (a boolean is sent as true or false), rest-resp-003 (null is fine)
// Unverified: a header whose value is null is left out
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

/** `multiValueHeaders`: lists of scalars; undefined when malformed. */
// Recorded: test_aws_proxy_response_payload_format_validation (a value that is no list is refused)
export function toMultiEntries(headers: unknown): HeaderEntry[] | undefined {
  if (headers === undefined || headers === null) return []
  if (!isProxyResult(headers)) return undefined
  const entries: HeaderEntry[] = []
  for (const [name, values] of Object.entries(headers)) {
    if (values === null) continue
    if (!Array.isArray(values)) return undefined
    for (const value of values as unknown[]) {
      if (!isScalar(value)) return undefined
      entries.push([name, String(value)])
    }
  }
  return areSendable(entries) ? entries : undefined
}

// Unverified: what HTTP cannot carry counts as malformed
const areSendable = (entries: readonly HeaderEntry[]): boolean =>
  entries.every(([name, value]) => isHeaderName(name) && isHeaderValue(value))

/** The multi values first, then the single one, under the spelling of the multi values. */
// Recorded: test_aws_proxy_response_payload_format_validation (multi values first, their spelling wins)
export function mergeHeaders(
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

/** Scalars are their text; undefined for objects and lists. */
// Unverified: numbers and booleans as bodies
export function toBodyText(body: unknown): string | undefined {
  if (body === undefined || body === null) return ''
  return isScalar(body) ? String(body) : undefined
}

/** A flag; its text is accepted as well. */
// Unverified: flags that are neither
export const toFlag = (value: unknown): boolean => value === true || value === 'true'

/** `cookies` of payload format 2.0; undefined when malformed. */
export function toCookies(cookies: unknown): HeaderEntry[] | undefined {
  if (cookies === undefined || cookies === null) return []
  if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string'))
    return undefined
  return cookies.map((cookie: string): HeaderEntry => ['Set-Cookie', cookie])
}
