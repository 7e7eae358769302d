/** Checks API keys, usage plans and throttles. */
import { checkNames, nameOf, shownValue } from '../../core/checks.ts'
import { didYouMean, MisuseError } from '../../core/errors.ts'
import { NO_TAGS } from '../../core/resources/tags.ts'
import type { World } from '../../core/world/world.ts'
import type { ApiKey, Quota, Throttle, UsagePlan } from '../api/options.ts'
import type { ApiKeyDefinition, UsagePlanDefinition } from '../api/usage/usage.ts'

// Recorded: the snapshots of test_apigateway_extended (20 to 128 characters, and these wordings)
export function toApiKey(world: World, given: string | ApiKey, caller: string): ApiKeyDefinition {
  const { value, name, enabled = true } = typeof given === 'string' ? { value: given } : given
  if (typeof value !== 'string' || value.length < 20)
    throw new MisuseError(`${caller}: API Key value should be at least 20 characters.`)
  if (value.length > 128)
    throw new MisuseError(`${caller}: API Key value exceeds maximum size of 128 characters.`)
  const id = world.ids.text('api-key', 10)
  const now = world.clock.now()
  return { id, value, name: name ?? id, enabled, createdAt: now, updatedAt: now, tags: NO_TAGS }
}

/** The plans of a gateway. Without any, all its keys may call it without limits. */
export function toUsagePlans(
  world: World,
  apiId: string,
  keys: readonly ApiKeyDefinition[],
  plans: readonly UsagePlan[] | undefined,
  caller: string,
): readonly UsagePlanDefinition[] {
  if (plans)
    return plans.map((plan, index) =>
      toPlan(world, apiId, keys, plan, `${caller}: usagePlans[${index}]`),
    )
  if (keys.length === 0) return []
  const id = world.ids.text('usage-plan', 6)
  const common = { id, name: id, throttle: undefined, quota: undefined, apiId, tags: NO_TAGS }
  return [{ ...common, keys: keys.map((key) => key.id), stages: [{ apiId, routes: {} }] }]
}

const PLAN = ['name', 'apiKeys', 'stages', 'throttle', 'routes', 'quota']

function toPlan(
  world: World,
  apiId: string,
  keys: readonly ApiKeyDefinition[],
  plan: UsagePlan,
  where: string,
): UsagePlanDefinition {
  checkNames(plan, where, PLAN, 'member')
  const { name, apiKeys, stages, throttle, routes = {}, quota } = plan
  if (!Array.isArray(apiKeys))
    throw new MisuseError(
      `${where} received ${nameOf(apiKeys)} for its apiKeys.`,
      'an array of values or names',
    )
  for (const [route, one] of Object.entries(routes))
    checkThrottle(one, `${where}: routes['${route}']`)
  const id = world.ids.text('usage-plan', 6)
  return {
    id,
    name: name ?? id,
    keys: apiKeys.map((given: string) => keyId(keys, given, where)),
    stages: stages ? stages.map((stage) => ({ apiId, stage, routes })) : [{ apiId, routes }],
    throttle: throttle && checkThrottle(throttle, `${where}: throttle`),
    quota: quota && checkQuota(quota, `${where}: quota`),
    apiId,
    tags: NO_TAGS,
  }
}

function keyId(keys: readonly ApiKeyDefinition[], given: string, where: string): string {
  const key = keys.find(({ value, name }) => value === given || name === given)
  if (key) return key.id
  throw new MisuseError(
    `${where} names the API key ${shownValue(given)}.`,
    "the value or the name of one of the gateway's apiKeys",
    didYouMean(
      String(given),
      keys.map(({ name }) => name),
    ),
  )
}

/** @throws MisuseError unless the value is a throttle */
export function checkThrottle(throttle: Throttle, where: string): Throttle {
  checkNames(throttle, where, ['rate', 'burst'], 'member')
  const { rate, burst } = throttle
  if (typeof rate !== 'number' || !(rate >= 0))
    throw new MisuseError(`${where}: rate is ${shownValue(rate)}.`, 'requests per second, from 0')
  if (!Number.isInteger(burst) || burst < 0)
    throw new MisuseError(`${where}: burst is ${shownValue(burst)}.`, 'a whole number from 0')
  return throttle
}

/** The largest offsets that AWS accepts. */
// Seen in the checks of https://github.com/hashicorp/terraform-provider-aws (usage_plan.go)
const MOST_OFFSET: Readonly<Record<Quota['period'], number>> = { DAY: 0, WEEK: 6, MONTH: 27 }

function checkQuota(quota: Quota, where: string): Quota {
  checkNames(quota, where, ['limit', 'period', 'offset'], 'member')
  const { limit, period, offset = 0 } = quota
  if (!Number.isInteger(limit) || limit < 0)
    throw new MisuseError(`${where}: limit is ${shownValue(limit)}.`, 'a whole number from 0')
  if (!Object.hasOwn(MOST_OFFSET, period))
    throw new MisuseError(`${where}: period is ${shownValue(period)}.`, "'DAY', 'WEEK' or 'MONTH'")
  const most = MOST_OFFSET[period]
  if (!Number.isInteger(offset) || offset < 0 || offset > most)
    throw new MisuseError(
      `${where}: offset is ${shownValue(offset)}.`,
      `0 to ${most} for a ${period}`,
    )
  return quota
}
