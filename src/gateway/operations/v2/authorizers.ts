/**
 * AWS: CreateAuthorizer, GetAuthorizer, GetAuthorizers, UpdateAuthorizer, DeleteAuthorizer,
 * ResetAuthorizersCache.
 */
import type { World } from '../../../core/world/world.ts'
import type { V2Authorizer, V2Draft } from '../../api/draft/v2.ts'
import { forgetAnswers, type GatewayState } from '../../api/state.ts'
import { badRequest, conflict, invalidId } from '../../control/errors.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import { saveDraft, v2ApiOf, type DraftedApi } from '../../draft/v2-api.ts'
import type { ApiInput } from './apis.ts'
import { changed } from './changed.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from './define.ts'
import { rulesOf } from './protocols/rules-of.ts'

type AuthorizerMembers = Partial<Omit<V2Authorizer, 'AuthorizerId' | 'given'>>

const MEMBERS = [
  ...(['Name', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration', 'AuthorizerUri'] as const),
  ...(['AuthorizerCredentialsArn', 'AuthorizerPayloadFormatVersion'] as const),
  ...(['AuthorizerResultTtlInSeconds', 'EnableSimpleResponses'] as const),
]

type CreateInput = ApiInput &
  AuthorizerMembers &
  Pick<V2Authorizer, 'Name' | 'AuthorizerType' | 'IdentitySource'>

const createAuthorizer = defineV2({
  name: 'CreateAuthorizer',
  verb: 'POST',
  path: '/apis/{ApiId}/authorizers',
  handles: MEMBERS,
  run(state: GatewayState, input: CreateInput, { world }) {
    const drafted = v2ApiOf(state, world, input.ApiId)
    const { Name, AuthorizerType, IdentitySource = [] } = input
    const authorizer = changed<V2Authorizer>(
      { AuthorizerId: world.ids.text('authorizer', 6), Name, AuthorizerType, IdentitySource },
      input,
      MEMBERS,
    )
    checkAuthorizer(drafted, authorizer)
    saveDraft(state, world, drafted, withAuthorizer(drafted.draft, authorizer))
    return toAuthorizer(authorizer)
  },
})

interface Input extends ApiInput {
  readonly AuthorizerId: string
}

const PATH = '/apis/{ApiId}/authorizers/{AuthorizerId}'

const getAuthorizer = defineV2({
  name: 'GetAuthorizer',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) =>
    toAuthorizer(authorizerOf(state, world, input).authorizer),
})

const getAuthorizers = defineV2({
  name: 'GetAuthorizers',
  verb: 'GET',
  path: '/apis/{ApiId}/authorizers',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ApiInput & ListInput, { world }) {
    const { draft } = v2ApiOf(state, world, input.ApiId)
    const all = [...draft.authorizers.values()]
    const operation = `GetAuthorizers ${input.ApiId}`
    const keyOf = ({ AuthorizerId }: V2Authorizer): string => AuthorizerId
    return listedV2(world, all, operation, input, keyOf, toAuthorizer)
  },
})

const updateAuthorizer = defineV2({
  name: 'UpdateAuthorizer',
  verb: 'PATCH',
  path: PATH,
  handles: MEMBERS,
  run(state: GatewayState, input: Input & AuthorizerMembers, { world }) {
    const { drafted, authorizer } = authorizerOf(state, world, input)
    const updated = { ...changed(authorizer, input, MEMBERS), given: undefined }
    checkAuthorizer(drafted, updated)
    saveDraft(state, world, drafted, withAuthorizer(drafted.draft, updated))
    return toAuthorizer(updated)
  },
})

const deleteAuthorizer = defineV2({
  name: 'DeleteAuthorizer',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { drafted, authorizer } = authorizerOf(state, world, input)
    const { draft } = drafted
    const id = authorizer.AuthorizerId
    // Unverified: that AWS refuses this, and the wording, which is that of integrations.
    for (const { AuthorizerId, RouteId } of draft.routes.values())
      if (AuthorizerId === id)
        throw conflict(`Cannot delete Authorizer '${id}', is referenced in route '${RouteId}'.`)
    saveDraft(state, world, drafted, { authorizers: withoutEntry(draft.authorizers, id) })
    return {}
  },
})

const resetAuthorizersCache = defineV2({
  name: 'ResetAuthorizersCache',
  verb: 'DELETE',
  path: '/apis/{ApiId}/stages/{StageName}/cache/authorizers',
  handles: [],
  run(state: GatewayState, input: ApiInput & { readonly StageName: string }, { world }) {
    const { api } = v2ApiOf(state, world, input.ApiId)
    if (!api.stages.has(input.StageName)) throw invalidId('Stage', input.StageName)
    forgetAnswers(state, input.ApiId)
    return {}
  },
})

function authorizerOf(
  state: GatewayState,
  world: World,
  { ApiId, AuthorizerId }: Input,
): { readonly drafted: DraftedApi; readonly authorizer: V2Authorizer } {
  const drafted = v2ApiOf(state, world, ApiId)
  const authorizer = drafted.draft.authorizers.get(AuthorizerId)
  if (!authorizer) throw invalidId('Authorizer', AuthorizerId)
  return { drafted, authorizer }
}

const withAuthorizer = (
  { authorizers }: V2Draft,
  authorizer: V2Authorizer,
): Pick<V2Draft, 'authorizers'> => ({
  authorizers: withEntry(authorizers, authorizer.AuthorizerId, authorizer),
})

// Unverified: the wording, which is that of REST APIs.
function checkAuthorizer(drafted: DraftedApi, authorizer: V2Authorizer): void {
  const { AuthorizerId, Name } = authorizer
  const { authorizers } = drafted.draft
  if (
    [...authorizers.values()].some((one) => one.AuthorizerId !== AuthorizerId && one.Name === Name)
  )
    throw badRequest('Authorizer name must be unique. Authorizer already exists in this API')
  rulesOf(drafted).checkAuthorizer(authorizer)
}

const toAuthorizer = ({ given: _, ...authorizer }: V2Authorizer): Record<string, unknown> => ({
  ...authorizer,
})

export const authorizerOperations: V2Operations = {
  CreateAuthorizer: createAuthorizer,
  DeleteAuthorizer: deleteAuthorizer,
  GetAuthorizer: getAuthorizer,
  GetAuthorizers: getAuthorizers,
  ResetAuthorizersCache: resetAuthorizersCache,
  UpdateAuthorizer: updateAuthorizer,
}
