/** Imports a document into the working copy of a REST API. */
import { isObject } from '../../core/json.ts'
import type { World } from '../../core/world/world.ts'
import type { RestDraft, RestMethod, RestModel, RestResource } from '../api/draft/rest.ts'
import { isGatewayResponseType } from '../api/gateway-response-types.ts'
import type { GatewayResponse } from '../api/options.ts'
import { segmentKind, toSegments, variableName } from '../api/routing/router.ts'
import { basePathOf, type BasePathMode } from './base-path.ts'
import { entriesOf, listOf, memberOf, objectOf, textOf, type JsonObject } from './json.ts'
import { OperationReader, type ImportedOperation } from './operations.ts'
import type { OpenApiDocument } from './read-document.ts'
import { INTEGRATION, textsOf, toRestIntegration } from './rest-integrations.ts'
import { modelName, modelOfReference, toDraft4 } from './schemas.ts'
import { requirementOf, restAuthorizersOf } from './security.ts'
import type { Warnings } from './warnings.ts'

export interface RestImport {
  readonly document: OpenApiDocument
  readonly apiId: string
  readonly basePath: BasePathMode
  readonly warnings: Warnings
  /** The integration of an operation, from the one that the document declares. */
  integrationOf?(
    operation: ImportedOperation,
    declared: RestMethod['integration'],
  ): RestMethod['integration']
}

/** A copy of the working copy with what the document defines; what it does not define stays. */
export function importRest(world: World, draft: RestDraft, given: RestImport): RestDraft {
  return new RestImporter(world, draft, given).import()
}

const GATEWAY_PREFIX = 'x-amazon-apigateway-'

class RestImporter {
  readonly #world: World
  readonly #given: RestImport
  readonly #reader: OperationReader
  readonly #resources: Map<string, RestResource>
  readonly #models: Map<string, RestModel>
  readonly #authorizers: Map<
    string,
    RestDraft['authorizers'] extends ReadonlyMap<string, infer One> ? One : never
  >
  readonly #validators: Map<
    string,
    RestDraft['validators'] extends ReadonlyMap<string, infer One> ? One : never
  >
  #draft: RestDraft

  constructor(world: World, draft: RestDraft, given: RestImport) {
    this.#world = world
    this.#draft = draft
    this.#given = given
    this.#reader = new OperationReader(given.document, given.warnings)
    this.#resources = new Map(draft.resources)
    this.#models = new Map(draft.models)
    this.#authorizers = new Map(draft.authorizers)
    this.#validators = new Map(draft.validators)
  }

  import(): RestDraft {
    this.#checkExtensions()
    this.#importModels()
    this.#importAuthorizers()
    this.#importValidators()
    const base = basePathOf(this.#given.document, this.#given.basePath)
    for (const operation of this.#reader.read()) this.#importOperation(base, operation)
    return {
      ...this.#draft,
      ...this.#settings(),
      resources: this.#resources,
      models: this.#models,
      authorizers: this.#authorizers,
      validators: this.#validators,
    }
  }

  get #root(): JsonObject {
    return this.#given.document.root
  }

  #extension(name: string): unknown {
    return memberOf(this.#root, `${GATEWAY_PREFIX}${name}`)
  }

  #checkExtensions(): void {
    for (const name of Object.keys(this.#root)) {
      const isUnknown = name.startsWith(GATEWAY_PREFIX) && !EXTENSIONS.has(name.slice(20))
      if (isUnknown) this.#given.warnings.add(name, 'REST APIs import no such extension.')
    }
    if ('webhooks' in this.#root)
      this.#given.warnings.add('webhooks', 'API Gateway has no webhooks.')
  }

  #importModels(): void {
    const { document, apiId, warnings } = this.#given
    const components = objectOf(memberOf(this.#root, 'components'))
    const isSwagger = document.version === '2.0'
    const schemas = isSwagger
      ? memberOf(this.#root, 'definitions')
      : memberOf(components, 'schemas')
    for (const [given, schema] of entriesOf(schemas)) {
      const name = modelName(given)
      const where = isSwagger ? `definitions.${given}` : `components.schemas.${given}`
      this.#addModel(name, toDraft4(schema, apiId, warnings, where))
    }
  }

  #addModel(name: string, schema: JsonObject): void {
    this.#models.set(name, {
      id: this.#models.get(name)?.id ?? this.#world.ids.text('model', 6),
      name,
      description: textOf(memberOf(schema, 'description')),
      contentType: 'application/json',
      schema: JSON.stringify(schema),
    })
  }

  #importAuthorizers(): void {
    const imported = restAuthorizersOf(this.#given.document, this.#given.warnings)
    for (const authorizer of imported.values()) {
      const known = [...this.#authorizers.values()].find(({ name }) => name === authorizer.name)
      const id = known?.id ?? this.#world.ids.text('authorizer', 6)
      this.#authorizers.set(id, { id, ...authorizer })
    }
  }

  #importValidators(): void {
    for (const [name, validator] of entriesOf(this.#extension('request-validators'))) {
      const known = [...this.#validators.values()].find((one) => one.name === name)
      const id = known?.id ?? this.#world.ids.text('validator', 6)
      this.#validators.set(id, {
        ...{ id, name },
        validateRequestBody: memberOf(objectOf(validator), 'validateRequestBody') === true,
        validateRequestParameters:
          memberOf(objectOf(validator), 'validateRequestParameters') === true,
      })
    }
  }

  #importOperation(base: string, operation: ImportedOperation): void {
    const { method: httpMethod, where, node } = operation
    const { warnings, document } = this.#given
    const resource = this.#resource(`${base}${operation.path}`)
    const need = requirementOf(document, operation, warnings)
    const authorizer = [...this.#authorizers.values()].find(({ name }) => name === need.scheme)
    const isPool = authorizer?.type === 'COGNITO_USER_POOLS'
    const method: RestMethod = {
      httpMethod,
      authorizationType: authorizer
        ? isPool
          ? 'COGNITO_USER_POOLS'
          : 'CUSTOM'
        : need.isIam
          ? 'AWS_IAM'
          : 'NONE',
      authorizerId: authorizer?.id,
      authorizationScopes: need.scopes.length > 0 ? need.scopes : undefined,
      apiKeyRequired: need.apiKeyRequired,
      operationName: operation.operationId,
      requestValidatorId: this.#validatorOf(node, where),
      requestParameters: parametersOf(resource, operation),
      requestModels: this.#modelsOf(operation.bodies, operation, 'Request'),
      responses: this.#responsesOf(operation),
      integration: this.#integrationOf(operation, resource),
    }
    const methods = new Map(resource.methods).set(httpMethod, method)
    this.#resources.set(resource.id, { ...resource, methods })
  }

  #integrationOf(operation: ImportedOperation, resource: RestResource): RestMethod['integration'] {
    const { warnings, integrationOf } = this.#given
    const declared = this.#declaredIntegration(operation, resource)
    const integration = integrationOf ? integrationOf(operation, declared) : declared
    if (!integration) warnings.add(operation.where, `The operation has no ${INTEGRATION}.`)
    return integration
  }

  #declaredIntegration(
    { node, method, where }: ImportedOperation,
    { id }: RestResource,
  ): RestMethod['integration'] {
    const given = memberOf(node, INTEGRATION)
    if (given === undefined) return undefined
    const at = `${where}.${INTEGRATION}`
    return toRestIntegration(this.#reader.resolve(given, at), method, id, this.#given.warnings, at)
  }

  #validatorOf(node: JsonObject, where: string): string | undefined {
    const given = memberOf(node, `${GATEWAY_PREFIX}request-validator`)
    const name = textOf(given ?? this.#extension('request-validator'))
    if (name === undefined) return undefined
    const found = [...this.#validators.values()].find((one) => one.name === name)
    if (!found)
      this.#given.warnings.add(
        `${where}.${GATEWAY_PREFIX}request-validator`,
        `The document defines no request validator '${name}'.`,
      )
    return found?.id
  }

  #responsesOf(operation: ImportedOperation): RestMethod['responses'] {
    return new Map(
      [...operation.responses].map(([statusCode, { headers, bodies }]) => [
        statusCode,
        {
          statusCode,
          responseParameters:
            headers.length > 0
              ? Object.fromEntries(headers.map((name) => [`method.response.header.${name}`, false]))
              : undefined,
          responseModels: this.#modelsOf(bodies, operation, `Response${statusCode}`),
        },
      ]),
    )
  }

  /** The names of models by content type. A schema in its place becomes a model of its own. */
  #modelsOf(
    bodies: ReadonlyMap<string, unknown>,
    { method, path, where }: ImportedOperation,
    suffix: string,
  ): Readonly<Record<string, string>> | undefined {
    if (bodies.size === 0) return undefined
    const { apiId, warnings } = this.#given
    return Object.fromEntries(
      [...bodies].map(([type, schema]) => {
        const reference = textOf(memberOf(objectOf(schema), '$ref'))
        const named = reference === undefined ? undefined : modelOfReference(reference)
        if (named !== undefined && this.#models.has(named)) return [type, named]
        const words = `${method.toLowerCase()} ${path} ${suffix}`.split(/[^A-Za-z0-9]+/)
        const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
        this.#addModel(name, toDraft4(schema, apiId, warnings, `${where}.${suffix}`))
        return [type, name]
      }),
    )
  }

  /** The resource at a path, which is made together with its parents. */
  #resource(path: string): RestResource {
    const normal = `/${toSegments(path).filter(Boolean).join('/')}`
    for (const one of this.#resources.values()) if (one.path === normal) return one
    const segments = toSegments(normal)
    const parent = this.#resource(`/${segments.slice(0, -1).join('/')}`)
    const id = this.#world.ids.text('resource', 6)
    const pathPart = segments.at(-1) ?? ''
    const resource = { id, parentId: parent.id, pathPart, path: normal, methods: new Map() }
    this.#resources.set(id, resource)
    return resource
  }

  #settings(): Partial<RestDraft> {
    const info = objectOf(memberOf(this.#root, 'info'))
    const size = this.#extension('minimum-compression-size')
    const policy = this.#extension('policy')
    const source = textOf(this.#extension('api-key-source'))?.toUpperCase()
    const endpoints = objectOf(this.#extension('endpoint-configuration'))
    const types = listOf(memberOf(endpoints, 'types'))
    const vpcEndpointIds = listOf(memberOf(endpoints, 'vpcEndpointIds')).map(String)
    const disabled = memberOf(endpoints, 'disableExecuteApiEndpoint')
    const { version } = info
    return {
      description: textOf(info['description']) ?? this.#draft.description,
      version: version === undefined ? this.#draft.version : String(version),
      binaryMediaTypes: [
        ...new Set([
          ...this.#draft.binaryMediaTypes,
          ...listOf(this.#extension('binary-media-types')).map(String),
        ]),
      ],
      ...(typeof size === 'number' && { minimumCompressionSize: size }),
      ...(isObject(policy) && { policy: JSON.stringify(policy) }),
      ...((source === 'HEADER' || source === 'AUTHORIZER') && { apiKeySource: source }),
      ...(types.length > 0 && { endpointType: types[0] as RestDraft['endpointType'] }),
      ...(vpcEndpointIds.length > 0 && { vpcEndpointIds }),
      ...(typeof disabled === 'boolean' && { disableExecuteApiEndpoint: disabled }),
      gatewayResponses: new Map([...this.#draft.gatewayResponses, ...this.#gatewayResponses()]),
    }
  }

  #gatewayResponses(): [string, GatewayResponse][] {
    return entriesOf(this.#extension('gateway-responses')).flatMap(
      ([type, node]): [string, GatewayResponse][] => {
        const where = `${GATEWAY_PREFIX}gateway-responses.${type}`
        if (!isGatewayResponseType(type)) {
          this.#given.warnings.add(where, 'API Gateway has no such type of response.')
          return []
        }
        const response = objectOf(node)
        const statusCode = memberOf(response, 'statusCode')
        const responseParameters = textsOf(memberOf(response, 'responseParameters'))
        const responseTemplates = textsOf(memberOf(response, 'responseTemplates'))
        return [
          [
            type,
            {
              ...(statusCode !== undefined && { statusCode: String(statusCode) }),
              ...(responseParameters && { responseParameters }),
              ...(responseTemplates && { responseTemplates }),
            },
          ],
        ]
      },
    )
  }
}

/** Declared parameters, and the variable of the path's last part, which AWS adds. */
// Seen: LocalStack's importer, tested against AWS.
function parametersOf(
  { pathPart }: RestResource,
  { parameters }: ImportedOperation,
): Readonly<Record<string, boolean>> | undefined {
  const declared = parameters.map(({ location, name, required }): [string, boolean] => [
    // Documents name a greedy variable as the path does: `proxy+`.
    `method.request.${location}.${location === 'path' ? name.replace(/\+$/, '') : name}`,
    required,
  ])
  const own: [string, boolean][] =
    segmentKind(pathPart) === 'variable'
      ? [[`method.request.path.${variableName(pathPart)}`, true]]
      : []
  const all = [...declared, ...own]
  return all.length > 0 ? Object.fromEntries(all) : undefined
}

const EXTENSIONS = new Set([
  ...['any-method', 'api-key-source', 'binary-media-types', 'documentation'],
  ...['endpoint-configuration', 'gateway-responses', 'minimum-compression-size', 'policy'],
  ...['request-validator', 'request-validators', 'integrations', 'importexport-version'],
])
