/** Requests and answers as WHATWG objects. */
import { createBufferedResponse } from './buffered-response.ts'
import { decodeBody, statusText } from './content-coding.ts'
import type { HeaderList } from './header-list.ts'
import { bodyBytes, type GatewayAnswer, type GatewayRequest } from './request.ts'

/** HTTP header values are bytes, which a client reads as Latin-1: what is not ASCII travels as UTF-8. */

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text)
const toByteString = (text: string): string =>
  isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1')

const withoutBody = (status: number, method: string): boolean =>
  method === 'HEAD' || status === 204 || status === 205 || status === 304

/** The body, as far as a client sees one. */
export const sentBody = ({ status, body }: GatewayAnswer, method: string): Uint8Array | string =>
  withoutBody(status, method) ? '' : body

export function toResponseObject(answer: GatewayAnswer, url: string, method: string): Response {
  const { status } = answer
  const headers: [string, string][] = []
  for (const [name, value] of answer.headers) headers.push([name, toByteString(value)])
  const init = { url, status, statusText: statusText(status), headers }
  const content = contentOf(answer.headers, sentBody(answer, method))
  if (content instanceof TypeError) return withUrl(new Response(failingStream(content), init), url)
  if (content.length > 0) return createBufferedResponse(content, init)
  return withUrl(new Response(null, init), url)
}

const withUrl = (response: Response, url: string): Response =>
  Object.defineProperty(response, 'url', { value: url, configurable: true })

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

/** Whoever reads the body meets the error, and nobody else. */
const failingStream = (error: TypeError): ReadableStream =>
  new ReadableStream({ start: (controller) => controller.error(error) })

export function toRequestObject(url: string, request: GatewayRequest): Request {
  const { method, body } = request
  const headers: [string, string][] = []
  for (const [name, value] of request.headers) headers.push([name, toByteString(value)])
  const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD'
  return new Request(url, {
    method,
    headers,
    ...(hasBody && { body: bodyBytes(body) as Uint8Array<ArrayBuffer> }),
  })
}
