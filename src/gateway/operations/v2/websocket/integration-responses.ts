/**
 * AWS: CreateIntegrationResponse, GetIntegrationResponse, GetIntegrationResponses,
 * UpdateIntegrationResponse, DeleteIntegrationResponse.
 */
import type { World } from '../../../../core/world/world.ts'
import type { V2Integration, V2IntegrationResponse } from '../../../api/draft/v2.ts'
import type { GatewayState } from '../../../api/state.ts'
import { withEntry, withoutEntry } from '../../../control/entries.ts'
import { badRequest, conflict, invalidId } from '../../../control/errors.ts'
import { saveDraft, type DraftedApi } from '../../../draft/v2-api.ts'
import { changed } from '../changed.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from '../define.ts'
import { integrationOf, withIntegration, type IntegrationInput } from '../integrations.ts'

type ResponseMembers = Partial<Omit<V2IntegrationResponse, 'IntegrationResponseId'>>

const MEMBERS = [
  ...(['IntegrationResponseKey', 'ContentHandlingStrategy', 'ResponseParameters'] as const),
  ...(['ResponseTemplates', 'TemplateSelectionExpression'] as const),
]

const createIntegrationResponse = defineV2({
  name: 'CreateIntegrationResponse',
  verb: 'POST',
  path: '/apis/{ApiId}/integrations/{IntegrationId}/integrationresponses',
  handles: MEMBERS,
  run(
    state: GatewayState,
    input: IntegrationInput &
      ResponseMembers &
      Pick<V2IntegrationResponse, 'IntegrationResponseKey'>,
    { world },
  ) {
    const { drafted, integration } = integrationOf(state, world, input)
    const { IntegrationResponseKey } = input
    const id = world.ids.text('integration-response', 7)
    const empty = { IntegrationResponseId: id, IntegrationResponseKey }
    const response = changed<V2IntegrationResponse>(empty, input, MEMBERS)
    checkResponse(drafted, integration, response)
    save(state, world, drafted, integration, withEntry(responsesOf(integration), id, response))
    return { ...response }
  },
})

interface Input extends IntegrationInput {
  readonly IntegrationResponseId: string
}

const PATH =
  '/apis/{ApiId}/integrations/{IntegrationId}/integrationresponses/{IntegrationResponseId}'

const getIntegrationResponse = defineV2({
  name: 'GetIntegrationResponse',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) => ({
    ...responseOf(integrationOf(state, world, input).integration, input),
  }),
})

const getIntegrationResponses = defineV2({
  name: 'GetIntegrationResponses',
  verb: 'GET',
  path: '/apis/{ApiId}/integrations/{IntegrationId}/integrationresponses',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: IntegrationInput & ListInput, { world }) {
    const { integration } = integrationOf(state, world, input)
    const operation = `GetIntegrationResponses ${input.ApiId} ${input.IntegrationId}`
    const keyOf = ({ IntegrationResponseId }: V2IntegrationResponse): string =>
      IntegrationResponseId
    const all = [...responsesOf(integration).values()]
    return listedV2(world, all, operation, input, keyOf, (one) => ({ ...one }))
  },
})

const updateIntegrationResponse = defineV2({
  name: 'UpdateIntegrationResponse',
  verb: 'PATCH',
  path: PATH,
  handles: MEMBERS,
  run(state: GatewayState, input: Input & ResponseMembers, { world }) {
    const { drafted, integration } = integrationOf(state, world, input)
    const response = changed(responseOf(integration, input), input, MEMBERS)
    checkResponse(drafted, integration, response)
    const id = response.IntegrationResponseId
    save(state, world, drafted, integration, withEntry(responsesOf(integration), id, response))
    return { ...response }
  },
})

const deleteIntegrationResponse = defineV2({
  name: 'DeleteIntegrationResponse',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { drafted, integration } = integrationOf(state, world, input)
    const id = responseOf(integration, input).IntegrationResponseId
    save(state, world, drafted, integration, withoutEntry(responsesOf(integration), id))
    return {}
  },
})

const responsesOf = ({ responses }: V2Integration): ReadonlyMap<string, V2IntegrationResponse> =>
  responses ?? new Map()

function responseOf(
  integration: V2Integration,
  { IntegrationResponseId }: Input,
): V2IntegrationResponse {
  const response = responsesOf(integration).get(IntegrationResponseId)
  if (!response) throw invalidId('IntegrationResponse', IntegrationResponseId)
  return response
}

// AWS: apigateway-websocket-api-integration-responses.html (which integrations have them).
// Unverified: the wordings.
function checkResponse(
  { type }: DraftedApi,
  integration: V2Integration,
  response: V2IntegrationResponse,
): void {
  const { IntegrationResponseId: id, IntegrationResponseKey: key } = response
  if (type === 'http') throw badRequest('Integration responses are not supported for HTTP protocol')
  if (integration.IntegrationType.endsWith('_PROXY'))
    throw badRequest('Integration responses are not supported for proxy integrations')
  if (key !== '$default' && !/^\/.+\/$/s.test(key))
    throw badRequest(`Invalid integration response key: ${key}`)
  for (const other of responsesOf(integration).values())
    if (other.IntegrationResponseId !== id && other.IntegrationResponseKey === key)
      throw conflict(`IntegrationResponse with key ${key} already exists for this integration`)
}

/** An edit replaces what `createGateway` received. */
function save(
  state: GatewayState,
  world: World,
  drafted: DraftedApi,
  integration: V2Integration,
  responses: ReadonlyMap<string, V2IntegrationResponse>,
): void {
  const changed = { ...integration, given: undefined, responses }
  saveDraft(state, world, drafted, withIntegration(drafted.draft, changed))
}

export const integrationResponseOperations: V2Operations = {
  CreateIntegrationResponse: createIntegrationResponse,
  DeleteIntegrationResponse: deleteIntegrationResponse,
  GetIntegrationResponse: getIntegrationResponse,
  GetIntegrationResponses: getIntegrationResponses,
  UpdateIntegrationResponse: updateIntegrationResponse,
}
