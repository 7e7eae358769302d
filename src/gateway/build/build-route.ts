/** Checks one route of a user and turns it into a route definition. */
import { shownValue } from '../../core/checks.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import { didYouMean, MisuseError, UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { AuthorizerDefinition } from '../api/authorizers/definition.ts'
import type { FunctionTarget, GatewayAuthorizer } from '../api/authorizers/create-authorizers.ts'
import type {
  ApiDefinition,
  FunctionIntegration,
  RequestRules,
  RouteDefinition,
} from '../api/definition.ts'
import { hasStageVariable } from '../api/deployments.ts'
import { functionTarget, roleOfTarget } from '../api/function-target.ts'
import { HTTP_TIMEOUT_MS, MIN_TIMEOUT_MS, REST_TIMEOUT_MS, STREAM_TIMEOUT_MS } from '../limits.ts'
import type { ProxyIntegration } from '../api/integrations/integrations.ts'
import type { RouteOptions, RouteValue } from '../api/options.ts'
import { parseRouteKey, type RouteKey } from '../api/routing/route-key.ts'
import { segmentKind, toSegments } from '../api/routing/router.ts'
import { rooms } from '../rooms.ts'

export interface RouteContext {
  readonly world: World
  readonly api: ApiDefinition
  /** The routes built so far, by key. */
  readonly routes: Map<string, RouteDefinition>
  /** The authorizers built so far, by the user's authorizer. */
  readonly authorizers: Map<GatewayAuthorizer, AuthorizerDefinition>
  readonly caller: string
  readonly ids: KnownIds
}

/** The ids of resources, by path, and of authorizers that exist before they are built. */
export interface KnownIds {
  readonly resources?: ReadonlyMap<string, string>
  readonly authorizers?: ReadonlyMap<GatewayAuthorizer, string>
}

const OPTIONS = [
  ...['handler', 'integration', 'authorizer', 'scopes', 'apiKeyRequired'],
  ...[
    'payloadFormatVersion',
    'timeout',
    'requestValidator',
    'requestParameters',
    'models',
    'cache',
    'throttle',
  ],
]

export function toRoute(context: RouteContext, given: string, value: RouteValue): RouteDefinition {
  const { api, caller } = context
  const { method, path } = parseRouteKey(given, api.type, caller)
  const key = path === '' ? method : `${method} ${path}`
  const where = `${caller}: '${key}'`
  checkOverlap(context, key, { method, path }, where)
  const options = toOptions(value, where)
  return {
    key,
    method,
    path,
    resourceId: resourceIdOf(context, path),
    integration: toIntegration(context, options, where),
    authorizer: options.authorizer && authorizerOf(context, options.authorizer, where),
    scopes: options.scopes ?? [],
    apiKeyRequired: options.apiKeyRequired ?? false,
    throttle:
      options.throttle && rooms.usage().checkThrottle(options.throttle, `${where}: throttle`),
    cache: cacheOf(context, options, where),
    rules: rulesOf(context, options, where),
    given: options,
  }
}

/**
 * Options are a plain object without an ARN. Any other value is the function: handle, name or ARN.
 */
export const isRouteOptions = (value: RouteValue): value is RouteOptions =>
  typeof value === 'object' &&
  value !== null &&
  !('arn' in value) &&
  !(value instanceof Promise) &&
  ('handler' in value ||
    'integration' in value ||
    Object.getPrototypeOf(value) === Object.prototype)

function toOptions(value: RouteValue, where: string): RouteOptions {
  if (!isRouteOptions(value)) return { handler: value }
  for (const [name, option] of Object.entries(value)) {
    if (option === undefined || OPTIONS.includes(name)) continue
    throw new MisuseError(
      `${where} received the unknown option '${name}'.`,
      `one of ${OPTIONS.join(', ')}`,
      didYouMean(name, OPTIONS),
    )
  }
  return value
}

function checkOverlap(context: RouteContext, key: string, route: RouteKey, where: string): void {
  const { routes, api } = context
  if (routes.has(key)) throw new MisuseError(`${where} already exists.`, 'each route once')
  const shape = shapeOf(route.path)
  for (const other of routes.values()) {
    if (other.path === route.path) continue
    if (other.method === route.method && shapeOf(other.path) === shape) {
      throw new MisuseError(
        `${where} overlaps '${other.key}'.`,
        'routes that differ by more than the names of their variables',
      )
    }
    if (api.type === 'rest') checkSiblings(other.path, route.path, where)
  }
}

// '/a/{id}' and '/a/{name}' have the same shape
const shapeOf = (path: string): string =>
  toSegments(path)
    .map((segment) => (segmentKind(segment) === 'literal' ? segment : `{${segmentKind(segment)}}`))
    .join('/')

// Recorded: test_create_proxy_resource_validation: one variable child per resource in a REST API.
function checkSiblings(a: string, b: string, where: string): void {
  const left = toSegments(a)
  const right = toSegments(b)
  const at = left.findIndex((segment, index) => segment !== right[index])
  const [one, two] = [left[at], right[at]]
  if (one === undefined || two === undefined) return
  if (segmentKind(one) !== 'literal' && segmentKind(two) !== 'literal') {
    throw new MisuseError(
      `${where}: A sibling (${one}) of this resource already has a variable path part -- only one is allowed.`,
      `the same variable in '${a}' and '${b}'`,
    )
  }
}

function resourceIdOf({ world, api, routes, ids }: RouteContext, path: string): string {
  if (api.type === 'http') return ''
  const known = ids.resources?.get(path)
  if (known !== undefined) return known
  for (const route of routes.values()) if (route.path === path) return route.resourceId
  return world.ids.text('resource', 6)
}

function cacheOf(
  { world }: RouteContext,
  { cache }: RouteOptions,
  where: string,
): RouteDefinition['cache'] {
  return cache === undefined
    ? undefined
    : rooms.cacheOptions().toRouteCache(world, cache, `${where}: cache`)
}

const RULES = ['requestValidator', 'requestParameters', 'models'] as const

function rulesOf(
  { api }: RouteContext,
  options: RouteOptions,
  where: string,
): RequestRules | undefined {
  const given = RULES.find((name) => options[name] !== undefined)
  if (given === undefined) return undefined
  if (api.type === 'rest') return rooms.rules().toRules(api, options, where)
  throw new MisuseError(
    `${where} received ${given}.`,
    "a REST API ({ type: 'rest' }): HTTP APIs do not validate requests",
  )
}

/** One definition per authorizer and gateway: routes that share an authorizer share its cache. */
function authorizerOf(
  { world, api, authorizers, ids }: RouteContext,
  authorizer: GatewayAuthorizer,
  where: string,
): AuthorizerDefinition {
  let definition = authorizers.get(authorizer)
  if (!definition) {
    const built = rooms.authorizers().toAuthorizerDefinition(world, authorizer, api.type, where)
    const id = ids.authorizers?.get(authorizer)
    definition = id === undefined || built.kind === 'iam' ? built : { ...built, id }
    authorizers.set(authorizer, definition)
  }
  return definition
}

function toIntegration(
  context: RouteContext,
  options: RouteOptions,
  where: string,
): RouteDefinition['integration'] {
  const { world, api } = context
  const { handler, integration } = options
  if (handler !== undefined && integration !== undefined)
    throw new MisuseError(`${where} received a handler and an integration.`, 'one of them')
  if (integration === undefined) {
    if (handler !== undefined) return toFunction(context, handler, options, BUFFERED, where)
    throw new MisuseError(
      `${where} received no handler.`,
      "a function's handle, or { handler: fn, ... }",
    )
  }
  if (api.type === 'http')
    return rooms.httpIntegration().toHttpIntegration(world, integration, {
      where,
      timeoutMs: toTimeout(options.timeout, api, where),
      toFunction: (target) => toFunction(context, target, options, BUFFERED, where),
    })
  if (api.type === 'rest' && integration.type === 'AWS_PROXY' && 'function' in integration) {
    checkProxy(world, integration)
    const traits = {
      broken: isBroken(integration),
      streamed: isStreamed(integration.responseTransferMode, where),
    }
    return toFunction(context, integration.function, options, traits, where)
  }
  if (api.type === 'rest') {
    const { toHttpProxy, toMappedIntegration } = rooms.integrationOptions()
    const streamed =
      integration.type === 'HTTP_PROXY' && isStreamed(integration.responseTransferMode, where)
    const timeoutMs = toTimeout(options.timeout, api, where, streamed)
    const at = `${where}.integration`
    switch (integration.type) {
      case 'MOCK':
      case 'AWS':
      case 'HTTP':
        return toMappedIntegration(world, integration, timeoutMs, at)
      case 'HTTP_PROXY':
        return toHttpProxy(integration, { streamed, timeoutMs }, at)
    }
  }
  throw world.refuse(
    new UnsupportedError({
      service: 'API Gateway',
      operation: `${String(integration.type)} integration`,
    }),
  )
}

function toFunction(
  { world, api }: RouteContext,
  target: FunctionTarget,
  options: RouteOptions,
  traits: Required<Pick<FunctionIntegration, 'broken' | 'streamed'>>,
  where: string,
): FunctionIntegration {
  return {
    type: 'AWS_PROXY',
    function: namedFunction(target) ?? functionTarget(world, target, where),
    role: roleOfTarget(target),
    payloadFormatVersion: formatOf(api, options, where),
    timeoutMs: toTimeout(options.timeout, api, where, traits.streamed),
    ...traits,
  }
}

const BUFFERED = { broken: false, streamed: false }

/** Whether a response is passed on as it is written. */
function isStreamed(mode: unknown, where: string): boolean {
  if (mode === undefined || mode === 'BUFFERED') return false
  if (mode === 'STREAM') return true
  throw new MisuseError(
    `${where} received the responseTransferMode ${shownValue(mode)}.`,
    "'BUFFERED' or 'STREAM'",
  )
}

/** A name that a stage variable completes. Each stage checks it when it is deployed. */
const namedFunction = (target: FunctionTarget): string | undefined =>
  typeof target === 'string' && hasStageVariable(target) ? target : undefined

const PROXY_OPTIONS = [
  ...['type', 'function', 'integrationHttpMethod', 'requestParameters'],
  'responseTransferMode',
]

function checkProxy(world: World, proxy: ProxyIntegration): void {
  const unknown = Object.entries(proxy).find(
    ([name, value]) => value !== undefined && !PROXY_OPTIONS.includes(name),
  )?.[0]
  const isAsync = Object.keys(proxy.requestParameters ?? {}).find(
    (name) => name.toLowerCase() === 'integration.request.header.x-amz-invocation-type',
  )
  const parameter = unknown ?? isAsync
  if (parameter === undefined) return
  throw world.refuse(
    new UnsupportedError({
      service: 'API Gateway',
      operation: 'AWS_PROXY integration',
      parameter,
    }),
  )
}

// Recorded: aws-hdr-012-aws-proxy, aws-hdr-016-aws-proxy, aws-hdr-017-aws-proxy,
// aws-hdr-018-aws-proxy, test_lambda_aws_proxy_integration_non_post_method
const NOT_MAPPED =
  /^integration\.request\.header\.(content-length|transfer-encoding|authorization|connection|expect|proxy-authenticate|te)$/i

const isBroken = ({
  integrationHttpMethod = 'POST',
  requestParameters = {},
}: ProxyIntegration): boolean =>
  integrationHttpMethod !== 'POST' ||
  Object.keys(requestParameters).some((name) => NOT_MAPPED.test(name))

function formatOf(api: ApiDefinition, options: RouteOptions, where: string): '1.0' | '2.0' {
  const given = options.payloadFormatVersion
  if (api.type === 'rest') {
    if (given === undefined || given === '1.0') return '1.0'
    throw new MisuseError(
      `${where} received payloadFormatVersion '${given}'.`,
      "'1.0', the only format of REST APIs",
    )
  }
  const version = given ?? api.payloadFormatVersion
  if (version !== '1.0' && version !== '2.0')
    throw new MisuseError(
      `${where} received payloadFormatVersion '${String(version)}'.`,
      "'1.0' or '2.0'",
    )
  return version
}

function toTimeout(
  timeout: Duration | undefined,
  api: ApiDefinition,
  where: string,
  streamed = false,
): number {
  // Unverified: the timeout of a streamed response is the longest one by default
  const longest = streamed
    ? STREAM_TIMEOUT_MS
    : api.type === 'rest'
      ? REST_TIMEOUT_MS
      : HTTP_TIMEOUT_MS
  if (timeout === undefined) return longest
  const milliseconds = toMilliseconds(timeout, 'timeout')
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html (a quota increase
  // may raise the timeout of REGIONAL REST APIs to 5 minutes)
  const most =
    !streamed && api.type === 'rest' && api.endpointType === 'REGIONAL' ? 300_000 : longest
  if (milliseconds < MIN_TIMEOUT_MS || milliseconds > most) {
    throw new MisuseError(
      `${where} received a timeout of ${milliseconds} ms.`,
      `${MIN_TIMEOUT_MS} ms to ${most / 1000} s`,
    )
  }
  return milliseconds
}
