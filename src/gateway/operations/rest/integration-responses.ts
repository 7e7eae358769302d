/**
 * AWS: PutIntegrationResponse, GetIntegrationResponse, UpdateIntegrationResponse,
 * DeleteIntegrationResponse.
 */
import type { World } from '../../../core/world/world.ts'
import type { RestIntegrationResponse } from '../../api/draft/rest.ts'
import type { GatewayState } from '../../api/state.ts'
import { invalidIdentifier } from '../../control/errors.ts'
import {
  applyPatches,
  mapEntries,
  replaceOptionalText,
  type PatchRule,
} from '../../control/patch.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import { methodOf, saveDraft, withMethod, type MethodInput } from '../../draft/rest-draft.ts'
import { defineRest, type RestOperations } from './define.ts'
import { integrationOf } from './integrations.ts'
import { toIntegrationResponse } from './method-output.ts'
import type { PatchInput } from './rest-apis.ts'

const PATH =
  '/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}/integration/responses/{statusCode}'

interface Input extends MethodInput {
  readonly statusCode: string
}

type PutInput = Input & Partial<RestIntegrationResponse>

const putIntegrationResponse = defineRest({
  name: 'PutIntegrationResponse',
  verb: 'PUT',
  path: PATH,
  handles: ['selectionPattern', 'responseParameters', 'responseTemplates', 'contentHandling'],
  run: (state: GatewayState, input: PutInput, { world }) =>
    store(state, world, input, {
      statusCode: input.statusCode,
      selectionPattern: input.selectionPattern,
      responseParameters: input.responseParameters,
      responseTemplates: input.responseTemplates,
      contentHandling: input.contentHandling,
    }),
})

const getIntegrationResponse = defineRest({
  name: 'GetIntegrationResponse',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) =>
    toIntegrationResponse(responseOf(state, world, input)),
})

const updateIntegrationResponse = defineRest({
  name: 'UpdateIntegrationResponse',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: Input & PatchInput, { world }) {
    const response = responseOf(state, world, input)
    return store(state, world, input, applyPatches(response, input.patchOperations, RULES))
  },
})

const deleteIntegrationResponse = defineRest({
  name: 'DeleteIntegrationResponse',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    responseOf(state, world, input)
    const { responses } = integrationOf(state, world, input)
    keep(state, world, input, withoutEntry(responses, input.statusCode))
    return {}
  },
})

// Seen: LocalStack's tests against AWS.
function responseOf(state: GatewayState, world: World, input: Input): RestIntegrationResponse {
  const response = integrationOf(state, world, input).responses.get(input.statusCode)
  if (!response) throw invalidIdentifier('Integration Response')
  return response
}

function store(
  state: GatewayState,
  world: World,
  input: Input,
  response: RestIntegrationResponse,
): Record<string, unknown> {
  const { responses } = integrationOf(state, world, input)
  keep(state, world, input, withEntry(responses, input.statusCode, response))
  return toIntegrationResponse(response)
}

function keep(
  state: GatewayState,
  world: World,
  input: Input,
  responses: ReadonlyMap<string, RestIntegrationResponse>,
): void {
  const { api, draft, resource, method } = methodOf(state, world, input)
  const integration = integrationOf(state, world, input)
  const changed = { ...integration, responses, given: undefined }
  saveDraft(state, api, withMethod(draft, resource, { ...method, integration: changed }))
}

// AWS: patch-operations.html#UpdateIntegrationResponse-Patch
const RULES: readonly PatchRule<RestIntegrationResponse>[] = [
  replaceOptionalText('selectionPattern'),
  replaceOptionalText('contentHandling'),
  mapEntries('responseParameters'),
  mapEntries('responseTemplates'),
]

export const integrationResponseOperations: RestOperations = {
  DeleteIntegrationResponse: deleteIntegrationResponse,
  GetIntegrationResponse: getIntegrationResponse,
  PutIntegrationResponse: putIntegrationResponse,
  UpdateIntegrationResponse: updateIntegrationResponse,
}
