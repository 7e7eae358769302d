/** AWS: CreateUsagePlanKey, GetUsagePlanKey, GetUsagePlanKeys, DeleteUsagePlanKey. */
import type { GatewayState } from '../../api/state.ts'
import type { ApiKeyDefinition, UsagePlanDefinition } from '../../api/usage/usage.ts'
import { badRequest, notFound } from '../../control/errors.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import { apiKeyOf, checkPlansOfKeys, planOfId } from '../../control/usage.ts'
import { defineRest, type RestOperations } from '../rest/define.ts'

interface Input {
  readonly usagePlanId: string
  readonly keyId: string
}

const createUsagePlanKey = defineRest({
  name: 'CreateUsagePlanKey',
  verb: 'POST',
  path: '/usageplans/{usagePlanId}/keys',
  handles: ['keyId', 'keyType'],
  run(state: GatewayState, input: Input & { readonly keyType: string }) {
    const plan = planOfId(state, input.usagePlanId)
    // Unverified: the wording.
    if (input.keyType !== 'API_KEY') throw badRequest('Invalid key type: must be API_KEY')
    const key = apiKeyOf(state, input.keyId)
    if (!plan.keys.includes(key.id)) {
      const changed = { ...plan, keys: [...plan.keys, key.id] }
      checkPlansOfKeys(state, changed)
      state.usage.plans.set(plan.id, changed)
    }
    return toPlanKey(key)
  },
})

const PATH = '/usageplans/{usagePlanId}/keys/{keyId}'

const getUsagePlanKey = defineRest({
  name: 'GetUsagePlanKey',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input) => toPlanKey(planKeyOf(state, input).key),
})

interface ListInput extends PositionInput {
  readonly usagePlanId: string
  readonly nameQuery?: string
}

const getUsagePlanKeys = defineRest({
  name: 'GetUsagePlanKeys',
  verb: 'GET',
  path: '/usageplans/{usagePlanId}/keys',
  handles: ['position', 'limit', 'nameQuery'],
  run(state: GatewayState, input: ListInput, { world }) {
    const { usagePlanId, nameQuery } = input
    // Unverified: a name matches if it begins with the query.
    const keys = planOfId(state, usagePlanId)
      .keys.map((id) => apiKeyOf(state, id))
      .filter(({ name }) => nameQuery === undefined || name.startsWith(nameQuery))
    return listed(world, keys, 'GetUsagePlanKeys', input, {
      request: [usagePlanId, nameQuery],
      keyOf: ({ id }) => id,
      toOutput: toPlanKey,
    })
  },
})

const deleteUsagePlanKey = defineRest({
  name: 'DeleteUsagePlanKey',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input) {
    const { plan, key } = planKeyOf(state, input)
    state.usage.plans.set(plan.id, { ...plan, keys: plan.keys.filter((id) => id !== key.id) })
    return {}
  },
})

function planKeyOf(
  state: GatewayState,
  { usagePlanId, keyId }: Input,
): { readonly plan: UsagePlanDefinition; readonly key: ApiKeyDefinition } {
  const plan = planOfId(state, usagePlanId)
  const key = apiKeyOf(state, keyId)
  // Unverified: the wording.
  if (!plan.keys.includes(key.id)) throw notFound('Invalid Usage Plan Key identifier specified')
  return { plan, key }
}

const toPlanKey = ({ id, value, name }: ApiKeyDefinition): Record<string, unknown> => ({
  ...{ id, type: 'API_KEY', value, name },
})

export const usagePlanKeyOperations: RestOperations = {
  CreateUsagePlanKey: createUsagePlanKey,
  DeleteUsagePlanKey: deleteUsagePlanKey,
  GetUsagePlanKey: getUsagePlanKey,
  GetUsagePlanKeys: getUsagePlanKeys,
}
