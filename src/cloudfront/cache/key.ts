/**
 * The key of a request.
 *
 * AWS: understanding-the-cache-key.html, cache-key-understand-cache-policy.html
 */
import { cookiesIn, queryParts, valueOf, type HeaderList } from '../messages/headers.ts'
import type { CachePolicy } from '../policies/compiled.ts'
import type { CacheKey } from './entry.ts'

interface Asked {
  readonly method: string
  readonly uri: string
  readonly query: string
  readonly headers: HeaderList
}

/** The codings in the order in which CloudFront prefers them. */
const CODINGS = ['br', 'gzip'] as const

/** Returns what CloudFront makes of Accept-Encoding: `br,gzip`, `br`, `gzip` or nothing. */
export function normalizedEncoding(
  headers: HeaderList,
  { gzip, brotli }: Pick<CachePolicy, 'gzip' | 'brotli'>,
): string {
  const accepted = acceptedCodings(valueOf(headers, 'accept-encoding') ?? '')
  const isOn = { br: brotli, gzip }
  return CODINGS.filter((coding) => isOn[coding] && accepted.has(coding)).join(',')
}

function acceptedCodings(text: string): ReadonlySet<string> {
  const accepted = new Set<string>()
  for (const part of text.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((each) => each.trim())
    const weight = parameters.find((each) => each.startsWith('q='))
    if (weight !== undefined && Number(weight.slice(2)) === 0) continue
    for (const coding of CODINGS) if (name === coding || name === '*') accepted.add(coding)
  }
  return accepted
}

/** HEAD has objects of its own, which never answer GET. */
export function cacheKeyOf({ method, uri, query, headers }: Asked, policy: CachePolicy): CacheKey {
  const { headers: chosen, cookies, queries } = policy
  // The encodings count in their normalized form alone, whatever the policy says of the header.
  const isCoded = policy.gzip || policy.brotli
  const names = [...new Set(headers.map(([name]) => name))].filter(
    (name) => chosen.has(name) && name !== 'cookie' && !(isCoded && name === 'accept-encoding'),
  )
  return {
    method: method === 'OPTIONS' || method === 'HEAD' ? method : 'GET',
    path: uri,
    query: queryParts(query)
      .filter(({ name }) => queries.has(name))
      .map(({ text }) => text)
      .join('&'),
    headers: Object.fromEntries(names.sort().map((name) => [name, valueOf(headers, name) ?? ''])),
    // AWS: Cookies.html: CloudFront sorts them by name.
    cookies: Object.fromEntries(
      cookiesIn(headers)
        .filter(({ name }) => cookies.has(name))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map(({ name, value }) => [name, value]),
    ),
    encoding: isCoded ? normalizedEncoding(headers, policy) : '',
  }
}

/** Keys whose objects may answer the request, the best first. */
export function candidatesOf(key: CacheKey): readonly CacheKey[] {
  // AWS: ServingCompressedFiles.html: an object that is there in one of the codings answers.
  const encodings = key.encoding === 'br,gzip' ? ['br,gzip', 'br', 'gzip'] : [key.encoding]
  const methods = key.method === 'HEAD' ? (['GET', 'HEAD'] as const) : [key.method]
  return encodings.flatMap((encoding) => methods.map((method) => ({ ...key, method, encoding })))
}
