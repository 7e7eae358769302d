/** Checks one route of a WebSocket API and turns it into a route definition. */
import { didYouMean, MisuseError, UnsupportedError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'
import type { GatewayAuthorizer } from '../../api/authorizers/create-authorizers.ts'
import type { RouteOptions, RouteValue } from '../../api/options.ts'
import {
  CONNECT,
  type SocketDefinition,
  type SocketModels,
  type SocketRoute,
} from '../../api/websocket/definition.ts'
import { parseSelectionExpression } from '../../api/websocket/selection-expression.ts'
import { isRouteOptions } from '../../build/build-route.ts'
import { rooms } from '../../rooms.ts'
import { toSocketAuthorizer } from './socket-authorizer.ts'
import { toSocketIntegration } from './socket-integration.ts'

const OPTIONS = [
  ...['handler', 'integration', 'authorizer', 'apiKeyRequired', 'timeout'],
  ...['returnResponse', 'routeResponseSelectionExpression', 'models', 'modelSelectionExpression'],
  'throttle',
]
const UNSUPPORTED_OPTIONS = ['requestValidator', 'requestParameters']

const NAMED = [CONNECT, '$disconnect', '$default']

/** The ids of authorizers that exist already. */
export type KnownSocketIds = ReadonlyMap<GatewayAuthorizer, string>

/** What a route is checked against. */
export interface SocketRouteContext {
  readonly world: World
  readonly apiId: string
  readonly definition: SocketDefinition
  /** `createGateway: 'send'` */
  readonly where: string
  readonly ids: KnownSocketIds | undefined
}

export function toSocketRoute(
  context: SocketRouteContext,
  key: string,
  value: RouteValue,
): SocketRoute {
  const { world, where, ids } = context
  checkKey(key, where)
  const options = toOptions(world, value, where)
  const { authorizer } = options
  if (authorizer && key !== CONNECT) {
    // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html
    throw new MisuseError(
      `${where} received an authorizer.`,
      'it on $connect, the only route of a WebSocket API that can have one',
    )
  }
  return {
    key,
    integration: toSocketIntegration(world, options, where),
    authorizer: authorizer && toSocketAuthorizer(world, authorizer, where, ids?.get(authorizer)),
    apiKeyRequired: options.apiKeyRequired ?? false,
    returnsResponse: returnsResponse(options, where),
    models: toModels(context, options),
    throttle:
      options.throttle && rooms.usage().checkThrottle(options.throttle, `${where}: throttle`),
    given: options,
  }
}

/** Without an expression nothing is validated. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html
function toModels(
  { world, apiId, definition, where }: SocketRouteContext,
  { models, modelSelectionExpression: expression }: RouteOptions,
): SocketModels | undefined {
  if (expression === undefined) {
    if (models === undefined) return undefined
    throw new MisuseError(
      `${where} received models without a modelSelectionExpression.`,
      "the expression as well: '$request.body.action', or '\\$default' for the model $default",
    )
  }
  const byKey = rooms
    .rules()
    .toBodyModels({ id: apiId, models: definition.models }, models ?? {}, where)
  const option = 'modelSelectionExpression'
  return { selection: parseSelectionExpression(world, expression, where, option), byKey }
}

function checkKey(key: string, where: string): void {
  if (key.startsWith('$') && !NAMED.includes(key))
    throw new MisuseError(
      `${where} is no route of a WebSocket API.`,
      `${NAMED.join(', ')}, or a value of the route selection expression`,
      didYouMean(key, NAMED),
    )
  if (key === '') throw new MisuseError(`${where} is empty.`, "a route key such as 'send'")
  const [, , path] = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)\s+(\S+)$/.exec(key) ?? []
  if (path !== undefined)
    throw new MisuseError(
      `${where} is a route of HTTP and REST APIs.`,
      "a route key such as 'send', which messages name in their member 'action'",
      "Did you mean a gateway without { type: 'websocket' }?",
    )
}

function toOptions(world: World, value: RouteValue, where: string): RouteOptions {
  if (!isRouteOptions(value)) return { handler: value }
  for (const [name, option] of Object.entries(value)) {
    if (option === undefined || OPTIONS.includes(name)) continue
    if (UNSUPPORTED_OPTIONS.includes(name)) {
      throw world.refuse(
        new UnsupportedError({
          service: 'API Gateway',
          operation: 'WebSocket route',
          parameter: name,
        }),
      )
    }
    throw new MisuseError(
      `${where} received the unknown option '${name}'.`,
      `one of ${OPTIONS.join(', ')}`,
      didYouMean(name, OPTIONS),
    )
  }
  return value
}

function returnsResponse(
  { returnResponse, routeResponseSelectionExpression: expression }: RouteOptions,
  where: string,
): boolean {
  // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html
  if (expression !== undefined && expression !== '$default')
    throw new MisuseError(
      `${where} received the routeResponseSelectionExpression '${String(expression)}'.`,
      "'$default', the only one that AWS supports",
    )
  return returnResponse ?? expression === '$default'
}
