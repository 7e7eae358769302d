/** The target of a request, and the part of the region that it names. */
import type { IncomingMessage } from 'node:http'
import type { World } from '../../core/world/world.ts'
import type { GatewayRequest } from '../../gateway/index.ts'
import { isGatewayHost } from '../../gateway/service.ts'
import { Refusal } from './refusal.ts'

export interface RawRequest {
  readonly method: string
  readonly host: string
  /** Path and query, beginning with a slash. */
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
}

/** `api` is an id or an execute-api host. `stage` is undefined if the path begins with it. */
export type GatewayTarget =
  | { readonly kind: 'stage'; readonly api: string; readonly stage: string; readonly path: string }
  | { readonly kind: 'host'; readonly api: string; readonly path: string }

/**
 * Reads host and target of a request line. Clients of a proxy send both as a full URL, which takes
 * precedence over the Host header (RFC 9112).
 *
 * @throws Refusal (400) when the target is not a path, or there are two hosts.
 */
export function toHostAndUrl(
  hosts: readonly string[] = ['127.0.0.1'],
  target: string,
): { readonly host: string; readonly url: string } {
  const [host = '', another] = hosts
  // RFC 9112 forbids two Host headers, because servers and proxies would disagree on which one
  // counts.
  if (another !== undefined) throw new Refusal(400, 'a request with two Host headers')
  const [, authority, rest = ''] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target) ?? []
  if (authority !== undefined) {
    const url = rest.startsWith('/') ? rest : `/${rest}`
    return { host: authority, url }
  }
  if (target.startsWith('/')) return { host, url: target }
  throw new Refusal(400, `the malformed target ${JSON.stringify(target)}`)
}

const PREFIX = /^\/_gateway(?=\/|\?|$)/

/**
 * `/_gateway/<apiId>/<stage>/...` on any host, or any path on a gateway's own host. Undefined for a
 * request to the AWS endpoint.
 *
 * @throws Refusal when the path ends before the stage (404), or an escape is malformed (400).
 */
export function toGatewayTarget(
  world: World,
  host: string,
  url: string,
): GatewayTarget | undefined {
  if (!PREFIX.test(url))
    return isGatewayHost(host, world) ? { kind: 'host', api: host, path: url } : undefined
  const [, api, stage, path] = /^\/_gateway\/([^/?]+)\/([^/?]+)(.*)$/.exec(url) ?? []
  if (api === undefined || stage === undefined || path === undefined) {
    throw new Refusal(
      404,
      `the path ${JSON.stringify(url)}`,
      'The path of a gateway is /_gateway/<apiId>/<stage>/...',
    )
  }
  return { kind: 'stage', api: decode(api, url), stage: decode(stage, url), path }
}

function decode(text: string, url: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Not an escape of UTF-8, such as '%' or '%ff'.
    throw new Refusal(400, `the malformed target ${JSON.stringify(url)}`)
  }
}

/** The headers in the spelling and order of the client. */
export function headerPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = []
  for (let i = 0; i + 1 < rawHeaders.length; i += 2)
    pairs.push([rawHeaders[i] ?? '', rawHeaders[i + 1] ?? ''])
  return pairs
}

/** Converts a request for a gateway. `target` is its path and query. */
export function toGatewayRequest(
  { method, headers, body }: RawRequest,
  target: string,
): GatewayRequest {
  const cut = target.indexOf('?')
  const path = cut < 0 ? target : target.slice(0, cut)
  return {
    method,
    path: path === '' ? '/' : path,
    query: cut < 0 ? '' : target.slice(cut + 1),
    headers,
    body: body.length === 0 ? undefined : body,
  }
}
