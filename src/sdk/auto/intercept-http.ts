/**
 * Intercepts node:http and node:https, a layer below the clients. Every request with an agent
 * passes `Agent.prototype.addRequest`, including those of an SDK copy that kept its own reference
 * to `request`. All module registries share Node's core classes.
 */
import * as http from 'node:http'
import type { Duplex } from 'node:stream'
import { BELOW } from './below.ts'
import { createDuplexPair } from './duplex-pair.ts'
import { isAwsUrl, toUrlHost } from '../claimed.ts'
import { readStream } from '../../protocol/wire.ts'
import type { AwsRequest, AwsResponse } from '../raw/raw.ts'

/** An answer. A header with several values is sent once for each. */
export interface InterceptedResponse extends Omit<AwsResponse, 'headers'> {
  readonly headers: Readonly<Record<string, string | string[]>>
  /** The body without its content encoding, for `fetch`. Default: `body`. */
  readonly decodedBody?: Uint8Array
  /** An answer that is still being sent. Its `body` is empty. */
  readonly live?: LiveAnswer
}

export interface LiveAnswer {
  /** For `fetch`. */
  readonly response: Response
  /** The bytes on the wire. */
  stream(): ReadableStream<Uint8Array>
  /** The client has gone away. */
  cancel(): void
}

/** Answers requests in AWS's place. `claims` says at once whether it answers a request. */
export interface Interceptor {
  claims(request: Omit<AwsRequest, 'body'>): boolean
  answer(request: AwsRequest): Promise<InterceptedResponse>
  /** The error for a connection that is not a request to be answered. */
  refuseConnection(hostname: string): Error | undefined
}

type AddRequest = ((request: http.ClientRequest, options: object, ...rest: unknown[]) => void) & {
  /**
   * The method below an interceptor. Node's classes outlive a test file, so each file's interceptor
   * replaces the last one.
   */
  [BELOW]?: AddRequest
}

interface AgentPrototype {
  addRequest: AddRequest
}

interface ConnectingRequest extends http.ClientRequest {
  onSocket(socket: Duplex): void
}

type Headers = Record<string, string | string[]>

/** Returns the current headers. Code may still set and remove some before the request is sent. */
const headersOf = (request: http.ClientRequest): Headers => {
  const headers: Headers = {}
  for (const [name, value] of Object.entries(request.getHeaders())) {
    if (value !== undefined) headers[name] = typeof value === 'number' ? String(value) : value
  }
  return headers
}

/** Returns the headers as they were sent, with their spelling. */
function sentHeaders({ rawHeaders }: http.IncomingMessage): Headers {
  const headers: Headers = {}
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? ''
    const value = rawHeaders[i + 1] ?? ''
    const before = headers[name]
    headers[name] = before === undefined ? value : [before, value].flat()
  }
  return headers
}

/** The port of each request, as its agent knows it. A request itself has none. */
const ports = new WeakMap<http.ClientRequest, number>()

/** Returns the URL of a request. Its target is a path, or for a proxy a full URL. */
function urlOf(request: http.ClientRequest, target: string): string {
  if (/^https?:\/\//i.test(target)) return target
  const { protocol, host } = request
  const port = ports.get(request) ?? 0
  const isUsual = port === 0 || port === (protocol === 'https:' ? 443 : 80)
  const origin = `${protocol}//${toUrlHost(host)}${isUsual ? '' : `:${port}`}`
  return `${origin}${target.startsWith('/') ? '' : '/'}${target}`
}

/**
 * Returns the host that a request asks a proxy to connect to: `example.com` for `example.com:443`.
 */
const tunnelHost = (request: http.ClientRequest): string | undefined =>
  request.method === 'CONNECT' ? request.path.replace(/:\d+$/, '') : undefined

/** Patches node:http until the returned function is called. */
export function interceptHttp(interceptor: Interceptor): () => void {
  const prototype = http.Agent.prototype as unknown as AgentPrototype
  const addRequest = prototype.addRequest[BELOW] ?? prototype.addRequest
  const caught: AddRequest = function (this: unknown, request, options, ...rest) {
    const goOn = (): void => addRequest.call(this, request, options, ...rest)
    ports.set(request, Number((options as { readonly port?: unknown }).port ?? 0))
    const tunnel = tunnelHost(request)
    const refused = tunnel === undefined ? undefined : interceptor.refuseConnection(tunnel)
    if (refused) fail(request, refused)
    else if (tunnel !== undefined) goOn()
    else if (isClaimed(interceptor, request)) connect(request, interceptor)
    else if (!isAwsUrl(urlOf(request, request.path))) goOn()
    else decideLater(request, interceptor, goOn)
  }
  caught[BELOW] = addRequest
  prototype.addRequest = caught
  return () => {
    if (prototype.addRequest === caught) prototype.addRequest = addRequest
  }
}

/** A request emits its error when it receives its socket, even if it does not use it. */
function fail(request: ConnectingRequest, error: Error): void {
  const [unused] = createDuplexPair()
  request.destroy(error)
  request.onSocket(unused)
}

const isClaimed = (interceptor: Interceptor, request: http.ClientRequest): boolean =>
  interceptor.claims({
    method: request.method,
    url: urlOf(request, request.path),
    headers: headersOf(request),
  })

/**
 * A header may say which service the request is for, and most code sets its headers right after
 * `http.request()`.
 */
function decideLater(request: ConnectingRequest, interceptor: Interceptor, goOn: () => void): void {
  void Promise.resolve()
    .then(() => (isClaimed(interceptor, request) ? connect(request, interceptor) : goOn()))
    .catch((error: Error) => fail(request, error))
}

/**
 * A server without a port speaks HTTP with the client's request, so that all rules of Node's http
 * apply.
 */
function connect(request: ConnectingRequest, interceptor: Interceptor): void {
  const [near, far] = createDuplexPair()
  answerOver(far, {
    urlOf: (target) => urlOf(request, target),
    // A refusal of this package, so the caller's request fails with it and is not retried.
    fail: (error) => request.destroy(error),
    interceptor,
  })
  request.onSocket(near)
}

interface Conversation {
  readonly urlOf: (target: string) => string
  readonly fail: (error: Error) => void
  readonly interceptor: Interceptor
}

/** Answers the requests that come over a connection. */
export function answerOver(far: Duplex, conversation: Conversation): void {
  const server = http.createServer((incoming, outgoing) => {
    void serve(incoming, outgoing, conversation).catch((error: unknown) => {
      conversation.fail(error as Error)
    })
  })
  server.emit('connection', far)
}

async function serve(
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
  { urlOf, interceptor }: Conversation,
): Promise<void> {
  const body = await readStream(incoming)
  const answer = await interceptor.answer({
    method: incoming.method ?? 'GET',
    url: urlOf(incoming.url ?? '/'),
    headers: sentHeaders(incoming),
    body,
  })
  outgoing.writeHead(answer.status, { ...answer.headers, connection: 'close' })
  if (answer.live) await sendLive(outgoing, answer.live)
  else outgoing.end(answer.body)
}

async function sendLive(outgoing: http.ServerResponse, live: LiveAnswer): Promise<void> {
  outgoing.once('close', () => live.cancel())
  outgoing.flushHeaders()
  try {
    for await (const chunk of live.stream() as unknown as AsyncIterable<Uint8Array>)
      outgoing.write(chunk)
    outgoing.end()
  } catch {
    // The connection breaks in the middle of the body, as on AWS.
    outgoing.destroy()
  }
}
