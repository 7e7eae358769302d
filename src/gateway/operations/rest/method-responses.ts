/** AWS: PutMethodResponse, GetMethodResponse, UpdateMethodResponse, DeleteMethodResponse. */
import type { RestMethodResponse } from '../../api/draft/rest.ts'
import type { GatewayState } from '../../api/state.ts'
import type { World } from '../../../core/world/world.ts'
import { conflict, invalidStatusCode, modelNotFound } from '../../control/errors.ts'
import { applyPatches, mapEntries, toFlag, type PatchRule } from '../../control/patch.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import { methodOf, saveDraft, withMethod, type MethodInput } from '../../draft/rest-draft.ts'
import { defineRest, type RestOperations } from './define.ts'
import { toMethodResponse } from './method-output.ts'
import type { PatchInput } from './rest-apis.ts'

const PATH =
  '/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/responses/{statusCode}'

interface Input extends MethodInput {
  readonly statusCode: string
}

type PutInput = Input & Partial<RestMethodResponse>

const putMethodResponse = defineRest({
  name: 'PutMethodResponse',
  verb: 'PUT',
  path: PATH,
  handles: ['responseParameters', 'responseModels'],
  run(state: GatewayState, input: PutInput, { world }) {
    const { method, draft } = methodOf(state, world, input)
    const { statusCode, responseParameters, responseModels } = input
    // Seen: public reports (hashicorp/terraform-provider-aws#483).
    if (method.responses.has(statusCode))
      throw conflict('Response already exists for this resource')
    for (const name of Object.values(responseModels ?? {}))
      if (name !== 'Empty' && !draft.models.has(name)) throw modelNotFound(name)
    return store(state, world, input, { statusCode, responseParameters, responseModels })
  },
})

const getMethodResponse = defineRest({
  name: 'GetMethodResponse',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) =>
    toMethodResponse(responseOf(state, world, input)),
})

const updateMethodResponse = defineRest({
  name: 'UpdateMethodResponse',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: Input & PatchInput, { world }) {
    const response = responseOf(state, world, input)
    return store(state, world, input, applyPatches(response, input.patchOperations, RULES))
  },
})

const deleteMethodResponse = defineRest({
  name: 'DeleteMethodResponse',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    responseOf(state, world, input)
    const { api, draft, resource, method } = methodOf(state, world, input)
    const responses = withoutEntry(method.responses, input.statusCode)
    saveDraft(state, api, withMethod(draft, resource, { ...method, responses }))
    return {}
  },
})

function responseOf(state: GatewayState, world: World, input: Input): RestMethodResponse {
  const response = methodOf(state, world, input).method.responses.get(input.statusCode)
  if (!response) throw invalidStatusCode()
  return response
}

function store(
  state: GatewayState,
  world: World,
  input: Input,
  response: RestMethodResponse,
): Record<string, unknown> {
  const { api, draft, resource, method } = methodOf(state, world, input)
  const responses = withEntry(method.responses, input.statusCode, response)
  saveDraft(state, api, withMethod(draft, resource, { ...method, responses }))
  return toMethodResponse(response)
}

// AWS: patch-operations.html#UpdateMethodResponse-Patch
const RULES: readonly PatchRule<RestMethodResponse>[] = [
  mapEntries('responseParameters', toFlag),
  mapEntries('responseModels'),
]

export const methodResponseOperations: RestOperations = {
  DeleteMethodResponse: deleteMethodResponse,
  GetMethodResponse: getMethodResponse,
  PutMethodResponse: putMethodResponse,
  UpdateMethodResponse: updateMethodResponse,
}
