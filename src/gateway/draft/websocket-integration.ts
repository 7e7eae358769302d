/** Integrations of WebSocket APIs: from `createGateway`'s form to AWS's, and back. */
import { toMilliseconds } from '../../core/time/duration.ts'
import type { World } from '../../core/world/world.ts'
import type { V2Integration, V2IntegrationResponse } from '../api/draft/v2.ts'
import { uncheckedFunction } from '../api/function-target.ts'
import type { IntegrationResponse, RouteIntegration } from '../api/integrations/integrations.ts'
import type { RouteOptions } from '../api/options.ts'
import type { SocketRoute } from '../api/websocket/definition.ts'
import { REST_TIMEOUT_MS } from '../limits.ts'
import { functionOfUri, lambdaUri } from './lambda-uri.ts'
import { settingsOf, uriOf } from './rest-integration.ts'

/** The integration of a route in AWS's form. */
export function integrationOfSocketRoute(
  world: World,
  { given: { integration, timeout }, integration: built }: SocketRoute,
  IntegrationId: string,
): V2Integration {
  const common = {
    IntegrationId,
    TimeoutInMillis: timeout === undefined ? REST_TIMEOUT_MS : toMilliseconds(timeout, 'timeout'),
    PayloadFormatVersion: '1.0',
    ...(integration && { given: integration }),
  }
  if (built.type === 'AWS_PROXY')
    return {
      ...common,
      IntegrationType: 'AWS_PROXY',
      IntegrationMethod: 'POST',
      IntegrationUri: lambdaUri(world, built.function),
    }
  if (!integration) return { ...common, IntegrationType: built.type }
  const { type, httpMethod, requestParameters, requestTemplates, ...settings } =
    settingsOf(integration)
  const { uri } = uriOf(world, integration)
  return {
    ...common,
    IntegrationType: type,
    IntegrationMethod: httpMethod,
    IntegrationUri: uri,
    RequestParameters: requestParameters,
    RequestTemplates: requestTemplates,
    PassthroughBehavior: settings.passthroughBehavior,
    ContentHandlingStrategy: settings.contentHandling,
    TemplateSelectionExpression:
      'templateSelectionExpression' in integration
        ? integration.templateSelectionExpression
        : undefined,
    responses: new Map(
      responsesOf(integration).map((response) => {
        const IntegrationResponseId = world.ids.text('integration-response', 7)
        const { selectionPattern, responseTemplates, responseParameters } = response
        return [
          IntegrationResponseId,
          {
            IntegrationResponseId,
            IntegrationResponseKey: selectionPattern ? `/${selectionPattern}/` : '$default',
            ResponseTemplates: responseTemplates,
            ResponseParameters: responseParameters,
            ContentHandlingStrategy: response.contentHandling,
            TemplateSelectionExpression: response.templateSelectionExpression,
          },
        ]
      }),
    ),
  }
}

const responsesOf = (integration: RouteIntegration): readonly IntegrationResponse[] =>
  ('responses' in integration ? integration.responses : undefined) ?? []

/** The form that routes take. */
export function socketIntegrationToOptions(
  integration: V2Integration,
): Pick<RouteOptions, 'handler' | 'integration' | 'timeout'> {
  const { given, TimeoutInMillis } = integration
  const timeout = TimeoutInMillis === REST_TIMEOUT_MS ? {} : { timeout: TimeoutInMillis / 1000 }
  return { integration: given ?? routeIntegration(integration), ...timeout }
}

function routeIntegration(integration: V2Integration): RouteIntegration {
  const { IntegrationType: type, IntegrationUri: uri = '', IntegrationMethod } = integration
  const method =
    IntegrationMethod === undefined || IntegrationMethod === ''
      ? {}
      : { integrationHttpMethod: IntegrationMethod }
  const parameters = integration.RequestParameters
  switch (type) {
    case 'AWS_PROXY':
      return {
        type,
        function: uncheckedFunction(functionOfUri(uri) ?? uri, integration.CredentialsArn),
      }
    case 'HTTP_PROXY':
      return { type, uri, ...method, ...(parameters && { requestParameters: parameters }) }
    case 'HTTP':
      return { type, uri, ...method, ...mapped(integration) }
    case 'AWS': {
      const { CredentialsArn: credentials } = integration
      return { type, uri, ...method, ...mapped(integration), ...(credentials && { credentials }) }
    }
    default:
      return { type: 'MOCK', ...mapped(integration) }
  }
}

const mapped = (integration: V2Integration) => {
  const { RequestParameters, RequestTemplates, PassthroughBehavior } = integration
  const { ContentHandlingStrategy, TemplateSelectionExpression, responses } = integration
  return {
    ...(RequestParameters && { requestParameters: RequestParameters }),
    ...(RequestTemplates && { requestTemplates: RequestTemplates }),
    ...(PassthroughBehavior !== undefined && {
      passthroughBehavior: PassthroughBehavior as 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER',
    }),
    ...(ContentHandlingStrategy !== undefined && {
      contentHandling: ContentHandlingStrategy as 'CONVERT_TO_TEXT' | 'CONVERT_TO_BINARY',
    }),
    ...(TemplateSelectionExpression !== undefined && {
      templateSelectionExpression: TemplateSelectionExpression,
    }),
    responses: [...(responses?.values() ?? [])].map(toResponse),
  }
}

// AWS: apigateway-websocket-api-integration-responses.html (keys are $default, or patterns between
// slashes). Unverified: a handshake that one of them answers is accepted
const toResponse = (response: V2IntegrationResponse): IntegrationResponse => {
  const { IntegrationResponseKey: key, ResponseTemplates, ResponseParameters } = response
  const pattern = /^\/(.*)\/$/s.exec(key)?.[1]
  return {
    statusCode: 200,
    ...(pattern !== undefined && { selectionPattern: pattern }),
    ...(ResponseTemplates && { responseTemplates: ResponseTemplates }),
    ...(ResponseParameters && { responseParameters: ResponseParameters }),
    ...(response.TemplateSelectionExpression !== undefined && {
      templateSelectionExpression: response.TemplateSelectionExpression,
    }),
    ...(response.ContentHandlingStrategy !== undefined && {
      contentHandling: response.ContentHandlingStrategy as 'CONVERT_TO_TEXT' | 'CONVERT_TO_BINARY',
    }),
  }
}
