/** The types of `createGateway`'s routes and options. */
import type { Duration } from '../../core/time/duration.ts'
import type { FunctionTarget, GatewayAuthorizer } from './authorizers/create-authorizers.ts'

/** REST APIs: answers without a backend. Templates are static text; VTL is not simulated yet. */
export interface MockIntegration {
  readonly type: 'MOCK'
  /**
   * `'CONVERT_TO_TEXT'` passes every request to the template as text. Without it AWS fails requests
   * whose content type is one of the gateway's `binaryMediaTypes`.
   */
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT'
  /** By content type. The `statusCode` in the template selects the response. */
  readonly requestTemplates?: Readonly<Record<string, string>>
  readonly responses?: readonly MockResponse[]
}

export interface MockResponse {
  readonly statusCode: string | number
  /**
   * A regular expression that must match the whole status code. Without one: the default response.
   */
  readonly selectionPattern?: string
  /** By content type. */
  readonly responseTemplates?: Readonly<Record<string, string>>
  /** Static headers: `{ 'method.response.header.Access-Control-Allow-Origin': "'*'" }`. */
  readonly responseParameters?: Readonly<Record<string, string>>
}

/** REST APIs: a function with AWS's settings of an integration. `handler` is the short form. */
export interface ProxyIntegration {
  readonly type: 'AWS_PROXY'
  /** A name or ARN may contain `${stageVariables.name}`. */
  readonly function: FunctionTarget
  /** Default `'POST'`. As on AWS, every request fails with any other method. */
  readonly integrationHttpMethod?: string
  /**
   * AWS ignores the mappings of a proxy integration, with one exception: every request fails when
   * they map a reserved header such as `Connection`.
   */
  readonly requestParameters?: Readonly<Record<string, string>>
}

/** Not simulated yet: `createGateway` throws UnsupportedError for these. */
export interface OtherIntegration {
  readonly type: 'AWS' | 'HTTP' | 'HTTP_PROXY'
  readonly [parameter: string]: unknown
}

export type RouteIntegration = MockIntegration | ProxyIntegration | OtherIntegration

/** The integration of a route and its access rules. */
export interface RouteOptions {
  /** The function behind the route. */
  readonly handler?: FunctionTarget
  /** REST APIs: an integration instead of a `handler`. */
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
  /** Not simulated yet: throws UnsupportedError. */
  readonly requestValidator?: unknown
  /** Not simulated yet: throws UnsupportedError. */
  readonly requestParameters?: unknown
  /** Not simulated yet: throws UnsupportedError. */
  readonly models?: unknown
  /** Not simulated yet: throws UnsupportedError. */
  readonly throttle?: unknown
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

/** An API key of a REST API. */
export interface ApiKey {
  /** 20 to 128 characters. */
  readonly value: string
  /** The key's name in the console. Default: its id. */
  readonly name?: string
  /** Default true. */
  readonly enabled?: boolean
}

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
  /** Default `'EDGE'`, AWS's default: events then contain CloudFront's headers. */
  readonly endpointType?: 'EDGE' | 'REGIONAL'
  /**
   * Content types passed as bytes: `'image/png'`, `'application/*'`, or everything. Default: none.
   */
  readonly binaryMediaTypes?: readonly string[]
  /** Keys for routes with `apiKeyRequired`: values, or `{ value, name, enabled }`. */
  readonly apiKeys?: readonly (string | ApiKey)[]
  /** The source of a request's key: the header x-api-key, or the authorizer. Default `'HEADER'`. */
  readonly apiKeySource?: 'HEADER' | 'AUTHORIZER'
  /** Not simulated yet: throws UnsupportedError. */
  readonly models?: unknown
  /** Not simulated yet: throws UnsupportedError. */
  readonly usagePlans?: unknown
  /** Not simulated yet: throws UnsupportedError. */
  readonly gatewayResponses?: unknown
}

/** Options of `createGateway`. They describe an HTTP API unless `type` is `'rest'`. */
export type GatewayOptions = HttpGatewayOptions | RestGatewayOptions
