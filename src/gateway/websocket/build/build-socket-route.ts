/** Checks one route of a WebSocket API and turns it into a route definition. */
import { didYouMean, MisuseError, UnsupportedError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'
import type { RouteOptions, RouteValue } from '../../api/options.ts'
import { CONNECT, type SocketRoute } from '../../api/websocket/definition.ts'
import { isRouteOptions } from '../../build/build-route.ts'
import { toSocketAuthorizer } from './socket-authorizer.ts'
import { toSocketIntegration } from './socket-integration.ts'

const OPTIONS = [
  ...['handler', 'integration', 'authorizer', 'apiKeyRequired', 'timeout'],
  ...['returnResponse', 'routeResponseSelectionExpression'],
]
const UNSUPPORTED_OPTIONS = ['requestValidator', 'requestParameters', 'models', 'throttle']

const NAMED = [CONNECT, '$disconnect', '$default']

export function toSocketRoute(
  world: World,
  key: string,
  value: RouteValue,
  where: string,
): SocketRoute {
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
    authorizer: authorizer && toSocketAuthorizer(world, authorizer, where),
    apiKeyRequired: options.apiKeyRequired ?? false,
    returnsResponse: returnsResponse(options, where),
  }
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
