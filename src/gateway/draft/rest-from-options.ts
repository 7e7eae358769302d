/** The working copy, in AWS's form, of a REST API that `createGateway` made. */
import { NO_TAGS } from '../../core/resources/tags.ts'
import type { World } from '../../core/world/world.ts'
import type { GatewayAuthorizer } from '../api/authorizers/create-authorizers.ts'
import type { ApiDefinition, RouteDefinition } from '../api/definition.ts'
import type { Api } from '../api/deployments.ts'
import type {
  RestAuthorizer,
  RestDraft,
  RestMethod,
  RestMethodIntegration,
  RestModel,
  RestResource,
  RestValidator,
} from '../api/draft/rest.ts'
import type { JsonSchema, RequestValidator, RestGatewayOptions } from '../api/options.ts'
import { integrationOfRoute } from './rest-integration.ts'
import { isIdentified, type IdentifiedDefinition } from './identified.ts'
import { authorizerOfOptions } from './rest-authorizers.ts'
import { toSegments } from '../api/routing/router.ts'

// Recorded: GATEWAY.md 4.6: every new API has these models.
export const defaultModels = (world: World): ReadonlyMap<string, RestModel> => {
  const model = (name: string, description: string, schema: JsonSchema): [string, RestModel] => [
    name,
    {
      ...{ id: world.ids.text('model', 6), name, description, contentType: 'application/json' },
      schema: JSON.stringify({ $schema: 'http://json-schema.org/draft-04/schema#', ...schema }),
    },
  ]
  return new Map([
    model('Empty', 'This is a default empty schema model', {
      title: 'Empty Schema',
      type: 'object',
    }),
    model('Error', 'This is a default error schema model', {
      title: 'Error Schema',
      type: 'object',
      properties: { message: { type: 'string' } },
    }),
  ])
}

export function emptyRestDraft(world: World): RestDraft {
  const rootResourceId = world.ids.text('resource', 10)
  const root = newRoot(rootResourceId)
  return {
    kind: 'rest',
    createdAt: world.clock.now(),
    binaryMediaTypes: [],
    apiKeySource: 'HEADER',
    endpointType: 'EDGE',
    vpcEndpointIds: [],
    disableExecuteApiEndpoint: false,
    tags: NO_TAGS,
    rootResourceId,
    resources: new Map([[rootResourceId, root]]),
    authorizers: new Map(),
    models: new Map(),
    validators: new Map(),
    gatewayResponses: new Map(),
  }
}

export const newRoot = (id: string): RestResource => ({
  ...{ id, parentId: undefined, pathPart: '/', path: '/' },
  methods: new Map(),
})

export function restDraftOfOptions(world: World, api: Api): RestDraft {
  const options = api.options as RestGatewayOptions
  const { routes, authorizers } = api.working
  const builder = new Builder(world, [...routes.values()], options)
  for (const [given, definition] of authorizers)
    if (isIdentified(definition)) builder.addAuthorizer(given, definition)
  for (const [name, schema] of Object.entries(options.models ?? {})) builder.addModel(name, schema)
  for (const route of routes.values()) builder.addRoute(route)
  return {
    ...emptyRestDraft(world),
    ...builder.parts(),
    createdAt: api.createdAt,
    binaryMediaTypes: options.binaryMediaTypes ?? [],
    apiKeySource: options.apiKeySource ?? 'HEADER',
    endpointType: options.endpointType ?? 'EDGE',
    disableExecuteApiEndpoint: options.disableExecuteApiEndpoint ?? false,
    minimumCompressionSize: options.minimumCompressionSize,
    policy: textOf(options.policy),
    gatewayResponses: new Map(Object.entries(options.gatewayResponses ?? {})),
  }
}

const textOf = (policy: RestGatewayOptions['policy']): string | undefined =>
  typeof policy === 'object' ? JSON.stringify(policy) : policy

/** The working copy with a route more, which `route` added to the API. */
export function withRestRoute(
  world: World,
  draft: RestDraft,
  { authorizers }: ApiDefinition,
  route: RouteDefinition,
  options: RestGatewayOptions,
): RestDraft {
  const builder = new Builder(world, [route], options, draft)
  for (const [given, definition] of authorizers)
    if (isIdentified(definition) && !draft.authorizers.has(definition.id))
      builder.addAuthorizer(given, definition)
  builder.addRoute(route)
  return { ...draft, ...builder.parts() }
}

class Builder {
  readonly #world: World
  /** By path. */
  readonly #resources = new Map<string, RestResource>()
  readonly #authorizers: Map<string, RestAuthorizer>
  readonly #validators: Map<string, RestValidator>
  readonly #models: Map<string, RestModel>
  readonly #idOfPath: ReadonlyMap<string, string>
  readonly #named: RestGatewayOptions['requestValidators']

  /** `draft`: what there is already. */
  constructor(
    world: World,
    routes: readonly RouteDefinition[],
    options: RestGatewayOptions,
    draft?: RestDraft,
  ) {
    this.#world = world
    this.#named = options.requestValidators
    this.#models = new Map(draft?.models ?? defaultModels(world))
    this.#authorizers = new Map(draft?.authorizers)
    this.#validators = new Map(draft?.validators)
    this.#idOfPath = new Map(routes.map(({ path, resourceId }) => [path, resourceId]))
    for (const resource of draft?.resources.values() ?? [])
      this.#resources.set(resource.path, resource)
    if (!draft)
      this.#resources.set('/', newRoot(this.#idOfPath.get('/') ?? world.ids.text('resource', 10)))
  }

  parts(): Pick<
    RestDraft,
    'rootResourceId' | 'resources' | 'authorizers' | 'models' | 'validators'
  > {
    return {
      rootResourceId: this.#resource('/').id,
      resources: new Map([...this.#resources.values()].map((one) => [one.id, one])),
      authorizers: this.#authorizers,
      models: this.#models,
      validators: this.#validators,
    }
  }

  addAuthorizer(given: GatewayAuthorizer, definition: IdentifiedDefinition): void {
    const names = new Set([...this.#authorizers.values()].map(({ name }) => name))
    this.#authorizers.set(definition.id, authorizerOfOptions(this.#world, given, definition, names))
  }

  addModel(name: string, schema: JsonSchema): void {
    const id = this.#world.ids.text('model', 6)
    const contentType = 'application/json'
    this.#models.set(name, { id, name, contentType, schema: JSON.stringify(schema) })
  }

  addRoute(route: RouteDefinition): void {
    const resource = this.#resource(route.path)
    const { given, method } = route
    const { handler: _, integration: _1, authorizer: _2, scopes: _3, timeout: _4, ...rest } = given
    const { apiKeyRequired: _5, requestValidator, requestParameters, models, ...others } = rest
    const integration = integrationOfRoute(this.#world, route, resource.id)
    const made: RestMethod = {
      httpMethod: method,
      ...this.#authorization(route),
      apiKeyRequired: route.apiKeyRequired,
      requestValidatorId: requestValidator && this.#validator(requestValidator, this.#named),
      requestParameters,
      requestModels: models && this.#modelNames(route, models),
      responses: methodResponses(integration),
      integration,
      others,
    }
    const methods = new Map(resource.methods).set(method, made)
    this.#resources.set(route.path, { ...resource, methods })
  }

  /** The resource at a path, which is made together with its parents. */
  #resource(path: string): RestResource {
    const known = this.#resources.get(path)
    if (known) return known
    const segments = toSegments(path)
    const pathPart = segments.at(-1) ?? '/'
    const parent = this.#resource(`/${segments.slice(0, -1).join('/')}`)
    const id = this.#idOfPath.get(path) ?? this.#world.ids.text('resource', 6)
    const resource = { id, parentId: parent.id, pathPart, path, methods: new Map() }
    this.#resources.set(path, resource)
    return resource
  }

  #authorization({
    authorizer,
    scopes,
  }: RouteDefinition): Pick<
    RestMethod,
    'authorizationType' | 'authorizerId' | 'authorizationScopes'
  > {
    if (!authorizer) return { authorizationType: 'NONE' }
    if (!isIdentified(authorizer)) return { authorizationType: 'AWS_IAM' }
    return {
      authorizationType: authorizer.kind === 'cognito' ? 'COGNITO_USER_POOLS' : 'CUSTOM',
      authorizerId: authorizer.id,
      authorizationScopes: scopes.length > 0 ? scopes : undefined,
    }
  }

  #validator(
    given: RequestValidator | string,
    named: RestGatewayOptions['requestValidators'],
  ): string {
    const options = typeof given === 'string' ? (named?.[given] ?? {}) : given
    const { body = false, parameters = false } = options
    for (const one of this.#validators.values())
      if (one.validateRequestBody === body && one.validateRequestParameters === parameters)
        return one.id
    const id = this.#world.ids.text('validator', 6)
    const name = typeof given === 'string' ? given : VALIDATOR_NAMES[`${body}-${parameters}`]
    this.#validators.set(id, {
      ...{ id, name, validateRequestBody: body, validateRequestParameters: parameters },
    })
    return id
  }

  /** A schema in the route itself becomes a model named after the route. */
  #modelNames(
    { method, path }: RouteDefinition,
    models: Readonly<Record<string, string | JsonSchema>>,
  ): Record<string, string> {
    return Object.fromEntries(
      Object.entries(models).map(([type, model]) => {
        if (typeof model === 'string') return [type, model]
        const words = `${method.toLowerCase()} ${path} ${type}`.split(/[^A-Za-z0-9]+/)
        const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
        this.addModel(name, model)
        return [type, name]
      }),
    )
  }
}

/** AWS wants a method response for each response of the integration, with the headers that it sets. */
const methodResponses = ({ responses }: RestMethodIntegration): RestMethod['responses'] =>
  new Map(
    [...responses.values()].map(({ statusCode, responseParameters = {} }) => {
      const names = Object.keys(responseParameters)
      const headers = Object.fromEntries(names.map((name) => [name, false]))
      return [statusCode, { statusCode, ...(names.length > 0 && { responseParameters: headers }) }]
    }),
  )

/** The names that the console gives. */
const VALIDATOR_NAMES: Readonly<Record<string, string>> = {
  'true-false': 'Validate body',
  'false-true': 'Validate query string parameters and headers',
  'true-true': 'Validate body, query string parameters, and headers',
  'false-false': 'Validate nothing',
}
