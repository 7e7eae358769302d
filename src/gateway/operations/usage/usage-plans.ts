/** AWS: CreateUsagePlan, GetUsagePlan, GetUsagePlans, UpdateUsagePlan, DeleteUsagePlan. */
import { toTagMap } from '../../../core/resources/tags.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import type { Quota, Throttle } from '../../api/options.ts'
import type { GatewayState } from '../../api/state.ts'
import type { PlanStage, UsagePlanDefinition } from '../../api/usage/usage.ts'
import { badRequest } from '../../control/errors.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import { applyPatches, shortWords } from '../../control/patch.ts'
import { tagsOf } from '../../control/tags.ts'
import {
  checkPlansOfKeys,
  checkPlanStage,
  checkQuota,
  ofThrottleKey,
  planOfId,
  stagesOf,
  toThrottleKey,
} from '../../control/usage.ts'
import { defineRest, type RestOperations } from '../rest/define.ts'
import type { PatchInput } from '../rest/rest-apis.ts'
import { PLAN_RULES, throttleOf, type ThrottleSettings } from './plan-patches.ts'

interface ApiStage {
  readonly apiId?: string
  readonly stage?: string
  readonly throttle?: Readonly<Record<string, ThrottleSettings>>
}

interface CreateInput {
  readonly name: string
  readonly description?: string
  readonly apiStages?: readonly ApiStage[]
  readonly throttle?: ThrottleSettings
  readonly quota?: Partial<Quota>
  readonly tags?: Readonly<Record<string, string>>
}

const createUsagePlan = defineRest({
  name: 'CreateUsagePlan',
  verb: 'POST',
  path: '/usageplans',
  handles: [
    ...['name', 'description', 'apiStages.apiId', 'apiStages.stage', 'apiStages.throttle'],
    ...['throttle.burstLimit', 'throttle.rateLimit', 'quota.limit', 'quota.offset'],
    ...['quota.period', 'tags', 'apiStages.throttle.burstLimit', 'apiStages.throttle.rateLimit'],
  ],
  run(state: GatewayState, input: CreateInput, { world }) {
    const { name, description, apiStages = [], throttle, quota } = input
    const id = world.ids.text('usage-plan', 6)
    const plan: UsagePlanDefinition = {
      ...{ id, name, description, keys: [], apiId: undefined },
      stages: apiStages.map((stage) => toPlanStage(state, id, stage)),
      throttle: throttle && throttleOf(throttle),
      quota: quota && checkQuota(quota),
      tags: tagsOf(input.tags),
    }
    state.usage.plans.set(id, plan)
    return toUsagePlan(state, plan)
  },
})

function toPlanStage(
  state: GatewayState,
  planId: string,
  { apiId = '', stage = '', throttle = {} }: ApiStage,
): PlanStage {
  checkPlanStage(state, planId, { apiId, stage })
  const routes = Object.entries(throttle).map(
    ([key, one]) => [ofThrottleKey(key), throttleOf(one)] as const,
  )
  return { apiId, stage, routes: Object.fromEntries(routes) }
}

interface Input {
  readonly usagePlanId: string
}

const PATH = '/usageplans/{usagePlanId}'

const getUsagePlan = defineRest({
  name: 'GetUsagePlan',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, { usagePlanId }: Input) =>
    toUsagePlan(state, planOfId(state, usagePlanId)),
})

const getUsagePlans = defineRest({
  name: 'GetUsagePlans',
  verb: 'GET',
  path: '/usageplans',
  handles: ['position', 'limit', 'keyId'],
  run(state: GatewayState, input: PositionInput & { readonly keyId?: string }, { world }) {
    const { keyId } = input
    const plans = [...state.usage.plans.values()].filter(
      ({ keys }) => keyId === undefined || keys.includes(keyId),
    )
    return listed(world, plans, 'GetUsagePlans', input, {
      request: keyId,
      keyOf: ({ id }) => id,
      toOutput: (plan) => toUsagePlan(state, plan),
    })
  },
})

const updateUsagePlan = defineRest({
  name: 'UpdateUsagePlan',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, { usagePlanId, patchOperations }: Input & PatchInput) {
    const found = planOfId(state, usagePlanId)
    const before = { ...found, stages: stagesOf(state, found) }
    const plan = applyPatches<UsagePlanDefinition>(before, patchOperations, PLAN_RULES, shortWords)
    for (const stage of plan.stages)
      if (!before.stages.includes(stage as (typeof before.stages)[number]))
        checkPlanStage(state, usagePlanId, stage)
    if (plan.quota) checkQuota(plan.quota)
    checkPlansOfKeys(state, plan)
    state.usage.plans.set(plan.id, plan)
    return toUsagePlan(state, plan)
  },
})

const deleteUsagePlan = defineRest({
  name: 'DeleteUsagePlan',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, { usagePlanId }: Input) {
    const plan = planOfId(state, usagePlanId)
    const [stage] = stagesOf(state, plan)
    // Seen: public reports (hashicorp/terraform-provider-aws). Unverified: the wording.
    if (stage)
      throw badRequest(
        `Cannot delete Usage Plan ${usagePlanId}: its API Stage ${stage.apiId}:${stage.stage} must be removed first`,
      )
    state.usage.plans.delete(usagePlanId)
    return {}
  },
})

const toThrottle = ({ rate, burst }: Throttle): ThrottleSettings => ({
  burstLimit: burst,
  rateLimit: rate,
})

function toUsagePlan(state: GatewayState, plan: UsagePlanDefinition): Record<string, unknown> {
  const { id, name, description, throttle, quota, productCode, tags } = plan
  return withoutUndefined({
    ...{ id, name, description, productCode },
    apiStages: stagesOf(state, plan).map(({ apiId, stage, routes }) => ({
      ...{ apiId, stage },
      ...(Object.keys(routes).length > 0 && {
        throttle: Object.fromEntries(
          Object.entries(routes).map(([key, one]) => [toThrottleKey(key), toThrottle(one)]),
        ),
      }),
    })),
    throttle: throttle && toThrottle(throttle),
    quota: quota && { limit: quota.limit, offset: quota.offset ?? 0, period: quota.period },
    tags: toTagMap(tags),
  })
}

export const usagePlanOperations: RestOperations = {
  CreateUsagePlan: createUsagePlan,
  DeleteUsagePlan: deleteUsagePlan,
  GetUsagePlan: getUsagePlan,
  GetUsagePlans: getUsagePlans,
  UpdateUsagePlan: updateUsagePlan,
}
