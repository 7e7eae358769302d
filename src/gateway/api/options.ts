/** The types of `createGateway`'s routes and options. */
import type { Duration } from '../../core/time/duration.ts'
import type { GatewayResponseType } from './gateway-response-types.ts'
import type { FunctionTarget, GatewayAuthorizer } from './authorizers/create-authorizers.ts'
import type { AccessLogOptions } from './access-log.ts'
import type { PolicyDocument } from './resource-policy.ts'
import type { RouteIntegration } from './integrations/integrations.ts'

/** The integration of a route and its access rules. */
export interface RouteOptions {
  /** The function behind the route. */
  readonly handler?: FunctionTarget
  /** An integration with AWS's settings, instead of a `handler`. */
  readonly integration?: RouteIntegration
  /** Made by `lambdaAuthorizer` or `jwtAuthorizer`. Default: none. */
  readonly authorizer?: GatewayAuthorizer
  /** JWT authorizers: the token must have one of these scopes. */
  readonly scopes?: readonly string[]
  /** REST APIs: whether a request needs one of the gateway's `apiKeys`. Default false. */
  readonly apiKeyRequired?: boolean
  /** HTTP APIs: the format of the event. Default `'2.0'`. */
  readonly payloadFormatVersion?: '1.0' | '2.0'
  /** How long the gateway waits for the function. Default 30 s (HTTP APIs) or 29 s (REST APIs). */
  readonly timeout?: Duration
  /**
   * REST APIs: what is checked before the integration: the body against `models`, the parameters
   * that `requestParameters` requires. Or the name of one of the gateway's `requestValidators`.
   * Default: nothing.
   */
  readonly requestValidator?: RequestValidator | string
  /**
   * REST APIs: the method's parameters, and whether each is required:
   * `{ 'method.request.querystring.page': true }`. Without a validator none is.
   */
  readonly requestParameters?: Readonly<Record<string, boolean>>
  /**
   * REST APIs: the model of the body by content type, as a JSON schema (draft 4) or the name of one
   * of the gateway's `models`. `$default` is for all other content types; without it their bodies
   * are not validated, as on AWS.
   */
  readonly models?: Readonly<Record<string, string | JsonSchema>>
  /**
   * REST APIs with a `cache`: whether and how the responses are cached. Default: those of GET are,
   * as the gateway's `cache` says.
   */
  readonly cache?: boolean | RouteCacheOptions
  /** The route's own limit, instead of the gateway's. */
  readonly throttle?: Throttle
  /**
   * WebSocket APIs: whether the client receives the body that the integration returns. Default
   * false.
   */
  readonly returnResponse?: boolean
  /**
   * WebSocket APIs: validates messages against one of `models`: the value of this expression is its
   * key, and `$default` is for all other values. `'$request.body.action'`, or `'\\$default'` for one
   * model.
   */
  readonly modelSelectionExpression?: string
  /** WebSocket APIs: AWS's name for `returnResponse: true`. */
  readonly routeResponseSelectionExpression?: '$default'
}

/** What a REST API checks of a request before its integration. */
export interface RequestValidator {
  /** The body, against the model of its content type. */
  readonly body?: boolean
  /** The parameters that are required. */
  readonly parameters?: boolean
}

/**
 * A JSON schema, draft 4. `$ref` names a place in the schema, or another model by AWS's URL
 * (`https://apigateway.amazonaws.com/restapis/<id>/models/<name>`) or as OpenAPI documents do
 * (`#/components/schemas/<name>`).
 */
export type JsonSchema = Readonly<Record<string, unknown>>

/** A token bucket: `rate` requests per second, and `burst` at once. Requests beyond it get 429. */
export interface Throttle {
  readonly rate: number
  readonly burst: number
}

/**
 * Caching of the responses of a REST API's stage.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
 */
export interface CacheOptions {
  /** Default 300 s, at most an hour. 0: nothing is cached. */
  readonly ttl?: Duration
  /**
   * Whether only authorized clients may invalidate an entry with `Cache-Control: max-age=0`: those
   * whose signature an IAM authorizer accepts. Default true, as on AWS.
   */
  readonly requiresAuthorization?: boolean
  /** What happens to such a request of another client. Default `'SUCCEED_WITH_RESPONSE_HEADER'`. */
  readonly unauthorized?:
    'FAIL_WITH_403' | 'SUCCEED_WITH_RESPONSE_HEADER' | 'SUCCEED_WITHOUT_RESPONSE_HEADER'
}

/** Caching of one route's responses. */
export interface RouteCacheOptions extends CacheOptions {
  /**
   * The parameters whose values tell entries apart: `['method.request.querystring.page']`. Without
   * them all requests to the route share one entry, also those with other path parameters.
   */
  readonly keys?: readonly string[]
}

/** A function (handle, name or ARN), or options. */
export type RouteValue = FunctionTarget | RouteOptions

/** Routes by route key: `{ 'GET /orders/{id}': read, $default: fallback }`. */
export type Routes = Readonly<Record<string, RouteValue>>

/** CORS of an HTTP API, with AWS's settings. */
export interface CorsOptions {
  /** `'*'`, `'https://*'`, `'http://*'` or an origin such as `'https://app.example'`. */
  readonly allowOrigins?: readonly string[]
  /** HTTP methods, or `'*'`. */
  readonly allowMethods?: readonly string[]
  /** Request headers, or `'*'`. */
  readonly allowHeaders?: readonly string[]
  /** Response headers that scripts may read. */
  readonly exposeHeaders?: readonly string[]
  /** Default false. AWS refuses it together with the origin `'*'`. */
  readonly allowCredentials?: boolean
  /** How long a browser may cache the answer to a preflight request. */
  readonly maxAge?: Duration
}

/**
 * Preflight requests of a REST API, as CDK's `defaultCorsPreflightOptions` has them answered: an
 * OPTIONS method with a MOCK integration on every resource. Other responses get no CORS headers:
 * functions send them, and `gatewayResponses` for errors of the gateway.
 * AWS: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_apigateway.CorsOptions.html
 */
export interface RestCorsOptions {
  /** `['*']`, or origins such as `'https://app.example'`. */
  readonly allowOrigins: readonly string[]
  /** HTTP methods, or `['ANY']`. Default: all. */
  readonly allowMethods?: readonly string[]
  /** Request headers. Default: Content-Type, Authorization, X-Api-Key and those of a signature. */
  readonly allowHeaders?: readonly string[]
  /** Response headers that scripts may read. */
  readonly exposeHeaders?: readonly string[]
  /** Default false. */
  readonly allowCredentials?: boolean
  /** How long a browser may cache the answer. */
  readonly maxAge?: Duration
  /** Forbids browsers to cache the answer. Default false. */
  readonly disableCache?: boolean
  /** Default 204. */
  readonly statusCode?: number
}

/** An API key of a REST API. */
export interface ApiKey {
  /** 20 to 128 characters. */
  readonly value: string
  /** The key's name in the console. Default: its id. */
  readonly name?: string
  /** Default true. */
  readonly enabled?: boolean
}

/**
 * A usage plan of a REST API: who may call it, how fast, how often. Limits apply to each key.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
 */
export interface UsagePlan {
  /** Default: its id. */
  readonly name?: string
  /** The plan's keys, by value or name. */
  readonly apiKeys: readonly string[]
  /** The stages that the keys may call. Default: all. */
  readonly stages?: readonly string[]
  /** For the requests of a key to all routes together. */
  readonly throttle?: Throttle
  /** For the requests of a key to one route, by route key: `{ 'GET /orders': { rate, burst } }`. */
  readonly routes?: Readonly<Record<string, Throttle>>
  readonly quota?: Quota
}

/** `limit` requests in each day, week (from Sunday) or month of UTC. */
export interface Quota {
  readonly limit: number
  readonly period: 'DAY' | 'WEEK' | 'MONTH'
  /** Requests that count as made in the first period. Default 0. */
  readonly offset?: number
}

/**
 * A customized response of the gateway itself.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export interface GatewayResponse {
  /** Default: the type's own. */
  readonly statusCode?: string | number
  /**
   * Headers of the response, by `gatewayresponse.header.<name>`. Sources: static values in single
   * quotes (`"'*'"`), `method.request.{header,querystring,path}.<name>`, `context.<variable>` and
   * `stageVariables.<name>`.
   */
  readonly responseParameters?: Readonly<Record<string, string>>
  /**
   * Bodies by content type. As on AWS, `$context.<variable>`, `$stageVariables.<name>` and
   * `$method.request.{header,querystring,path}.<name>` are replaced, without the rest of VTL.
   * Default: `{"message":$context.error.messageString}`.
   */
  readonly responseTemplates?: Readonly<Record<string, string>>
}

export type GatewayResponses = Readonly<Partial<Record<GatewayResponseType, GatewayResponse>>>

/** The members of a region that this room reads. `createRegion()` returns one. */
export interface RegionReference {
  readonly name: string
  readonly accountId: string
}

interface CommonOptions {
  /** The name that traces show. Default: the id. */
  readonly name?: string
  /** The id in the URL. Default: generated from the region's seed. */
  readonly id?: string
  /** Shown in events, and substituted for `${stageVariables.name}` in function names. */
  readonly stageVariables?: Readonly<Record<string, string>>
  /**
   * Whether the stage serves each change at once. With false it serves what `api.deploy()` deployed,
   * and nothing before the first call. Default true.
   */
  readonly autoDeploy?: boolean
  /** The limit of each route's requests, from all clients together. Default: none. */
  readonly throttle?: Throttle
  /**
   * Whether requests reach the gateway only by a custom domain name. AWS answers those to the API's
   * own URL with 403 (REST APIs) or 404 (HTTP APIs). Default false.
   */
  readonly disableExecuteApiEndpoint?: boolean
  /** The access log of the gateway's stage. Default: none. */
  readonly accessLog?: AccessLogOptions
  /** The gateway's region. Default: the default region. */
  readonly region?: RegionReference
}

/** Options of an HTTP API. */
export interface HttpGatewayOptions extends CommonOptions {
  /** Default `'http'`. */
  readonly type?: 'http'
  /** Default `'$default'`, which the URL omits. */
  readonly stage?: string
  /** CORS handled by the gateway, preflight requests included. Default: none. */
  readonly cors?: CorsOptions
  /** The event format of routes without one of their own. Default `'2.0'`. */
  readonly payloadFormatVersion?: '1.0' | '2.0'
}

/** Options of a REST API. */
export interface RestGatewayOptions extends CommonOptions {
  /** Selects a REST API. */
  readonly type: 'rest'
  /** Default `'prod'`. */
  readonly stage?: string
  /**
   * Default `'EDGE'`, AWS's default: events then contain CloudFront's headers. `'PRIVATE'` needs a
   * `policy`; its events show the VPC endpoint of `api.from`.
   */
  readonly endpointType?: 'EDGE' | 'REGIONAL' | 'PRIVATE'
  /**
   * The resource policy: who may call the API, from where. `execute-api:/*` is short for its own
   * ARNs. Default: none.
   */
  readonly policy?: PolicyDocument
  /**
   * From how many bytes on responses are compressed, in the coding (gzip or deflate) that the
   * request prefers by Accept-Encoding. 0 to 10485760. Default: none is.
   */
  readonly minimumCompressionSize?: number
  /**
   * Content types passed as bytes: `'image/png'`, `'application/*'`, or everything. Default: none.
   */
  readonly binaryMediaTypes?: readonly string[]
  /** Keys for routes with `apiKeyRequired`: values, or `{ value, name, enabled }`. */
  readonly apiKeys?: readonly (string | ApiKey)[]
  /** The source of a request's key: the header x-api-key, or the authorizer. Default `'HEADER'`. */
  readonly apiKeySource?: 'HEADER' | 'AUTHORIZER'
  /** Models by name, as JSON schemas (draft 4), for `models` of routes and `$ref`. */
  readonly models?: Readonly<Record<string, JsonSchema>>
  /**
   * Which of the `apiKeys` may call which stages, how fast, how often. Default: all keys, without
   * limits.
   */
  readonly usagePlans?: readonly UsagePlan[]
  /** Answers to preflight requests. Default: none. */
  readonly cors?: RestCorsOptions
  /** A cache of responses. Default: none. */
  readonly cache?: boolean | CacheOptions
  /** Validators by name, for `requestValidator` of routes. */
  readonly requestValidators?: Readonly<Record<string, RequestValidator>>
  /** The gateway's own responses, by type: `{ DEFAULT_4XX: {...} }`. Default: AWS's. */
  readonly gatewayResponses?: GatewayResponses
}

/** Options of a WebSocket API. */
export interface WebSocketGatewayOptions extends Omit<CommonOptions, 'autoDeploy'> {
  /** Selects a WebSocket API. */
  readonly type: 'websocket'
  /** Default `'prod'`. */
  readonly stage?: string
  /**
   * The part of a message that names its route. Default `'$request.body.action'`. Several parts:
   * `'${request.body.service}/${request.body.action}'`.
   */
  readonly routeSelectionExpression?: string
  /** Models by name, as JSON schemas (draft 4), for `models` of routes and `$ref`. */
  readonly models?: Readonly<Record<string, JsonSchema>>
  /** Keys for routes with `apiKeyRequired`: values, or `{ value, name, enabled }`. */
  readonly apiKeys?: readonly (string | ApiKey)[]
  /**
   * Which keys are for which stages, how fast and how often. Default: all keys for all stages,
   * without limits. Handshakes and messages count whose route has `apiKeyRequired`.
   */
  readonly usagePlans?: readonly UsagePlan[]
  /** The source of a connection's key. Default `'$request.header.x-api-key'`. */
  readonly apiKeySelectionExpression?:
    '$request.header.x-api-key' | '$context.authorizer.usageIdentifierKey'
}

/** Options of `createGateway`. They describe an HTTP API unless `type` is `'rest'`. */
export type GatewayOptions = HttpGatewayOptions | RestGatewayOptions

/** Options of `api.deploy()`. */
export interface DeployOptions {
  /** The stage, which is created if the gateway has none of this name. Default: the handle's. */
  readonly stage?: string
  /** The stage's variables. Default: those that it has. */
  readonly variables?: Readonly<Record<string, string>>
  /**
   * REST APIs: deploys to the canary of the stage, which then serves a part of its requests. The
   * next deployment without this option ends the canary.
   */
  readonly canary?: CanaryOptions
  readonly description?: string
}

/** A canary release of a stage. */
export interface CanaryOptions {
  /** How many of 100 requests the canary serves, chosen by the region's seed. Default 0. */
  readonly percentTraffic?: number
  /** Replace or complete the stage's variables. */
  readonly stageVariableOverrides?: Readonly<Record<string, string>>
  /** Whether the stage's cache keeps its responses, apart from those of the stage. Default `false`. */
  readonly useStageCache?: boolean
}

/** A deployment that `api.deploy()` made. */
export interface GatewayDeployment {
  readonly id: string
  readonly stage: string
  readonly description: string | undefined
}
