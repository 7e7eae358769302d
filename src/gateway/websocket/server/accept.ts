/** Upgrades of `region.listen()`: a handshake over a socket (RFC 6455, section 4.2). */
import { createHash } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { World } from '../../../core/world/world.ts'
import { socketsOf } from '../../api/state.ts'
import type { WebSocketApi } from '../../api/websocket/definition.ts'
import { findConnection } from '../../api/websocket/state.ts'
import { lastHeader, type HeaderList } from '../../messages/header-list.ts'
import { bodyBytes, type GatewayAnswer } from '../../messages/request.ts'
import { gateway } from '../../service.ts'
import { closeConnection, disconnectFacts } from '../close.ts'
import { expireConnections } from '../expiry.ts'
import { shakeHands } from '../handshake.ts'
import { receiveMessage } from '../messages.ts'
import { SocketSession } from './session.ts'

export interface Upgrade {
  readonly api: WebSocketApi
  readonly stage: string
  readonly query: string
  readonly headers: HeaderList
  readonly socket: Duplex
  /** The first bytes after the handshake. */
  readonly head: Buffer
}

/** Resolves once the handshake has been answered. */
export async function acceptUpgrade(world: World, upgrade: Upgrade): Promise<void> {
  const { api, stage, query, headers, socket, head } = upgrade
  const malformed = handshakeProblem(headers)
  if (malformed) return void socket.end(toBytes(malformed))
  const { connection, response } = await shakeHands(world, api, {
    stage,
    query,
    headers,
    overSocket: true,
  })
  if (!connection) return void socket.end(toBytes(response))
  const key = lastHeader(headers, 'sec-websocket-key') ?? ''
  socket.write(toBytes({ ...response, headers: acceptHeaders(key, response.headers) }))
  if (head.length > 0) socket.unshift(head)
  converse(world, connection.id, socket)
}

function converse(world: World, id: string, socket: Duplex): void {
  const cause = world.journal.root
  const current = () => {
    const sockets = socketsOf(world.state(gateway))
    expireConnections(world, sockets)
    return { sockets, connection: findConnection(sockets, id) }
  }
  const close = (closed: { code: number; reason: string }): void => {
    const { sockets, connection } = current()
    if (connection)
      void closeConnection(world, sockets, connection, { event: closed, client: closed, cause })
  }
  const session = new SocketSession(socket, {
    message(text) {
      const { sockets, connection } = current()
      if (connection) receiveMessage(world, sockets, connection, text, cause)
    },
    closed: (code, reason) => close(disconnectFacts(code, reason)),
    failed: (code) => close({ code, reason: '' }),
  })
  socketsOf(world.state(gateway)).live.set(id, session)
}

/** The answer to a handshake that is none. */
// Unverified: AWS's answers. RFC 6455, section 4.2.2, has these statuses.
function handshakeProblem(headers: HeaderList): GatewayAnswer | undefined {
  const key = lastHeader(headers, 'sec-websocket-key') ?? ''
  if (lastHeader(headers, 'sec-websocket-version') !== '13')
    return { status: 426, headers: [['Sec-WebSocket-Version', '13']], body: '' }
  return /^[A-Za-z0-9+/]{22}==$/.test(key) ? undefined : { status: 400, headers: [], body: '' }
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

function acceptHeaders(key: string, given: HeaderList): HeaderList {
  const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64')
  const protocol = lastHeader(given, 'sec-websocket-protocol')
  return [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', accept],
    ...(protocol === undefined ? [] : [['Sec-WebSocket-Protocol', protocol] as const]),
  ]
}

function toBytes({ status, headers, body }: GatewayAnswer): Buffer {
  const bytes = bodyBytes(body)
  const framing: HeaderList =
    status === 101
      ? []
      : [
          ['Content-Length', String(bytes.length)],
          ['Connection', 'close'],
        ]
  const own = headers.filter(([name]) => status === 101 || !FRAMING.has(name.toLowerCase()))
  const lines = [...own, ...framing].map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`
  return Buffer.concat([Buffer.from(head, 'utf8'), bytes])
}

const FRAMING = new Set(['connection', 'content-length', 'transfer-encoding', 'keep-alive'])
