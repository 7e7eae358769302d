/** Answers the requests of a socket: AWS's API calls, and requests to gateways. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import { Readable, type Duplex } from 'node:stream'
import { isMisuseError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type { LiveBody } from '../../gateway/index.ts'
import { rooms as gatewayRooms } from '../../gateway/rooms.ts'
import { isManagementPath } from '../../gateway/service.ts'
import { answerAwsRequest, answerViewer } from '../fetch.ts'
import { checkHost, checkOrigin } from './access.ts'
import type { Inspector } from './inspector.ts'
import type { ListenSettings } from './options.ts'
import { Refusal, sendError, toRawResponse } from './refusal.ts'
import {
  headerPairs,
  toGatewayRequest,
  toGatewayTarget,
  toHostAndUrl,
  type RawRequest,
} from './target.ts'

const KEEP_ALIVE_MS = 65_000
// How often Node looks for slow clients: its 30 s would let them exceed the limit by that much.
const CHECKING_INTERVAL_MS = 500

/** Answers one request, or rejects before anything was sent. */
export type Serve = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Makes a server that answers each request with `serveRequest`. */
export function createRegionServer(settings: ListenSettings, serveRequest: Serve): Server {
  const { maxHeaderSize, requestTimeoutMs: timeout, maxBodySize } = settings
  /** Connections with an answer in progress. Writing anything else to them would corrupt it. */
  const answering = new WeakSet<Duplex>()
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = request
    request.once('end', () => answering.add(socket))
    response.once('close', () => answering.delete(socket))
    serveRequest(request, response).catch((error: NodeJS.ErrnoException) => {
      // A planned fault, before anything was sent: the client sees a lost connection.
      if (error.code === 'ECONNRESET') socket.destroy()
      else sendError(error, request, response)
    })
  }
  const server = createServer(
    {
      maxHeaderSize,
      requestTimeout: timeout,
      headersTimeout: timeout,
      connectionsCheckingInterval: Math.min(timeout || Infinity, CHECKING_INTERVAL_MS),
      // Clients keep connections open for longer than Node's 5 s. They would send a request on a
      // connection that the server has just closed.
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    serve,
  )
  // Node would silently drop the headers beyond 2000. `maxHeaderSize` limits them.
  server.maxHeadersCount = 0
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    // A client that sends `Expect: 100-continue` learns that its body is too large before it sends
    // it.
    if (Number(request.headers['content-length'] ?? 0) > maxBodySize)
      sendError(tooLarge(maxBodySize), request, response)
    else {
      response.writeContinue()
      serve(request, response)
    }
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable || answering.has(socket)) socket.destroy()
    else socket.end(toRawResponse(toRefusal(error, settings)))
  })
  return server
}

/** Describes why Node could not read a request. */
function toRefusal(error: NodeJS.ErrnoException, settings: ListenSettings): Refusal {
  switch (error.code) {
    case 'HPE_HEADER_OVERFLOW':
      return new Refusal(
        431,
        `headers of more than ${settings.maxHeaderSize} bytes`,
        'The option maxHeaderSize sets the limit.',
      )
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Refusal(
        408,
        `a request that took longer than ${settings.requestTimeoutMs / 1000} s to arrive`,
        'The option requestTimeout sets the limit.',
      )
    default:
      return new Refusal(400, `a request that is not HTTP/1.1 (${error.message})`)
  }
}

const tooLarge = (limit: number): Refusal =>
  new Refusal(413, `a body of more than ${limit} bytes`, 'The option maxBodySize sets the limit.')

/** Answers a request for a page of the inspector. */
export async function answerPage(
  inspector: Inspector,
  { maxBodySize }: ListenSettings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  await inspector.answer(request, response, await readBody(request, maxBodySize))
}

/** Stops a server and drops its connections. */
export const closeServer = (server: Server, dropUpgraded: () => void): Promise<void> =>
  new Promise((resolve, reject) => {
    dropUpgraded()
    server.closeAllConnections()
    server.close((error) => (error ? reject(error) : resolve()))
  })

/** Answers a request to the region's endpoint. */
export async function answer(
  world: World,
  settings: ListenSettings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET' } = request
  // Reads the whole body before any answer. A client that is still sending would miss the answer.
  const body = await readBody(request, settings.maxBodySize)
  const { host, url } = toHostAndUrl(request.headersDistinct['host'], request.url ?? '/')
  checkHost(host, settings)
  const origin = checkOrigin(host, request.headers, settings)
  if (!body) throw tooLarge(settings.maxBodySize)
  const raw: RawRequest = { method, host, url, headers: headerPairs(request), body }
  const toGateway = askGateway(world, settings, raw)
  if (toGateway) await send(response, await toGateway)
  else if (origin !== undefined && isPreflight(method, request.headers))
    response.writeHead(204, preflightHeaders(origin)).end()
  else await sendAwsAnswer(world, raw, origin, response)
}

/** Returns the gateway's response, or undefined for a request to the AWS endpoint. */
function askGateway(
  world: World,
  { gateway }: ListenSettings,
  raw: RawRequest,
): Promise<Response> | undefined {
  const room = gatewayRooms.gateway()
  if (isManagementOf(world, gateway, raw)) return undefined
  if (gateway !== undefined)
    return room.handleRequest(world, gateway, undefined, toGatewayRequest(raw, raw.url))
  const target = toGatewayTarget(world, raw.host, raw.url)
  if (!target) return undefined
  const request = toGatewayRequest(raw, target.path)
  try {
    return target.kind === 'stage'
      ? room.handleRequest(world, target.api, target.stage, request)
      : room.handleExecuteApi(world, target.api, request)
  } catch (error) {
    // An unknown id throws before anything else happens.
    if (isMisuseError(error)) throw new Refusal(404, `the URL of a gateway. ${error.message}`)
    throw error
  }
}

/** The management API of connections is part of the AWS endpoint, at a WebSocket API's URL. */
function isManagementOf(world: World, gateway: string | undefined, raw: RawRequest): boolean {
  if (!isManagementPath(raw.url)) return false
  const api = gateway ?? toGatewayTarget(world, raw.host, raw.url)?.api
  return api !== undefined && gatewayRooms.gateway().findSocketGateway(world, api) !== undefined
}

async function sendAwsAnswer(
  world: World,
  { method, host, url, headers, body }: RawRequest,
  origin: string | undefined,
  response: ServerResponse,
): Promise<void> {
  const request = {
    method,
    url: `http://${host}${url}`,
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    body,
  }
  const viewed = await answerViewer(world, request)
  const answered = viewed ?? (await answerAwsRequest(world, request))
  response.writeHead(answered.status, {
    ...answered.headers,
    ...(origin !== undefined && corsHeaders(origin)),
  })
  if (method === 'HEAD') response.end()
  else if (answered.body instanceof Uint8Array) response.end(answered.body)
  else Readable.from(answered.body).pipe(response)
}

const isPreflight = (method: string, headers: IncomingHttpHeaders): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined

/** CORS headers for an origin in `allowedOrigins`. AWS's own services would allow every origin. */
const corsHeaders = (origin: string): Record<string, string> => ({
  'access-control-allow-origin': origin,
  'access-control-expose-headers': '*',
  vary: 'Origin',
})

/** Identical for every preflight request, except for the allowed origin. */
const preflightHeaders = (origin: string): Record<string, string> => ({
  ...corsHeaders(origin),
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  // Fetch standard: the star does not cover Authorization.
  'access-control-allow-headers': '*, Authorization',
})

async function send(response: ServerResponse, answered: Response): Promise<void> {
  response.statusCode = answered.status
  for (const [name, value] of answered.headers) {
    if (name === 'set-cookie') response.appendHeader(name, value)
    else response.setHeader(name, value)
  }
  const record = gatewayRooms.gateway().recordOfResponse(answered)
  // Still encoded as in Content-Encoding, which the client decodes.
  if (record?.liveBody) await sendLive(response, record.liveBody)
  else response.end(record?.rawResponseBody)
}

/** Sends a streamed body as it comes, in chunks. A client that goes away ends it. */
async function sendLive(response: ServerResponse, body: LiveBody): Promise<void> {
  response.once('close', () => body.cancel())
  response.flushHeaders()
  try {
    for await (const chunk of body.stream('record') as AsyncIterable<Uint8Array>) {
      if (!response.write(chunk)) await drained(response)
    }
    response.end()
  } catch {
    // The function failed after its first bytes, or was too slow: AWS drops the connection.
    response.destroy()
  }
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done)
      response.off('close', done)
      resolve()
    }
    response.on('drain', done)
    response.on('close', done)
  })

/**
 * Returns the body, or undefined if it exceeds the limit. Reads such a body to its end and drops
 * it.
 */
async function readBody(request: IncomingMessage, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    if (size <= limit) chunks.push(chunk)
    else chunks.length = 0
  }
  return size <= limit ? Buffer.concat(chunks) : undefined
}
