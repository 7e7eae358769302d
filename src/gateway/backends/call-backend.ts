/** Sends requests to HTTP backends, which the test answers for. */
import { UnsupportedError } from '../../core/errors.ts'
import type { OutgoingRecord } from '../../core/outgoing.ts'
import { findBackend, type HttpBackend } from '../../core/world/backends.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { withinTime } from '../exchange/within-time.ts'
import { isHeaderValue, type HeaderEntry, type HeaderList } from '../messages/header-list.ts'

/** A request to a backend. */
export interface BackendRequest {
  readonly url: string
  readonly method: string
  readonly headers: HeaderList
  readonly body: Uint8Array | undefined
}

/** The answer of a backend, with its body read to the end. */
export interface BackendAnswer {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: HeaderList
  readonly body: Uint8Array
}

/** `unreachable`: the backend threw, as a server that does not answer. */
export type BackendResult =
  | BackendAnswer
  | { readonly kind: 'late' }
  | { readonly kind: 'unreachable'; readonly reason: string }

/** The base of the URL that a function as `uri` sees: it has none of its own. */
export const FUNCTION_URL = 'https://backend.invalid'

/**
 * Asks the backend of an integration, and keeps the request in the region's outbox. `own`: the
 * function that the integration has as its `uri`.
 *
 * @throws UnsupportedError when nothing in the region answers for the URL
 */
export async function callBackend(
  exchange: Exchange,
  request: BackendRequest,
  timeoutMs: number,
  own?: HttpBackend,
): Promise<BackendResult> {
  const { world } = exchange
  const backend = own ?? findBackend(world.backends, request.url)
  if (!backend)
    throw world.refuse(
      new UnsupportedError(
        { service: 'API Gateway', operation: `HTTP request to ${request.url}` },
        `To answer it: region.backend('${originOf(request.url)}', (request) => new Response('ok')), or fetch for the real server.`,
      ),
    )
  keep(exchange, request)
  try {
    const result = await withinTime(world, timeoutMs, async () =>
      toAnswer(await backend(toWebRequest(request))),
    )
    return result === 'late' ? { kind: 'late' } : result
  } catch (error) {
    return { kind: 'unreachable', reason: `The backend threw: ${String(error)}` }
  }
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url)

function keep({ world, record }: Exchange, { url, headers, body }: BackendRequest): void {
  const outgoing: OutgoingRecord = {
    kind: 'outgoing',
    at: world.clock.now(),
    causedBy: record,
    service: 'apigateway',
    to: url,
    via: 'http',
    subject: undefined,
    text: body ? Buffer.from(body).toString('utf8') : '',
    code: undefined,
    headers: Object.fromEntries(headers),
  }
  world.journal.append(outgoing)
}

/** `Request` cannot have a body with GET and HEAD. */
function toWebRequest({ url, method, headers, body }: BackendRequest): Request {
  const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD'
  return new Request(url, {
    method,
    headers: headers.filter(([, value]) => isHeaderValue(value)).map(([n, v]) => [n, v]),
    ...(hasBody && { body: body as Uint8Array<ArrayBuffer> }),
  })
}

async function toAnswer(response: Response): Promise<BackendAnswer> {
  const headers = backendHeaders(response)
  const body = new Uint8Array(await response.arrayBuffer())
  // As servers do.
  if (!response.headers.has('content-length'))
    headers.push(['content-length', String(body.byteLength)])
  return { kind: 'answer', status: response.status, headers, body }
}

/** `fetch` has decoded the body of a real server, and kept the header that names its encoding. */
function backendHeaders(response: Response): HeaderEntry[] {
  const wasFetched = response.url !== ''
  return [...response.headers].filter(
    ([name]) => !(wasFetched && (name === 'content-encoding' || name === 'content-length')),
  )
}
