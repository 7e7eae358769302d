/** One request on its way through a gateway: what every step of it may look at. */
import type { World } from '../../core/world.ts'
import type { ApiDefinition, RouteDefinition } from '../api/definition.ts'
import { lastHeader, type HeaderEntry, type HeaderList } from '../messages/header-list.ts'
import type { RequestRecord } from './record.ts'
import type { GatewayRequest } from '../messages/request.ts'

export interface Exchange<Api extends ApiDefinition = ApiDefinition> {
  readonly world: World
  readonly api: Api
  readonly request: GatewayRequest
  readonly record: RequestRecord
  /** REST: a UUID; HTTP: the extended form. */
  readonly requestId: string
  /** REST: the id of x-amz-apigw-id. HTTP: the same as `requestId`. */
  readonly extendedId: string
  /** The trace header that the integration gets. */
  readonly trace: string
  /** The API's own host, or the one that the client named: a custom domain name in front of the stage. */
  readonly host: string
}

/** The route that was chosen, and the values of its path's variables. */
export interface ChosenRoute {
  readonly route: RouteDefinition
  readonly parameters: Record<string, string> | undefined
}

/** Where the test's requests come from. */
export const SOURCE_IP = '127.0.0.1'

/** `orders` of `orders.example.com`; the API's id of its own host. */
export const domainPrefix = (host: string): string => host.split('.', 1)[0]!

const FORWARDED = new Set([
  'host',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
])

/** The client's headers without those in `dropped` (lower case) and without those that the gateway sets. */
export const clientHeaders = (headers: HeaderList, dropped: ReadonlySet<string>): HeaderEntry[] =>
  headers.filter(([name]) => {
    const lower = name.toLowerCase()
    return !FORWARDED.has(lower) && !dropped.has(lower)
  })

/** Those that the gateway sets, in the spelling of REST events. */
// Recorded: test_lambda_aws_proxy_integration (which headers are added)
export function gatewayHeaders(exchange: Exchange, trace: string = exchange.trace): HeaderEntry[] {
  const forwarded = lastHeader(exchange.request.headers, 'x-forwarded-for')
  return [
    ['Host', exchange.host],
    ['X-Amzn-Trace-Id', trace],
    ['X-Forwarded-For', forwarded ? `${forwarded}, ${SOURCE_IP}` : SOURCE_IP],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ]
}
