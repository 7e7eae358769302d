/**
 * Imported once, in a setup file: every AWS SDK v3 client in the process, also one made at module level before, is answered by the
 * current region, and no AWS host is reached unless `unhandled: 'bypass'`.
 *
 * @example
 * ```ts
 * import 'miniregion/auto'
 * const client = new DynamoDBClient({}) // no region, no credentials, no endpoint
 * ```
 *
 * @packageDocumentation
 */
import type { World } from './core/world.ts'
import { rooms as gatewayRooms } from './gateway/rooms.ts'
import { isGatewayHost } from './gateway/service.ts'
import { provideAwsLambda } from './lambda/runtime/awslambda.ts'
import { configure } from './region/index.ts'
import type { AwsRequest, AwsResponse } from './sdk/index.ts'
import { rooms as sdkRooms } from './sdk/rooms.ts'

/** The invoke URLs of gateways stand on AWS's hosts too; the management API of WebSocket connections shares them. */
async function answer(world: World, request: AwsRequest): Promise<AwsResponse> {
  const { host, pathname } = new URL(request.url)
  if (!isGatewayHost(host) || pathname.includes('/@connections/')) {
    return sdkRooms.raw().handleAwsRequest(world, request)
  }
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, String(one)]),
  )
  const hasBody = request.body !== undefined && request.body.length > 0
  const init = {
    method: request.method,
    headers,
    ...(hasBody && { body: request.body as BodyInit }),
  }
  const web = new Request(request.url, init)
  const { fromWebRequest, handleExecuteApi } = gatewayRooms.gateway()
  const answered = await handleExecuteApi(world, host, await fromWebRequest(world, web))
  return {
    status: answered.status,
    headers: Object.fromEntries(answered.headers),
    body: new Uint8Array(await answered.arrayBuffer()),
  }
}

// Keeps the room of the default region in the bundle, whose modules count as free of side effects: outside forks it is the current one.
configure({})
sdkRooms.auto().installAuto({ answer })
// Modules that use `awslambda.streamifyResponse` when they are loaded can be imported by a test.
provideAwsLambda()
