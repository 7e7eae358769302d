/** The net under `miniregion/auto`, at the global `fetch` (undici opens its sockets by itself). */
import type { AwsResponse } from '../raw/raw.ts'
import type { Net } from './intercept-http.ts'

const toResponse = ({ status, headers, body }: AwsResponse, method: string): Response => {
  const empty = method === 'HEAD' || status === 204 || status === 304
  return new Response(empty ? null : (body as Uint8Array<ArrayBuffer>), { status, headers })
}

export function spreadFetchNet(net: Net): () => void {
  const original = globalThis.fetch
  const caught: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const described = {
      method: request.method,
      url: request.url,
      headers: Object.fromEntries(request.headers),
    }
    if (!net.claims(described)) return original(request)
    const body = new Uint8Array(await request.arrayBuffer())
    const answer = await net.answer({ ...described, body, signal: request.signal })
    return toResponse(answer, request.method)
  }
  globalThis.fetch = caught
  return () => {
    if (globalThis.fetch === caught) globalThis.fetch = original
  }
}
