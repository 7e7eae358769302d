/** API keys and usage plans, as the control plane finds and changes them. */
import type { Quota } from '../api/options.ts'
import type { GatewayState } from '../api/state.ts'
import type { ApiKeyDefinition, PlanStage, UsagePlanDefinition } from '../api/usage/usage.ts'
import { badRequest, conflict, notFound } from './errors.ts'

// Seen: moto's tests against AWS.
export function apiKeyOf({ usage }: GatewayState, id: string): ApiKeyDefinition {
  for (const key of usage.keys.values()) if (key.id === id) return key
  throw notFound('Invalid API Key identifier specified')
}

// Seen: moto's tests against AWS.
export function planOfId({ usage }: GatewayState, id: string): UsagePlanDefinition {
  const plan = usage.plans.get(id)
  if (!plan) throw notFound('Invalid Usage Plan ID specified')
  return plan
}

// Recorded: test_apigateway_extended (20 to 128 characters). Unverified: the wording for names.
export function checkApiKey(
  state: GatewayState,
  name: string | undefined,
  value: string | undefined,
): void {
  if (name !== undefined && name.length > 1024)
    throw badRequest('Invalid API Key name, can be at most 1024 characters.')
  if (value === undefined) return
  if (value.length < 20) throw badRequest('API Key value should be at least 20 characters')
  if (value.length > 128) throw badRequest('API Key value exceeds maximum size of 128 characters')
  // Seen: moto's tests against AWS.
  if (state.usage.keys.has(value)) throw conflict('API Key already exists')
}

/** The stages of a plan. A plan that a gateway's options made can have all stages of the gateway. */
export const stagesOf = (
  state: GatewayState,
  { stages }: UsagePlanDefinition,
): readonly (PlanStage & { readonly stage: string })[] =>
  stages.flatMap(({ apiId, stage, routes }) =>
    (stage === undefined ? [...(stagesOfApi(state, apiId)?.keys() ?? [])] : [stage]).map(
      (name) => ({
        ...{ apiId, routes },
        stage: name,
      }),
    ),
  )

/** A stage that a plan is to have. */
// Seen: LocalStack's provider, tested against AWS.
export function checkPlanStage(
  state: GatewayState,
  planId: string,
  { apiId, stage }: Pick<PlanStage, 'apiId' | 'stage'>,
): void {
  if (stagesOfApi(state, apiId)?.has(stage ?? '') !== true)
    throw notFound(
      `Invalid API Stage {api: ${apiId}, stage: ${stage ?? ''}} specified for usageplan ${planId}`,
    )
}

const stagesOfApi = (
  { apis, sockets }: GatewayState,
  apiId: string,
): ReadonlyMap<string, unknown> | undefined => (apis.get(apiId) ?? sockets?.apis.get(apiId))?.stages

/** The largest offsets: a quota begins with the period. */
// Seen: the checks of hashicorp/terraform-provider-aws. Unverified: the wordings.
const MOST_OFFSET: Readonly<Record<Quota['period'], number>> = { DAY: 0, WEEK: 6, MONTH: 27 }

export function checkQuota({ limit, period, offset = 0 }: Partial<Quota>): Quota {
  if (limit === undefined || !(limit >= 0))
    throw badRequest('Usage Plan quota limit should be a non negative number')
  if (!period || !Object.hasOwn(MOST_OFFSET, period))
    throw badRequest('Usage Plan quota period must be one of [DAY, WEEK, MONTH]')
  if (!Number.isInteger(offset) || offset < 0 || offset > MOST_OFFSET[period])
    throw badRequest(
      `Usage Plan quota offset must be between 0 and ${MOST_OFFSET[period]} for the period ${period}`,
    )
  return { limit, period, offset }
}

/** A key can be in one plan of a stage. */
// Seen: public reports (hashicorp/terraform-provider-aws).
export function checkPlansOfKeys(state: GatewayState, changed: UsagePlanDefinition): void {
  const wanted = stagesOf(state, changed).map(({ apiId, stage }) => `${apiId}:${stage}`)
  for (const plan of state.usage.plans.values()) {
    if (plan.id === changed.id) continue
    const key = changed.keys.find((id) => plan.keys.includes(id))
    if (key === undefined) continue
    const taken = stagesOf(state, plan).find(({ apiId, stage }) =>
      wanted.includes(`${apiId}:${stage}`),
    )
    if (taken)
      throw conflict(
        `Usage Plan ${changed.id} cannot be added because API Key ${key} cannot reference multiple Usage Plans with the same API Stage: ${taken.apiId}:${taken.stage}`,
      )
  }
}

/** The form of AWS's throttles per method: `/orders/GET` for the route `GET /orders`. */
// Unverified: of a WebSocket API, the key of the route
export function toThrottleKey(routeKey: string): string {
  const [method = '', path] = routeKey.split(' ')
  return path === undefined ? routeKey : `${path}/${method}`
}

export function ofThrottleKey(key: string): string {
  const cut = key.lastIndexOf('/')
  return cut < 0 ? key : `${key.slice(cut + 1)} ${key.slice(0, cut) || '/'}`
}
