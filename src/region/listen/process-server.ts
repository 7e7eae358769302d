/**
 * The server on loopback that one process of a function talks to: its Runtime API, and the region's
 * AWS endpoint. The process proves itself by a secret path, or by being the one that connects.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ProcessServer, ProcessServers } from '../../core/world/ports.ts'
import { runInWorld } from '../../core/world/context.ts'
import type { World } from '../../core/world/world.ts'
import type { Account, RegionWorld } from '../world.ts'
import { checkHost, checkOrigin } from './access.ts'
import { toSettings, type ListenSettings } from './options.ts'
import { Refusal } from './refusal.ts'
import { answer, closeServer, createRegionServer } from './serve.ts'
import { toHostAndUrl } from './target.ts'

type Options = Parameters<ProcessServers['open']>[0]

/** What must have ended before the end of an account is over. */
const open = new WeakMap<Account, Set<() => Promise<void>>>()

export async function openProcessServer(world: World, options: Options): Promise<ProcessServer> {
  // A streamed response may take as long as the function's timeout.
  const settings = { ...toSettings(world, {}), requestTimeoutMs: 0 }
  const own = new WeakSet<object>()
  const server = createRegionServer(settings, (request, response) =>
    serve(world, { ...options, settings, own }, request, response),
  )
  // The process keeps nothing alive: neither its server nor its connections.
  server.on('connection', (socket) => socket.unref())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  server.unref()
  return { port: (server.address() as AddressInfo).port, close: closing(world, server, options) }
}

/** Returns the function that closes a server, which the end of the account awaits. */
function closing(world: World, server: Server, { ended }: Options): () => Promise<void> {
  const { account } = world as RegionWorld
  let closers = open.get(account)
  if (!closers) {
    const all = new Set<() => Promise<void>>()
    open.set(account, (closers = all))
    account.atEnd(async () => void (await Promise.all([...all].map((close) => close()))))
  }
  const mine = closers
  let closed: Promise<void> | undefined
  const close = (): Promise<void> =>
    (closed ??= closeServer(server, () => undefined)
      .then(ended)
      .finally(() => mine.delete(close)))
  mine.add(close)
  return close
}

async function serve(
  world: World,
  options: Options & { readonly settings: ListenSettings; readonly own: WeakSet<object> },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = checkSender(options, request)
  if (options.isRuntimePath(path)) {
    await options.serveRuntime(request, response, path)
    return
  }
  request.url = path
  await runInWorld(
    world,
    () => answer(world, options.settings, request, response),
    options.environment,
  )
}

/**
 * Returns the path and query without the secret.
 *
 * @throws Refusal when the request does not come from the process
 */
function checkSender(
  { settings, secret, own, isOwn }: Parameters<typeof serve>[1],
  request: IncomingMessage,
): string {
  try {
    const { host, url } = toHostAndUrl(request.headersDistinct['host'], request.url ?? '/')
    checkHost(host, settings)
    checkOrigin(host, request.headers, settings)
    const prefix = `/${secret}`
    if (url === prefix) return '/'
    if (url.startsWith(`${prefix}/`)) return url.slice(prefix.length)
    const { socket } = request
    if (own.has(socket) || isOwn(socket)) {
      own.add(socket)
      return url
    }
    throw new Refusal(403, 'a request that does not come from the process of the function')
  } catch (error) {
    // The client may still be sending, and would then miss the answer.
    request.resume()
    throw error
  }
}
