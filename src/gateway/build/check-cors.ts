/** Checks the CORS configuration of an HTTP API. Entries that no request can match are slips. */
import { nameOf } from '../../core/checks.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import type { CorsOptions, RestCorsOptions } from '../api/options.ts'
import { isHeaderName } from '../messages/header-list.ts'

const LISTS = ['allowOrigins', 'allowMethods', 'allowHeaders', 'exposeHeaders'] as const
const NAMES: readonly string[] = [...LISTS, 'allowCredentials', 'maxAge']

export function checkCors(cors: CorsOptions, caller: string): CorsOptions {
  checkLists(cors, NAMES, caller)
  for (const origin of cors.allowOrigins ?? []) checkOrigin(origin, caller)
  for (const method of cors.allowMethods ?? []) checkMethod(method, caller)
  for (const name of ['allowHeaders', 'exposeHeaders'] as const)
    for (const header of cors[name] ?? []) checkHeader(name, header, caller)
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

/** Checks the names of the options, and those that are lists. */
export function checkLists(
  cors: CorsOptions | RestCorsOptions,
  names: readonly string[],
  caller: string,
): void {
  if (typeof cors !== 'object')
    throw new MisuseError(
      `${caller} received ${nameOf(cors)} for cors.`,
      "an object such as { allowOrigins: ['https://shop.example'] }",
    )
  for (const name of Object.keys(cors)) {
    if (names.includes(name)) continue
    throw new MisuseError(
      `${caller} received cors.${name}.`,
      `one of ${names.join(', ')}`,
      didYouMean(name, names),
    )
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
}

export const fail = (
  caller: string,
  name: string,
  value: string,
  expected: string,
  slip?: string,
): MisuseError => new MisuseError(`${caller} received '${value}' in cors.${name}.`, expected, slip)

/** Browsers send an origin in one form: lower case, no default port, nothing after the port. */
// https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin
function checkOrigin(origin: string, caller: string): void {
  // 'null' is the origin of sandboxed frames and files.
  if (origin === '*' || origin === 'null' || /^[a-z][a-z0-9+.-]*:\/\/\*$/.test(origin)) return
  // AWS: http-api-cors.html; AWS refuses a star inside a host name:
  // https://arpadt.com/articles/dynamic-origin-http-api
  if (origin.includes('*')) {
    throw fail(
      caller,
      'allowOrigins',
      origin,
      "'*', 'https://*', 'http://*', or an origin without a star",
    )
  }
  const sent = originOf(origin)
  if (sent === origin) return
  throw fail(
    caller,
    'allowOrigins',
    origin,
    "an origin as browsers send it, such as 'https://app.example' or 'http://localhost:3000'",
    sent === undefined ? undefined : `Did you mean '${sent}'?`,
  )
}

/** The origin that a browser sends for this URL. Undefined for text that is not close to one. */
export function originOf(text: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]
  if (scheme === undefined) {
    const isLocal = /^(?:localhost|127\.)/.test(text)
    const isHost = /^[\w.-]+(?::\d+)?$/.test(text)
    return isHost ? originOf(`${isLocal ? 'http' : 'https'}://${text}`) : undefined
  }
  if (!URL.canParse(text)) return undefined
  const { origin, host } = new URL(text)
  // The URL standard knows no origin for other schemes, such as that of apps in a web view.
  return origin === 'null' ? `${scheme.toLowerCase()}://${host.toLowerCase()}` : origin
}

// AWS: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html (allowMethods)
const METHODS = ['GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'DELETE', '*']

function checkMethod(method: string, caller: string): void {
  if (METHODS.includes(method)) return
  const slip = method === 'ANY' ? "Did you mean '*'?" : didYouMean(method, METHODS)
  throw fail(caller, 'allowMethods', method, `one of ${METHODS.join(', ')}`, slip)
}

export function checkHeader(
  name: 'allowHeaders' | 'exposeHeaders',
  header: string,
  caller: string,
): void {
  if (header === '*' || (isHeaderName(header) && !header.includes('*'))) return
  throw fail(caller, name, header, "the name of one header, or '*' for every header")
}
