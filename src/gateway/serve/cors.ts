/**
 * CORS of HTTP APIs: the gateway answers preflight requests, and replaces the integration's CORS
 * headers.
 */
import { toMilliseconds } from '../../core/time/duration.ts'
import { MisuseError } from '../../core/errors.ts'
import { lastHeader, type HeaderEntry, type HeaderList } from '../messages/header-list.ts'
import type { CorsOptions } from '../api/options.ts'
import type { GatewayRequest } from '../messages/request.ts'

const LISTS = ['allowOrigins', 'allowMethods', 'allowHeaders', 'exposeHeaders'] as const
const NAMES: readonly string[] = [...LISTS, 'allowCredentials', 'maxAge']

export function checkCors(cors: CorsOptions, caller: string): CorsOptions {
  for (const name of Object.keys(cors)) {
    if (!NAMES.includes(name))
      throw new MisuseError(`${caller} received cors.${name}.`, `one of ${NAMES.join(', ')}`)
  }
  for (const name of LISTS) {
    const list: unknown = cors[name]
    if (list === undefined) continue
    if (!Array.isArray(list) || !list.every((text) => typeof text === 'string'))
      throw new MisuseError(
        `${caller} received a cors.${name} that is not an array of strings.`,
        `{ ${name}: ['...'] }`,
      )
  }
  // AWS: http-api-cors.html; AWS refuses a star inside a host name:
  // https://arpadt.com/articles/dynamic-origin-http-api
  const starred = cors.allowOrigins?.find(
    (origin) => origin.includes('*') && origin !== '*' && !/^[^*]+:\/\/\*$/.test(origin),
  )
  if (starred !== undefined) {
    throw new MisuseError(
      `${caller} received the origin '${starred}'.`,
      "'*', 'https://*', 'http://*', or an origin without a star",
    )
  }
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
  // (credentials need explicit values)
  if (cors.allowCredentials && cors.allowOrigins?.includes('*')) {
    throw new MisuseError(
      `${caller} received cors.allowCredentials with the origin '*'.`,
      'the origins by name: AWS refuses credentials for any origin',
    )
  }
  return cors
}

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
function corsHeaders(cors: CorsOptions, origin: string | undefined): HeaderEntry[] {
  const allowed = allowedOrigin(cors, origin)
  if (allowed === undefined) return []
  const headers: HeaderEntry[] = [['access-control-allow-origin', allowed]]
  if (cors.allowCredentials) headers.push(['access-control-allow-credentials', 'true'])
  if (cors.exposeHeaders?.length)
    headers.push(['access-control-expose-headers', cors.exposeHeaders.join(',')])
  return headers
}

// Unverified: the headers of the answer to a preflight request (its status 204 is documented)
export function preflightHeaders(cors: CorsOptions, request: GatewayRequest): HeaderList {
  const headers = corsHeaders(cors, lastHeader(request.headers, 'origin'))
  if (headers.length === 0) return headers
  if (cors.allowMethods?.length)
    headers.push(['access-control-allow-methods', cors.allowMethods.join(',')])
  if (cors.allowHeaders?.length)
    headers.push(['access-control-allow-headers', cors.allowHeaders.join(',')])
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
