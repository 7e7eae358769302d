/** AWS: CreateApiKey, GetApiKey, GetApiKeys, UpdateApiKey, DeleteApiKey. */
import { toTagMap } from '../../../core/resources/tags.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import type { World } from '../../../core/world/world.ts'
import type { GatewayState } from '../../api/state.ts'
import type { ApiKeyDefinition } from '../../api/usage/usage.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import {
  applyPatches,
  replaceFlag,
  replaceOptionalText,
  replaceText,
  shortWords,
  type PatchRule,
} from '../../control/patch.ts'
import { tagsOf } from '../../control/tags.ts'
import { apiKeyOf, checkApiKey } from '../../control/usage.ts'
import { defineRest, refusePaths, type RestOperations } from '../rest/define.ts'
import type { PatchInput } from '../rest/rest-apis.ts'

export interface NewApiKey {
  readonly name?: string
  readonly description?: string
  readonly enabled?: boolean
  readonly generateDistinctId?: boolean
  readonly value?: string
  readonly customerId?: string
  readonly tags?: Readonly<Record<string, string>>
}

const createApiKey = defineRest({
  name: 'CreateApiKey',
  verb: 'POST',
  path: '/apikeys',
  handles: [
    ...['name', 'description', 'enabled', 'generateDistinctId', 'value', 'customerId', 'tags'],
  ],
  run: (state: GatewayState, input: NewApiKey, { world }) =>
    toApiKey(addApiKey(state, world, input), true),
})

export function addApiKey(state: GatewayState, world: World, input: NewApiKey): ApiKeyDefinition {
  const { name = '', description, enabled = false, generateDistinctId, customerId } = input
  checkApiKey(state, name, input.value)
  const value = input.value ?? world.ids.text('api-key-value', 40)
  const now = world.clock.now()
  const key: ApiKeyDefinition = {
    // AWS: API_CreateApiKey (generateDistinctId: whether the id differs from the value).
    id: generateDistinctId === false ? value : world.ids.text('api-key', 10),
    ...{ name, value, enabled, description, customerId, createdAt: now, updatedAt: now },
    tags: tagsOf(input.tags),
  }
  state.usage.keys.set(value, key)
  return key
}

interface Input {
  readonly apiKey: string
}

const PATH = '/apikeys/{apiKey}'

const getApiKey = defineRest({
  name: 'GetApiKey',
  verb: 'GET',
  path: PATH,
  handles: ['includeValue'],
  run: (
    state: GatewayState,
    { apiKey, includeValue = false }: Input & { readonly includeValue?: boolean },
  ) => toApiKey(apiKeyOf(state, apiKey), includeValue),
})

interface ListInput extends PositionInput {
  readonly nameQuery?: string
  readonly customerId?: string
  readonly includeValues?: boolean
}

const getApiKeys = defineRest({
  name: 'GetApiKeys',
  verb: 'GET',
  path: '/apikeys',
  handles: ['position', 'limit', 'nameQuery', 'customerId', 'includeValues'],
  run(state: GatewayState, input: ListInput, { world }) {
    const { nameQuery, customerId, includeValues = false } = input
    // Unverified: a name matches if it begins with the query.
    const keys = [...state.usage.keys.values()].filter(
      (key) =>
        (nameQuery === undefined || key.name.startsWith(nameQuery)) &&
        (customerId === undefined || key.customerId === customerId),
    )
    return listed(world, keys, 'GetApiKeys', input, {
      request: [nameQuery, customerId],
      keyOf: ({ id }) => id,
      toOutput: (key) => toApiKey(key, includeValues),
    })
  },
})

const updateApiKey = defineRest({
  name: 'UpdateApiKey',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, { apiKey, patchOperations }: Input & PatchInput, { world }) {
    const before = apiKeyOf(state, apiKey)
    refusePaths(world, 'UpdateApiKey', patchOperations, ['/labels', '/stages'])
    const patched = applyPatches(before, patchOperations, RULES, shortWords)
    checkApiKey(state, patched.name, undefined)
    const key = { ...patched, updatedAt: world.clock.now() }
    state.usage.keys.set(key.value, key)
    return toApiKey(key, false)
  },
})

const deleteApiKey = defineRest({
  name: 'DeleteApiKey',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, { apiKey }: Input) {
    const { usage } = state
    const { id, value } = apiKeyOf(state, apiKey)
    usage.keys.delete(value)
    for (const plan of [...usage.plans.values()])
      if (plan.keys.includes(id))
        usage.plans.set(plan.id, { ...plan, keys: plan.keys.filter((one) => one !== id) })
    return {}
  },
})

// AWS: patch-operations.html#UpdateApiKey-Patch
const RULES: readonly PatchRule<ApiKeyDefinition>[] = [
  replaceText('name'),
  replaceOptionalText('description'),
  replaceFlag('enabled'),
  replaceOptionalText('customerId'),
]

const toApiKey = (key: ApiKeyDefinition, withValue: boolean): Record<string, unknown> =>
  withoutUndefined({
    id: key.id,
    value: withValue ? key.value : undefined,
    name: key.name,
    customerId: key.customerId,
    description: key.description,
    enabled: key.enabled,
    createdDate: new Date(key.createdAt),
    lastUpdatedDate: new Date(key.updatedAt),
    stageKeys: [],
    tags: toTagMap(key.tags),
  })

export const apiKeyOperations: RestOperations = {
  CreateApiKey: createApiKey,
  DeleteApiKey: deleteApiKey,
  GetApiKey: getApiKey,
  GetApiKeys: getApiKeys,
  UpdateApiKey: updateApiKey,
}
