/**
 * AWS: CreateRequestValidator, GetRequestValidator, GetRequestValidators, UpdateRequestValidator,
 * DeleteRequestValidator.
 */
import type { World } from '../../../core/world/world.ts'
import type { RestDraft, RestValidator } from '../../api/draft/rest.ts'
import type { GatewayState } from '../../api/state.ts'
import { badRequest, conflict, invalidIdentifier } from '../../control/errors.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import { applyPatches, replaceFlag, replaceText, type PatchRule } from '../../control/patch.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import { restApiOf, saveDraft, type DraftedApi } from '../../draft/rest-draft.ts'
import { defineRest, type RestOperations } from './define.ts'
import type { PatchInput } from './rest-apis.ts'

type CreateInput = Partial<Omit<RestValidator, 'id'>> & { readonly restApiId: string }

const createRequestValidator = defineRest({
  name: 'CreateRequestValidator',
  verb: 'POST',
  path: '/restapis/{restApiId}/requestvalidators',
  handles: ['name', 'validateRequestBody', 'validateRequestParameters'],
  run(state: GatewayState, input: CreateInput, { world }) {
    // Seen: LocalStack's tests against AWS.
    if (state.apis.get(input.restApiId)?.type !== 'rest')
      throw badRequest('Invalid REST API identifier specified')
    const { api, draft } = restApiOf(state, world, input.restApiId)
    const validator: RestValidator = {
      id: world.ids.text('validator', 6),
      name: input.name,
      validateRequestBody: input.validateRequestBody ?? false,
      validateRequestParameters: input.validateRequestParameters ?? false,
    }
    saveDraft(state, api, withValidator(draft, validator))
    return { ...validator }
  },
})

interface Input {
  readonly restApiId: string
  readonly requestValidatorId: string
}

const PATH = '/restapis/{restApiId}/requestvalidators/{requestValidatorId}'

const getRequestValidator = defineRest({
  name: 'GetRequestValidator',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) => ({
    ...validatorOf(state, world, input).validator,
  }),
})

const getRequestValidators = defineRest({
  name: 'GetRequestValidators',
  verb: 'GET',
  path: '/restapis/{restApiId}/requestvalidators',
  handles: ['position', 'limit'],
  run(state: GatewayState, input: PositionInput & { readonly restApiId: string }, { world }) {
    const { draft } = restApiOf(state, world, input.restApiId)
    return listed(world, [...draft.validators.values()], 'GetRequestValidators', input, {
      request: input.restApiId,
      keyOf: ({ id }) => id,
      toOutput: (validator) => ({ ...validator }),
    })
  },
})

const updateRequestValidator = defineRest({
  name: 'UpdateRequestValidator',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: Input & PatchInput, { world }) {
    const { api, draft, validator } = validatorOf(state, world, input)
    const updated = applyPatches(validator, input.patchOperations, RULES)
    // Seen: LocalStack's tests against AWS.
    if (!updated.name) throw badRequest('Request Validator name cannot be blank')
    saveDraft(state, api, withValidator(draft, updated))
    return { ...updated }
  },
})

const deleteRequestValidator = defineRest({
  name: 'DeleteRequestValidator',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { api, draft, validator } = validatorOf(state, world, input)
    checkUnused(draft, validator.id)
    saveDraft(state, api, { ...draft, validators: withoutEntry(draft.validators, validator.id) })
    return {}
  },
})

function validatorOf(
  state: GatewayState,
  world: World,
  { restApiId, requestValidatorId }: Input,
): DraftedApi & { readonly validator: RestValidator } {
  if (state.apis.get(restApiId)?.type !== 'rest') throw invalidIdentifier('Request Validator')
  const drafted = restApiOf(state, world, restApiId)
  const validator = drafted.draft.validators.get(requestValidatorId)
  if (!validator) throw invalidIdentifier('Request Validator')
  return { ...drafted, validator }
}

const withValidator = (draft: RestDraft, validator: RestValidator): RestDraft => ({
  ...draft,
  validators: withEntry(draft.validators, validator.id, validator),
})

// Unverified: that AWS refuses this, and the wording, which is that of models.
function checkUnused({ resources }: RestDraft, id: string): void {
  for (const { path, methods } of resources.values())
    for (const { requestValidatorId, httpMethod } of methods.values())
      if (requestValidatorId === id)
        throw conflict(
          `Cannot delete request validator '${id}', is referenced in method request: ${path}/${httpMethod}`,
        )
}

// AWS: patch-operations.html#UpdateRequestValidator-Patch
// Seen: LocalStack's tests against AWS (the order of the paths).
const RULES: readonly PatchRule<RestValidator>[] = [
  replaceText('name'),
  replaceFlag('validateRequestParameters'),
  replaceFlag('validateRequestBody'),
]

export const requestValidatorOperations: RestOperations = {
  CreateRequestValidator: createRequestValidator,
  DeleteRequestValidator: deleteRequestValidator,
  GetRequestValidator: getRequestValidator,
  GetRequestValidators: getRequestValidators,
  UpdateRequestValidator: updateRequestValidator,
}
