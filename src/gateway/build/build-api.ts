/** Checks the routes and options of `createGateway` and turns them into an API. */
import { didYouMean, MisuseError, UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { rooms } from '../rooms.ts'
import type { ApiDefinition, HttpApi, RestApi, RouteDefinition } from '../api/definition.ts'
import {
  routerOf,
  withAutomaticDeployment,
  withDeployment,
  withStage,
  type Api,
} from '../api/deployments.ts'
import type {
  ApiKey,
  GatewayOptions,
  HttpGatewayOptions,
  RestGatewayOptions,
  Routes,
  RouteValue,
} from '../api/options.ts'
import type { GatewayType } from '../api/route-key.ts'
import { createRouter } from '../api/router.ts'
import { toRoute, type RouteContext } from './build-route.ts'
import { checkStage, checkStageVariables } from './check-stage.ts'
import { executeApiHost, gatewayUrl } from '../api/address.ts'
import { idFor, type GatewayState } from '../api/state.ts'

const OPTIONS: Readonly<Record<GatewayType, readonly string[]>> = {
  http: [
    ...['type', 'name', 'id', 'stage', 'stageVariables', 'autoDeploy', 'region'],
    ...['cors', 'payloadFormatVersion'],
  ],
  rest: [
    ...['type', 'name', 'id', 'stage', 'stageVariables', 'autoDeploy', 'region'],
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
    'throttle',
  ],
}

export function buildApi(
  world: World,
  state: GatewayState,
  routes: Routes,
  options: GatewayOptions,
): Api {
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
    deploymentId: '',
    isCanary: undefined,
    stageVariables: undefined,
    host,
    url: gatewayUrl(host, stage),
    routes: new Map<string, RouteDefinition>(),
    authorizers: new Map(),
    router: createRouter<RouteDefinition>([], false),
  }
  const empty: ApiDefinition =
    options.type === 'rest'
      ? { ...common, ...restParts(world, options, caller) }
      : { ...common, ...httpParts(options, caller) }
  const { generation, name, url } = empty
  const working = withRoutes(world, empty, routes, caller)
  const api: Api = {
    ...{ id, generation, name, type, stage, url, working },
    settings: {
      name: stage,
      variables: checkStageVariables(options.stageVariables, caller),
      autoDeploy: options.autoDeploy ?? true,
    },
    deployments: new Map(),
    stages: new Map(),
  }
  return api.settings.autoDeploy ? withFirstStage(world, api, caller) : api
}

function withFirstStage(world: World, undeployed: Api, caller: string): Api {
  const { api, deployment } = withDeployment(world, undeployed, undefined, true)
  const stage = { ...api.settings, deploymentId: deployment.id, canary: undefined }
  return withStage(world, api, stage, caller)
}

/** A copy of an API with a further route, which its automatically deployed stages serve. */
export function withRoute(
  world: World,
  api: Api,
  key: string,
  value: RouteValue,
  replace: boolean,
): Api {
  const known = replace ? withoutRoute(api.working, key) : api.working
  const working = withRoutes(world, known, { [key]: value }, 'route')
  return withAutomaticDeployment(world, { ...api, working }, 'route')
}

function withoutRoute<Definition extends ApiDefinition>(api: Definition, key: string): Definition {
  const routes = new Map(api.routes)
  return routes.delete(key) ? { ...api, routes } : api
}

/** A copy with further routes. A wrong route throws before anything changes. */
function withRoutes<Definition extends ApiDefinition>(
  world: World,
  api: Definition,
  routes: Routes,
  caller: string,
): Definition {
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
    router: routerOf(api.type, context.routes),
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
