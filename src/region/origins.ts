/** The servers behind distributions: every host that the region or the test answers for. */
import { findBackend } from '../core/world/backends.ts'
import { runInWorld } from '../core/world/context.ts'
import type { OriginCall, OriginReply, OriginServers } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { isDistributionHost } from '../cloudfront/service.ts'
import { rooms as cloudfrontRooms } from '../cloudfront/rooms.ts'
import { rooms as gatewayRooms } from '../gateway/rooms.ts'
import { isGatewayHost } from '../gateway/service.ts'
import { rooms as s3Rooms } from '../s3/rooms.ts'

export const originServers = (world: World): OriginServers => ({
  async send(call) {
    const { hostname, host } = new URL(call.url)
    // The test may answer for any host.
    const backend = findBackend(world.backends, call.url)
    if (backend) return askBackend(world, backend, call)
    if (isGatewayHost(hostname, world)) return askGateway(regionOf(world, hostname), host, call)
    if (isDistributionHost(hostname, world)) {
      return cloudfrontRooms.cloudfront().answerOrigin(world, call)
    }
    const address = s3Rooms.s3Hosts().s3AddressOf(hostname)
    return address ? s3Rooms.s3Origins().bucketOrigins(world).send(call) : undefined
  },
})

/** The world of the region that a host names, if it is in use. */
function regionOf(world: World, hostname: string): World {
  const [, region = ''] = /\.(?:execute-api|lambda-url)\.([a-z0-9-]+)\./.exec(hostname) ?? []
  return world.has(region) ? world.in(region) : world
}

async function askGateway(
  world: World,
  host: string,
  { url, method, headers, body, cause }: OriginCall,
): Promise<OriginReply> {
  const room = gatewayRooms.gateway()
  const parts = room.toTargetParts(url)
  const request = { method, ...parts, headers, body, cause }
  const answered = await room.handleExecuteApi(world, host, request)
  const content = new Uint8Array(await answered.arrayBuffer())
  // With its encoding, which the Response no longer has.
  const raw = room.recordOfResponse(answered)?.rawResponseBody
  return { status: answered.status, headers: [...answered.headers], body: raw ?? content }
}

async function askBackend(
  world: World,
  backend: (request: Request) => Response | Promise<Response>,
  { url, method, headers, body }: OriginCall,
): Promise<OriginReply> {
  const hasBody = body !== undefined && method !== 'GET' && method !== 'HEAD'
  const ask = async (): Promise<Response> =>
    backend(
      new Request(url, {
        method,
        headers: headers.map(([name, value]): [string, string] => [name, value]),
        ...(hasBody && { body: body as Uint8Array<ArrayBuffer> }),
      }),
    )
  // A handle in the backend's code means the running fork, which no scope names here.
  const response = await (world.parent ? runInWorld(world, ask) : ask())
  return {
    status: response.status,
    headers: [...response.headers],
    body: new Uint8Array(await response.arrayBuffer()),
  }
}
