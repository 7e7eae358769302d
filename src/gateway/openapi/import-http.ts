/** Imports a document into the working copy of an HTTP API. */
import { isObject } from '../../core/json.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { World } from '../../core/world/world.ts'
import type { HttpCors, HttpDraft } from '../api/draft/http.ts'
import type { V2Authorizer, V2Integration, V2Route } from '../api/draft/v2.ts'
import { tagsOf } from '../control/tags.ts'
import { lambdaArn } from '../draft/lambda-uri.ts'
import { HTTP_TIMEOUT_MS } from '../limits.ts'
import { basePathOf, type BasePathMode } from './base-path.ts'
import { entriesOf, listOf, memberOf, objectOf, textOf, type JsonObject } from './json.ts'
import { OperationReader, type ImportedOperation } from './operations.ts'
import type { OpenApiDocument } from './read-document.ts'
import { INTEGRATION, textsOf, warnOfMembers } from './rest-integrations.ts'
import { AUTHORIZER, requirementOf, schemesOf } from './security.ts'
import type { Warnings } from './warnings.ts'

export interface HttpImport {
  readonly document: OpenApiDocument
  readonly basePath: BasePathMode
  readonly warnings: Warnings
  /** The function that takes the place of what the document names: `name` or `name:qualifier`. */
  functionOf?(operation: ImportedOperation, uri: string | undefined): string | undefined
}

/** A copy of the working copy with what the document defines in place of what was there. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
export function importHttp(world: World, draft: HttpDraft, given: HttpImport): HttpDraft {
  const { root } = given.document
  const info = objectOf(memberOf(root, 'info'))
  const authorizers = authorizersOf(world, given)
  const reader = new OperationReader(given.document, given.warnings)
  const parts = new RouteImporter(world, given, reader, authorizers)
  for (const operation of reader.read()) parts.add(operation)
  return {
    ...draft,
    description: textOf(memberOf(info, 'description')),
    version: textOf(memberOf(info, 'version')),
    cors: corsOf(memberOf(root, 'x-amazon-apigateway-cors')),
    tags: tagsOf(declaredTags(root)),
    routes: parts.routes,
    integrations: parts.integrations,
    authorizers: new Map([...authorizers.values()].map((one) => [one.AuthorizerId, one])),
  }
}

class RouteImporter {
  readonly routes = new Map<string, V2Route>()
  readonly integrations = new Map<string, V2Integration>()
  readonly #world: World
  readonly #given: HttpImport
  readonly #reader: OperationReader
  readonly #authorizers: ReadonlyMap<string, V2Authorizer>
  readonly #basePath: string
  /** The ids of integrations that several operations refer to, by the reference. */
  readonly #shared = new Map<string, string>()

  constructor(
    world: World,
    given: HttpImport,
    reader: OperationReader,
    authorizers: ReadonlyMap<string, V2Authorizer>,
  ) {
    this.#world = world
    this.#given = given
    this.#reader = reader
    this.#authorizers = authorizers
    this.#basePath = basePathOf(given.document, given.basePath)
  }

  add(operation: ImportedOperation): void {
    const RouteId = this.#world.ids.text('route', 7)
    const integrationId = this.#integrationOf(operation)
    this.routes.set(RouteId, {
      RouteId,
      RouteKey: this.#keyOf(operation),
      Target: integrationId && `integrations/${integrationId}`,
      OperationName: operation.operationId,
      ...this.#authorizationOf(operation),
    })
  }

  // SAM and exports write the route $default as the path /$default.
  #keyOf({ method, path, node }: ImportedOperation): string {
    const isDefault =
      memberOf(node, 'isDefaultRoute') === true || (path === '/$default' && method === 'ANY')
    return isDefault ? '$default' : `${method} ${this.#basePath}${path}`
  }

  #authorizationOf(
    operation: ImportedOperation,
  ): Pick<V2Route, 'AuthorizationType' | 'AuthorizerId' | 'AuthorizationScopes'> {
    const { document, warnings } = this.#given
    const { scheme = '', scopes, isIam } = requirementOf(document, operation, warnings)
    const authorizer = this.#authorizers.get(scheme)
    if (!authorizer) return { AuthorizationType: isIam ? 'AWS_IAM' : 'NONE' }
    return {
      AuthorizationType: authorizer.AuthorizerType === 'JWT' ? 'JWT' : 'CUSTOM',
      AuthorizerId: authorizer.AuthorizerId,
      AuthorizationScopes: scopes.length > 0 ? scopes : undefined,
    }
  }

  /** Undefined, with a warning, for an operation without an integration. */
  #integrationOf(operation: ImportedOperation): string | undefined {
    const { node, where } = operation
    const declared = memberOf(node, INTEGRATION)
    const at = `${where}.${INTEGRATION}`
    const extension = this.#reader.resolve(declared, at)
    const fn = this.#given.functionOf?.(operation, textOf(memberOf(extension, 'uri')))
    if (fn !== undefined) return this.#add(functionIntegration(this.#world, fn, extension))
    const reference = textOf(memberOf(objectOf(declared), '$ref'))
    const known = reference === undefined ? undefined : this.#shared.get(reference)
    if (known !== undefined) return known
    const integration = toHttpIntegration(this.#world, extension, at, this.#given.warnings)
    if (!integration) return undefined
    if (reference !== undefined) this.#shared.set(reference, integration.IntegrationId)
    return this.#add(integration)
  }

  #add(integration: V2Integration): string {
    this.integrations.set(integration.IntegrationId, integration)
    return integration.IntegrationId
  }
}

/** A function in place of what the document has. An event format that the document names stays. */
const functionIntegration = (world: World, fn: string, extension: JsonObject): V2Integration => ({
  IntegrationId: world.ids.text('integration', 7),
  IntegrationType: 'AWS_PROXY',
  IntegrationMethod: 'POST',
  IntegrationUri: lambdaArn(world, fn),
  PayloadFormatVersion: versionOf(memberOf(extension, 'payloadFormatVersion') ?? 2),
  TimeoutInMillis: HTTP_TIMEOUT_MS,
})

const KNOWN = new Set([
  ...['type', 'httpMethod', 'uri', 'credentials', 'payloadFormatVersion', 'timeoutInMillis'],
  ...['integrationSubtype', 'requestParameters', 'responseParameters', 'description'],
  'passthroughBehavior',
])

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html
function toHttpIntegration(
  world: World,
  extension: JsonObject,
  where: string,
  warnings: Warnings,
): V2Integration | undefined {
  const text = (name: string): string | undefined => textOf(memberOf(extension, name))
  const type = text('type')?.toUpperCase()
  if (type !== 'AWS_PROXY' && type !== 'HTTP_PROXY') {
    const found = type === undefined ? 'There is no integration' : `${type} is no integration`
    warnings.add(where, `${found} that HTTP APIs have: requests are answered with 404.`)
    return undefined
  }
  warnOfMembers(extension, KNOWN, where, warnings)
  if (textOf(memberOf(extension, 'connectionType'))?.toUpperCase() === 'VPC_LINK')
    warnings.add(
      `${where}.connectionType`,
      'VPC links are not simulated: the URL is called directly.',
    )
  const timeout = Number(memberOf(extension, 'timeoutInMillis'))
  return {
    IntegrationId: world.ids.text('integration', 7),
    IntegrationType: type,
    IntegrationSubtype: text('integrationSubtype'),
    IntegrationUri: text('uri'),
    IntegrationMethod: text('httpMethod')?.toUpperCase(),
    // YAML reads 2.0 without quotes as a number.
    PayloadFormatVersion: versionOf(memberOf(extension, 'payloadFormatVersion')),
    TimeoutInMillis: timeout > 0 ? timeout : HTTP_TIMEOUT_MS,
    CredentialsArn: text('credentials'),
    Description: text('description'),
    RequestParameters: textsOf(memberOf(extension, 'requestParameters')),
    ResponseParameters: responseParametersOf(memberOf(extension, 'responseParameters')),
  }
}

const versionOf = (given: unknown): string => (Number(given) === 2 ? '2.0' : '1.0')

const responseParametersOf = (given: unknown): V2Integration['ResponseParameters'] =>
  isObject(given)
    ? Object.fromEntries(entriesOf(given).map(([status, one]) => [status, textsOf(one) ?? {}]))
    : undefined

/** The authorizers of the document's schemes, by the scheme's name. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
function authorizersOf(
  world: World,
  { document, warnings }: HttpImport,
): ReadonlyMap<string, V2Authorizer> {
  const authorizers = new Map<string, V2Authorizer>()
  for (const [name, scheme] of entriesOf(schemesOf(document))) {
    const extension = memberOf(objectOf(scheme), AUTHORIZER)
    if (!isObject(extension)) continue
    const type = textOf(memberOf(extension, 'type'))?.toUpperCase()
    if (type === 'JWT' || type === 'REQUEST')
      authorizers.set(name, toAuthorizer(world, name, type, extension))
    else
      warnings.add(
        `securitySchemes.${name}.${AUTHORIZER}`,
        `HTTP APIs import no authorizers of the type ${String(memberOf(extension, 'type'))}.`,
      )
  }
  return authorizers
}

function toAuthorizer(
  world: World,
  name: string,
  type: 'JWT' | 'REQUEST',
  extension: JsonObject,
): V2Authorizer {
  const common = {
    AuthorizerId: world.ids.text('authorizer', 6),
    Name: name,
    AuthorizerType: type,
    IdentitySource: sourcesOf(memberOf(extension, 'identitySource')),
  }
  if (type === 'JWT') {
    const jwt = objectOf(memberOf(extension, 'jwtConfiguration'))
    const issuer = textOf(memberOf(jwt, 'issuer'))
    return {
      ...common,
      JwtConfiguration: {
        ...(issuer !== undefined && { Issuer: issuer }),
        Audience: textListOf(memberOf(jwt, 'audience')),
      },
    }
  }
  const ttl = memberOf(extension, 'authorizerResultTtlInSeconds')
  return {
    ...common,
    AuthorizerUri: textOf(memberOf(extension, 'authorizerUri')),
    AuthorizerCredentialsArn: textOf(memberOf(extension, 'authorizerCredentials')),
    AuthorizerPayloadFormatVersion: versionOf(
      memberOf(extension, 'authorizerPayloadFormatVersion'),
    ),
    AuthorizerResultTtlInSeconds: ttl === undefined ? undefined : Number(ttl),
    EnableSimpleResponses: memberOf(extension, 'enableSimpleResponses') === true,
  }
}

const textListOf = (given: unknown): readonly string[] =>
  listOf(Array.isArray(given) ? given : [given]).filter((one) => typeof one === 'string')

/** A list, or text with commas between. By default the header of tokens. */
const sourcesOf = (given: unknown): readonly string[] => {
  const sources = textListOf(given).flatMap((one) => one.split(',').map((part) => part.trim()))
  return sources.length > 0 ? sources : ['$request.header.Authorization']
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-cors-configuration.html
function corsOf(given: unknown): HttpCors | undefined {
  if (!isObject(given)) return undefined
  const list = (name: string): readonly string[] | undefined => {
    const value = memberOf(given, name)
    return value === undefined ? undefined : textListOf(value)
  }
  const maxAge = memberOf(given, 'maxAge')
  return withoutUndefined({
    AllowOrigins: list('allowOrigins'),
    AllowMethods: list('allowMethods'),
    AllowHeaders: list('allowHeaders'),
    ExposeHeaders: list('exposeHeaders'),
    AllowCredentials: memberOf(given, 'allowCredentials') === true ? true : undefined,
    MaxAge: maxAge === undefined ? undefined : Number(maxAge),
  })
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-tag-value.html
const declaredTags = (root: JsonObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    listOf(memberOf(root, 'tags')).flatMap((tag) => {
      const name = textOf(memberOf(objectOf(tag), 'name'))
      const value = textOf(memberOf(objectOf(tag), 'x-amazon-apigateway-tag-value'))
      return name === undefined || value === undefined ? [] : [[name, value]]
    }),
  )
