/**
 * Intercepts the global `fetch`, a layer below the clients. Undici opens its own sockets, so
 * intercept-http.ts does not see these requests.
 */
import type { InterceptedResponse, Interceptor } from './intercept-http.ts'

function toResponse(answer: InterceptedResponse, method: string): Response {
  const { status, body, decodedBody = body, live } = answer
  if (live) return live.response
  const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  )
  const empty = method === 'HEAD' || status === 204 || status === 304
  return new Response(empty ? null : (decodedBody as Uint8Array<ArrayBuffer>), { status, headers })
}

export function interceptFetch(interceptor: Interceptor): () => void {
  const original = globalThis.fetch
  const caught: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const described = {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
    }
    if (!interceptor.claims(described)) return original(request)
    const body = new Uint8Array(await request.arrayBuffer())
    const answer = await interceptor.answer({ ...described, body, signal: request.signal })
    return toResponse(answer, request.method)
  }
  globalThis.fetch = caught
  return () => {
    if (globalThis.fetch === caught) globalThis.fetch = original
  }
}
