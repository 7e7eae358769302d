/** What a user writes: routes and options of `createGateway`. */
import type { Duration } from '../../core/time/duration.ts'
import type { FunctionTarget, GatewayAuthorizer } from './authorizers/create-authorizers.ts'

/** Answers without a backend (REST APIs). Templates are static text: their language is not simulated yet. */
export interface MockIntegration {
  readonly type: 'MOCK'
  /** By content type; its `statusCode` chooses the response. */
  readonly requestTemplates?: Readonly<Record<string, string>>
  readonly responses?: readonly MockResponse[]
}

export interface MockResponse {
  readonly statusCode: string | number
  /** A regular expression over the whole status code; absent or empty: the default response. */
  readonly selectionPattern?: string
  /** By content type. */
  readonly responseTemplates?: Readonly<Record<string, string>>
}

/** A function with the settings that AWS keeps beside it (REST APIs). `handler` is the short form. */
export interface ProxyIntegration {
  readonly type: 'AWS_PROXY'
  /** May hold `${stageVariables.name}`. */
  readonly function: FunctionTarget
  /** Anything but the default `'POST'` fails each request, as on AWS. */
  readonly integrationHttpMethod?: string
  /** Has no effect, but for headers that must not be mapped: they fail each request, as on AWS. */
  readonly requestParameters?: Readonly<Record<string, string>>
}

/** The integrations of later releases: refused by name. */
export interface OtherIntegration {
  readonly type: 'AWS' | 'HTTP' | 'HTTP_PROXY'
  readonly [parameter: string]: unknown
}

export type RouteIntegration = MockIntegration | ProxyIntegration | OtherIntegration

/** What is behind a route, and what a request needs to reach it. */
export interface RouteOptions {
  /** The function behind the route. */
  readonly handler?: FunctionTarget
  /** Something else than a function behind it. */
  readonly integration?: RouteIntegration
  /** Made by `lambdaAuthorizer` or `jwtAuthorizer` (`iamAuthorizer` is not simulated yet). Default: none. */
  readonly authorizer?: GatewayAuthorizer
  /** JWT authorizers: the token must hold one of these. */
  readonly scopes?: readonly string[]
  /** REST APIs: the request needs one of the gateway's `apiKeys`. */
  readonly apiKeyRequired?: boolean
  /** HTTP APIs: the form of the event. Default `'2.0'`. */
  readonly payloadFormatVersion?: '1.0' | '2.0'
  /** How long the gateway waits for the function. Default 30 s (HTTP), 29 s (REST). */
  readonly timeout?: Duration
  /** Not simulated yet: refused by name. */
  readonly requestValidator?: unknown
  /** Not simulated yet: refused by name. */
  readonly requestParameters?: unknown
  /** Not simulated yet: refused by name. */
  readonly models?: unknown
  /** Not simulated yet: refused by name. */
  readonly throttle?: unknown
}

/** A function's handle, or options. */
export type RouteValue = FunctionTarget | RouteOptions

/** Route keys and what is behind them: `{ 'GET /orders/{id}': read, $default: fallback }`. */
export type Routes = Readonly<Record<string, RouteValue>>

/** CORS of an HTTP API, as AWS configures it. */
export interface CorsOptions {
  /** `'*'`, `'https://*'`, `'https://app.example'`. */
  readonly allowOrigins?: readonly string[]
  /** Methods, or `'*'`. */
  readonly allowMethods?: readonly string[]
  /** Request headers, or `'*'`. */
  readonly allowHeaders?: readonly string[]
  /** Response headers that scripts may read. */
  readonly exposeHeaders?: readonly string[]
  /** Default false; not together with `'*'`. */
  readonly allowCredentials?: boolean
  /** How long a browser keeps the answer to a preflight request. */
  readonly maxAge?: Duration
}

/** A key of a REST API's `apiKeys`. */
export interface ApiKey {
  /** 20 to 128 characters. */
  readonly value: string
  /** What the console would list it as. */
  readonly name?: string
  /** Default true. */
  readonly enabled?: boolean
}

/** What `createRegion()` returns, as far as this room looks at it. */
export interface RegionReference {
  readonly name: string
  readonly accountId: string
}

interface CommonOptions {
  /** What traces call it. Default: its id. */
  readonly name?: string
  /** The id in its URL. Default: one of the region's ids. */
  readonly id?: string
  readonly stageVariables?: Readonly<Record<string, string>>
  /** The region it belongs to. Default: the default region. */
  readonly region?: RegionReference
}

/** Options of an HTTP API. */
export interface HttpGatewayOptions extends CommonOptions {
  /** The default. */
  readonly type?: 'http'
  /** Default `'$default'`, which the URL leaves out. */
  readonly stage?: string
  /** CORS that the gateway answers by itself. Default: none. */
  readonly cors?: CorsOptions
  /** Of every route that says nothing. Default `'2.0'`. */
  readonly payloadFormatVersion?: '1.0' | '2.0'
}

/** Options of a REST API. */
export interface RestGatewayOptions extends CommonOptions {
  /** Makes it a REST API. */
  readonly type: 'rest'
  /** Default `'prod'`. */
  readonly stage?: string
  /** Default `'EDGE'`, as AWS creates them. */
  readonly endpointType?: 'EDGE' | 'REGIONAL'
  /** Content types that are passed as bytes: `'image/png'`, `'application/*'`, or everything. */
  readonly binaryMediaTypes?: readonly string[]
  /** Keys that open routes with `apiKeyRequired`: values, or `{ value, name, enabled }`. */
  readonly apiKeys?: readonly (string | ApiKey)[]
  /** Where the key is: the header x-api-key, or the authorizer's `usageIdentifierKey`. Default `'HEADER'`. */
  readonly apiKeySource?: 'HEADER' | 'AUTHORIZER'
  /** Not simulated yet: refused by name. */
  readonly models?: unknown
  /** Not simulated yet: refused by name. */
  readonly usagePlans?: unknown
  /** Not simulated yet: refused by name. */
  readonly gatewayResponses?: unknown
}

export interface WebSocketGatewayOptions extends CommonOptions {
  readonly type: 'websocket'
  readonly stage?: string
  readonly routeSelectionExpression?: string
}

/** Options of `createGateway`: of an HTTP API, unless `type` is `'rest'`. */
export type GatewayOptions = HttpGatewayOptions | RestGatewayOptions
