/** The context of one request, which every step of a gateway receives. */
import type { CallerIdentity } from '../../core/world/identity-ports.ts'
import type { World } from '../../core/world/world.ts'
import { LOCAL_CLIENT, type Client } from '../messages/client.ts'
import type { ApiDefinition, HttpApi, RestApi, RouteDefinition } from '../api/definition.ts'
import type { ApiKeyDefinition } from '../api/usage/usage.ts'
import { lastHeader, type HeaderEntry, type HeaderList } from '../messages/header-list.ts'
import type { RequestRecord } from './record.ts'
import type { GatewayRequest } from '../messages/request.ts'

export interface Exchange<Api extends ApiDefinition = ApiDefinition> {
  readonly world: World
  readonly api: Api
  readonly request: GatewayRequest
  readonly record: RequestRecord
  /** REST APIs: a UUID. HTTP APIs: the extended form. */
  readonly requestId: string
  /** REST APIs: the id in x-amz-apigw-id. HTTP APIs: the same as `requestId`. */
  readonly extendedId: string
  /** The trace header that the integration receives. */
  readonly trace: string
  /**
   * The API's own host, or the client's Host header: a custom domain name that maps to the stage.
   */
  readonly host: string
  readonly client: Client
  readonly progress: Progress
}

/** What the steps of a request have found so far. Responses and logs of the gateway show it. */
export interface Progress {
  chosen: ChosenRoute | undefined
  /** What the route's authorizer says. Undefined without one, and for a refused request. */
  granted: Granted | undefined
  /** How long its verdict took, in milliseconds. Undefined without one. */
  authorizerLatency: number | undefined
  /** REST APIs: the key that identifies the client to its usage plan. */
  apiKey: ApiKeyDefinition | undefined
}

export const newProgress = (): Progress => ({
  chosen: undefined,
  granted: undefined,
  authorizerLatency: undefined,
  apiKey: undefined,
})

/** An exchange of either kind, which `isRest` tells apart. */
export type AnyExchange = Exchange<RestApi> | Exchange<HttpApi>

export const isRest = (exchange: AnyExchange): exchange is Exchange<RestApi> =>
  exchange.api.type === 'rest'

/** The matching route and the values of its path variables. */
export interface ChosenRoute {
  readonly route: RouteDefinition
  readonly parameters: Record<string, string> | undefined
}

/** What the route's authorizer says of an allowed request. */
export interface Granted {
  /** `requestContext.authorizer`. Undefined: the event has none. */
  readonly context: unknown
  /** `$context.authorizer`, where it differs from `context`. */
  readonly variables?: unknown
  /** IAM authorizers: who signed the request. */
  readonly identity?: CallerIdentity | undefined
}

/** The source address that events show for a test's requests. */
export const SOURCE_IP: string = LOCAL_CLIENT.sourceIp

/** `orders` for `orders.example.com`. The API's id for its own host. */
export function domainPrefix(host: string): string {
  const dot = host.indexOf('.')
  return dot < 0 ? host : host.slice(0, dot)
}

const FORWARDED = new Set([
  'host',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
])

/** The client's headers except those in `dropped` (lower case) and those that the gateway sets. */
export const clientHeaders = (headers: HeaderList, dropped: ReadonlySet<string>): HeaderEntry[] =>
  headers.filter(([name]) => {
    const lower = name.toLowerCase()
    return !FORWARDED.has(lower) && !dropped.has(lower)
  })

/** The headers that the gateway adds, spelled as in REST events. */
// Recorded: test_lambda_aws_proxy_integration (which headers are added)
export function gatewayHeaders(exchange: Exchange, trace: string = exchange.trace): HeaderEntry[] {
  const { sourceIp } = exchange.client
  const forwarded = lastHeader(exchange.request.headers, 'x-forwarded-for')
  return [
    ['Host', exchange.host],
    ['X-Amzn-Trace-Id', trace],
    ['X-Forwarded-For', forwarded ? `${forwarded}, ${sourceIp}` : sourceIp],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ]
}
