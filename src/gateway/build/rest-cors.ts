/**
 * Preflight requests of REST APIs: an OPTIONS method with a MOCK integration on each resource.
 * AWS: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_apigateway.CorsOptions.html
 */
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { toMilliseconds } from '../../core/time/duration.ts'
import type { RouteDefinition } from '../api/definition.ts'
import type { MockIntegration } from '../api/integrations/integrations.ts'
import type { RestCorsOptions, RouteOptions } from '../api/options.ts'
import { PREFLIGHT } from '../api/preflight.ts'
import { toSegments } from '../api/routing/router.ts'
import { checkHeader, checkLists, fail, originOf } from './check-cors.ts'

const NAMES = [
  ...['allowOrigins', 'allowMethods', 'allowHeaders', 'exposeHeaders', 'allowCredentials'],
  ...['maxAge', 'disableCache', 'statusCode'],
]
const METHODS = ['OPTIONS', 'GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD']
const HEADERS = [
  ...['Content-Type', 'X-Amz-Date', 'Authorization', 'X-Api-Key', 'X-Amz-Security-Token'],
  'X-Amz-User-Agent',
]

/** The route that answers a resource's preflight requests. */
export function toPreflight(cors: RestCorsOptions, caller: string): RouteOptions {
  checkOptions(cors, caller)
  const { allowOrigins, statusCode = 204 } = cors
  const responseParameters = Object.fromEntries(
    headersOf(cors).map(([name, value]) => [`method.response.header.${name}`, `'${value}'`]),
  )
  const others = allowOrigins.slice(1)
  const integration: MockIntegration & { readonly [PREFLIGHT]: true } = {
    type: 'MOCK',
    [PREFLIGHT]: true,
    requestTemplates: { 'application/json': '{ statusCode: 200 }' },
    responses: [
      {
        statusCode,
        responseParameters,
        ...(others.length > 0 && {
          responseTemplates: { 'application/json': originTemplate(others) },
        }),
      },
    ],
  }
  return { integration }
}

function headersOf({
  allowOrigins: [origin = ''],
  allowMethods = METHODS,
  allowHeaders = HEADERS,
  exposeHeaders,
  allowCredentials = false,
  maxAge,
  disableCache = false,
}: RestCorsOptions): [name: string, value: string][] {
  const methods = allowMethods.includes('ANY') ? METHODS : allowMethods
  const seconds = disableCache ? -1 : Math.floor(toMilliseconds(maxAge ?? 0, 'maxAge') / 1000)
  return [
    ['Access-Control-Allow-Headers', allowHeaders.join(',')],
    ['Access-Control-Allow-Origin', origin],
    ...pairIf(origin !== '*', 'Vary', 'Origin'),
    ['Access-Control-Allow-Methods', methods.join(',')],
    ...pairIf(allowCredentials, 'Access-Control-Allow-Credentials', 'true'),
    ...pairIf(seconds !== 0, 'Access-Control-Max-Age', String(seconds)),
    ...pairIf(exposeHeaders, 'Access-Control-Expose-Headers', exposeHeaders?.join(',') ?? ''),
  ]
}

const pairIf = (condition: unknown, name: string, value: string): [string, string][] =>
  condition ? [[name, value]] : []

/** The first origin is the answer to all origins that are not in the list. */
const originTemplate = (origins: readonly string[]): string =>
  [
    '#set($origin = $input.params().header.get("Origin"))',
    '#if(!$origin || $origin == "")',
    '  #set($origin = $input.params().header.get("origin"))',
    '#end',
    `#if(${origins.map((origin) => `$origin == "${origin}"`).join(' || ')})`,
    '  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
    '#end',
  ].join('\n')

function checkOptions(cors: RestCorsOptions, caller: string): void {
  checkLists(cors, NAMES, caller)
  const { allowOrigins, allowMethods = [], maxAge, disableCache, statusCode = 204 } = cors
  checkOrigins(allowOrigins, caller)
  for (const method of allowMethods) checkMethod(method, allowMethods, caller)
  for (const name of ['allowHeaders', 'exposeHeaders'] as const)
    for (const header of cors[name] ?? []) checkHeader(name, header, caller)
  if (maxAge !== undefined && disableCache)
    throw new MisuseError(`${caller} received cors.maxAge and cors.disableCache.`, 'one of them')
  if (!Number.isInteger(statusCode) || statusCode < 200 || statusCode > 299)
    throw new MisuseError(
      `${caller} received cors.statusCode ${statusCode}.`,
      'a status from 200 to 299: browsers refuse others',
    )
}

function checkOrigins(origins: readonly string[] | undefined, caller: string): void {
  if (!origins || origins.length === 0)
    throw new MisuseError(`${caller} received cors without allowOrigins.`, "['*'], or the origins")
  if (origins.includes('*') && origins.length > 1)
    throw fail(caller, 'allowOrigins', origins.join(', '), "'*' alone, or the origins by name")
  for (const origin of origins) {
    const sent = originOf(origin)
    if (origin === '*' || origin === 'null') continue
    if (sent === origin && !origin.includes('*')) continue
    throw fail(
      caller,
      'allowOrigins',
      origin,
      "'*', or an origin as browsers send it, such as 'https://app.example'",
      sent === undefined || sent === origin ? undefined : `Did you mean '${sent}'?`,
    )
  }
}

function checkMethod(method: string, all: readonly string[], caller: string): void {
  if (METHODS.includes(method) || (method === 'ANY' && all.length === 1)) return
  const slip = method === '*' ? "Did you mean ['ANY']?" : didYouMean(method, METHODS)
  throw fail(caller, 'allowMethods', method, `one of ${METHODS.join(', ')}, or ANY alone`, slip)
}

/** The keys of the OPTIONS methods that resources lack, also those above the routes. */
export function missingPreflights(routes: ReadonlyMap<string, RouteDefinition>): string[] {
  const paths = new Set(['/'])
  for (const { path } of routes.values()) {
    const segments = toSegments(path)
    segments.forEach((_, index) => paths.add(`/${segments.slice(0, index + 1).join('/')}`))
  }
  return [...paths].map((path) => `OPTIONS ${path}`).filter((key) => !routes.has(key))
}
