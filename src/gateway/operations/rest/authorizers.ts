/** AWS: CreateAuthorizer, GetAuthorizer, GetAuthorizers, UpdateAuthorizer, DeleteAuthorizer. */
import type { World } from '../../../core/world/world.ts'
import type { RestAuthorizer, RestDraft } from '../../api/draft/rest.ts'
import type { GatewayState } from '../../api/state.ts'
import { badRequest, conflict, invalidIdentifier } from '../../control/errors.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import {
  applyPatches,
  listEntries,
  replaceOptionalText,
  replaceText,
  type PatchRule,
} from '../../control/patch.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import { restApiOf, saveDraft, type DraftedApi } from '../../draft/rest-draft.ts'
import { defineRest, type RestOperations } from './define.ts'
import type { PatchInput } from './rest-apis.ts'

type CreateInput = Partial<Omit<RestAuthorizer, 'id' | 'given'>> & {
  readonly restApiId: string
  readonly name: string
  readonly type: RestAuthorizer['type']
}

const createAuthorizer = defineRest({
  name: 'CreateAuthorizer',
  verb: 'POST',
  path: '/restapis/{restApiId}/authorizers',
  handles: [
    ...['name', 'type', 'providerARNs', 'authType', 'authorizerUri', 'authorizerCredentials'],
    ...['identitySource', 'identityValidationExpression', 'authorizerResultTtlInSeconds'],
  ],
  run(state: GatewayState, input: CreateInput, { world }) {
    // Seen: LocalStack's tests against AWS.
    if (state.apis.get(input.restApiId)?.type !== 'rest')
      throw conflict(
        'Unable to complete operation due to concurrent modification. Please try again later.',
      )
    const { api, draft } = restApiOf(state, world, input.restApiId)
    const authorizer: RestAuthorizer = {
      id: world.ids.text('authorizer', 6),
      name: input.name,
      type: input.type,
      providerARNs: input.providerARNs,
      authType:
        input.authType ?? (input.type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom'),
      authorizerUri: input.authorizerUri,
      authorizerCredentials: input.authorizerCredentials,
      identitySource: input.identitySource,
      identityValidationExpression: input.identityValidationExpression,
      // AWS: API_CreateAuthorizer.html.
      authorizerResultTtlInSeconds: input.authorizerResultTtlInSeconds ?? 300,
    }
    checkAuthorizer(draft, authorizer)
    saveDraft(state, api, withAuthorizer(draft, authorizer))
    return toAuthorizer(authorizer)
  },
})

interface Input {
  readonly restApiId: string
  readonly authorizerId: string
}

const PATH = '/restapis/{restApiId}/authorizers/{authorizerId}'

const getAuthorizer = defineRest({
  name: 'GetAuthorizer',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) =>
    toAuthorizer(authorizerOf(state, world, input).authorizer),
})

const getAuthorizers = defineRest({
  name: 'GetAuthorizers',
  verb: 'GET',
  path: '/restapis/{restApiId}/authorizers',
  handles: ['position', 'limit'],
  run(state: GatewayState, input: PositionInput & { readonly restApiId: string }, { world }) {
    const { draft } = restApiOf(state, world, input.restApiId)
    return listed(world, [...draft.authorizers.values()], 'GetAuthorizers', input, {
      request: input.restApiId,
      keyOf: ({ id }) => id,
      toOutput: toAuthorizer,
    })
  },
})

const updateAuthorizer = defineRest({
  name: 'UpdateAuthorizer',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: Input & PatchInput, { world }) {
    const { api, draft, authorizer } = authorizerOf(state, world, input)
    const patched = applyPatches(authorizer, input.patchOperations, RULES)
    const updated = { ...patched, given: undefined }
    checkAuthorizer(draft, updated)
    saveDraft(state, api, withAuthorizer(draft, updated))
    return toAuthorizer(updated)
  },
})

const deleteAuthorizer = defineRest({
  name: 'DeleteAuthorizer',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { api, draft, authorizer } = authorizerOf(state, world, input)
    checkUnused(draft, authorizer)
    saveDraft(state, api, { ...draft, authorizers: withoutEntry(draft.authorizers, authorizer.id) })
    return {}
  },
})

// Seen: moto's tests against AWS. Unverified: that it is the same for all operations.
function authorizerOf(
  state: GatewayState,
  world: World,
  { restApiId, authorizerId }: Input,
): DraftedApi & { readonly authorizer: RestAuthorizer } {
  const drafted = restApiOf(state, world, restApiId)
  const authorizer = drafted.draft.authorizers.get(authorizerId)
  if (!authorizer) throw invalidIdentifier('Authorizer')
  return { ...drafted, authorizer }
}

const withAuthorizer = (draft: RestDraft, authorizer: RestAuthorizer): RestDraft => ({
  ...draft,
  authorizers: withEntry(draft.authorizers, authorizer.id, authorizer),
})

// Unverified: the wordings, and which come first. AWS: API_CreateAuthorizer.html has the rules.
function checkAuthorizer({ authorizers }: RestDraft, authorizer: RestAuthorizer): void {
  const { id, name, type, authorizerUri, providerARNs, identitySource } = authorizer
  const ttl = authorizer.authorizerResultTtlInSeconds
  if (!(ttl >= 0 && ttl <= 3600))
    throw badRequest('Authorizer result TTL must be between 0 and 3600 seconds')
  if ([...authorizers.values()].some((one) => one.id !== id && one.name === name))
    throw badRequest('Authorizer name must be unique. Authorizer already exists in this API')
  if (type === 'COGNITO_USER_POOLS') {
    if (!providerARNs || providerARNs.length === 0)
      throw badRequest('Invalid Provider ARNs specified: at least one user pool is needed')
    return
  }
  if (!authorizerUri) throw badRequest('Invalid Authorizer URI')
  if (!identitySource && (type === 'TOKEN' || ttl > 0))
    throw badRequest('Identity source must be specified')
}

// Unverified: that AWS refuses this, and the wording, which is that of models.
function checkUnused({ resources }: RestDraft, { id, name }: RestAuthorizer): void {
  for (const { path, methods } of resources.values())
    for (const { authorizerId, httpMethod } of methods.values())
      if (authorizerId === id)
        throw conflict(
          `Cannot delete authorizer '${name}', is referenced in method: ${path}/${httpMethod}`,
        )
}

// AWS: patch-operations.html#UpdateAuthorizer-Patch
const RULES: readonly PatchRule<RestAuthorizer>[] = [
  replaceText('name'),
  replaceText('type'),
  replaceText('authType'),
  replaceText('authorizerUri'),
  replaceOptionalText('authorizerCredentials'),
  replaceOptionalText('identitySource'),
  replaceOptionalText('identityValidationExpression'),
  {
    path: '/authorizerResultTtlInSeconds',
    ops: ['replace'],
    apply: (one, { value }) => ({ ...one, authorizerResultTtlInSeconds: Number(value) }),
  },
  ...listEntries<RestAuthorizer>('providerARNs'),
]

const toAuthorizer = ({ given: _, ...authorizer }: RestAuthorizer): Record<string, unknown> => ({
  ...authorizer,
})

export const authorizerOperations: RestOperations = {
  CreateAuthorizer: createAuthorizer,
  DeleteAuthorizer: deleteAuthorizer,
  GetAuthorizer: getAuthorizer,
  GetAuthorizers: getAuthorizers,
  UpdateAuthorizer: updateAuthorizer,
}
