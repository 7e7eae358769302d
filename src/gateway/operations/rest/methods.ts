/** AWS: PutMethod, GetMethod, UpdateMethod, DeleteMethod. */
import type { RestDraft, RestMethod } from '../../api/draft/rest.ts'
import type { GatewayState } from '../../api/state.ts'
import {
  badRequest,
  conflict,
  invalidAuthorizerId,
  methodNotValid,
  modelNotFound,
} from '../../control/errors.ts'
import {
  applyPatches,
  listEntries,
  mapEntries,
  replaceFlag,
  replaceOptionalText,
  replaceText,
  shortWords,
  toFlag,
  type PatchRule,
} from '../../control/patch.ts'
import { withoutEntry } from '../../control/entries.ts'
import {
  methodOf,
  resourceOf,
  saveDraft,
  withMethod,
  withResource,
  type MethodInput,
} from '../../draft/rest-draft.ts'
import { defineRest, type RestOperations } from './define.ts'
import { toMethod } from './method-output.ts'
import type { PatchInput } from './rest-apis.ts'

const PATH = '/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}'

type PutInput = MethodInput &
  Partial<Omit<RestMethod, 'httpMethod' | 'responses' | 'integration' | 'others'>> & {
    readonly authorizationType: string
  }

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY']

const putMethod = defineRest({
  name: 'PutMethod',
  verb: 'PUT',
  path: PATH,
  handles: [
    ...['authorizationType', 'authorizerId', 'authorizationScopes', 'apiKeyRequired'],
    ...['operationName', 'requestValidatorId', 'requestParameters', 'requestModels'],
  ],
  run(state: GatewayState, input: PutInput, { world }) {
    const { api, draft, resource } = resourceOf(state, world, input)
    const { httpMethod } = input
    if (!METHODS.includes(httpMethod)) throw methodNotValid()
    // Unverified: the wording.
    if (resource.methods.has(httpMethod)) throw conflict('Method already exists for this resource')
    const method: RestMethod = {
      httpMethod,
      authorizationType: input.authorizationType.toUpperCase(),
      authorizerId: input.authorizerId,
      authorizationScopes: input.authorizationScopes,
      apiKeyRequired: input.apiKeyRequired ?? false,
      operationName: input.operationName,
      requestValidatorId: input.requestValidatorId,
      requestParameters: input.requestParameters,
      requestModels: input.requestModels,
      responses: new Map(),
    }
    checkMethod(draft, method)
    saveDraft(state, api, withMethod(draft, resource, method))
    return toMethod(method)
  },
})

const getMethod = defineRest({
  name: 'GetMethod',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: MethodInput, { world }) =>
    toMethod(methodOf(state, world, input).method),
})

const updateMethod = defineRest({
  name: 'UpdateMethod',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: MethodInput & PatchInput, { world }) {
    const { api, draft, resource, method } = methodOf(state, world, input)
    const patched = applyPatches(method, input.patchOperations, RULES, shortWords)
    // Seen: LocalStack's tests against AWS: without such a type the authorizer is ignored.
    const updated = needsAuthorizer(patched)
      ? patched
      : { ...patched, authorizerId: undefined, authorizationScopes: undefined }
    checkMethod(draft, updated)
    saveDraft(state, api, withMethod(draft, resource, updated))
    return toMethod(updated)
  },
})

const deleteMethod = defineRest({
  name: 'DeleteMethod',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: MethodInput, { world }) {
    const { api, draft, resource } = methodOf(state, world, input)
    const methods = withoutEntry(resource.methods, input.httpMethod)
    saveDraft(state, api, withResource(draft, { ...resource, methods }))
    return {}
  },
})

const needsAuthorizer = ({ authorizationType }: RestMethod): boolean =>
  authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS'

/** Order: parameter names, authorizer, validator, models. */
// Seen: LocalStack's provider, tested against AWS.
function checkMethod(draft: RestDraft, method: RestMethod): void {
  const names = Object.keys(method.requestParameters ?? {}).map(
    (name) => name.split('.').at(-1) ?? '',
  )
  if (new Set(names).size < names.length)
    throw badRequest('Parameter names must be unique across querystring, header and path')
  if (needsAuthorizer(method) && !draft.authorizers.has(method.authorizerId ?? ''))
    throw invalidAuthorizerId()
  const { requestValidatorId } = method
  if (requestValidatorId !== undefined && !draft.validators.has(requestValidatorId))
    throw badRequest('Invalid Request Validator identifier specified')
  for (const name of Object.values(method.requestModels ?? {}))
    if (name !== 'Empty' && !draft.models.has(name)) throw modelNotFound(name)
}

// AWS: patch-operations.html#UpdateMethod-Patch
const RULES: readonly PatchRule<RestMethod>[] = [
  replaceText('authorizationType'),
  replaceOptionalText('authorizerId'),
  replaceFlag('apiKeyRequired'),
  replaceOptionalText('operationName'),
  replaceOptionalText('requestValidatorId'),
  mapEntries('requestParameters', toFlag),
  mapEntries('requestModels'),
  ...listEntries<RestMethod>('authorizationScopes'),
]

export const methodOperations: RestOperations = {
  DeleteMethod: deleteMethod,
  GetMethod: getMethod,
  PutMethod: putMethod,
  UpdateMethod: updateMethod,
}
