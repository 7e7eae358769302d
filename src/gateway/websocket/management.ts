/** WebSocket connections for their management API (`@connections`), behind the port `connections`. */
import { isUtf8 } from 'node:buffer'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import type { CallTarget } from '../../core/world/call-target.ts'
import type { Connections } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import { apiIdOfHost } from '../api/address.ts'
import { socketsOf } from '../api/state.ts'
import { findConnection, type SocketState } from '../api/websocket/state.ts'
import { gateway } from '../service.ts'
import { closeConnection } from './close.ts'
import { deliver } from './deliver.ts'
import { expireConnections } from './expiry.ts'

export function connections(world: World): Connections {
  const current = (): SocketState => {
    const sockets = socketsOf(world.state(gateway))
    expireConnections(world, sockets)
    return sockets
  }
  return {
    find(id, endpoint) {
      const sockets = current()
      const named = endpoint && namedBy(world, sockets, endpoint)
      if (named === 'forbidden') return named
      const connection = findConnection(sockets, id)
      // Unverified: the endpoint of another stage of the same API finds the connection.
      return !connection || (named && named !== connection.apiId) ? 'gone' : connection
    },
    post(id, data, cause) {
      const sockets = current()
      const connection = findConnection(sockets, id)
      if (!connection) return
      const bytes = Buffer.isBuffer(data)
        ? data
        : Buffer.from(data.buffer, data.byteOffset, data.byteLength)
      // Unverified: data that is not UTF-8 cannot be text, so that the client drops the connection
      // (RFC 6455, section 8.1).
      if (isUtf8(bytes)) deliver(world, sockets, id, bytes.toString('utf8'))
      else void closeConnection(world, sockets, connection, { ...NOT_TEXT, cause })
    },
    delete(id, cause) {
      const sockets = current()
      const connection = findConnection(sockets, id)
      if (connection) void closeConnection(world, sockets, connection, { ...DELETED, cause })
    },
  }
}

const both = (code: number, reason: string) =>
  ({ event: { code, reason }, client: { code, reason } }) as const

// Recorded: snap-ws-disconnect-delete
const DELETED = both(1000, 'Connection Closed Normally')
const NOT_TEXT = both(1007, '')

/** The id of the API that an endpoint names. Undefined: a host that names none. */
function namedBy(
  { options }: World,
  { apis }: SocketState,
  { hostname, path }: CallTarget,
): string | undefined {
  const id = apiIdOfHost(hostname)
  if (id === undefined) {
    if (!/^execute-api\./.test(hostname)) return undefined
    throw new MisuseError(
      `The management API was called at ${hostname}, which names no WebSocket API.`,
      "the endpoint in the client's configuration: { endpoint: chat.callbackUrl }, or in a handler `https://${domainName}/${stage}` of event.requestContext",
    )
  }
  const api = apis.get(id)
  if (!api)
    throw new MisuseError(
      `The management API was called at ${hostname}: the region ${options.region} has no WebSocket API '${id}'.`,
      'the endpoint of a WebSocket API created in this region: chat.callbackUrl',
      didYouMean(id, apis.keys()),
    )
  // 'https://host/prod/@connections/id'
  const [, stage = ''] = path.split('/')
  return api.stages.has(stage) ? id : 'forbidden'
}
