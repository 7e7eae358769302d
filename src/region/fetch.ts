/**
 * The region's entry for raw HTTP: AWS API calls of any service, requests to its gateways'
 * execute-api URLs, and requests of its distributions' viewers.
 */
import type { World } from '../core/world/world.ts'
import type { HostAnswer } from '../cloudfront/index.ts'
import { rooms as cloudfrontRooms } from '../cloudfront/rooms.ts'
import { isDistributionHost } from '../cloudfront/service.ts'
import { rooms as cognitoRooms } from '../cognitoidp/rooms.ts'
import { rooms as gatewayRooms } from '../gateway/rooms.ts'
import { isGatewayHost, isManagementPath } from '../gateway/service.ts'
import { rooms as s3Rooms } from '../s3/rooms.ts'
import type { AwsRequest, AwsResponse } from '../sdk/index.ts'
import { rooms as sdkRooms } from '../sdk/rooms.ts'
import { rooms as snsRooms } from '../sns/rooms.ts'
import { regionOfLinkHost } from '../sns/service.ts'

export async function fetchIn(
  world: World,
  input: string | URL | Request,
  init?: RequestInit,
): Promise<Response> {
  const request = new Request(input, init)
  const { host, pathname } = new URL(request.url)
  // The management API of WebSocket connections shares the gateways' hosts.
  if (isGatewayHost(host, world) && !isManagementPath(pathname)) {
    const room = gatewayRooms.gateway()
    const asked = await room.fromWebRequest(world, request)
    return room.untilAborted(room.handleExecuteApi(world, host, asked), request.signal)
  }
  const raw = {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: new Uint8Array(await request.arrayBuffer()),
  }
  if (isDistributionHost(host, world)) {
    const viewed = await cloudfrontRooms.cloudfront().fetchHost(world, raw)
    if (viewed) return viewed
  }
  const answer = await answerAwsRequest(world, raw)
  const bodyless = request.method === 'HEAD' || answer.status === 204 || answer.status === 304
  return new Response(bodyless ? null : (decodedBody(answer) as BodyInit), {
    status: answer.status,
    headers: answer.headers,
  })
}

/** Answers a viewer of a distribution, or returns undefined for a request to any other host. */
export async function answerViewer(
  world: World,
  request: AwsRequest,
): Promise<HostAnswer | undefined> {
  const { host } = new URL(request.url)
  if (!isDistributionHost(host, world)) return undefined
  return cloudfrontRooms.cloudfront().answerHost(world, request)
}

/** Returns the body as `fetch` does: without its content encoding, which an object may have. */
export function decodedBody({ headers, body }: AwsResponse): Uint8Array {
  if (headers['content-encoding'] === undefined) return body
  const { decodeBody } = gatewayRooms.decodeContent()
  return decodeBody(Object.entries(headers), body) as Uint8Array
}

/**
 * Answers a request to a host other than a gateway's: an API call, a link in a message of SNS, a
 * document of an issuer, or anything that S3's hosts serve.
 */
export async function answerAwsRequest(world: World, request: AwsRequest): Promise<AwsResponse> {
  return (
    readDocument(world, request) ??
    (await answerPoolDomain(world, request)) ??
    (await followLink(world, request)) ??
    (await answerS3(world, request)) ??
    sdkRooms.raw().handleAwsRequest(world, request)
  )
}

/** Whoever verifies tokens reads the issuer's discovery document and keys, without a signature. */
function readDocument(world: World, { method, url }: AwsRequest): AwsResponse | undefined {
  const document = method === 'GET' ? world.ports.tokenIssuers?.document(url) : undefined
  if (!document) return undefined
  const headers = { 'content-type': 'application/json' }
  return { status: 200, headers, body: Buffer.from(JSON.stringify(document)) }
}

/** The OAuth endpoints and hosted pages of user pools. */
async function answerPoolDomain(
  world: World,
  { method, url, headers, body = new Uint8Array() }: AwsRequest,
): Promise<AwsResponse | undefined> {
  const { hostname, pathname } = new URL(url)
  const isDomain = hostname.endsWith('.amazoncognito.com') || pathname.startsWith('/_cognito/')
  if (!isDomain && !world.ports.isCustomDomain?.(hostname)) return undefined
  const text = Buffer.from(body).toString()
  const domains = cognitoRooms.cognitoDomains()
  const texts = Object.entries(headers).map(([name, value = '']) => [name, String(value)])
  const answered = await domains.answerDomainRequest(world, {
    method,
    url,
    headers: Object.fromEntries(texts) as Record<string, string>,
    body: text,
  })
  return answered && { ...answered, body: Buffer.from(answered.body) }
}

/** Receivers follow the links of a message without a signature, first that of its certificate. */
async function followLink(
  world: World,
  { method, url, headers }: AwsRequest,
): Promise<AwsResponse | undefined> {
  if (regionOfLinkHost(new URL(url).hostname) === undefined) return undefined
  const isSigned = Object.keys(headers).some((name) => name.toLowerCase() === 'authorization')
  const linked = await snsRooms.sns().answerLink(world, { method, url, isSigned })
  if (!linked) return undefined
  const body = new Uint8Array(await linked.arrayBuffer())
  return { status: linked.status, headers: Object.fromEntries(linked.headers), body }
}

/** S3 takes requests that other services refuse: signed URLs, forms, and requests of everyone. */
async function answerS3(world: World, request: AwsRequest): Promise<AwsResponse | undefined> {
  if (!s3Rooms.s3Hosts().isForS3(request)) return undefined
  const raw = sdkRooms.raw()
  return s3Rooms.s3Http().answerHttp(world, request, {
    call: (checked) => raw.handleAwsRequest(world, { ...request, ...checked, isChecked: true }),
    secretOf: (accessKeyId) => raw.secretOf(accessKeyId),
    regionTimeOf: (time) => raw.regionTimeOf(world, time),
  })
}
