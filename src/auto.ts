/**
 * `miniregion/auto`, for a setup file. The current region answers every AWS SDK v3 client in the
 * process, including those created before at module level. No request reaches a host of AWS, except
 * with `unhandled: 'bypass'`.
 *
 * @example
 * ```ts
 * import 'miniregion/auto'
 * const client = new DynamoDBClient({}) // no region, no credentials, no endpoint
 * ```
 *
 * @packageDocumentation
 */
import type { World } from './core/world/world.ts'
import { rooms as gatewayRooms } from './gateway/rooms.ts'
import { isGatewayHost, isManagementPath } from './gateway/service.ts'
import { provideAwsLambda } from './lambda/runtime/awslambda.ts'
import { configure } from './region/index.ts'
import { rooms as regionRooms } from './region/rooms.ts'
import type { AwsRequest, InterceptedResponse } from './sdk/index.ts'
import { rooms as sdkRooms } from './sdk/rooms.ts'

/**
 * Gateways' invoke URLs are on AWS's hosts too, like the management API of WebSocket connections.
 */
async function answer(world: World, request: AwsRequest): Promise<InterceptedResponse> {
  const { host, pathname } = new URL(request.url)
  if (!isGatewayHost(host, world) || isManagementPath(pathname)) {
    const { answerAwsRequest, answerViewer, decodedBody } = regionRooms.fetch()
    const viewed = await answerViewer(world, request)
    if (viewed) return viewed
    const answered = await answerAwsRequest(world, request)
    return { ...answered, decodedBody: decodedBody(answered) }
  }
  return askGateway(world, host, request)
}

async function askGateway(
  world: World,
  host: string,
  { method, url, headers, body, signal }: AwsRequest,
): Promise<InterceptedResponse> {
  const room = gatewayRooms.gateway()
  const asked = room.handleExecuteApi(world, host, {
    method,
    ...room.toTargetParts(url),
    headers: Object.entries(headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    ),
    body: typeof body === 'string' ? Buffer.from(body) : body?.length ? body : undefined,
  })
  const answered = await (signal ? room.untilAborted(asked, signal) : asked)
  const sent: Record<string, string | string[]> = Object.fromEntries(answered.headers)
  const cookies = answered.headers.getSetCookie()
  if (cookies.length > 0) sent['set-cookie'] = cookies
  const record = room.recordOfResponse(answered)
  const liveBody = record?.liveBody
  if (liveBody) {
    const stream = () => liveBody.stream('record')
    const live = { response: answered, stream, cancel: () => liveBody.cancel() }
    return { status: answered.status, headers: sent, body: new Uint8Array(0), live }
  }
  const decodedBody = new Uint8Array(await answered.arrayBuffer())
  const rawBody = record?.rawResponseBody
  return { status: answered.status, headers: sent, body: rawBody ?? decodedBody, decodedBody }
}

// Keeps the room of the default region in the bundle, whose modules count as free of side effects.
// Outside forks that region is the current one.
configure({})
sdkRooms.auto().installAuto({ answer })
// A test can then import modules that use `awslambda.streamifyResponse` when they load.
provideAwsLambda()
