/**
 * CORS of HTTP APIs: the gateway answers preflight requests, and replaces the integration's CORS
 * headers.
 */
import { toMilliseconds } from '../../core/time/duration.ts'
import { lastHeader, type HeaderEntry, type HeaderList } from '../messages/header-list.ts'
import type { CorsOptions } from '../api/options.ts'
import type { GatewayRequest } from '../messages/request.ts'

/** Whether a request is a preflight request, which the gateway answers. */
export const isPreflight = (request: GatewayRequest): boolean =>
  request.method === 'OPTIONS' &&
  lastHeader(request.headers, 'origin') !== undefined &&
  lastHeader(request.headers, 'access-control-request-method') !== undefined

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html ('*',
// 'https://*', 'http://*', or the origin itself)
function allowedOrigin(cors: CorsOptions, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined
  for (const pattern of cors.allowOrigins ?? []) {
    if (pattern === '*') return '*'
    if (pattern === origin) return origin
    if (pattern.endsWith('://*') && origin.startsWith(pattern.slice(0, -1))) return origin
  }
  return undefined
}

/** The CORS headers of a response to `origin`. Empty for an origin that is not allowed. */
// Recorded on AWS: the names of exposeHeaders go out in lower case. Unverified: those of
// allowHeaders
function corsHeaders(cors: CorsOptions, origin: string | undefined): HeaderEntry[] {
  const allowed = allowedOrigin(cors, origin)
  if (allowed === undefined) return []
  const headers: HeaderEntry[] = [['access-control-allow-origin', allowed]]
  if (cors.allowCredentials) headers.push(['access-control-allow-credentials', 'true'])
  if (cors.exposeHeaders?.length)
    headers.push(['access-control-expose-headers', toNames(cors.exposeHeaders)])
  return headers
}

const toNames = (headers: readonly string[]): string => headers.join(',').toLowerCase()

// Unverified: the headers of the answer to a preflight request (its status 204 is documented)
export function preflightHeaders(cors: CorsOptions, request: GatewayRequest): HeaderList {
  const headers = corsHeaders(cors, lastHeader(request.headers, 'origin'))
  if (headers.length === 0) return headers
  if (cors.allowMethods?.length)
    headers.push(['access-control-allow-methods', cors.allowMethods.join(',')])
  if (cors.allowHeaders?.length)
    headers.push(['access-control-allow-headers', toNames(cors.allowHeaders)])
  if (cors.maxAge !== undefined)
    headers.push([
      'access-control-max-age',
      String(Math.floor(toMilliseconds(cors.maxAge, 'maxAge') / 1000)),
    ])
  return headers
}

/** Replaces the integration's CORS headers by the configured ones. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html#http-cors-note
export function withCors(
  cors: CorsOptions,
  request: GatewayRequest,
  headers: HeaderList,
): HeaderList {
  return [
    ...headers.filter(([name]) => !name.toLowerCase().startsWith('access-control-')),
    ...corsHeaders(cors, lastHeader(request.headers, 'origin')),
  ]
}
