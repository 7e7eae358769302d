/** Checks the routes and options of a WebSocket API and turns them into its definition. */
import { didYouMean, MisuseError, UnsupportedError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'
import { executeApiHost } from '../../api/address.ts'
import type { Routes, RouteValue, WebSocketGatewayOptions } from '../../api/options.ts'
import { idFor, socketsOf, type GatewayState } from '../../api/state.ts'
import type { SocketRoute, WebSocketApi } from '../../api/websocket/definition.ts'
import { parseSelectionExpression } from '../../api/websocket/selection-expression.ts'
import { checkStage, checkStageVariables } from '../../build/check-stage.ts'
import { toSocketRoute } from './build-socket-route.ts'
import { withSocketStage } from './socket-stage.ts'

const OPTIONS = [
  ...['type', 'name', 'id', 'stage', 'stageVariables', 'region'],
  ...['routeSelectionExpression', 'apiKeys', 'usagePlans', 'apiKeySelectionExpression'],
]

/** Settings of AWS that are not simulated. */
const UNSUPPORTED_OPTIONS = [
  ...['throttle', 'accessLog', 'models', 'autoDeploy', 'disableSchemaValidation'],
  'disableExecuteApiEndpoint',
]

/** Members of a usage plan that are not simulated. */
const PLAN_LIMITS = ['throttle', 'routes', 'quota']

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html#apigateway-websocket-api-apikey-selection-expressions
const KEY_SOURCES = {
  '$request.header.x-api-key': 'HEADER',
  '$context.authorizer.usageIdentifierKey': 'AUTHORIZER',
} as const

/** AWS: CDK's WebSocketApi has this default; AWS itself has none. */
const DEFAULT_SELECTION = '$request.body.action'

export function buildSocketApi(
  world: World,
  state: GatewayState,
  routes: Routes,
  options: WebSocketGatewayOptions,
): WebSocketApi {
  const caller = 'createGateway'
  checkOptions(world, options, caller)
  const id = options.id ?? socketIdFor(world, state, options.name)
  if (typeof id !== 'string' || !/^[a-z0-9]+$/.test(id))
    throw new MisuseError(`${caller} received the id '${id}'.`, 'lower-case letters and digits')
  const stage = checkStage(options.stage ?? 'prod', 'rest', caller)
  const empty: WebSocketApi = {
    id,
    generation: world.generation,
    name: options.name ?? id,
    type: 'websocket',
    stage,
    host: executeApiHost(id, world.options.region),
    stages: new Map(),
    routes: new Map(),
    selection: parseSelectionExpression(
      world,
      options.routeSelectionExpression ?? DEFAULT_SELECTION,
      caller,
    ),
    apiKeySource: toKeySource(options.apiKeySelectionExpression, caller),
  }
  const api = withRoutes(world, empty, routes, caller)
  const variables = checkStageVariables(options.stageVariables, caller)
  return withSocketStage(world, api, { name: stage, variables }, caller)
}

/** A copy with a further route, which the handle's stage serves at once. */
export function withSocketRoute(
  world: World,
  api: WebSocketApi,
  key: string,
  value: RouteValue,
  replace: boolean,
): WebSocketApi {
  const caller = 'route'
  const routes = new Map(api.routes)
  if (replace) routes.delete(key)
  const changed = withRoutes(world, { ...api, routes }, { [key]: value }, caller)
  const stage = api.stages.get(api.stage)
  return stage ? withSocketStage(world, changed, stage, caller) : changed
}

function withRoutes(world: World, api: WebSocketApi, given: Routes, caller: string): WebSocketApi {
  const routes = new Map<string, SocketRoute>(api.routes)
  for (const [key, value] of Object.entries(given)) {
    const where = `${caller}: '${key}'`
    if (routes.has(key)) throw new MisuseError(`${where} already exists.`, 'each route once')
    routes.set(key, toSocketRoute(world, key, value, where))
  }
  return { ...api, routes }
}

/** The id of the stale API with this name, which the new one replaces; otherwise an unused id. */
function socketIdFor(world: World, state: GatewayState, name: string | undefined): string {
  for (const api of socketsOf(state).apis.values())
    if (name !== undefined && api.name === name && api.generation < world.generation) return api.id
  return idFor(state, undefined, world)
}

function checkOptions(world: World, options: WebSocketGatewayOptions, caller: string): void {
  for (const plan of options.usagePlans ?? []) {
    const limit = PLAN_LIMITS.find((name) => Reflect.get(plan, name) !== undefined)
    if (limit !== undefined) throw world.refuse(unsupported(`usagePlans with ${limit}`))
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || OPTIONS.includes(name)) continue
    if (UNSUPPORTED_OPTIONS.includes(name)) throw world.refuse(unsupported(name))
    throw new MisuseError(
      `${caller} received the unknown option '${name}' for a WebSocket API.`,
      `one of ${OPTIONS.join(', ')}`,
      didYouMean(name, OPTIONS),
    )
  }
}

const unsupported = (parameter: string): UnsupportedError =>
  new UnsupportedError({ service: 'API Gateway', operation: 'WebSocket API', parameter })

function toKeySource(
  given: WebSocketGatewayOptions['apiKeySelectionExpression'],
  caller: string,
): WebSocketApi['apiKeySource'] {
  if (given === undefined) return 'HEADER'
  if (Object.hasOwn(KEY_SOURCES, given)) return KEY_SOURCES[given]
  throw new MisuseError(
    `${caller} received the apiKeySelectionExpression '${String(given)}'.`,
    Object.keys(KEY_SOURCES).join(' or '),
  )
}
