/** Integrations of REST APIs: from `createGateway`'s form to AWS's, and back. */
import { toMilliseconds } from '../../core/time/duration.ts'
import type { World } from '../../core/world/world.ts'
import type { FunctionTarget } from '../api/authorizers/create-authorizers.ts'
import type { RouteDefinition } from '../api/definition.ts'
import type { RestIntegrationResponse, RestMethodIntegration } from '../api/draft/rest.ts'
import { uncheckedFunction } from '../api/function-target.ts'
import type { IntegrationResponse, RouteIntegration } from '../api/integrations/integrations.ts'
import type { RouteOptions } from '../api/options.ts'
import { REST_TIMEOUT_MS } from '../limits.ts'
import { functionOfUri, lambdaUri } from './lambda-uri.ts'

/** The integration of a route in AWS's form. */
export function integrationOfRoute(
  world: World,
  { given, integration: built }: RouteDefinition,
  resourceId: string,
): RestMethodIntegration {
  const common = {
    passthroughBehavior: 'WHEN_NO_MATCH',
    timeoutInMillis:
      given.timeout === undefined ? REST_TIMEOUT_MS : toMilliseconds(given.timeout, 'timeout'),
    cacheNamespace: resourceId,
    cacheKeyParameters: typeof given.cache === 'object' ? (given.cache.keys ?? []) : [],
    responses: new Map(),
  }
  const { integration } = given
  if (!integration) {
    const uri = lambdaUri(world, nameOf(given.handler, built))
    return { ...common, type: 'AWS_PROXY', httpMethod: 'POST', uri }
  }
  const { responses, ...settings } = settingsOf(integration)
  return { ...common, ...settings, ...uriOf(world, integration), responses, given: integration }
}

/** A proxy integration of a function, with the settings that the document has for another. */
export const functionIntegration = (
  world: World,
  fn: string,
  declared: RestMethodIntegration | undefined,
): RestMethodIntegration => ({
  ...{ passthroughBehavior: 'WHEN_NO_MATCH', timeoutInMillis: REST_TIMEOUT_MS },
  ...{ cacheKeyParameters: [], responses: new Map() },
  ...declared,
  // A template is for a function without proxy.
  type: declared?.type === 'AWS' ? 'AWS' : 'AWS_PROXY',
  httpMethod: 'POST',
  uri: lambdaUri(world, fn, declared?.responseTransferMode === 'STREAM'),
})

type Settings = Pick<RestMethodIntegration, 'type' | 'httpMethod' | 'responses'> &
  Partial<RestMethodIntegration>

/** The members that both forms share. */
export function settingsOf(integration: RouteIntegration): Settings {
  const given: Partial<Record<string, unknown>> = { ...integration }
  const take = <Name extends keyof RestMethodIntegration>(
    name: Name,
  ): Partial<Pick<RestMethodIntegration, Name>> =>
    given[name] === undefined ? {} : ({ [name]: given[name] } as Pick<RestMethodIntegration, Name>)
  const isMock = integration.type === 'MOCK'
  return {
    type: integration.type,
    httpMethod: isMock
      ? undefined
      : ((given['integrationHttpMethod'] as string | undefined) ?? 'POST'),
    ...take('credentials'),
    ...take('requestParameters'),
    ...take('requestTemplates'),
    ...take('passthroughBehavior'),
    ...take('contentHandling'),
    ...take('responseTransferMode'),
    ...take('connectionType'),
    ...take('connectionId'),
    ...take('tlsConfig'),
    responses: responsesOf((given['responses'] ?? []) as readonly IntegrationResponse[]),
  }
}

const responsesOf = (
  responses: readonly IntegrationResponse[],
): ReadonlyMap<string, RestIntegrationResponse> =>
  new Map(
    responses.map((response) => [
      String(response.statusCode),
      { ...response, statusCode: String(response.statusCode) },
    ]),
  )

export function uriOf(world: World, integration: RouteIntegration): { readonly uri?: string } {
  if ('uri' in integration) {
    // A backend that is a function has no URL.
    return { uri: typeof integration.uri === 'string' ? integration.uri : 'http://backend.test/' }
  }
  if ('function' in integration) {
    const isStream =
      'responseTransferMode' in integration && integration.responseTransferMode === 'STREAM'
    return { uri: lambdaUri(world, nameOf(integration.function, undefined), isStream) }
  }
  if ('service' in integration) {
    const { service, action, path } = integration
    const { region } = world.options
    const what = action === undefined ? `path/${path ?? ''}` : `action/${action}`
    return { uri: `arn:aws:apigateway:${region}:${service}:${what}` }
  }
  return {}
}

function nameOf(
  target: FunctionTarget | undefined,
  built: RouteDefinition['integration'] | undefined,
): string {
  if (built && 'function' in built && typeof built.function === 'string') return built.function
  return typeof target === 'string' ? target : (target?.arn ?? '')
}

/** The form that routes take. */
export function integrationToOptions(
  integration: RestMethodIntegration,
): Pick<RouteOptions, 'integration' | 'timeout'> {
  const { given, timeoutInMillis } = integration
  const timeout = timeoutInMillis === REST_TIMEOUT_MS ? {} : { timeout: timeoutInMillis / 1000 }
  return { integration: given ?? routeIntegration(integration), ...timeout }
}

function routeIntegration(integration: RestMethodIntegration): RouteIntegration {
  const { type, uri = '', httpMethod, responseTransferMode, requestParameters } = integration
  const method = httpMethod === undefined ? {} : { integrationHttpMethod: httpMethod }
  const parameters = requestParameters && { requestParameters }
  const mode = responseTransferMode === 'STREAM' && { responseTransferMode }
  switch (type) {
    case 'AWS_PROXY':
      return {
        ...{ type, ...method, ...parameters, ...mode },
        function: uncheckedFunction(functionOfUri(uri) ?? uri, integration.credentials),
      }
    case 'HTTP_PROXY':
      return { type, uri, ...method, ...parameters, ...mode }
    case 'HTTP':
      return { type, uri, ...method, ...mapped(integration) }
    case 'AWS': {
      const { credentials } = integration
      return { type, uri, ...method, ...mapped(integration), ...(credentials && { credentials }) }
    }
    case 'MOCK':
      return { type, ...mapped(integration) }
  }
}

const mapped = ({
  requestParameters,
  requestTemplates,
  passthroughBehavior,
  contentHandling,
  responses,
}: RestMethodIntegration) => ({
  ...(requestParameters && { requestParameters }),
  ...(requestTemplates && { requestTemplates }),
  ...(passthroughBehavior !== 'WHEN_NO_MATCH' && {
    passthroughBehavior: passthroughBehavior as 'WHEN_NO_TEMPLATES' | 'NEVER',
  }),
  ...(contentHandling && { contentHandling }),
  responses: [...responses.values()].map(toResponse),
})

const toResponse = ({
  statusCode,
  selectionPattern,
  responseParameters,
  responseTemplates,
  contentHandling,
}: RestIntegrationResponse): IntegrationResponse => ({
  statusCode,
  ...(selectionPattern !== undefined && { selectionPattern }),
  ...(responseParameters && { responseParameters }),
  ...(responseTemplates && { responseTemplates }),
  ...(contentHandling && { contentHandling }),
})
