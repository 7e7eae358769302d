/** Checks the routes and options of `createGateway` and turns them into an API. */
import { didYouMean, MisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import { rooms } from '../rooms.ts'
import type { AccessLog } from '../api/access-log.ts'
import type { ApiDefinition, HttpApi, RouteDefinition } from '../api/definition.ts'
import { routerOf, withDeployment, withStage, type Api } from '../api/deployments.ts'
import type { GatewayOptions, HttpGatewayOptions, Routes, RouteValue } from '../api/options.ts'
import type { GatewayType } from '../api/routing/route-key.ts'
import { isPreflight } from '../api/preflight.ts'
import { createRouter } from '../api/routing/router.ts'
import { toRoute, type KnownIds, type RouteContext } from './build-route.ts'
import { checkStage, checkStageVariables } from './check-stage.ts'
import { executeApiHost, gatewayUrl } from '../api/address.ts'
import { idFor, type GatewayState } from '../api/state.ts'

const OPTIONS: Readonly<Record<GatewayType, readonly string[]>> = {
  http: [
    ...['type', 'name', 'id', 'stage', 'stageVariables', 'autoDeploy', 'region'],
    ...['accessLog', 'cors', 'payloadFormatVersion', 'throttle', 'disableExecuteApiEndpoint'],
  ],
  rest: [
    ...['type', 'name', 'id', 'stage', 'stageVariables', 'autoDeploy', 'region'],
    ...['endpointType', 'binaryMediaTypes', 'apiKeys', 'apiKeySource', 'gatewayResponses', 'cors'],
    ...['models', 'requestValidators', 'usagePlans', 'throttle', 'cache', 'minimumCompressionSize'],
    ...['disableExecuteApiEndpoint', 'policy', 'accessLog'],
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
  checkOptionNames(world, options, type, caller)
  const id = options.id ?? idFor(state, options.name, world)
  if (!/^[a-z0-9]+$/.test(id))
    throw new MisuseError(`${caller} received the id '${id}'.`, 'lower-case letters and digits')
  const stage = checkStage(options.stage ?? (type === 'http' ? '$default' : 'prod'), type, caller)
  const name = options.name ?? id
  const { generation } = world
  const working = buildWorkingCopy(world, { id, name, generation, stage }, routes, options, caller)
  const api: Api = {
    ...{ id, generation, name, type, stage, url: working.url, working, options },
    draft: undefined,
    createdAt: world.clock.now(),
    settings: {
      name: stage,
      variables: checkStageVariables(options.stageVariables, caller),
      autoDeploy: options.autoDeploy ?? true,
      served: servedSettings(options, caller),
      accessLog: accessLogOf(world, options, caller),
    },
    deployments: new Map(),
    stages: new Map(),
  }
  checkRouteCaches(api, caller)
  return api.settings.autoDeploy ? withFirstStage(world, api, caller) : api
}

/** A route's cache settings need a stage with a cache. */
export function checkRouteCaches({ working, settings, stages }: Api, caller: string): void {
  const cached = [...working.routes.values()].find(({ cache }) => cache !== undefined)
  const served = [settings, ...stages.values()].some(({ served: one }) => one?.cache)
  if (!cached || served) return
  throw new MisuseError(
    `${caller}: '${cached.key}' has cache settings, but the gateway has no cache.`,
    "the gateway's option 'cache'",
  )
}

/** The working copy of an API from the options of its routes and its own. */
export function buildWorkingCopy(
  world: World,
  { id, name, generation, stage }: Pick<Api, 'id' | 'name' | 'generation' | 'stage'>,
  routes: Routes,
  options: GatewayOptions,
  caller: string,
  ids?: KnownIds,
): ApiDefinition {
  const host = executeApiHost(id, world.options.region)
  const common = {
    ...{ id, generation, name, stage, host },
    deploymentId: '',
    isCanary: undefined,
    stageVariables: undefined,
    stageSettings: undefined,
    disableExecuteApiEndpoint: options.disableExecuteApiEndpoint ?? false,
    url: gatewayUrl(host, stage),
    routes: new Map<string, RouteDefinition>(),
    authorizers: new Map(),
    router: createRouter<RouteDefinition>([], false),
  }
  const empty: ApiDefinition =
    options.type === 'rest'
      ? { ...common, ...rooms.restOptions().restParts(world, id, options, caller) }
      : { ...common, ...httpParts(options, caller) }
  return withRoutes(world, empty, routes, caller, ids)
}

function servedSettings(options: GatewayOptions, caller: string): ApiDefinition['stageSettings'] {
  const { throttle } = options
  const cache = options.type === 'rest' ? options.cache : undefined
  if (!throttle && cache === undefined) return undefined
  return {
    throttle: throttle && rooms.usage().checkThrottle(throttle, `${caller}: throttle`),
    cache:
      cache === undefined
        ? undefined
        : rooms.cacheOptions().toStageCache(cache, `${caller}: cache`),
  }
}

const accessLogOf = (
  world: World,
  { type = 'http', accessLog }: GatewayOptions,
  caller: string,
): AccessLog | undefined =>
  accessLog && rooms.accessLogOptions().toAccessLog(world, accessLog, type, `${caller}: accessLog`)

function withFirstStage(world: World, undeployed: Api, caller: string): Api {
  const { api, deployment } = withDeployment(world, undeployed, undefined, true)
  const stage = { ...api.settings, deploymentId: deployment.id, canary: undefined }
  return withStage(world, api, stage, caller)
}

/** A working copy with a further route, or with another one for the same key. */
export function withRoute<Definition extends ApiDefinition>(
  world: World,
  working: Definition,
  key: string,
  value: RouteValue,
  replace: boolean,
): Definition {
  const known =
    replace || isPreflight(working.routes.get(key)) ? withoutRoute(working, key) : working
  return withRoutes(world, known, { [key]: value }, 'route')
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
  ids: KnownIds = {},
): Definition {
  const context: RouteContext = {
    world,
    api,
    routes: new Map(api.routes),
    authorizers: new Map(api.authorizers),
    caller,
    ids,
  }
  for (const [key, value] of Object.entries(routes)) {
    const route = toRoute(context, key, value)
    context.routes.set(route.key, route)
  }
  if (api.type === 'rest' && api.preflight)
    for (const key of rooms.restCors().missingPreflights(context.routes)) {
      const route = toRoute(context, key, api.preflight)
      context.routes.set(key, route)
    }
  return {
    ...api,
    routes: context.routes,
    authorizers: context.authorizers,
    router: routerOf(api.type, context.routes),
  }
}

export function checkOptionNames(
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
