/** Parses route keys: `GET /orders/{id}`, `ANY /{proxy+}`, `$default`. */
import { didYouMean, MisuseError } from '../../../core/errors.ts'
import { segmentKind, toSegments, variableName } from './router.ts'

export type GatewayType = 'http' | 'rest'

export interface RouteKey {
  /** An HTTP method, `ANY`, or `$default` for the route of that name. */
  readonly method: string
  /** `/orders/{id}`. Empty for `$default`. */
  readonly path: string
}

const METHODS: readonly string[] = [
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'],
]

export const DEFAULT_ROUTE = '$default'

const FORM = `a route key such as 'GET /orders/{id}'`

/**
 * Parses and checks a route key.
 *
 * @throws MisuseError when the key is malformed. Its message begins with `caller`.
 */
export function parseRouteKey(key: string, type: GatewayType, caller: string): RouteKey {
  if (key.startsWith('$')) return parseNamedRoute(key, type, caller)
  const [, method, path] = /^(\S+)\s+(\S+)$/.exec(key) ?? []
  if (method === undefined || path === undefined) {
    throw new MisuseError(`${caller} received the route '${key}'.`, FORM, slipOfForm(key))
  }
  if (!METHODS.includes(method)) {
    throw new MisuseError(
      `${caller} received the method '${method}' in the route '${key}'.`,
      `one of ${METHODS.join(', ')}`,
      didYouMean(method, METHODS),
    )
  }
  checkPath(key, path, type, caller)
  return { method, path }
}

function parseNamedRoute(key: string, type: GatewayType, caller: string): RouteKey {
  if (key === DEFAULT_ROUTE && type === 'http') return { method: DEFAULT_ROUTE, path: '' }
  if (key === DEFAULT_ROUTE) {
    throw new MisuseError(
      `${caller} received the route $default for a REST API. Only HTTP APIs have it.`,
      `'ANY /{proxy+}' for everything below the root, and 'ANY /' for the root`,
      `Did you mean an HTTP API (no type, or { type: 'http' })?`,
    )
  }
  throw new MisuseError(
    `${caller} received the route '${key}'.`,
    FORM,
    ['$connect', '$disconnect'].includes(key)
      ? "It is a route of WebSocket APIs: createGateway(routes, { type: 'websocket' })."
      : didYouMean(key, [DEFAULT_ROUTE]),
  )
}

function slipOfForm(key: string): string | undefined {
  if (key.startsWith('/')) return `Did you forget the method: 'GET ${key}'?`
  if (METHODS.includes(key.toUpperCase()))
    return `Did you forget the path: '${key.toUpperCase()} /'?`
  return undefined
}

function checkPath(key: string, path: string, type: GatewayType, caller: string): void {
  const fail = (expected: string, slip?: string): never => {
    throw new MisuseError(
      `${caller} received the path '${path}' in the route '${key}'.`,
      expected,
      slip,
    )
  }
  if (!path.startsWith('/')) fail('a path that begins with a slash', `Did you mean '/${path}'?`)
  // AWS refuses such keys in both kinds of API. The trailing slash of a request is a different
  // case.
  if (path !== '/' && path.endsWith('/'))
    fail('no slash at the end', `Did you mean '${path.replace(/\/+$/, '') || '/'}'?`)
  const segments = toSegments(path)
  const names = new Set<string>()
  for (const [index, segment] of segments.entries()) {
    if (segment === '') fail('no empty segments', 'Does the path contain one slash too many?')
    if (segment.startsWith(':'))
      fail('variables in braces', `Did you mean '{${segment.slice(1)}}'?`)
    if (!/[{}]/.test(segment)) {
      checkLiteral(segment, type, fail)
      continue
    }
    const name = checkVariable(segment, fail)
    if (names.has(name)) fail('each variable once', `'${name}' occurs twice.`)
    names.add(name)
    // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    // (a
    // greedy variable ends the path)
    if (segmentKind(segment) === 'greedy' && index < segments.length - 1)
      fail('a greedy variable only at the end of the path')
  }
}

function checkVariable(segment: string, fail: (expected: string) => never): string {
  if (!/^\{[A-Za-z0-9._:-]+\+?\}$/.test(segment))
    fail('variables that fill their segment: {id}, or {proxy+} for the rest of the path')
  return variableName(segment)
}

function checkLiteral(segment: string, type: GatewayType, fail: (expected: string) => never): void {
  if (/[?#\\]/.test(segment)) fail('a path without query and fragment')
  // AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html (its error names
  // these characters)
  if (type === 'rest' && !/^[A-Za-z0-9._\-:~@!$&'()*+,;=%]+$/.test(segment))
    fail('letters, digits and . _ - : in the segments of a REST resource')
}
