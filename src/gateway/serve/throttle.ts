/**
 * Throttling by token buckets on the region's clock, for all kinds of API. A bucket gains `rate`
 * tokens a second, holds `burst` of them, and each request takes one.
 */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
import type { World } from '../../core/world/world.ts'
import type { ApiDefinition, RouteDefinition, ServedSettings } from '../api/definition.ts'
import type { Throttle } from '../api/options.ts'
import type { UsageState } from '../api/usage/usage.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { gatewayOptions } from '../region-options.ts'
import { gateway } from '../service.ts'

/** A limit that applies to a request. `key` names its bucket, `owner` explains it. */
export interface Limit extends Throttle {
  readonly key: string
  readonly owner: string
}

/** A stage of any kind of API. */
interface LimitedStage {
  /** Of the API. */
  readonly id: string
  readonly stage: string
  readonly stageSettings?: ServedSettings | undefined
}

/**
 * The limits of a route: its own or the stage's, which each route has for itself, and the
 * account's.
 */
// AWS: the same page (the limits of a stage apply to each of its methods)
export function routeLimits(
  world: World,
  api: LimitedStage,
  { key, throttle }: Pick<RouteDefinition, 'key' | 'throttle'>,
): readonly Limit[] {
  const { throttle: account } = gatewayOptions.of(world)
  const limits: Limit[] = []
  const own = throttle ?? api.stageSettings?.throttle
  if (own) {
    const owner = throttle ? `The route '${key}'` : `The stage '${api.stage}'`
    limits.push({ ...own, key: `route ${api.id} ${api.stage} ${key}`, owner })
  }
  if (account) limits.push({ ...account, key: 'account', owner: 'The account' })
  return limits
}

/** Takes a token for each limit, or none and returns the first limit that has no token. */
// Unverified: a request that one limit throttles takes no token of the others
export function takeTokens(world: World, limits: readonly Limit[]): Limit | undefined {
  if (limits.length === 0) return undefined
  const { usage } = world.state(gateway)
  const now = world.clock.now()
  const contents = limits.map((limit) => ({ limit, tokens: tokensOf(usage, limit, now) }))
  // Refilling adds fractions, whose sum may fall short of a whole token by a rounding error.
  const empty = contents.find(({ tokens }) => tokens < 1 - 1e-9)
  if (empty) return empty.limit
  for (const { limit, tokens } of contents)
    usage.buckets.set(limit.key, { tokens: Math.max(0, tokens - 1), at: now })
  return undefined
}

function tokensOf({ buckets }: UsageState, { key, rate, burst }: Limit, now: number): number {
  const bucket = buckets.get(key)
  if (!bucket) return burst
  const refill = (Math.max(0, now - bucket.at) / 1000) * rate
  return Math.min(burst, bucket.tokens + refill)
}

/** Takes a token of the route's limits. A text explains a request beyond one of them. */
export function throttleRoute(
  { world, api }: Exchange<ApiDefinition>,
  route: RouteDefinition,
): string | undefined {
  const exceeded = takeTokens(world, routeLimits(world, api, route))
  return exceeded && explainLimit(exceeded)
}

export const explainLimit = ({ owner, rate, burst }: Limit): string =>
  `${owner} allows ${rate} requests per second, and ${burst} at once.`
