/**
 * AWS: CreateAuthorizer, GetAuthorizer, GetAuthorizers, UpdateAuthorizer, DeleteAuthorizer,
 * ResetAuthorizersCache.
 */
import type { World } from '../../../core/world/world.ts'
import type { HttpAuthorizer, HttpDraft } from '../../api/draft/http.ts'
import { forgetAnswers, type GatewayState } from '../../api/state.ts'
import { badRequest, conflict, invalidId } from '../../control/errors.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import { httpApiOf, saveHttpDraft, type DraftedHttpApi } from '../../draft/http-draft.ts'
import type { ApiInput } from './apis.ts'
import { changed } from './changed.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from './define.ts'

type AuthorizerMembers = Partial<Omit<HttpAuthorizer, 'AuthorizerId' | 'given'>>

const MEMBERS = [
  ...(['Name', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration', 'AuthorizerUri'] as const),
  ...(['AuthorizerCredentialsArn', 'AuthorizerPayloadFormatVersion'] as const),
  ...(['AuthorizerResultTtlInSeconds', 'EnableSimpleResponses'] as const),
]

type CreateInput = ApiInput &
  AuthorizerMembers &
  Pick<HttpAuthorizer, 'Name' | 'AuthorizerType' | 'IdentitySource'>

const createAuthorizer = defineV2({
  name: 'CreateAuthorizer',
  verb: 'POST',
  path: '/apis/{ApiId}/authorizers',
  handles: MEMBERS,
  run(state: GatewayState, input: CreateInput, { world }) {
    const { api, draft } = httpApiOf(state, world, input.ApiId)
    const { Name, AuthorizerType, IdentitySource } = input
    const authorizer = changed<HttpAuthorizer>(
      { AuthorizerId: world.ids.text('authorizer', 6), Name, AuthorizerType, IdentitySource },
      input,
      MEMBERS,
    )
    checkAuthorizer(draft, authorizer)
    saveHttpDraft(state, world, api, withAuthorizer(draft, authorizer))
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
    const { draft } = httpApiOf(state, world, input.ApiId)
    const all = [...draft.authorizers.values()]
    const operation = `GetAuthorizers ${input.ApiId}`
    const keyOf = ({ AuthorizerId }: HttpAuthorizer): string => AuthorizerId
    return listedV2(world, all, operation, input, keyOf, toAuthorizer)
  },
})

const updateAuthorizer = defineV2({
  name: 'UpdateAuthorizer',
  verb: 'PATCH',
  path: PATH,
  handles: MEMBERS,
  run(state: GatewayState, input: Input & AuthorizerMembers, { world }) {
    const { api, draft, authorizer } = authorizerOf(state, world, input)
    const updated = { ...changed(authorizer, input, MEMBERS), given: undefined }
    checkAuthorizer(draft, updated)
    saveHttpDraft(state, world, api, withAuthorizer(draft, updated))
    return toAuthorizer(updated)
  },
})

const deleteAuthorizer = defineV2({
  name: 'DeleteAuthorizer',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { api, draft, authorizer } = authorizerOf(state, world, input)
    const id = authorizer.AuthorizerId
    // Unverified: that AWS refuses this, and the wording, which is that of integrations.
    for (const { AuthorizerId, RouteId } of draft.routes.values())
      if (AuthorizerId === id)
        throw conflict(`Cannot delete Authorizer '${id}', is referenced in route '${RouteId}'.`)
    saveHttpDraft(state, world, api, {
      ...draft,
      authorizers: withoutEntry(draft.authorizers, id),
    })
    return {}
  },
})

const resetAuthorizersCache = defineV2({
  name: 'ResetAuthorizersCache',
  verb: 'DELETE',
  path: '/apis/{ApiId}/stages/{StageName}/cache/authorizers',
  handles: [],
  run(state: GatewayState, input: ApiInput & { readonly StageName: string }, { world }) {
    const { api } = httpApiOf(state, world, input.ApiId)
    if (!api.stages.has(input.StageName)) throw invalidId('Stage', input.StageName)
    forgetAnswers(state, input.ApiId)
    return {}
  },
})

function authorizerOf(
  state: GatewayState,
  world: World,
  { ApiId, AuthorizerId }: Input,
): DraftedHttpApi & { readonly authorizer: HttpAuthorizer } {
  const drafted = httpApiOf(state, world, ApiId)
  const authorizer = drafted.draft.authorizers.get(AuthorizerId)
  if (!authorizer) throw invalidId('Authorizer', AuthorizerId)
  return { ...drafted, authorizer }
}

const withAuthorizer = (draft: HttpDraft, authorizer: HttpAuthorizer): HttpDraft => ({
  ...draft,
  authorizers: withEntry(draft.authorizers, authorizer.AuthorizerId, authorizer),
})

// AWS: apigatewayv2 CreateAuthorizer (what each type needs). Unverified: the wordings, the order.
function checkAuthorizer({ authorizers }: HttpDraft, authorizer: HttpAuthorizer): void {
  const { AuthorizerId, Name, AuthorizerType, JwtConfiguration, AuthorizerUri } = authorizer
  if (
    [...authorizers.values()].some((one) => one.AuthorizerId !== AuthorizerId && one.Name === Name)
  )
    throw badRequest('Authorizer name must be unique. Authorizer already exists in this API')
  if (AuthorizerType === 'JWT') {
    const { Issuer, Audience = [] } = JwtConfiguration ?? {}
    if (!Issuer || Audience.length === 0)
      throw badRequest('JwtConfiguration with an issuer and an audience is required for JWT')
    return
  }
  if (!AuthorizerUri) throw badRequest('AuthorizerUri is required for REQUEST')
  if (authorizer.AuthorizerPayloadFormatVersion === undefined)
    throw badRequest('AuthorizerPayloadFormatVersion is a required parameter for authorizer')
}

const toAuthorizer = ({ given: _, ...authorizer }: HttpAuthorizer): Record<string, unknown> => ({
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
