/** The working copy of a REST API, or of one of its deployments, as an exported API. */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import type { World } from '../../../core/world/world.ts'
import type { Api } from '../../api/deployments.ts'
import type {
  RestAuthorizer,
  RestDraft,
  RestMethod,
  RestMethodIntegration,
} from '../../api/draft/rest.ts'
import { issuerUrl } from '../../api/authorizers/jwt-authorizer.ts'
import { REST_TIMEOUT_MS } from '../../limits.ts'
import { objectOf, type JsonObject } from '../json.ts'
import type {
  ExportedApi,
  ExportedExtensions,
  ExportedOperation,
  ExportedParameter,
  ExportedResponse,
  ExportedScheme,
} from './exported-api.ts'

const PREFIX = 'x-amazon-apigateway-'

export function exportRest(
  world: World,
  api: Api,
  draft: RestDraft,
  stage: string,
  extensions: ExportedExtensions,
): ExportedApi {
  const operations = [...draft.resources.values()].flatMap(({ path, methods }) =>
    [...methods.values()].map((method) => toOperation(draft, path, method, extensions)),
  )
  const used = new Set(operations.flatMap(({ security }) => [...security.keys()]))
  const schemes = [...draft.authorizers.values()].map(
    (one) => [one.name, toScheme(world, one, extensions)] as const,
  )
  return {
    ...{ kind: 'rest', title: api.name },
    description: draft.description,
    // Recorded: GATEWAY.md 11.7: the version is the timestamp if unset.
    version: draft.version ?? new Date(draft.createdAt).toISOString().replace(/\.\d+Z$/, 'Z'),
    ...{ host: api.working.host, stage, operations },
    models: modelsOf(draft, operations),
    securitySchemes: new Map(
      [...schemes, [API_KEY, KEY_SCHEME] as const, [SIGNATURE, SIGNATURE_SCHEME] as const].filter(
        ([name]) => used.has(name),
      ),
    ),
    extensions: extensions.integrations ? extensionsOf(draft) : {},
  }
}

const API_KEY = 'api_key'
const KEY_SCHEME: ExportedScheme = { in: 'header', name: 'x-api-key', extensions: {} }

const SIGNATURE = 'sigv4'
// AWS: api-as-s3-proxy-export-swagger-with-extensions.html
const SIGNATURE_SCHEME: ExportedScheme = {
  ...{ in: 'header', name: 'Authorization' },
  extensions: { [`${PREFIX}authtype`]: 'awsSigv4' },
}

/** The models, without those that every new API has if nothing uses them. */
function modelsOf(
  { models }: RestDraft,
  operations: readonly ExportedOperation[],
): ReadonlyMap<string, JsonObject> {
  const used = new Set(
    operations.flatMap(({ bodies, responses }) => [
      ...bodies.values(),
      ...[...responses.values()].flatMap((one) => [...one.bodies.values()]),
    ]),
  )
  const all = [...models.values()]
  const isUsed = (name: string): boolean =>
    !DEFAULT_MODELS.has(name) ||
    used.has(name) ||
    all.some(({ schema }) => schema?.includes(`/models/${name}"`))
  return new Map(
    all.filter(({ name }) => isUsed(name)).map(({ name, schema }) => [name, toSchema(schema)]),
  )
}

const DEFAULT_MODELS: ReadonlySet<string> = new Set(['Empty', 'Error'])

function toSchema(text: string | undefined): JsonObject {
  try {
    return objectOf(JSON.parse(text ?? '{}'))
  } catch {
    return {}
  }
}

function toOperation(
  draft: RestDraft,
  path: string,
  method: RestMethod,
  { integrations }: ExportedExtensions,
): ExportedOperation {
  const validator = draft.validators.get(method.requestValidatorId ?? '')?.name
  const { integration } = method
  return {
    ...{ path, method: method.httpMethod, operationId: method.operationName },
    parameters: Object.entries(method.requestParameters ?? {}).flatMap(toParameter),
    bodies: new Map(Object.entries(method.requestModels ?? {})),
    responses: new Map(
      [...method.responses.values()].map((one) => [one.statusCode, toResponse(one)]),
    ),
    security: securityOf(draft, method),
    extensions: integrations
      ? withoutUndefined({
          [`${PREFIX}request-validator`]: validator,
          [`${PREFIX}integration`]: integration && toIntegration(integration),
        })
      : {},
  }
}

const PLACES: Readonly<Record<string, ExportedParameter['in']>> = {
  ...{ header: 'header', path: 'path', querystring: 'query' },
  ...{ multivalueheader: 'header', multivaluequerystring: 'query' },
}

/** `method.request.querystring.page` */
function toParameter([key, required]: readonly [string, boolean]): readonly ExportedParameter[] {
  const [, from = '', name = ''] = /^method\.request\.([a-z]+)\.(.+)$/.exec(key) ?? []
  const place = PLACES[from]
  if (!place) return []
  return [{ name, in: place, required: required || place === 'path' }]
}

const toResponse = ({
  responseParameters,
  responseModels,
}: Pick<
  RestMethod['responses'] extends ReadonlyMap<string, infer One> ? One : never,
  'responseModels' | 'responseParameters'
>): ExportedResponse => ({
  headers: Object.keys(responseParameters ?? {}).flatMap(
    (name) => /^method\.response\.header\.(.+)$/.exec(name)?.[1] ?? [],
  ),
  bodies: new Map(Object.entries(responseModels ?? {})),
})

function securityOf(draft: RestDraft, method: RestMethod): ExportedOperation['security'] {
  const authorizer = draft.authorizers.get(method.authorizerId ?? '')
  const security = new Map<string, readonly string[]>()
  if (authorizer) security.set(authorizer.name, method.authorizationScopes ?? [])
  else if (method.authorizationType === 'AWS_IAM') security.set(SIGNATURE, [])
  if (method.apiKeyRequired) security.set(API_KEY, [])
  return security
}

// AWS: api-gateway-swagger-extensions-authorizer.html
function toScheme(
  world: World,
  authorizer: RestAuthorizer,
  { authorizers }: ExportedExtensions,
): ExportedScheme {
  const { type, given, identitySource = '' } = authorizer
  const [issuer] = given?.kind === 'jwt' ? given.issuers : []
  const settings = withoutUndefined({
    identitySource: type === 'REQUEST' ? identitySource : undefined,
    authorizerUri: authorizer.authorizerUri,
    authorizerCredentials: authorizer.authorizerCredentials,
    providerARNs: authorizer.providerARNs,
    identityValidationExpression: authorizer.identityValidationExpression,
    authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
    type: type.toLowerCase(),
  })
  return {
    ...placeOf(identitySource),
    issuer: issuer && issuerUrl(issuer.issuer),
    extensions: authorizers
      ? withoutUndefined({
          [`${PREFIX}authtype`]: authorizer.authType,
          // Documents have no form for the JWT authorizers of REST APIs.
          [`${PREFIX}authorizer`]: type === 'JWT' ? undefined : settings,
        })
      : {},
  }
}

/** Where the first identity source is. */
export function placeOf(source: string): Pick<ExportedScheme, 'in' | 'name'> {
  const [, from, name] = /request\.(header|querystring)\.([^,\s]+)/.exec(source) ?? []
  // AWS: the same page (for a source that is neither)
  if (name === undefined) return { in: 'header', name: 'Unused' }
  return { in: from === 'header' ? 'header' : 'query', name }
}

// AWS: api-gateway-swagger-extensions-integration.html
// Recorded: GATEWAY.md 11.7: passthroughBehavior is in lower case.
function toIntegration(integration: RestMethodIntegration): JsonObject {
  const { type, timeoutInMillis, cacheKeyParameters, responses } = integration
  return withoutUndefined({
    type: type.toLowerCase(),
    httpMethod: integration.httpMethod,
    uri: integration.uri,
    credentials: integration.credentials,
    requestParameters: integration.requestParameters,
    requestTemplates: integration.requestTemplates,
    passthroughBehavior: integration.passthroughBehavior.toLowerCase(),
    contentHandling: integration.contentHandling,
    timeoutInMillis: timeoutInMillis === REST_TIMEOUT_MS ? undefined : timeoutInMillis,
    cacheKeyParameters: cacheKeyParameters.length > 0 ? cacheKeyParameters : undefined,
    responseTransferMode: integration.responseTransferMode,
    connectionType: integration.connectionType,
    connectionId: integration.connectionId,
    tlsConfig: integration.tlsConfig,
    responses:
      responses.size === 0
        ? undefined
        : Object.fromEntries(
            [...responses.values()].map(({ selectionPattern, ...response }) => [
              selectionPattern || 'default',
              withoutUndefined(response),
            ]),
          ),
  })
}

function extensionsOf(draft: RestDraft): JsonObject {
  const validators = [...draft.validators.values()].flatMap(
    ({ name, validateRequestBody, validateRequestParameters }) =>
      name === undefined
        ? []
        : [[name, { validateRequestBody, validateRequestParameters }] as const],
  )
  const { gatewayResponses, binaryMediaTypes, endpointType, disableExecuteApiEndpoint } = draft
  const endpoints = withoutUndefined({
    types: endpointType === 'EDGE' ? undefined : [endpointType],
    disableExecuteApiEndpoint: disableExecuteApiEndpoint || undefined,
  })
  const policy = draft.policy === undefined ? undefined : toSchema(draft.policy)
  return Object.fromEntries(
    Object.entries({
      'request-validators': validators.length > 0 ? Object.fromEntries(validators) : undefined,
      'gateway-responses':
        gatewayResponses.size > 0 ? Object.fromEntries(gatewayResponses) : undefined,
      'binary-media-types': binaryMediaTypes.length > 0 ? binaryMediaTypes : undefined,
      'api-key-source': draft.apiKeySource === 'AUTHORIZER' ? 'AUTHORIZER' : undefined,
      'minimum-compression-size': draft.minimumCompressionSize,
      'endpoint-configuration': Object.keys(endpoints).length > 0 ? endpoints : undefined,
      policy: isObject(policy) ? policy : undefined,
    }).flatMap(([name, value]) => (value === undefined ? [] : [[`${PREFIX}${name}`, value]])),
  )
}
