/**
 * The rules of WebSocket APIs.
 * AWS: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html and the
 * pages of the other resources (what is supported for which kind). Unverified: the wordings.
 */
import type { World } from '../../../../core/world/world.ts'
import type { V2Draft, V2Integration, V2Route } from '../../../api/draft/v2.ts'
import { badRequest, modelNotFound } from '../../../control/errors.ts'
import { MIN_TIMEOUT_MS, REST_TIMEOUT_MS } from '../../../limits.ts'
import { unsupportedV2 } from '../define.ts'
import { refuseMembers } from './refuse-members.ts'
import type { ProtocolRules } from './rules.ts'

const CONNECT = '$connect'
const NAMED = [CONNECT, '$disconnect', '$default']

const HTTP_ROUTE = ['AuthorizationScopes'] as const
const HTTP_INTEGRATION = ['IntegrationSubtype', 'ResponseParameters'] as const
const HTTP_AUTHORIZER = [
  ...['JwtConfiguration', 'AuthorizerPayloadFormatVersion', 'AuthorizerResultTtlInSeconds'],
  'EnableSimpleResponses',
] as const

const TYPES = ['AWS_PROXY', 'AWS', 'HTTP', 'HTTP_PROXY', 'MOCK']

export const WEBSOCKET_RULES: ProtocolRules = {
  integrationDefaults: {
    PayloadFormatVersion: '1.0',
    TimeoutInMillis: REST_TIMEOUT_MS,
    PassthroughBehavior: 'WHEN_NO_MATCH',
  },
  normalKey: (key) => key,
  checkRouteKey(key) {
    if (key === '' || (key.startsWith('$') && !NAMED.includes(key)))
      throw badRequest(
        `The provided route key is not formatted properly for WEBSOCKET protocol: ${key}`,
      )
  },
  checkRoute(world, draft, route) {
    const { RouteKey, AuthorizationType, RouteResponseSelectionExpression: expression } = route
    if (AuthorizationType !== 'NONE' && RouteKey !== CONNECT)
      throw badRequest('Authorization is only supported for the $connect route')
    if (AuthorizationType === 'JWT')
      throw badRequest('Authorization type JWT is not supported for WEBSOCKET protocol')
    if (expression !== undefined && expression !== '' && expression !== '$default')
      throw badRequest('Route response selection expression must be $default')
    refuseMembers(world, 'route of a WebSocket API', route, HTTP_ROUTE)
    refuseRequiredParameters(world, route)
    checkModels(draft, route)
  },
  checkIntegration(world, integration) {
    const { IntegrationType: type, IntegrationUri: uri, IntegrationMethod: method } = integration
    if (!TYPES.includes(type)) throw badRequest(`Invalid integration type: ${type}`)
    if (type !== 'MOCK' && !uri)
      throw badRequest('IntegrationUri is a required parameter for integration')
    if (type.startsWith('HTTP') && !/^https?:\/\//.test(uri ?? ''))
      throw badRequest('Invalid HTTP endpoint specified for URI')
    // Recorded: test_put_integration_validation, of REST APIs
    if (type.startsWith('HTTP') && !method)
      throw badRequest('Enumeration value for HttpMethod must be non-empty')
    checkTimeout(integration)
    refuseMembers(world, 'integration of a WebSocket API', integration, HTTP_INTEGRATION)
    if (type === 'AWS_PROXY' && integration.RequestParameters)
      throw unsupportedV2(world, 'AWS_PROXY integration of a WebSocket API', 'RequestParameters')
  },
  checkAuthorizer(authorizer) {
    const { AuthorizerType, AuthorizerUri } = authorizer
    if (AuthorizerType !== 'REQUEST')
      throw badRequest('AuthorizerType must be REQUEST for WEBSOCKET protocol')
    if (!AuthorizerUri) throw badRequest('AuthorizerUri is required for REQUEST')
    const other = HTTP_AUTHORIZER.find((name) => Reflect.get(authorizer, name) !== undefined)
    if (other !== undefined) throw badRequest(`${other} is not supported for WEBSOCKET protocol`)
  },
}

function refuseRequiredParameters(world: World, { RequestParameters }: V2Route): void {
  const required = Object.values(RequestParameters ?? {}).some(({ Required }) => Required)
  if (required) throw unsupportedV2(world, 'route of a WebSocket API', 'RequestParameters.Required')
}

// Recorded: GATEWAY.md 4.8, of REST APIs (the wording for a model)
function checkModels({ models }: V2Draft, { RequestModels = {} }: V2Route): void {
  const known = new Set([...models.values()].map(({ Name }) => Name))
  const unknown = Object.values(RequestModels).find((name) => !known.has(name))
  if (unknown !== undefined) throw modelNotFound(unknown)
}

// AWS: apigateway-execution-service-websocket-limits-table.html
function checkTimeout({ TimeoutInMillis }: V2Integration): void {
  if (TimeoutInMillis < MIN_TIMEOUT_MS || TimeoutInMillis > REST_TIMEOUT_MS)
    throw badRequest(`Timeout should be between ${MIN_TIMEOUT_MS} ms and ${REST_TIMEOUT_MS} ms`)
}
