/** Ends a connection, and runs `$disconnect`. */
import type { JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import type { Connection, SocketClosed } from '../api/websocket/connection.ts'
import { DISCONNECT, servedSocketStage } from '../api/websocket/definition.ts'
import { deleteConnection, type SocketState } from '../api/websocket/state.ts'
import { newExtendedId } from '../exchange/timestamps-and-ids.ts'
import { observe } from './observe.ts'
import { liveClientOf } from './client/live-client.ts'
import { socketContext } from './events/context.ts'
import { disconnectEvent } from './events/events.ts'
import { callIntegration } from './integrating/call-integration.ts'
import { recordOn } from './record.ts'

export interface Closing {
  /** What the event of `$disconnect` shows. */
  readonly event: SocketClosed
  /** What the client sees. */
  readonly client: SocketClosed
  readonly cause: JournalRecord
}

/** Resolves once `$disconnect` has run. */
export function closeConnection(
  world: World,
  sockets: SocketState,
  connection: Connection,
  closing: Closing,
): Promise<void> {
  const { id } = connection
  if (!deleteConnection(sockets, id)) return Promise.resolve()
  const finished = runDisconnect(world, sockets, connection, closing)
  const side = sockets.clients.get(id)
  if (side) {
    sockets.clients.set(id, { ...side, closed: closing.client })
    liveClientOf(sockets, id).close(closing.client, finished)
  } else {
    sockets.live.get(id)?.close(closing.client, finished)
    sockets.live.delete(id)
  }
  return finished
}

async function runDisconnect(
  world: World,
  sockets: SocketState,
  connection: Connection,
  { event: closed, cause }: Closing,
): Promise<void> {
  const api = sockets.apis.get(connection.apiId)
  const stage = api && servedSocketStage(api, connection.stage)
  if (!api || !stage) return
  const at = world.clock.now()
  const record = recordOn(api, connection, { type: 'disconnect', at, causedBy: cause })
  record.closed = closed
  world.journal.append(record)
  const context = socketContext(connection, {
    routeKey: DISCONNECT,
    eventType: 'DISCONNECT',
    requestId: newExtendedId(world),
    at,
    authorizer: connection.authorizer,
    closed,
  })
  const finish = (status: number): void => {
    record.finish(status, world.clock.now())
    observe(world, stage, record, () => context)
  }
  const route = stage.definition.routes.get(DISCONNECT)
  if (!route) return finish(200)
  record.route = DISCONNECT
  const end = world.work.begin(() => `$disconnect of gateway ${api.name}`)
  try {
    const { domainName, apiKey } = connection
    const event = (): unknown => disconnectEvent(domainName, apiKey, stage, context)
    const nothing = { headers: [], query: '', body: undefined }
    const called = { world, api, stage, record, route, context, ...nothing, event }
    const { error } = await callIntegration(called)
    record.reason = error?.reason
    finish(error?.status ?? 200)
  } finally {
    end()
  }
}

/** What `$disconnect` learns of a client's close frame. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html
// (1005 with this reason for a frame without a code)
// Recorded: SCHEMA.md (1001). Unverified: the reason of 1001 for a frame without one
export function disconnectFacts(
  code: number | undefined,
  reason: string | undefined,
): SocketClosed {
  if (code === undefined) return { code: 1005, reason: 'Client-side close frame status not set' }
  const given = reason ?? ''
  return { code, reason: given === '' && code === 1001 ? 'Going away' : given }
}
