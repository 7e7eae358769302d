/** Makes WHATWG Request and Response objects from a gateway's requests and answers. */
import { rooms } from '../rooms.ts'
import { decodeBody, decodeStream } from './content-coding.ts'
import type { HeaderList } from './header-list.ts'
import { LazyResponse } from './lazy-response.ts'
import { bodyBytes, type GatewayAnswer, type GatewayRequest } from './request.ts'

// Header values are bytes, which clients read as Latin-1. The gateway sends other characters as
// UTF-8.
const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text)
const toByteString = (text: string): string =>
  isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1')
const toEntries = (headers: HeaderList): [string, string][] =>
  headers.map(([name, value]) => [name, toByteString(value)])

/**
 * `Not Found` for 404: the reason phrase of HTTP/1.1. Only for those who ask: Node's table comes with
 * its HTTP client, which takes milliseconds to load.
 */
// Kept by status: to load a module of Node again costs a microsecond.
function statusText(status: number): string {
  let text = STATUS_TEXTS.get(status)
  if (text === undefined) {
    text = rooms.http().STATUS_CODES[status] ?? ''
    STATUS_TEXTS.set(status, text)
  }
  return text
}

const STATUS_TEXTS = new Map<number, string>()

export const withoutBody = (status: number, method: string): boolean =>
  method === 'HEAD' || status === 204 || status === 205 || status === 304

/** The body that a client receives: empty for HEAD and for statuses without content. */
export const sentBody = ({ status, body }: GatewayAnswer, method: string): Uint8Array | string =>
  withoutBody(status, method) ? '' : body

/**
 * `reader`: who reads the body of a streamed answer. The client's Response ends it when it is
 * cancelled.
 */
export function toResponseObject(
  answer: GatewayAnswer,
  url: string,
  method: string,
  reader: 'client' | 'record' = 'record',
): Response {
  const { status, live } = answer
  if (live && !withoutBody(status, method)) {
    const stream = decodeStream(answer.headers, live.stream(reader))
    return streamedResponse(stream, answer, url)
  }
  const content = contentOf(answer.headers, sentBody(answer, method))
  if (content instanceof TypeError) return streamedResponse(failingStream(content), answer, url)
  const headers = (): [string, string][] => toEntries(answer.headers)
  return new LazyResponse(content, { url, status, statusText, headers })
}

function streamedResponse(
  stream: ReadableStream,
  { status, headers }: GatewayAnswer,
  url: string,
): Response {
  const init = { status, statusText: statusText(status), headers: toEntries(headers) }
  return Object.defineProperty(new Response(stream, init), 'url', {
    value: url,
    configurable: true,
  })
}

function contentOf(
  headers: HeaderList,
  body: Uint8Array | string,
): Uint8Array | string | TypeError {
  try {
    return decodeBody(headers, body)
  } catch (error) {
    return error as TypeError
  }
}

/** A body whose reading fails. Status and headers of its Response are unaffected, as with fetch. */
const failingStream = (error: TypeError): ReadableStream =>
  new ReadableStream({ start: (controller) => controller.error(error) })

export function toRequestObject(url: string, request: GatewayRequest): Request {
  const { method, body } = request
  const headers = toEntries(request.headers)
  const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD'
  return new Request(url, {
    method,
    headers,
    ...(hasBody && { body: bodyBytes(body) as Uint8Array<ArrayBuffer> }),
  })
}
