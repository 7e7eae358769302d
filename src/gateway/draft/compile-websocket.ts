/** Compiles the working copy of a WebSocket API into the definition that a deployment freezes. */
import type { World } from '../../core/world/world.ts'
import type { GatewayAuthorizer } from '../api/authorizers/create-authorizers.ts'
import { integrationIdOf, type V2Route } from '../api/draft/v2.ts'
import type { SocketDraft } from '../api/draft/websocket.ts'
import type { JsonSchema, RouteOptions, WebSocketGatewayOptions } from '../api/options.ts'
import type { SocketDefinition, WebSocketApi } from '../api/websocket/definition.ts'
import { toSocketDefinition } from '../websocket/build/build-socket-api.ts'
import { authorizerOfRoute } from './authorizer-of-route.ts'
import { socketAuthorizerToOptions } from './websocket-authorizers.ts'
import { socketIntegrationToOptions } from './websocket-integration.ts'

const CALLER = 'CreateDeployment'

/**
 * The definition that createGateway would make of the same API. Routes without an integration are
 * not part of it.
 *
 * @throws UnsupportedError for a setting that is not simulated
 */
export function compileSocket(
  world: World,
  { id, options }: Pick<WebSocketApi, 'id' | 'options'>,
  draft: SocketDraft,
): SocketDefinition {
  const authorizers = new Map(
    [...draft.authorizers].map(([key, one]) => [key, socketAuthorizerToOptions(world, one)]),
  )
  const routes = [...draft.routes.values()].flatMap((route): [string, RouteOptions][] => {
    const options = toRoute(draft, route, authorizers)
    return options ? [[route.RouteKey, options]] : []
  })
  const ids = new Map([...authorizers].map(([key, given]) => [given, key]))
  return toSocketDefinition(
    world,
    id,
    Object.fromEntries(routes),
    toOptions(options, draft),
    CALLER,
    ids,
  )
}

function toRoute(
  { integrations }: SocketDraft,
  route: V2Route,
  authorizers: ReadonlyMap<string, GatewayAuthorizer>,
): RouteOptions | undefined {
  const integration = integrations.get(integrationIdOf(route))
  if (!integration) return undefined
  const authorizer = authorizerOfRoute(route, authorizers)
  const { ModelSelectionExpression, RequestModels } = route
  return {
    ...route.others,
    ...socketIntegrationToOptions(integration),
    ...(authorizer && { authorizer }),
    ...(route.ApiKeyRequired && { apiKeyRequired: true }),
    ...(returnsResponse(route) && { returnResponse: true }),
    ...(ModelSelectionExpression !== undefined && {
      modelSelectionExpression: ModelSelectionExpression,
      models: { ...route.others?.models, ...RequestModels },
    }),
  }
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html
// Unverified: that an answer needs both the expression and the response
const returnsResponse = ({ RouteResponseSelectionExpression, responses }: V2Route): boolean =>
  RouteResponseSelectionExpression === '$default' &&
  [...(responses?.values() ?? [])].some(({ RouteResponseKey }) => RouteResponseKey === '$default')

const toOptions = (
  options: WebSocketGatewayOptions,
  draft: SocketDraft,
): WebSocketGatewayOptions => ({
  ...options,
  type: 'websocket',
  routeSelectionExpression: draft.RouteSelectionExpression,
  apiKeySelectionExpression: draft.ApiKeySelectionExpression as NonNullable<
    WebSocketGatewayOptions['apiKeySelectionExpression']
  >,
  disableExecuteApiEndpoint: draft.disableExecuteApiEndpoint,
  ...(draft.models.size > 0 && { models: modelsOf(draft) }),
})

const modelsOf = ({ models }: SocketDraft): Record<string, JsonSchema> =>
  Object.fromEntries(
    [...models.values()].map(({ Name, Schema }) => [Name, JSON.parse(Schema) as JsonSchema]),
  )
