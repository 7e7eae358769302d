/** Checks the routes and options of `createGateway` and turns them into an API definition. */
import { nameOf } from '../../core/checks.ts'
import { didYouMean, MisuseError, UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { rooms } from '../rooms.ts'
import type { ApiDefinition, HttpApi, RestApi, RouteDefinition } from '../api/definition.ts'
import type {
  ApiKey,
  GatewayOptions,
  HttpGatewayOptions,
  RestGatewayOptions,
  Routes,
} from '../api/options.ts'
import type { GatewayType } from '../api/route-key.ts'
import { createRouter } from '../api/router.ts'
import { toRoute, type RouteContext } from './build-route.ts'
import { executeApiHost, gatewayUrl } from '../api/address.ts'
import { idFor, type GatewayState } from '../api/state.ts'

const OPTIONS: Readonly<Record<GatewayType, readonly string[]>> = {
  http: ['type', 'name', 'id', 'stage', 'stageVariables', 'region', 'cors', 'payloadFormatVersion'],
  rest: [
    ...['type', 'name', 'id', 'stage', 'stageVariables', 'region'],
    ...['endpointType', 'binaryMediaTypes', 'apiKeys', 'apiKeySource'],
  ],
}

/** Settings of AWS that are not simulated yet. */
const UNSUPPORTED_OPTIONS: Readonly<Record<GatewayType, readonly string[]>> = {
  http: ['throttle', 'accessLog'],
  rest: [
    'models',
    'usagePlans',
    'gatewayResponses',
    'policy',
    'minimumCompressionSize',
    'canary',
    'throttle',
  ],
}

export function buildApi(
  world: World,
  state: GatewayState,
  routes: Routes,
  options: GatewayOptions,
): ApiDefinition {
  const type = options.type ?? 'http'
  const caller = 'createGateway'
  checkNames(world, options, type, caller)
  const id = options.id ?? idFor(state, options.name, world)
  if (!/^[a-z0-9]+$/.test(id))
    throw new MisuseError(`${caller} received the id '${id}'.`, 'lower-case letters and digits')
  const stage = checkStage(options.stage ?? (type === 'http' ? '$default' : 'prod'), type, caller)
  const host = executeApiHost(id, world.options.region)
  const common = {
    id,
    generation: world.generation,
    name: options.name ?? id,
    stage,
    stageVariables: checkStageVariables(options.stageVariables, caller),
    host,
    url: gatewayUrl(host, stage),
    routes: new Map<string, RouteDefinition>(),
    authorizers: new Map(),
    router: createRouter<RouteDefinition>([], false),
  }
  const api: ApiDefinition =
    options.type === 'rest'
      ? { ...common, ...restParts(world, options, caller) }
      : { ...common, ...httpParts(options, caller) }
  return withRoutes(world, api, routes, caller)
}

/** A copy with further routes. A wrong route throws before anything changes. */
export function withRoutes<Api extends ApiDefinition>(
  world: World,
  api: Api,
  routes: Routes,
  caller: string,
): Api {
  const context: RouteContext = {
    world,
    api,
    routes: new Map(api.routes),
    authorizers: new Map(api.authorizers),
    caller,
  }
  for (const [key, value] of Object.entries(routes)) {
    const route = toRoute(context, key, value)
    context.routes.set(route.key, route)
  }
  return {
    ...api,
    routes: context.routes,
    authorizers: context.authorizers,
    router: createRouter(
      [...context.routes.values()].filter(({ path }) => path !== ''),
      api.type === 'http',
    ),
  }
}

function checkNames(
  world: World,
  options: GatewayOptions,
  type: GatewayType,
  caller: string,
): void {
  if (type !== 'http' && type !== 'rest') {
    throw new MisuseError(
      `${caller} received the type '${String(type)}'.`,
      "'http' or 'rest'",
      didYouMean(String(type), ['http', 'rest']),
    )
  }
  const kind = type === 'rest' ? 'REST' : 'HTTP'
  const article = type === 'rest' ? 'a' : 'an'
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || OPTIONS[type].includes(name)) continue
    if (UNSUPPORTED_OPTIONS[type].includes(name)) {
      throw world.refuse(
        new UnsupportedError({ service: 'API Gateway', operation: `${kind} API`, parameter: name }),
      )
    }
    const elsewhere = OPTIONS[type === 'http' ? 'rest' : 'http'].includes(name)
    throw new MisuseError(
      `${caller} received the unknown option '${name}' for ${article} ${kind} API.`,
      `one of ${OPTIONS[type].join(', ')}`,
      elsewhere
        ? `Did you mean { type: '${type === 'http' ? 'rest' : 'http'}' }?`
        : didYouMean(name, OPTIONS[type]),
    )
  }
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html (letters, digits,
// hyphens, underscores; 128 at most)
function checkStage(stage: string, type: GatewayType, caller: string): string {
  if (stage === '$default' && type === 'http') return stage
  if (typeof stage === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(stage)) return stage
  throw new MisuseError(
    `${caller} received the stage '${String(stage)}'.`,
    'up to 128 letters, digits, hyphens and underscores',
    stage === '$default' ? 'Only HTTP APIs have the stage $default.' : undefined,
  )
}

function checkStageVariables(
  variables: Readonly<Record<string, string>> | undefined,
  caller: string,
): Readonly<Record<string, string>> | undefined {
  if (!variables || Object.keys(variables).length === 0) return undefined
  for (const [name, value] of Object.entries(variables)) {
    if (typeof value !== 'string')
      throw new MisuseError(
        `${caller} received ${nameOf(value)} for the stage variable '${name}'.`,
        'a string',
      )
  }
  return Object.freeze({ ...variables })
}

function httpParts(
  options: HttpGatewayOptions,
  caller: string,
): Pick<HttpApi, 'type' | 'cors' | 'payloadFormatVersion'> {
  return {
    type: 'http',
    cors: options.cors && rooms.corsOptions().checkCors(options.cors, caller),
    payloadFormatVersion: options.payloadFormatVersion ?? '2.0',
  }
}

function restParts(
  world: World,
  options: RestGatewayOptions,
  caller: string,
): Omit<RestApi, Exclude<keyof HttpApi, 'type' | 'cors' | 'payloadFormatVersion'>> {
  const { endpointType = 'EDGE', apiKeySource = 'HEADER' } = options
  if (endpointType !== 'EDGE' && endpointType !== 'REGIONAL')
    throw new MisuseError(
      `${caller} received the endpointType '${String(endpointType)}'.`,
      "'EDGE' or 'REGIONAL'",
    )
  if (apiKeySource !== 'HEADER' && apiKeySource !== 'AUTHORIZER')
    throw new MisuseError(
      `${caller} received the apiKeySource '${String(apiKeySource)}'.`,
      "'HEADER' or 'AUTHORIZER'",
    )
  return {
    type: 'rest',
    deploymentId: world.ids.text('deployment', 6),
    endpointType,
    binaryMediaTypes: options.binaryMediaTypes ?? [],
    apiKeys: (options.apiKeys ?? []).map((key) => toApiKey(world, key, caller)),
    apiKeySource,
  }
}

// Recorded: the snapshots of test_apigateway_extended (20 to 128 characters, and these wordings)
function toApiKey(
  world: World,
  given: string | ApiKey,
  caller: string,
): RestApi['apiKeys'][number] {
  const { value, name, enabled = true } = typeof given === 'string' ? { value: given } : given
  if (typeof value !== 'string' || value.length < 20)
    throw new MisuseError(`${caller}: API Key value should be at least 20 characters.`)
  if (value.length > 128)
    throw new MisuseError(`${caller}: API Key value exceeds maximum size of 128 characters.`)
  const id = world.ids.text('api-key', 10)
  return { id, value, name: name ?? id, enabled }
}
