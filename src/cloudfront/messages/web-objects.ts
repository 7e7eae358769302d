/** WHATWG requests and responses of plain messages. */
import { rooms } from '../rooms.ts'
import { valueOf, type HeaderList } from './headers.ts'
import { urlOf, type Answer, type ViewerRequest } from './messages.ts'

export function toRequest(request: ViewerRequest): Request {
  const { method, headers, body } = request
  const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD'
  return new Request(urlOf(request), {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    ...(hasBody && { body: body as Uint8Array<ArrayBuffer> }),
  })
}

const hasNoBody = (status: number, method: string): boolean =>
  method === 'HEAD' || status === 204 || status === 205 || status === 304

/** As `fetch` returns it: without its content encoding. */
export function toResponse(
  { status, headers, body }: Answer,
  url: string,
  method: string,
): Response {
  const content = hasNoBody(status, method) ? null : decodedBody(headers, body)
  const response = new Response(content as Uint8Array<ArrayBuffer> | null, {
    status,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  })
  return Object.defineProperty(response, 'url', { value: url, configurable: true })
}

export function decodedBody(headers: HeaderList, body: Uint8Array): Uint8Array {
  const coding = valueOf(headers, 'content-encoding')
  if (coding === undefined) return body
  try {
    return rooms.contentCodings().decode(coding, body)
  } catch {
    // A body that does not have the encoding of its header stays as it is.
    return body
  }
}

/** Reads the arguments of `fetch`. `base` is the URL for paths. */
export async function readFetch(
  input: string | URL | Request,
  init: RequestInit,
  base: string,
): Promise<
  Pick<ViewerRequest, 'method' | 'scheme' | 'host' | 'uri' | 'query' | 'headers' | 'body'>
> {
  // By tag: test runners give tests their own globals.
  const given =
    Object.prototype.toString.call(input) === '[object Request]' ? (input as Request) : undefined
  const url = new URL(given?.url ?? String(input), base)
  const headers = new Headers(init.headers ?? given?.headers)
  const source = init.body === undefined ? given?.body : init.body
  const content = source === undefined || source === null ? undefined : new Response(source)
  const type = content?.headers.get('content-type')
  if (type && !headers.has('content-type')) headers.set('content-type', type)
  return {
    method: (init.method ?? given?.method ?? 'GET').toUpperCase(),
    scheme: url.protocol === 'http:' ? 'http' : 'https',
    host: url.host,
    uri: url.pathname,
    query: url.search.slice(1),
    headers: [...headers],
    body: content && new Uint8Array(await content.arrayBuffer()),
  }
}
