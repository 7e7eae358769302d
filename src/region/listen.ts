/** The region's endpoint on a socket, only when asked: for curl, the AWS CLI, a browser, other languages. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { checkNames, shownValue } from '../core/checks.ts'
import { MisuseError } from '../core/errors.ts'
import type { World } from '../core/world.ts'
import type { GatewayRequest } from '../gateway/index.ts'
import { rooms as gatewayRooms } from '../gateway/rooms.ts'
import { isGatewayHost } from '../gateway/service.ts'
import { rooms as sdkRooms } from '../sdk/rooms.ts'
import type { RegionWorld } from './world.ts'

/** Options of `region.listen()`. */
export interface ListenOptions {
  /** Default 0: any free port. */
  readonly port?: number
}

/** A running endpoint. */
export interface RegionServer {
  /** `http://127.0.0.1:<port>`: what AWS_ENDPOINT_URL takes. Gateways are under `/_gateway/<apiId>/<stage>/...`. */
  readonly url: string
  /** Stops listening and drops open connections. */
  close(): Promise<void>
}

const NAMES = ['port']
const KEEP_ALIVE_MS = 65_000

export async function listenIn(
  world: RegionWorld,
  options: ListenOptions = {},
): Promise<RegionServer> {
  world.checkWritable()
  checkNames(options, 'region.listen()', NAMES)
  const { port = 0 } = options
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new MisuseError(`region.listen() got port: ${shownValue(port)}.`, 'a port, or 0 for any')
  }
  const server = createServer((request, response) => {
    answer(world, request, response).catch((error: Error) => {
      // A planned fault. Nothing has been sent yet: the peer sees what it would see of a lost connection.
      if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') request.socket.destroy()
      else explain(error, request, response)
    })
  })
  // Clients keep connections for longer than Node's 5 seconds, and would meet one that was just closed.
  server.keepAliveTimeout = KEEP_ALIVE_MS
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: actual } = server.address() as AddressInfo
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => (closed ??= closeServer(server))
  world.account.atEnd(close)
  return { url: `http://127.0.0.1:${actual}`, close }
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.closeAllConnections()
    server.close((error) => (error ? reject(error) : resolve()))
  })

/**
 * Ours, not AWS's: a gap or a slip. Said so to whoever is at the other end, never as an answer that looks real. In JSON where an SDK expects it:
 * it shows the name and the message then.
 */
function explain(
  { name, message }: Error,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const status = name === 'UnsupportedError' ? 501 : 500
  const type = request.headers['content-type'] ?? ''
  const [contentType, text] = /^application\/x-amz-json/.test(type)
    ? [type, JSON.stringify({ __type: name, message })]
    : ['text/plain', `${name}: ${message}\n`]
  if (!response.headersSent) response.writeHead(status, { 'content-type': contentType })
  response.end(text)
}

async function answer(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request
  const host = request.headers.host ?? '127.0.0.1'
  const headers = headerPairs(request)
  const body = await readBody(request)
  const toGateway = gatewayRequest(world, host, { method, url, headers, body })
  if (toGateway) {
    send(response, await toGateway)
    return
  }
  const answered = await sdkRooms.raw().handleAwsRequest(world, {
    method,
    url: `http://${host}${url}`,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body,
  })
  response.writeHead(answered.status, answered.headers)
  if (method === 'HEAD') response.end()
  else if (answered.body instanceof Uint8Array) response.end(answered.body)
  else Readable.from(answered.body).pipe(response)
}

interface RawRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
}

/** `/_gateway/<apiId>/<stage>/...` on any host, or any path on a gateway's own host. */
function gatewayRequest(
  world: World,
  host: string,
  { method, url, headers, body }: RawRequest,
): Promise<Response> | undefined {
  const requestTo = (target: string): GatewayRequest => {
    const cut = target.indexOf('?')
    const path = cut < 0 ? target : target.slice(0, cut)
    return {
      method,
      path: path === '' ? '/' : path,
      query: cut < 0 ? '' : target.slice(cut + 1),
      headers,
      body: body.length === 0 ? undefined : body,
    }
  }
  const match = /^\/_gateway\/([^/?]+)\/([^/?]+)(.*)$/.exec(url)
  if (match) {
    const [, api, stage, rest] = match as unknown as [string, string, string, string]
    return gatewayRooms
      .gateway()
      .handleRequest(world, api, decodeURIComponent(stage), requestTo(rest))
  }
  return isGatewayHost(host)
    ? gatewayRooms.gateway().handleExecuteApi(world, host, requestTo(url))
    : undefined
}

function send(response: ServerResponse, answered: Response): void {
  response.statusCode = answered.status
  for (const [name, value] of answered.headers) {
    if (name === 'set-cookie') response.appendHeader(name, value)
    else response.setHeader(name, value)
  }
  // With its content encoding: undoing that is up to the client.
  response.end(gatewayRooms.gateway().recordOfResponse(answered)?.rawResponseBody)
}

function headerPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = []
  for (let i = 0; i < rawHeaders.length; i += 2) pairs.push([rawHeaders[i]!, rawHeaders[i + 1]!])
  return pairs
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
