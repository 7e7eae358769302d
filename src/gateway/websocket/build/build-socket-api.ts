/** Checks the routes and options of a WebSocket API and turns them into its definition. */
import { didYouMean, MisuseError, UnsupportedError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'
import { executeApiHost } from '../../api/address.ts'
import type { Routes, RouteValue, WebSocketGatewayOptions } from '../../api/options.ts'
import { idFor, socketsOf, type GatewayState } from '../../api/state.ts'
import type { SocketDefinition, SocketRoute, WebSocketApi } from '../../api/websocket/definition.ts'
import { withSocketDeployment, withSocketStage } from '../../api/websocket/deployments.ts'
import { parseSelectionExpression } from '../../api/websocket/selection-expression.ts'
import { checkStage, checkStageVariables } from '../../build/check-stage.ts'
import { rooms } from '../../rooms.ts'
import { toSocketRoute, type KnownSocketIds } from './build-socket-route.ts'

const OPTIONS = [
  ...['type', 'name', 'id', 'stage', 'stageVariables', 'region'],
  ...['routeSelectionExpression', 'apiKeys', 'usagePlans', 'apiKeySelectionExpression'],
  ...['models', 'disableExecuteApiEndpoint', 'throttle', 'accessLog'],
]

/** Settings of AWS that are not simulated. */
const UNSUPPORTED_OPTIONS = ['autoDeploy']

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
  const api: WebSocketApi = {
    ...emptySocketApi(world, { id, name: options.name ?? id, stage }),
    options,
    working: toSocketDefinition(world, id, routes, options, caller),
  }
  const variables = checkStageVariables(options.stageVariables, caller)
  const made = withSocketDeployment(world, api, undefined, true)
  return withSocketStage(
    world,
    made.api,
    {
      ...{ name: stage, variables, autoDeploy: true, canary: undefined },
      served: options.throttle && {
        throttle: rooms.usage().checkThrottle(options.throttle, `${caller}: throttle`),
      },
      accessLog:
        options.accessLog &&
        rooms
          .accessLogOptions()
          .toAccessLog(world, options.accessLog, 'websocket', `${caller}: accessLog`),
      deploymentId: made.deployment.id,
    },
    caller,
  )
}

/** An API without routes, deployments and stages. */
export const emptySocketApi = (
  world: World,
  { id, name, stage }: Pick<WebSocketApi, 'id' | 'name' | 'stage'>,
): WebSocketApi => ({
  ...{ id, name, stage, type: 'websocket', generation: world.generation },
  host: executeApiHost(id, world.options.region),
  createdAt: world.clock.now(),
  options: { type: 'websocket' },
  working: toSocketDefinition(world, id, {}, { type: 'websocket' }, 'the control plane'),
  draft: undefined,
  deployments: new Map(),
  stages: new Map(),
})

/** What a deployment freezes, from the options of the routes and of the gateway. */
export function toSocketDefinition(
  world: World,
  id: string,
  routes: Routes,
  options: WebSocketGatewayOptions,
  caller: string,
  ids?: KnownSocketIds,
): SocketDefinition {
  const empty: SocketDefinition = {
    routes: new Map(),
    selection: parseSelectionExpression(
      world,
      options.routeSelectionExpression ?? DEFAULT_SELECTION,
      caller,
    ),
    apiKeySource: toKeySource(options.apiKeySelectionExpression, caller),
    models: options.models && rooms.rules().checkModels(id, options.models, caller),
    disableExecuteApiEndpoint: options.disableExecuteApiEndpoint ?? false,
  }
  return withRoutes(world, id, empty, routes, { caller, ids })
}

/** A definition with a further route, or with another one for the same key. */
export function withSocketRoute(
  world: World,
  { id, working }: Pick<WebSocketApi, 'id' | 'working'>,
  key: string,
  value: RouteValue,
  replace: boolean,
): SocketDefinition {
  const routes = new Map(working.routes)
  if (replace) routes.delete(key)
  return withRoutes(world, id, { ...working, routes }, { [key]: value }, { caller: 'route' })
}

function withRoutes(
  world: World,
  apiId: string,
  definition: SocketDefinition,
  given: Routes,
  { caller, ids }: { readonly caller: string; readonly ids?: KnownSocketIds | undefined },
): SocketDefinition {
  const routes = new Map<string, SocketRoute>(definition.routes)
  for (const [key, value] of Object.entries(given)) {
    const where = `${caller}: '${key}'`
    if (routes.has(key)) throw new MisuseError(`${where} already exists.`, 'each route once')
    routes.set(key, toSocketRoute({ world, apiId, definition, where, ids }, key, value))
  }
  return { ...definition, routes }
}

/** The id of the stale API with this name, which the new one replaces; otherwise an unused id. */
function socketIdFor(world: World, state: GatewayState, name: string | undefined): string {
  for (const api of socketsOf(state).apis.values())
    if (name !== undefined && api.name === name && api.generation < world.generation) return api.id
  return idFor(state, undefined, world)
}

function checkOptions(world: World, options: WebSocketGatewayOptions, caller: string): void {
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
): SocketDefinition['apiKeySource'] {
  if (given === undefined) return 'HEADER'
  if (Object.hasOwn(KEY_SOURCES, given)) return KEY_SOURCES[given]
  throw new MisuseError(
    `${caller} received the apiKeySelectionExpression '${String(given)}'.`,
    Object.keys(KEY_SOURCES).join(' or '),
  )
}
