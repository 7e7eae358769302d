/** AWS: GetUsage, UpdateUsage. */
import type { GatewayState } from '../../api/state.ts'
import { dailyUse, setRemaining } from '../../api/usage/quota-use.ts'
import type { UsagePlanDefinition } from '../../api/usage/usage.ts'
import { badRequest, notFound } from '../../control/errors.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import { applyPatches, shortWords, type PatchRule } from '../../control/patch.ts'
import { apiKeyOf, planOfId } from '../../control/usage.ts'
import type { World } from '../../../core/world/world.ts'
import { defineRest, type RestOperations } from '../rest/define.ts'
import type { PatchInput } from '../rest/rest-apis.ts'

interface GetInput extends PositionInput {
  readonly usagePlanId: string
  readonly keyId?: string
  readonly startDate: string
  readonly endDate: string
}

const getUsage = defineRest({
  name: 'GetUsage',
  verb: 'GET',
  path: '/usageplans/{usagePlanId}/usage',
  handles: ['keyId', 'startDate', 'endDate', 'position', 'limit'],
  run(state: GatewayState, input: GetInput, { world }) {
    const plan = planOfId(state, input.usagePlanId)
    const { keyId, startDate, endDate } = input
    const from = toDay(startDate)
    const to = toDay(endDate)
    // Unverified: the wording.
    if (to < from) throw badRequest('Usage end date must not be before the start date')
    const keys = keyId === undefined ? plan.keys : [planKey(state, plan, keyId)]
    const page = listed(world, keys, 'GetUsage', input, {
      request: [plan.id, keyId, startDate, endDate],
      keyOf: (id) => id,
      toOutput: (id) => id,
    })
    return { ...answer(state, world, plan, page.items, input), position: page.position }
  },
})

interface UpdateInput extends PatchInput {
  readonly usagePlanId: string
  readonly keyId: string
}

const updateUsage = defineRest({
  name: 'UpdateUsage',
  verb: 'PATCH',
  path: '/usageplans/{usagePlanId}/keys/{keyId}/usage',
  handles: ['patchOperations'],
  run(state: GatewayState, { usagePlanId, keyId, patchOperations }: UpdateInput, { world }) {
    const plan = planOfId(state, usagePlanId)
    const key = planKey(state, plan, keyId)
    const { remaining } = applyPatches<Extension>({}, patchOperations, RULES, shortWords)
    const now = world.clock.now()
    if (remaining !== undefined) {
      const { quota } = plan
      // Unverified: the wording.
      if (!quota) throw badRequest('Usage Plan has no quota')
      setRemaining(state.usage, { ...plan, quota }, key, remaining, now)
    }
    const today = new Date(now).toISOString().slice(0, 10)
    return answer(state, world, plan, [key], { startDate: today, endDate: today })
  },
})

interface Extension {
  readonly remaining?: number
}

// AWS: patch-operations.html#UpdateUsage-Patch
const RULES: readonly PatchRule<Extension>[] = [
  {
    path: '/remaining',
    ops: ['replace'],
    apply(_, { value }) {
      // Unverified: the wording.
      if (!/^\d+$/.test(value)) throw badRequest('Usage Plan remaining quota should be a number')
      return { remaining: Number(value) }
    },
  },
]

// Unverified: the wording.
function planKey(state: GatewayState, { keys }: UsagePlanDefinition, keyId: string): string {
  const { id } = apiKeyOf(state, keyId)
  if (!keys.includes(id)) throw notFound('Invalid Usage Plan Key identifier specified')
  return id
}

// AWS: API_GetUsage.html (dates such as 2016-01-01). Unverified: the wording.
function toDay(date: string): number {
  const day = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : NaN
  if (Number.isNaN(day)) throw badRequest(`Invalid date specified: ${date}`)
  return day
}

function answer(
  { usage }: GatewayState,
  world: World,
  plan: UsagePlanDefinition,
  keys: readonly string[],
  { startDate, endDate }: Pick<GetInput, 'startDate' | 'endDate'>,
): Record<string, unknown> {
  const days = { from: toDay(startDate), to: toDay(endDate), now: world.clock.now() }
  const items = keys.map((key) => [key, dailyUse(usage, plan, key, days)] as const)
  return { usagePlanId: plan.id, startDate, endDate, items: Object.fromEntries(items) }
}

export const usageOperations: RestOperations = {
  GetUsage: getUsage,
  UpdateUsage: updateUsage,
}
