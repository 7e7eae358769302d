/**
 * The request to an origin: what policies forward of the viewer's, and what CloudFront adds.
 *
 * AWS: RequestAndResponseBehaviorCustomOrigin.html ("HTTP request headers and CloudFront behavior"),
 * adding-cloudfront-headers.html, origin-request-understand-origin-request-policy.html
 */
import { normalizedEncoding } from '../cache/key.ts'
import { itemsOf, type Origin } from '../distributions/config.ts'
import {
  cookiesIn,
  hasHeader,
  printCookies,
  queryParts,
  valueOf,
  withHeader,
  withoutHeaders,
  type Header,
  type HeaderList,
} from '../messages/headers.ts'
import type { ViewerRequest } from '../messages/messages.ts'
import type { Selection } from '../policies/compiled.ts'
import type { Exchange } from './exchange.ts'

/** A request before its origin is known. */
export interface Forwarded {
  readonly method: string
  readonly uri: string
  readonly query: string
  readonly headers: HeaderList
  readonly body: Uint8Array | undefined
}

/** Headers that are forwarded with a body, or that belong to no policy. */
const ALWAYS: ReadonlySet<string> = new Set(['content-type', 'content-length', 'content-md5'])
/** Headers that are never forwarded as they came. */
const NEVER: ReadonlySet<string> = new Set([
  ...['connection', 'keep-alive', 'proxy-authenticate', 'te', 'trailer', 'transfer-encoding'],
  ...['upgrade', 'via', 'x-amz-cf-id', 'x-forwarded-proto', 'x-forwarded-for', 'x-real-ip'],
  ...['proxy-authorization', 'proxy-connection', 'expect', 'cookie', 'accept-encoding'],
  // CloudFront answers conditions and ranges itself.
  ...['if-none-match', 'if-modified-since', 'if-range', 'if-match', 'if-unmodified-since', 'range'],
])
/** AWS: the Authorization header of requests that change something is not removed. */
const CHANGING: ReadonlySet<string> = new Set(['DELETE', 'PATCH', 'POST', 'PUT'])

export function forwardedRequest(exchange: Exchange, request: ViewerRequest): Forwarded {
  const { behavior, viewer, requestId, distribution } = exchange
  const { cachePolicy, originRequestPolicy } = behavior
  const isChosen = (part: 'headers' | 'cookies' | 'queries', name: string): boolean =>
    cachePolicy[part].has(name) || originRequestPolicy?.[part].has(name) === true
  const { method } = request
  const all = [...request.headers, ...viewerFacts(exchange)]
  const headers: Header[] = all.filter(([name]) => {
    if (NEVER.has(name)) return false
    if (name === 'host') return isChosen('headers', 'host')
    if (ALWAYS.has(name)) return request.body !== undefined
    if (name === 'authorization' && CHANGING.has(method)) return true
    if (name.startsWith('cloudfront-')) return isListed(exchange, name)
    return isChosen('headers', name)
  })
  const cookies = cookiesIn(request.headers)
    .filter(({ name }) => isChosen('cookies', name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  if (cookies.length > 0) headers.push(['cookie', printCookies(cookies)])
  const encoding =
    cachePolicy.gzip || cachePolicy.brotli
      ? normalizedEncoding(request.headers, cachePolicy)
      : isChosen('headers', 'accept-encoding')
        ? (valueOf(request.headers, 'accept-encoding') ?? '')
        : ''
  if (encoding !== '') headers.push(['accept-encoding', encoding])
  const before = valueOf(viewer.headers, 'x-forwarded-for')
  headers.push(['x-forwarded-for', before === undefined ? viewer.ip : `${before}, ${viewer.ip}`])
  if (!hasHeader(headers, 'user-agent')) headers.push(['user-agent', 'Amazon CloudFront'])
  const via = valueOf(request.headers, 'via')
  const own = `1.1 ${viaHost(distribution.id)} (CloudFront)`
  headers.push(['via', via === undefined ? own : `${via}, ${own}`], ['x-amz-cf-id', requestId])
  const query = queryParts(request.query)
    .filter(({ name }) => isChosen('queries', name))
    .map(({ text }) => text)
    .join('&')
  return { method, uri: request.uri, query, headers, body: request.body }
}

/** The host in `Via`: each of a distribution's servers has one; here one stands for all. */
export const viaHost = (distributionId: string): string => {
  let hash = 0x811c9dc5
  let text = ''
  for (let lane = 0; text.length < 32; lane++) {
    for (const character of `${distributionId}${lane}`) {
      hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0
    }
    text += hash.toString(16).padStart(8, '0')
  }
  return `${text}.cloudfront.net`
}

const isListed = ({ behavior }: Exchange, name: string): boolean => {
  const lists = (selection: Selection | undefined): boolean =>
    selection?.listed.includes(name) === true
  return lists(behavior.cachePolicy.headers) || lists(behavior.originRequestPolicy?.headers)
}

/**
 * The headers about the viewer that CloudFront can add. Those of the request itself are dropped.
 * The viewer is in the country of its point of presence, at a desktop unless its User-Agent says
 * otherwise.
 */
function viewerFacts({ point, viewer }: Exchange): HeaderList {
  const agent = valueOf(viewer.headers, 'user-agent') ?? ''
  const isTablet = /iPad|Tablet|Android(?!.*Mobile)/.test(agent)
  const isTv = /SmartTV|SMART-TV|AppleTV|HbbTV/i.test(agent)
  const isMobile = !isTablet && !isTv && /Mobi|iPhone/.test(agent)
  const facts: Readonly<Record<string, string | boolean>> = {
    'forwarded-proto': viewer.scheme,
    'is-android-viewer': agent.includes('Android'),
    'is-desktop-viewer': !isMobile && !isTablet && !isTv,
    'is-ios-viewer': /iPhone|iPad|iPod/.test(agent),
    'is-mobile-viewer': isMobile,
    'is-smarttv-viewer': isTv,
    'is-tablet-viewer': isTablet,
    'viewer-address': `${viewer.ip}:443`,
    'viewer-country': point.country,
    'viewer-http-version': '1.1',
    ...(viewer.scheme === 'https' && {
      'viewer-tls': 'TLSv1.3:TLS_AES_128_GCM_SHA256:fullHandshake',
    }),
  }
  return Object.entries(facts).map(([name, value]) => [`cloudfront-${name}`, String(value)])
}

/** The headers about the viewer that a policy may name. */
export const VIEWER_HEADERS: ReadonlySet<string> = new Set(
  [
    ...['forwarded-proto', 'is-android-viewer', 'is-desktop-viewer', 'is-ios-viewer'],
    ...['is-mobile-viewer', 'is-smarttv-viewer', 'is-tablet-viewer', 'viewer-address'],
    ...['viewer-country', 'viewer-http-version', 'viewer-tls'],
  ].map((name) => `cloudfront-${name}`),
)

/** The request as one origin gets it: with its host and its own headers. */
export function toOrigin(origin: Origin, forwarded: Forwarded): Forwarded {
  const custom = itemsOf(origin.CustomHeaders).map(({ HeaderName, HeaderValue }): Header => [
    HeaderName.toLowerCase(),
    HeaderValue,
  ])
  // AWS: add-origin-custom-headers.html: they replace those of the viewer.
  const rest = withoutHeaders(forwarded.headers, ...custom.map(([name]) => name))
  const hosted = hasHeader(rest, 'host') && origin.S3OriginConfig === undefined
  const headers = hosted ? rest : withHeader(rest, 'host', origin.DomainName)
  return { ...forwarded, headers: [...headers, ...custom] }
}
