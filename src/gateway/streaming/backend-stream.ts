/** The answer of an HTTP backend, whose body is passed on as it comes. */
import type { HttpBackend } from '../../core/world/backends.ts'
import type { RestApi } from '../api/definition.ts'
import { backendHeaders, beginCall, failureOf, type Unknown } from '../backends/call-backend.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { BackendRequest } from '../exchange/integration-record.ts'
import { decodeStream } from '../messages/content-coding.ts'
import type { HeaderList } from '../messages/header-list.ts'
import type { LiveBody } from '../messages/live-body.ts'
import { broken, LimitedBody } from './limited-body.ts'
import { restLimits } from './limits.ts'

type Reader = ReadableStreamDefaultReader<Uint8Array>

/** How the answer of a backend begins. `idle`: it sent nothing for too long. */
export type BackendStream =
  | {
      readonly kind: 'open'
      readonly status: number
      readonly headers: HeaderList
      readonly live: LiveBody
    }
  | Unknown
  | { readonly kind: 'late'; readonly idle: boolean }
  | { readonly kind: 'unreachable'; readonly reason: string }

/** Asks the backend of an integration. `own`: the function that the integration has as its `uri`. */
export function streamBackend(
  exchange: Exchange<RestApi>,
  request: BackendRequest,
  totalMs: number,
  own?: HttpBackend,
): Promise<BackendStream> {
  const call = beginCall(exchange, request, own)
  if (call.kind === 'unknown') return Promise.resolve(call)
  return new Promise((resolve) => {
    const body = new LimitedBody(exchange, restLimits(exchange.api, totalMs), (idle) =>
      resolve({ kind: 'late', idle }),
    )
    call.ask().then(
      (response) => {
        if (!body.live.isOpen) return
        const { status } = response
        const headers = backendHeaders(response)
        const { live } = body
        call.record.finish({ status, headers: withoutEncoding(headers), body: '', live })
        body.begin()
        resolve({ kind: 'open', status, headers, live })
        // Unverified: the body loses the encoding whose header it loses, as in buffered answers
        const stream = response.body && decodeStream(headers, response.body)
        void pump(exchange, stream?.getReader(), body)
      },
      (error: unknown) => {
        body.stopTimers()
        resolve({ kind: 'unreachable', reason: failureOf(error) })
      },
    )
  })
}

const withoutEncoding = (headers: HeaderList): HeaderList =>
  headers.filter(([name]) => name !== 'content-encoding')

async function pump(
  { world }: Exchange,
  reader: Reader | undefined,
  body: LimitedBody,
): Promise<void> {
  const { live } = body
  const endWork = world.work.begin(() => 'a streamed answer of an HTTP backend')
  // Unverified: the gateway drops its connection to the backend when its client has gone away
  void live.ended.then(() => reader?.cancel()).catch(() => undefined)
  try {
    for (;;) {
      body.noteActivity()
      const { value, done = true } = (await reader?.read()) ?? {}
      if (done) break
      world.work.recordProgress()
      if (value) body.push(value)
    }
    body.finish(() => live.end())
  } catch (error) {
    body.finish(() => live.fail(broken(failureOf(error))))
  } finally {
    endWork()
  }
}
