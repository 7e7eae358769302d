/** Sends requests to HTTP backends, which the test answers for. */
import type { JournalRecord } from '../../core/journal.ts'
import type { OutgoingRecord } from '../../core/outgoing.ts'
import { findBackend, type HttpBackend } from '../../core/world/backends.ts'
import type { World } from '../../core/world/world.ts'
import { IntegrationRecord, type BackendRequest } from '../exchange/integration-record.ts'
import { withinTime } from '../../core/time/within-time.ts'
import type { HeaderEntry, HeaderList } from '../messages/header-list.ts'

/** The answer of a backend, with its body read to the end. */
export interface BackendAnswer {
  readonly kind: 'answer'
  readonly status: number
  readonly headers: HeaderList
  readonly body: Uint8Array
}

/**
 * `unknown`: nothing in the region answers for the URL. `unreachable`: the backend threw, as a server
 * that does not answer.
 */
export type BackendResult =
  | BackendAnswer
  | Unknown
  | { readonly kind: 'late' }
  | { readonly kind: 'unreachable'; readonly reason: string }

/** The base of the URL that a function as `uri` sees: it has none of its own. */
export const FUNCTION_URL = 'https://backend.invalid'

/** The part of a client's request that is kept of it. */
interface Asking {
  readonly world: World
  readonly record: JournalRecord & { integration: IntegrationRecord | undefined }
}

/** A request that a backend is about to get. */
export interface PreparedCall {
  readonly kind: 'asking'
  readonly record: IntegrationRecord
  /** Rejects as the backend does. */
  ask(): Promise<Response>
}

export interface Unknown {
  readonly kind: 'unknown'
  readonly reason: string
}

/**
 * Finds the backend of an integration. Keeps the request in the region's outbox and in the record of
 * the client's request. `own`: the function that the integration has as its `uri`.
 */
export function beginCall(
  exchange: Asking,
  request: BackendRequest,
  own?: HttpBackend,
): PreparedCall | Unknown {
  const backend = own ?? findBackend(exchange.world.backends, request.url)
  if (!backend)
    return {
      kind: 'unknown',
      reason: `No backend answers ${request.url}. To answer it: region.backend('${originOf(request.url)}', (request) => new Response('ok')), or fetch for the real server.`,
    }
  const record = new IntegrationRecord(request)
  exchange.record.integration = record
  keep(exchange, record)
  return { kind: 'asking', record, ask: async () => checked(await backend(record.request)) }
}

// By its members: test runners give tests their own Response.
function checked(response: unknown): Response {
  if (typeof response === 'object' && response !== null && 'arrayBuffer' in response)
    return response as Response
  throw new TypeError('It returned no Response.')
}

export const failureOf = (error: unknown): string => `The backend failed: ${String(error)}`

/** Asks the backend of an integration, and reads its answer to the end. */
export async function callBackend(
  exchange: Asking,
  request: BackendRequest,
  timeoutMs: number,
  own?: HttpBackend,
): Promise<BackendResult> {
  const call = beginCall(exchange, request, own)
  if (call.kind === 'unknown') return call
  try {
    const result = await withinTime(exchange.world, timeoutMs, async () =>
      toAnswer(await call.ask()),
    )
    if (result === 'late') return { kind: 'late' }
    call.record.finish(result)
    return result
  } catch (error) {
    return { kind: 'unreachable', reason: failureOf(error) }
  }
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : url)

function keep({ world, record }: Asking, sent: IntegrationRecord): void {
  const { method, url, rawHeaders, rawBody } = sent
  const outgoing: OutgoingRecord = {
    kind: 'outgoing',
    at: world.clock.now(),
    causedBy: record,
    service: 'apigateway',
    to: url,
    via: 'http',
    subject: undefined,
    text: Buffer.from(rawBody).toString('utf8'),
    code: undefined,
    headers: Object.fromEntries(rawHeaders),
    method,
    // The answer comes later.
    get status() {
      return sent.status
    },
  }
  world.journal.append(outgoing)
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
export function backendHeaders(response: Response): HeaderEntry[] {
  const wasFetched = response.url !== ''
  return [...response.headers].filter(
    ([name]) => !(wasFetched && (name === 'content-encoding' || name === 'content-length')),
  )
}
