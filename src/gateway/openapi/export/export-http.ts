/** The working copy of an HTTP API, or of one of its deployments, as an exported API. */
import { withoutUndefined } from '../../../core/without-undefined.ts'
import type { World } from '../../../core/world/world.ts'
import type { Api } from '../../api/deployments.ts'
import type { HttpCors, HttpDraft } from '../../api/draft/http.ts'
import {
  integrationIdOf,
  type V2Authorizer,
  type V2Integration,
  type V2Route,
} from '../../api/draft/v2.ts'
import { DEFAULT_ROUTE } from '../../api/routing/route-key.ts'
import { HTTP_TIMEOUT_MS } from '../../limits.ts'
import type { JsonObject } from '../json.ts'
import type {
  ExportedApi,
  ExportedExtensions,
  ExportedOperation,
  ExportedScheme,
} from './exported-api.ts'
import { placeOf } from './export-rest.ts'

const PREFIX = 'x-amazon-apigateway-'

export function exportHttp(
  _world: World,
  api: Api,
  draft: HttpDraft,
  stage: string,
  extensions: ExportedExtensions,
): ExportedApi {
  const operations = [...draft.routes.values()].map((route) =>
    toOperation(draft, route, extensions),
  )
  const used = new Set(operations.flatMap(({ security }) => [...security.keys()]))
  const schemes = [...draft.authorizers.values()].map(
    (one) => [one.Name, toScheme(one, extensions)] as const,
  )
  return {
    ...{ kind: 'http', title: api.name },
    description: draft.description,
    // Seen: exported documents in public repositories: '2023-04-30 00:45:35UTC'.
    version:
      draft.version ??
      `${new Date(draft.createdAt).toISOString().slice(0, 19).replace('T', ' ')}UTC`,
    ...{ host: api.working.host, stage, operations },
    models: new Map(),
    securitySchemes: new Map(
      [...schemes, [SIGNATURE, SIGNATURE_SCHEME] as const].filter(([name]) => used.has(name)),
    ),
    extensions: extensions.integrations
      ? withoutUndefined({
          [`${PREFIX}cors`]: draft.cors && toCors(draft.cors),
          [`${PREFIX}importexport-version`]: '1.0',
        })
      : {},
  }
}

const SIGNATURE = 'sigv4'
const SIGNATURE_SCHEME: ExportedScheme = {
  ...{ in: 'header', name: 'Authorization' },
  extensions: { [`${PREFIX}authtype`]: 'awsSigv4' },
}

function toOperation(
  draft: HttpDraft,
  route: V2Route,
  { integrations }: ExportedExtensions,
): ExportedOperation {
  const [method = '', path = ''] = route.RouteKey.split(' ')
  const isDefault = route.RouteKey === DEFAULT_ROUTE
  const integration = draft.integrations.get(integrationIdOf(route))
  return {
    path: isDefault ? `/${DEFAULT_ROUTE}` : path,
    method: isDefault ? 'ANY' : method,
    operationId: route.OperationName,
    parameters: [],
    bodies: new Map(),
    responses: new Map(),
    security: securityOf(draft, route),
    extensions: {
      // AWS: http-api-open-api.html
      ...(isDefault && { isDefaultRoute: true }),
      ...(integrations && integration && { [`${PREFIX}integration`]: toIntegration(integration) }),
    },
  }
}

function securityOf(draft: HttpDraft, route: V2Route): ExportedOperation['security'] {
  const authorizer = draft.authorizers.get(route.AuthorizerId ?? '')
  if (authorizer) return new Map([[authorizer.Name, route.AuthorizationScopes ?? []]])
  return route.AuthorizationType === 'AWS_IAM' ? new Map([[SIGNATURE, []]]) : new Map()
}

// AWS: http-api-jwt-authorizer.html, http-api-lambda-authorizer.html (in documents)
function toScheme(authorizer: V2Authorizer, { authorizers }: ExportedExtensions): ExportedScheme {
  const { AuthorizerType, IdentitySource, JwtConfiguration: jwt } = authorizer
  const source = IdentitySource.join(', ')
  const settings =
    AuthorizerType === 'JWT'
      ? {
          identitySource: source,
          jwtConfiguration: { audience: jwt?.Audience ?? [], issuer: jwt?.Issuer ?? '' },
          type: 'jwt',
        }
      : withoutUndefined({
          identitySource: source,
          authorizerUri: authorizer.AuthorizerUri,
          authorizerPayloadFormatVersion: authorizer.AuthorizerPayloadFormatVersion,
          authorizerResultTtlInSeconds: authorizer.AuthorizerResultTtlInSeconds,
          enableSimpleResponses: authorizer.EnableSimpleResponses,
          type: 'request',
        })
  return {
    ...placeOf(source),
    issuer: AuthorizerType === 'JWT' ? jwt?.Issuer : undefined,
    extensions: authorizers ? { [`${PREFIX}authorizer`]: settings } : {},
  }
}

// Seen: exported documents in public repositories.
const toIntegration = (integration: V2Integration): JsonObject =>
  withoutUndefined({
    payloadFormatVersion: integration.PayloadFormatVersion,
    type: integration.IntegrationType.toLowerCase(),
    subtype: integration.IntegrationSubtype,
    httpMethod: integration.IntegrationMethod,
    uri: integration.IntegrationUri,
    requestParameters: integration.RequestParameters,
    responseParameters: integration.ResponseParameters,
    connectionType: 'INTERNET',
    timeoutInMillis:
      integration.TimeoutInMillis === HTTP_TIMEOUT_MS ? undefined : integration.TimeoutInMillis,
  })

// AWS: api-gateway-swagger-extensions-cors-configuration.html
const toCors = (cors: HttpCors): JsonObject =>
  withoutUndefined({
    allowOrigins: cors.AllowOrigins,
    allowCredentials: cors.AllowCredentials,
    exposeHeaders: cors.ExposeHeaders,
    maxAge: cors.MaxAge,
    allowMethods: cors.AllowMethods,
    allowHeaders: cors.AllowHeaders,
  })
