/**
 * Upgrades to WebSocket. The same clients may ask for one as for anything else (access.ts). An
 * upgrade that no gateway can accept is an ordinary request without one.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { World } from '../../core/world/world.ts'
import { rooms as gatewayRooms } from '../../gateway/rooms.ts'
import type { Upgrade } from '../../gateway/index.ts'
import { checkHost, checkOrigin } from './access.ts'
import type { ListenSettings } from './options.ts'
import { Refusal } from './refusal.ts'
import { headerPairs, toGatewayTarget, toHostAndUrl } from './target.ts'

/** Returns a function that drops the connections. */
export function serveUpgrades(server: Server, world: World, settings: ListenSettings): () => void {
  const sockets = new Set<Duplex>()
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const target = findTarget(world, settings, request)
    if (!target) return serveWithoutUpgrade(server, request, socket, head)
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    // A lost connection is also closed, which ends it in the region.
    socket.on('error', () => socket.destroy())
    const upgrade = { ...target, socket, head }
    gatewayRooms
      .websocket()
      .acceptUpgrade(world, upgrade)
      // The region has ended.
      .catch(() => socket.destroy())
  })
  return () => {
    for (const socket of sockets) socket.destroy()
  }
}

type Target = Omit<Upgrade, 'socket' | 'head'>

/** Undefined for a request that an ordinary answer or refusal serves. */
function findTarget(
  world: World,
  settings: ListenSettings,
  request: IncomingMessage,
): Target | undefined {
  if (request.headers.upgrade?.toLowerCase() !== 'websocket' || request.method !== 'GET')
    return undefined
  try {
    const { host, url } = toHostAndUrl(request.headersDistinct['host'], request.url ?? '/')
    checkHost(host, settings)
    checkOrigin(host, request.headers, settings)
    return toTarget(world, settings, request, { host, url })
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

function toTarget(
  world: World,
  { gateway }: ListenSettings,
  request: IncomingMessage,
  { host, url }: { readonly host: string; readonly url: string },
): Target | undefined {
  const named = gateway === undefined ? toGatewayTarget(world, host, url) : undefined
  const id = gateway ?? named?.api
  const api = id === undefined ? undefined : gatewayRooms.gateway().findSocketGateway(world, id)
  if (!api) return undefined
  const [path = '', query = ''] = (named?.path ?? url).split(/\?(.*)/s)
  const headers = headerPairs(request)
  // 'https://<host>/prod' names the stage in its path; the server's own URLs do not.
  if (named?.kind === 'host') return { api, stage: path.replace(/^\/|\/$/g, ''), query, headers }
  const own = headers.filter(([name]) => name.toLowerCase() !== 'host')
  return { api, stage: named?.stage ?? api.stage, query, headers: own }
}

/** Gives the server the connection again, with the request as it would be without an upgrade. */
function serveWithoutUpgrade(
  server: Server,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const lines = headerPairs(request).flatMap(([name, value]) => {
    const lower = name.toLowerCase()
    if (lower === 'upgrade' || lower === 'http2-settings') return []
    if (lower !== 'connection') return [`${name}: ${value}`]
    const options = value.split(',').map((option) => option.trim())
    const kept = options.filter((option) => !/^(?:upgrade|http2-settings)$/i.test(option))
    return kept.length === 0 ? [] : [`${name}: ${kept.join(', ')}`]
  })
  const start = `${request.method} ${request.url} HTTP/${request.httpVersion}`
  const text = [start, ...lines, '', ''].join('\r\n')
  socket.unshift(Buffer.concat([Buffer.from(text, 'latin1'), head]))
  server.emit('connection', socket)
}
