/** Requests that reach a distribution by its host: region.fetch, listen, auto, other distributions. */
import { currentCause } from '../../core/world/context.ts'
import type { OriginCall, OriginReply } from '../../core/world/ports.ts'
import type { World } from '../../core/world/world.ts'
import type { Distribution } from '../distributions/distribution.ts'
import { findByHost } from '../distributions/find.ts'
import type { Header } from '../messages/headers.ts'
import { decodedBody } from '../messages/web-objects.ts'
import { DEFAULT_CITY, pointOf } from '../points/points.ts'
import { cloudfront } from '../service.ts'
import { DistributionRequest } from './record.ts'
import { serve } from './serve.ts'
import { recordBehind } from '../../core/reporting/failure-seen.ts'
import type { ViewerRequest } from '../messages/messages.ts'

const LOCAL_IP = '127.0.0.1'

export interface HostRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body?: Uint8Array | string | undefined
}

export interface HostAnswer {
  readonly status: number
  readonly headers: Record<string, string | string[]>
  readonly body: Uint8Array
  readonly decodedBody: Uint8Array
}

/** Undefined for a host of no distribution. */
const distributionAt = (world: World, url: string): Distribution | undefined =>
  findByHost(world.main.state(cloudfront), new URL(url).host)

function toViewer({ method, url, headers, body }: HostRequest): ViewerRequest {
  const { protocol, host, pathname, search } = new URL(url)
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const listed = Object.entries(headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): Header => [name.toLowerCase(), one]),
  )
  return {
    method: method.toUpperCase(),
    scheme: protocol === 'http:' ? 'http' : 'https',
    host,
    uri: pathname,
    query: search.slice(1),
    headers: [['host', host], ...listed.filter(([name]) => name !== 'host')],
    body: bytes && bytes.length > 0 ? bytes : undefined,
    ip: LOCAL_IP,
  }
}

/** Answers a request to a distribution's host. */
export async function fetchHost(world: World, request: HostRequest): Promise<Response | undefined> {
  const distribution = distributionAt(world, request.url)
  if (!distribution) return undefined
  const { main } = world
  const point = pointOf(DEFAULT_CITY, 'fetch')
  return serve(main, distribution, point, toViewer(request), currentCause(main))
}

/** The same as plain data. */
export async function answerHost(
  world: World,
  request: HostRequest,
): Promise<HostAnswer | undefined> {
  const response = await fetchHost(world, request)
  const answer = response && answerOf(response)
  if (!answer) return undefined
  const { status, body } = answer
  const headers: Record<string, string | string[]> = {}
  for (const [name, value] of answer.headers) {
    if (name !== 'set-cookie') headers[name] = value
    else headers[name] = [...[headers[name] ?? []].flat(), value]
  }
  return { status, headers, body, decodedBody: decodedBody(answer.headers, body) }
}

function answerOf(response: Response): DistributionRequest['answer'] {
  const record = recordBehind(response)
  return record instanceof DistributionRequest ? record.answer : undefined
}

/** Answers a request of another distribution, whose origin is this one. */
export async function answerOrigin(
  world: World,
  call: OriginCall,
): Promise<OriginReply | undefined> {
  const { main } = world
  const distribution = distributionAt(main, call.url)
  if (!distribution) return undefined
  const { url, method, headers, body, cause } = call
  const lists: Record<string, string[]> = {}
  for (const [name, value] of headers) (lists[name] ??= []).push(value)
  const viewer = toViewer({ url, method, headers: lists, body })
  const point = pointOf(DEFAULT_CITY, 'fetch')
  const response = await serve(main, distribution, point, viewer, cause)
  return answerOf(response)
}
