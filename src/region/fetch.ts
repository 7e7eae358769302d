/**
 * The region's entry for raw HTTP: AWS API calls of any service, and requests to its gateways'
 * execute-api URLs.
 */
import type { World } from '../core/world/world.ts'
import { rooms as gatewayRooms } from '../gateway/rooms.ts'
import { isGatewayHost } from '../gateway/service.ts'
import { rooms as sdkRooms } from '../sdk/rooms.ts'
import { rooms as snsRooms } from '../sns/rooms.ts'
import { regionOfLinkHost } from '../sns/service.ts'

export async function fetchIn(
  world: World,
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const request = new Request(input, init)
  const { host, hostname, pathname } = new URL(request.url)
  // The management API of WebSocket connections shares the gateways' hosts.
  if (isGatewayHost(host) && !pathname.includes('/@connections/')) {
    return gatewayRooms
      .gateway()
      .handleExecuteApi(world, host, await gatewayRooms.gateway().fromWebRequest(world, request))
  }
  if (regionOfLinkHost(hostname) !== undefined) {
    const { method, url, headers } = request
    const isSigned = headers.has('authorization')
    const linked = await snsRooms.sns().answerLink(world, { method, url, isSigned })
    if (linked) return linked
  }
  const answer = await sdkRooms.raw().handleAwsRequest(world, {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: new Uint8Array(await request.arrayBuffer()),
  })
  const bodyless = request.method === 'HEAD' || answer.status === 204 || answer.status === 304
  return new Response(bodyless ? null : (answer.body as BodyInit), {
    status: answer.status,
    headers: answer.headers,
  })
}
