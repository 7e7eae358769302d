/** `chat.connect()`: opens a connection as a test's client. */
import { checkNames, shownValue } from '../../../core/checks.ts'
import { MisuseError } from '../../../core/errors.ts'
import { currentCause } from '../../../core/world/context.ts'
import type { World } from '../../../core/world/world.ts'
import { socketsOf } from '../../api/state.ts'
import { findConnection } from '../../api/websocket/state.ts'
import type { WebSocketApi } from '../../api/websocket/definition.ts'
import { escapeTarget, toHeaderList, type FetchInit } from '../../fetch-input.ts'
import { isHeaderName, lastHeader, type HeaderEntry } from '../../messages/header-list.ts'
import { bodyBytes } from '../../messages/request.ts'
import { gateway } from '../../service.ts'
import { closeConnection } from '../close.ts'
import { shakeHands, type Handshake } from '../handshake.ts'
import { newSocketKey } from '../ids.ts'
import { HandshakeError } from './handshake-error.ts'

/** Options of `connect`. */
export interface ConnectOptions {
  /** The query of the URL: members, a URLSearchParams, or text that is sent as written. */
  readonly query?: Readonly<Record<string, QueryValue>> | URLSearchParams | string
  /** Headers of the handshake. Lists and plain objects keep their case and order. */
  readonly headers?: FetchInit['headers']
  /** Subprotocols to ask for, the best first. */
  readonly protocols?: string | readonly string[]
}

type QueryValue = string | number | boolean | readonly string[] | undefined

const NAMES = ['query', 'headers', 'protocols']

/** What does not change during a connection. */
export interface ClientFacts {
  readonly connectionId: string
  /** Without the query. */
  readonly url: string
  /** The subprotocol that `$connect` chose, or ''. */
  readonly protocol: string
  /** The gateway's name. */
  readonly gateway: string
}

/** @throws HandshakeError when the handshake is refused */
export async function openConnection(
  world: World,
  api: WebSocketApi,
  stage: string,
  options: ConnectOptions,
): Promise<ClientFacts> {
  checkNames(options, 'connect', NAMES)
  const headers = toHeaders(world, options, toProtocols(options.protocols))
  const query = toQuery(options.query)
  const shaken = await shakeHands(world, api, { stage, query, headers, overSocket: false })
  const { record, connection, response } = shaken
  if (!connection) throw new HandshakeError(describeRefusal(api, shaken), record)
  const asked = lastHeader(headers, 'sec-websocket-protocol')?.split(/\s*,\s*/) ?? []
  const protocol = lastHeader(response.headers, 'sec-websocket-protocol')
  const problem = protocolProblem(asked, protocol)
  if (problem === undefined)
    return {
      connectionId: connection.id,
      url: record.gateway.url,
      protocol: protocol ?? '',
      gateway: api.name,
    }
  const sockets = socketsOf(world.state(gateway))
  const open = findConnection(sockets, connection.id)
  // Unverified: code and reason in the event of `$disconnect`
  const closed = { code: 1006, reason: '' }
  const cause = currentCause(world)
  if (open) void closeConnection(world, sockets, open, { event: closed, client: closed, cause })
  throw new HandshakeError(`The handshake with ${api.name} failed: ${problem}`, record)
}

/** Clients refuse a subprotocol that they did not ask for. Browsers also refuse the lack of one. */
// https://websockets.spec.whatwg.org/#establish-a-websocket-connection
function protocolProblem(asked: readonly string[], chosen: string | undefined): string | undefined {
  if (chosen !== undefined && !asked.includes(chosen))
    return `$connect returned the subprotocol '${chosen}', which the client did not ask for.`
  if (chosen === undefined && asked.length > 0)
    return `the client asked for the subprotocol ${asked.join(' or ')}, and $connect returned no Sec-WebSocket-Protocol header.`
  return undefined
}

const MOST_CHARACTERS = 200

function describeRefusal({ name }: WebSocketApi, { record, response }: Handshake): string {
  const body = Buffer.from(bodyBytes(response.body)).toString('utf8')
  const shown = body.length > MOST_CHARACTERS ? `${body.slice(0, MOST_CHARACTERS)}...` : body
  const answer = `The handshake with ${name} was refused: ${response.status}${shown && ` ${shown}`}.`
  const reason = record.reason ?? (record.invocation && 'The function behind $connect refused it.')
  return reason === undefined ? answer : `${answer} ${reason}`
}

function toQuery(query: ConnectOptions['query']): string {
  if (query === undefined) return ''
  if (typeof query === 'string') return escapeTarget(query.replace(/^\?/, ''))
  if (Object.prototype.toString.call(query) === '[object URLSearchParams]') return String(query)
  if (typeof query !== 'object' || query === null)
    throw new MisuseError(
      `connect received the query ${shownValue(query)}.`,
      "an object such as { room: '1' }, a URLSearchParams or text",
    )
  const pairs: string[] = []
  for (const [name, value] of Object.entries(query as Record<string, QueryValue>)) {
    if (value === undefined) continue
    for (const one of typeof value === 'object' ? value : [value])
      pairs.push(`${encode(name)}=${encode(String(one))}`)
  }
  return pairs.join('&')
}

const encode = (text: string): string =>
  encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'))

function toProtocols(protocols: ConnectOptions['protocols']): readonly string[] {
  const list =
    protocols === undefined ? [] : typeof protocols === 'string' ? [protocols] : protocols
  for (const protocol of list) {
    if (typeof protocol !== 'string' || !isHeaderName(protocol))
      throw new MisuseError(
        `connect received the subprotocol ${shownValue(protocol)}.`,
        "names without blanks, such as 'graphql-transport-ws'",
      )
  }
  return list
}

/** A client's own headers come first, as those of `ws` and of browsers. */
function toHeaders(
  world: World,
  { headers: given }: ConnectOptions,
  protocols: readonly string[],
): HeaderEntry[] {
  const headers = toHeaderList(given, 'connect')
  const add = (name: string, value: () => string): void => {
    if (lastHeader(headers, name.toLowerCase()) === undefined) headers.push([name, value()])
  }
  add('Sec-WebSocket-Version', () => '13')
  add('Sec-WebSocket-Key', () => newSocketKey(world))
  if (protocols.length > 0) add('Sec-WebSocket-Protocol', () => protocols.join(', '))
  return headers
}
