/** Headers in the events of a handshake and of a disconnection. */
import { SOURCE_IP } from '../../exchange/exchange.ts'
import {
  lastHeader,
  toHeaderMaps,
  type HeaderEntry,
  type HeaderList,
  type MultiMap,
} from '../../messages/header-list.ts'

const SET_BY_GATEWAY = new Set([
  ...['host', 'x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'],
  ...['connection', 'upgrade', 'content-length'],
])

// Recorded: snap-ws-authorizer-event
const CONNECTION_HEADERS: HeaderList = [
  ['Connection', 'upgrade'],
  ['content-length', '0'],
  ['Upgrade', 'websocket'],
]

/**
 * The headers of a handshake, sorted by name. An authorizer's event also has those of the
 * connection itself.
 */
// Recorded: snap-ws-connect-event, snap-ws-authorizer-event
export function handshakeHeaders(
  headers: HeaderList,
  { host, trace, withConnection }: { host: string; trace: string; withConnection: boolean },
): MultiMap {
  const forwarded = lastHeader(headers, 'x-forwarded-for')
  const all: HeaderEntry[] = [
    ...headers.filter(([name]) => !SET_BY_GATEWAY.has(name.toLowerCase())),
    ...(withConnection ? CONNECTION_HEADERS : []),
    ['Host', host],
    ['X-Amzn-Trace-Id', trace],
    ['X-Forwarded-For', forwarded ? `${forwarded}, ${SOURCE_IP}` : SOURCE_IP],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ]
  const byName = ([a]: HeaderEntry, [b]: HeaderEntry): number =>
    a.toLowerCase() < b.toLowerCase() ? -1 : Number(a.toLowerCase() > b.toLowerCase())
  return toHeaderMaps(all.sort(byName))
}

/** The headers of `$disconnect`. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html
// Unverified: the API key of the handshake is the value of x-api-key.
export const disconnectHeaders = (host: string, apiKey: string | undefined): MultiMap =>
  toHeaderMaps([
    ['Host', host],
    ['x-api-key', apiKey ?? ''],
    ['X-Forwarded-For', ''],
    ['x-restapi', ''],
  ])
