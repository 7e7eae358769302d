/** Asks the origin of a behavior, or the members of its origin group, with functions around. */
import { itemsOf, type Origin, type OriginGroup } from '../distributions/config.ts'
import { hasHeader, withHeader, withoutHeaders, type HeaderList } from '../messages/headers.ts'
import type { Answer, ViewerRequest } from '../messages/messages.ts'
import { rooms } from '../rooms.ts'
import { errorAnswer, REASONS } from './error-page.ts'
import type { Exchange } from './exchange.ts'
import { forwardedRequest, type Forwarded } from './origin-request.ts'
import type { CacheResult } from './record.ts'
import { sendToOrigin } from './send-to-origin.ts'

export interface Fetched {
  readonly answer: Answer
  /** Set if a function or CloudFront answered in the origin's place. */
  readonly result?: CacheResult
  readonly isFailure: boolean
}

/** `conditions`: validators of an object in the cache. */
export async function askOrigin(
  exchange: Exchange,
  request: ViewerRequest,
  conditions: HeaderList = [],
): Promise<Fetched> {
  const { distribution, behavior } = exchange
  const { config } = distribution
  const target = behavior.config.TargetOriginId
  const group = itemsOf(config.OriginGroups).find(({ Id }) => Id === target)
  const whole = forwardedRequest(exchange, request)
  const forwarded = { ...whole, headers: [...whole.headers, ...conditions] }
  const ids = group ? itemsOf(group.Members).map(({ OriginId }) => OriginId) : [target]
  const [primary, ...others] = ids.flatMap(
    (id) => itemsOf(config.Origins).find((origin) => origin.Id === id) ?? [],
  )
  if (!primary) {
    const answer = errorAnswer(502, REASONS.connection, exchange.requestId)
    return { answer, isFailure: true }
  }
  let fetched = await askOne(exchange, primary, forwarded)
  for (const origin of others) {
    if (!group || !failsOver(group, fetched, request.method)) break
    fetched = await askOne(exchange, origin, forwarded)
  }
  return { ...fetched, answer: withoutCookies(exchange, fetched.answer) }
}

/** AWS: high_availability_origin_failover.html: only for GET, HEAD and OPTIONS. */
function failsOver(group: OriginGroup, { answer }: Fetched, method: string): boolean {
  if (!['GET', 'HEAD', 'OPTIONS'].includes(method)) return false
  const statuses = itemsOf(group.FailoverCriteria.StatusCodes)
  // CloudFront answers 502 or 504 for a server that it cannot reach.
  return statuses.includes(answer.status)
}

async function askOne(exchange: Exchange, origin: Origin, forwarded: Forwarded): Promise<Fetched> {
  const lambdas = itemsOf(exchange.behavior.config.LambdaFunctionAssociations)
  const isWatched = lambdas.some(({ EventType }) => EventType.startsWith('origin-'))
  return isWatched
    ? rooms.edgeLambdas().askWithLambdas(exchange, origin, forwarded)
    : sendToOrigin(exchange, origin, forwarded)
}

/** AWS: Cookies.html: cookies that are not forwarded are not returned either. */
// Unverified: with cache policies as with the older settings.
function withoutCookies({ behavior }: Exchange, answer: Answer): Answer {
  const { cachePolicy, originRequestPolicy } = behavior
  const forwards = !cachePolicy.cookies.isEmpty || originRequestPolicy?.cookies.isEmpty === false
  return forwards || !hasHeader(answer.headers, 'set-cookie')
    ? answer
    : { ...answer, headers: withoutHeaders(answer.headers, 'set-cookie') }
}

/** The condition with which CloudFront asks about an object that it has. */
export function conditionsOf(headers: HeaderList): HeaderList {
  const eTag = headers.find(([name]) => name === 'etag')?.[1]
  const modified = headers.find(([name]) => name === 'last-modified')?.[1]
  return [
    ...(eTag === undefined ? [] : [['if-none-match', eTag] as const]),
    ...(modified === undefined ? [] : [['if-modified-since', modified] as const]),
  ]
}

/** RFC 9111: the headers of an object after a 304. */
export function renewed(headers: HeaderList, confirmed: HeaderList): HeaderList {
  let merged = headers
  for (const [name, value] of confirmed) {
    if (!NOT_RENEWED.has(name)) merged = withHeader(merged, name, value)
  }
  return merged
}

const NOT_RENEWED: ReadonlySet<string> = new Set([
  ...['content-length', 'content-encoding', 'content-type', 'content-range', 'etag', 'vary'],
])
