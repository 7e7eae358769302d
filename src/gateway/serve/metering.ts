/**
 * API keys and usage plans of REST and WebSocket APIs: who may call, how fast, how often.
 */
import type { World } from '../../core/world/world.ts'
import type { RestApi } from '../api/definition.ts'
import { countUse, useOf } from '../api/usage/quota-use.ts'
import {
  planOf,
  type ApiKeyDefinition,
  type PlanStage,
  type UsagePlanDefinition,
} from '../api/usage/usage.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { lastHeader } from '../messages/header-list.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { restError } from '../responses/own-answers.ts'
import { gateway } from '../service.ts'
import { explainLimit, routeLimits, takeTokens, type Limit } from './throttle.ts'

/** The enabled key of a request, with its plan. */
export interface Client {
  readonly key: ApiKeyDefinition
  readonly plan: UsagePlanDefinition
  readonly stage: PlanStage
}

/** Why a request goes no further. */
export interface Exceeded {
  readonly limit: 'throttle' | 'quota'
  readonly reason: string
}

/**
 * The answer to a request without a key that the route needs, or beyond a limit. Undefined for one
 * that may go on.
 */
export function meter(
  exchange: Exchange<RestApi>,
  { route }: ChosenRoute,
  usageIdentifierKey: string | undefined,
): GatewayAnswer | undefined {
  const { world, api, progress } = exchange
  const client = route.apiKeyRequired ? clientOf(exchange, usageIdentifierKey) : undefined
  if (typeof client === 'string') return restError(exchange, 'forbidden', client)
  progress.apiKey = client?.key
  const exceeded = meterClient(world, client, api, route.key, routeLimits(world, api, route))
  return (
    exceeded &&
    restError(exchange, exceeded.limit === 'quota' ? 'quotaExceeded' : 'throttled', exceeded.reason)
  )
}

/**
 * Counts a request of a client on a route that has limits of its own. Counts none of a request
 * beyond a limit.
 */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
// (the order of throttles)
// Unverified: a throttled request does not count for the quota
export function meterClient(
  world: World,
  client: Client | undefined,
  api: { readonly id: string; readonly stage: string },
  route: string,
  ofRoute: readonly Limit[],
): Exceeded | undefined {
  const limits = [...(client ? clientLimits(client, api, route) : []), ...ofRoute]
  const quota = client && exhaustedQuota(world, client)
  const exceeded = takeTokens(world, limits)
  if (exceeded) return { limit: 'throttle', reason: explainLimit(exceeded) }
  if (quota) return { limit: 'quota', reason: quota }
  if (client) countUse(world.state(gateway).usage, client.plan, client.key.id, world.clock.now())
  return undefined
}

/** The client of a request. A text explains a request without one. */
// Recorded: rest-key-001, rest-key-003 (no key, a disabled key, a key in no plan of the stage)
// AWS: rest-authd-013 (usageIdentifierKey)
function clientOf(
  { world, api, request }: Exchange<RestApi>,
  usageIdentifierKey: string | undefined,
): Client | string {
  const value =
    api.apiKeySource === 'HEADER' ? lastHeader(request.headers, 'x-api-key') : usageIdentifierKey
  const source =
    api.apiKeySource === 'HEADER' ? 'the header x-api-key has' : 'the authorizer returned'
  const { usage } = world.state(gateway)
  const key = value === undefined ? undefined : usage.keys.get(value)
  if (!key) return `The route needs an API key: ${source} none of the gateway's keys.`
  if (!key.enabled) return `The route needs an API key: the key '${key.name}' is disabled.`
  const found = planOf(usage, key, api.id, api.stage)
  return found
    ? { key, ...found }
    : `The route needs an API key: the key '${key.name}' is in no usage plan of the stage '${api.stage}'.`
}

function clientLimits(
  { key, plan, stage }: Client,
  api: { readonly id: string; readonly stage: string },
  route: string,
): readonly Limit[] {
  const client = `plan ${plan.id} ${key.id}`
  const owner = `The usage plan '${plan.name}'`
  const own = Object.hasOwn(stage.routes, route) ? stage.routes[route] : undefined
  return [
    ...(own
      ? [
          {
            ...own,
            key: `${client} ${api.id} ${api.stage} ${route}`,
            owner: `${owner} for '${route}'`,
          },
        ]
      : []),
    ...(plan.throttle ? [{ ...plan.throttle, key: client, owner }] : []),
  ]
}

function exhaustedQuota(world: World, { plan, key }: Client): string | undefined {
  const { quota, name } = plan
  const { usage } = world.state(gateway)
  if (!quota || useOf(usage, plan, key.id, world.clock.now()).used < quota.limit) return undefined
  return `The usage plan '${name}' allows ${quota.limit} requests per ${quota.period.toLowerCase()} to the key '${key.name}'.`
}
