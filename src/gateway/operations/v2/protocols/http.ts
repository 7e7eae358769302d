/** The rules of HTTP APIs. */
import { badRequest, malformedRouteKey } from '../../../control/errors.ts'
import { HTTP_TIMEOUT_MS } from '../../../limits.ts'
import { refuseMembers } from './refuse-members.ts'
import type { ProtocolRules } from './rules.ts'

const KEY = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)\s+\/[^\s?#]*$/

/** AWS: apigatewayv2 CreateRoute, CreateIntegration (supported only for WebSocket APIs). */
const WEBSOCKET_ROUTE = [
  ...(['ApiKeyRequired', 'ModelSelectionExpression', 'RequestModels'] as const),
  ...(['RequestParameters', 'RouteResponseSelectionExpression'] as const),
]
const WEBSOCKET_INTEGRATION = [
  ...(['RequestTemplates', 'TemplateSelectionExpression', 'PassthroughBehavior'] as const),
  'ContentHandlingStrategy',
] as const

export const HTTP_RULES: ProtocolRules = {
  integrationDefaults: { PayloadFormatVersion: '1.0', TimeoutInMillis: HTTP_TIMEOUT_MS },
  normalKey: (key) => key.replace(/\s+/g, ' '),
  checkRouteKey(key) {
    if (key !== '$default' && !KEY.test(key)) throw malformedRouteKey()
  },
  checkRoute(world, _draft, route) {
    refuseMembers(world, 'route of an HTTP API', route, WEBSOCKET_ROUTE)
  },
  // AWS: apigatewayv2 CreateIntegration (the kinds of HTTP APIs). Unverified: the wordings.
  checkIntegration(world, integration) {
    const { IntegrationType, IntegrationUri, IntegrationSubtype } = integration
    if (IntegrationType !== 'AWS_PROXY' && IntegrationType !== 'HTTP_PROXY')
      throw badRequest(`Invalid integration type for HTTP protocol: ${IntegrationType}`)
    if (!IntegrationUri && !IntegrationSubtype)
      throw badRequest('IntegrationUri is a required parameter for integration')
    if (IntegrationType === 'HTTP_PROXY' && !/^(?:https?:\/\/|arn:)/.test(IntegrationUri ?? ''))
      throw badRequest('Invalid HTTP endpoint specified for URI')
    refuseMembers(world, 'integration of an HTTP API', integration, WEBSOCKET_INTEGRATION)
  },
  // AWS: apigatewayv2 CreateAuthorizer (what each type needs). Unverified: the wordings, the order.
  checkAuthorizer(authorizer) {
    const { AuthorizerType, JwtConfiguration, AuthorizerUri } = authorizer
    if (AuthorizerType === 'JWT') {
      const { Issuer, Audience = [] } = JwtConfiguration ?? {}
      if (!Issuer || Audience.length === 0)
        throw badRequest('JwtConfiguration with an issuer and an audience is required for JWT')
      return
    }
    if (!AuthorizerUri) throw badRequest('AuthorizerUri is required for REQUEST')
    if (authorizer.AuthorizerPayloadFormatVersion === undefined)
      throw badRequest('AuthorizerPayloadFormatVersion is a required parameter for authorizer')
  },
}
