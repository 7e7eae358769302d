/** Requests and answers as WHATWG objects. */
import { createBufferedResponse } from './buffered-response.ts'
import { bodyBytes, type GatewayAnswer, type GatewayRequest } from './request.ts'

/** HTTP header values are bytes, which a client reads as Latin-1: what is not ASCII travels as UTF-8. */

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text)
const toByteString = (text: string): string =>
  isAscii(text) ? text : Buffer.from(text, 'utf8').toString('latin1')

const withoutBody = (status: number, method: string): boolean =>
  method === 'HEAD' || status === 204 || status === 205 || status === 304

export function toResponseObject(answer: GatewayAnswer, url: string, method: string): Response {
  const { status, body } = answer
  const headers: [string, string][] = []
  for (const [name, value] of answer.headers) headers.push([name, toByteString(value)])
  const content = withoutBody(status, method) ? '' : body
  if (content.length > 0) return createBufferedResponse(content, { url, status, headers })
  const response = new Response(null, { status, headers })
  return Object.defineProperty(response, 'url', { value: url, configurable: true })
}

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
