/**
 * The layer below the clients under `miniregion/auto`: intercepts node:http and node:https. Every request with an agent comes through `Agent.prototype.addRequest`, also that
 * of an SDK copy that kept its own reference to `request`; Node's core classes are shared by all module registries.
 */
import * as http from 'node:http'
import type { Duplex } from 'node:stream'
import { createDuplexPair } from './duplex-pair.ts'
import { readStream } from '../../protocol/wire.ts'
import type { AwsRequest, AwsResponse } from '../raw/raw.ts'

/** Answers requests in AWS's place; `claims` says at once whether a request is one for us. */
export interface Interceptor {
  claims(request: Omit<AwsRequest, 'body'>): boolean
  answer(request: AwsRequest): Promise<AwsResponse>
}

type AddRequest = ((request: http.ClientRequest, options: object, ...rest: unknown[]) => void) & {
  /** The method below an interceptor. Node's classes outlive a test file; its interceptor must not pile up on the last one's. */
  [BELOW]?: AddRequest
}

interface AgentPrototype {
  addRequest: AddRequest
}

const BELOW = Symbol.for('miniregion.below')

interface ConnectingRequest extends http.ClientRequest {
  onSocket(socket: Duplex): void
}

const headersOf = (request: http.ClientRequest): AwsRequest['headers'] => {
  const headers: Record<string, string | readonly string[] | undefined> = {}
  for (const [name, value] of Object.entries(request.getHeaders())) {
    headers[name] = typeof value === 'number' ? String(value) : value
  }
  return headers
}

/** Patches node:http until the returned function is called. */
export function interceptHttp(interceptor: Interceptor): () => void {
  const prototype = http.Agent.prototype as unknown as AgentPrototype
  const addRequest = prototype.addRequest[BELOW] ?? prototype.addRequest
  const caught: AddRequest = function (this: unknown, request, options, ...rest) {
    const described = {
      method: request.method,
      url: `${request.protocol}//${request.host}${request.path}`,
      headers: headersOf(request),
    }
    if (!interceptor.claims(described)) return addRequest.call(this, request, options, ...rest)
    connect(request, described, interceptor)
  }
  caught[BELOW] = addRequest
  prototype.addRequest = caught
  return () => {
    if (prototype.addRequest === caught) prototype.addRequest = addRequest
  }
}

/** A server that listens nowhere speaks HTTP with the client's request, so that every rule of Node's http holds. */
function connect(
  request: ConnectingRequest,
  described: Omit<AwsRequest, 'body'>,
  interceptor: Interceptor,
): void {
  const [near, far] = createDuplexPair()
  const server = http.createServer((incoming, outgoing) => {
    void serve(described, incoming, outgoing, interceptor).catch((error: unknown) => {
      // A refusal is ours, not AWS's: the caller's request fails with it, unretried.
      request.destroy(error as Error)
    })
  })
  server.emit('connection', far)
  request.onSocket(near)
}

async function serve(
  described: Omit<AwsRequest, 'body'>,
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
  interceptor: Interceptor,
): Promise<void> {
  const body = await readStream(incoming)
  const answer = await interceptor.answer({ ...described, body })
  outgoing.writeHead(answer.status, { ...answer.headers, connection: 'close' })
  outgoing.end(answer.body)
}
