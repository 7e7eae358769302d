/**
 * Definitions of gateways as a stage serves them, made from checked options. Immutable, so that
 * forks share them.
 */
import type { Declared } from '../../core/world/generation.ts'
import type { AccessLog } from './access-log.ts'
import type { AuthorizerDefinition } from './authorizers/definition.ts'
import type { GatewayAuthorizer } from './authorizers/create-authorizers.ts'
import type { HttpApiProxy, HttpApiService } from './integrations/http-integrations.ts'
import type { HttpProxyDefinition, MappedIntegration } from './integrations/mapped-integration.ts'
import type {
  CacheOptions,
  CorsOptions,
  GatewayResponses,
  JsonSchema,
  RequestValidator,
  RouteOptions,
  Throttle,
} from './options.ts'
import type { ResourcePolicy } from './resource-policy.ts'
import type { ParameterMappings } from './integrations/parameter-mappings.ts'
import type { Router } from './routing/router.ts'
import type { ApiKeyDefinition, UsagePlanDefinition } from './usage/usage.ts'

export interface FunctionIntegration {
  readonly type: 'AWS_PROXY'
  /** `name` or `name:qualifier`. In a working copy it may contain `${stageVariables.name}`. */
  readonly function: string
  /** The role that invokes it. Undefined: the function's policy lets the gateway in. */
  readonly role?: string | undefined
  readonly payloadFormatVersion: '1.0' | '2.0'
  readonly timeoutMs: number
  /** REST APIs: whether every request fails before the function is called. */
  readonly broken: boolean
  /** REST APIs: whether the response is passed on as it is written. */
  readonly streamed?: boolean
  /** HTTP APIs: changes of the request and of its response. */
  readonly mappings?: ParameterMappings | undefined
}

/** What a REST API checks of a method's requests before the integration. */
export interface RequestRules {
  /** As defined, by name: `{ 'method.request.header.X-Id': true }`. */
  readonly parameters: Readonly<Record<string, boolean>>
  /** As defined, by content type. */
  readonly models: Readonly<Record<string, string | JsonSchema>>
  readonly validator: RequestValidator | undefined
  /** The parameters that a request must have, in the order in which messages name them. */
  readonly required: readonly ParameterName[]
  /** The models of bodies that are validated, by content type. */
  readonly bodies: ReadonlyMap<string, BodyModel>
}

/** A parameter of a REST API's method. */
export interface ParameterName {
  readonly position:
    'path' | 'querystring' | 'header' | 'multivaluequerystring' | 'multivalueheader'
  readonly name: string
}

/** A model that bodies are validated against. */
export interface BodyModel {
  /** Why the model refuses a body, in AWS's words. Empty for a valid one. */
  validate(text: string): readonly string[]
}

/** The models of one API. */
export interface ApiModels {
  readonly names: readonly string[]
  /** The model of that name. Undefined for an unknown one. */
  named(name: string): BodyModel | undefined
  /** Compiles a schema. `path`: its place, for the error. */
  inline(schema: unknown, path: readonly string[]): BodyModel
}

export interface RouteDefinition {
  /** `GET /orders/{id}` or `$default`. */
  readonly key: string
  readonly method: string
  readonly path: string
  /** REST APIs: the id of the resource at this path. */
  readonly resourceId: string
  readonly integration:
    FunctionIntegration | MappedIntegration | HttpProxyDefinition | HttpApiProxy | HttpApiService
  readonly authorizer: AuthorizerDefinition | undefined
  readonly scopes: readonly string[]
  readonly apiKeyRequired: boolean
  /** Instead of the stage's. */
  readonly throttle?: Throttle | undefined
  /** REST APIs: instead of the stage's. */
  readonly cache?: RouteCache | undefined
  /** REST APIs. Undefined if nothing is defined. */
  readonly rules?: RequestRules | undefined
  /** What `createGateway` or `route` received. */
  readonly given: RouteOptions
}

/** How the responses of a REST API's method are cached. */
export interface CacheSettings {
  readonly ttlMs: number
  readonly requiresAuthorization: boolean
  readonly unauthorized: NonNullable<CacheOptions['unauthorized']>
}

/** What a route changes of its stage's cache. */
export interface RouteCache {
  readonly enabled: boolean
  readonly settings: Partial<CacheSettings>
  /** The parameters whose values tell entries apart. */
  readonly keys: readonly ParameterName[]
}

/** The settings of a stage that its requests need. */
export interface ServedSettings {
  readonly accessLog?: AccessLog | undefined
  /** REST APIs. Undefined without a cache. */
  readonly cache?: CacheSettings | undefined
  /** The limit of each route. */
  readonly throttle?: Throttle | undefined
  /** Which methods and routes have metrics of their own. Undefined: none. */
  readonly detailedMetrics?: DetailedMetrics | undefined
  /** What the stage sets of single methods, instead of their deployment. */
  readonly methods?: {
    /** By the keys of a stage's method settings: `orders/GET`. */
    readonly named: ReadonlyMap<string, MethodOverride>
    /** For the others. */
    readonly rest: MethodOverride
  }
}

export interface DetailedMetrics {
  readonly all: boolean
  /** By the keys of a stage's method settings: `orders/GET`. */
  readonly named: ReadonlyMap<string, boolean>
}

export interface MethodOverride {
  readonly throttle: Throttle | undefined
  readonly cache:
    | {
        /** Undefined: as the method is GET or not. */
        readonly enabled: boolean | undefined
        readonly settings: Partial<CacheSettings>
      }
    | undefined
}

interface CommonDefinition extends Declared {
  readonly id: string
  readonly name: string
  readonly stage: string
  /** Empty in a working copy. */
  readonly deploymentId: string
  /** Whether these are the requests of a canary. Undefined for a stage without one. */
  readonly isCanary: boolean | undefined
  readonly stageVariables: Readonly<Record<string, string>> | undefined
  /** `<id>.execute-api.<region>.amazonaws.com` */
  readonly host: string
  /** Without a trailing slash. Ends with the stage unless that is `$default`. */
  readonly url: string
  /** Whether requests reach it only by custom domain names. */
  readonly disableExecuteApiEndpoint: boolean
  /** Undefined without any. */
  readonly stageSettings?: ServedSettings | undefined
  /** By route key. */
  readonly routes: ReadonlyMap<string, RouteDefinition>
  /** By the authorizer that the user passed: routes that share one share its cache. */
  readonly authorizers: ReadonlyMap<GatewayAuthorizer, AuthorizerDefinition>
  readonly router: Router<RouteDefinition>
}

export interface HttpApi extends CommonDefinition {
  readonly type: 'http'
  readonly cors: CorsOptions | undefined
  readonly payloadFormatVersion: '1.0' | '2.0'
}

export interface RestApi extends CommonDefinition {
  readonly type: 'rest'
  readonly endpointType: 'EDGE' | 'REGIONAL' | 'PRIVATE'
  /** Who may call the API. Undefined: everyone whom the authorizers let in. */
  readonly policy: ResourcePolicy | undefined
  /** From how many bytes on responses are compressed. Undefined: never. */
  readonly minimumCompressionSize: number | undefined
  readonly binaryMediaTypes: readonly string[]
  readonly apiKeys: readonly ApiKeyDefinition[]
  readonly usagePlans: readonly UsagePlanDefinition[]
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER'
  readonly gatewayResponses: GatewayResponses | undefined
  /** The OPTIONS method of each resource without one of its own. Undefined without CORS. */
  readonly preflight: RouteOptions | undefined
  readonly requestValidators: Readonly<Record<string, RequestValidator>>
  /** Undefined for an API without models of its own. */
  readonly models: ApiModels | undefined
}

export type ApiDefinition = HttpApi | RestApi
