/** AWS: CreateIntegration, GetIntegration, GetIntegrations, UpdateIntegration, DeleteIntegration. */
import type { World } from '../../../core/world/world.ts'
import type { V2Draft, V2Integration } from '../../api/draft/v2.ts'
import type { GatewayState } from '../../api/state.ts'
import { badRequest, conflict, invalidId } from '../../control/errors.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import { saveDraft, v2ApiOf, type DraftedApi } from '../../draft/v2-api.ts'
import type { ApiInput } from './apis.ts'
import { changed } from './changed.ts'
import { defineV2, listedV2, unsupportedV2, type ListInput, type V2Operations } from './define.ts'
import { rulesOf } from './protocols/rules-of.ts'

type IntegrationMembers = Partial<Omit<V2Integration, 'IntegrationId' | 'given' | 'responses'>> & {
  readonly ConnectionType?: string
}

const MEMBERS = [
  ...(['IntegrationType', 'IntegrationSubtype', 'IntegrationUri', 'IntegrationMethod'] as const),
  ...(['PayloadFormatVersion', 'TimeoutInMillis', 'CredentialsArn', 'Description'] as const),
  ...(['RequestParameters', 'ResponseParameters', 'RequestTemplates'] as const),
  ...(['TemplateSelectionExpression', 'PassthroughBehavior', 'ContentHandlingStrategy'] as const),
]

const HANDLES = [...MEMBERS, 'ConnectionType']

const createIntegration = defineV2({
  name: 'CreateIntegration',
  verb: 'POST',
  path: '/apis/{ApiId}/integrations',
  handles: HANDLES,
  run(
    state: GatewayState,
    input: ApiInput & IntegrationMembers & { readonly IntegrationType: string },
    { world },
  ) {
    const drafted = v2ApiOf(state, world, input.ApiId)
    const rules = rulesOf(drafted)
    refuseVpcLink(world, input)
    // Seen: public reports (aws/aws-cdk, serverless/serverless).
    if (
      drafted.type === 'http' &&
      input.IntegrationType === 'AWS_PROXY' &&
      input.PayloadFormatVersion === undefined
    )
      throw badRequest('PayloadFormatVersion is a required parameter for integration')
    const { IntegrationType } = input
    const id = world.ids.text('integration', 7)
    const empty = { IntegrationId: id, IntegrationType, ...rules.integrationDefaults }
    const integration = changed<V2Integration>(empty, input, MEMBERS)
    rules.checkIntegration(world, integration)
    saveDraft(state, world, drafted, withIntegration(drafted.draft, integration))
    return toIntegration(drafted, integration)
  },
})

export interface IntegrationInput extends ApiInput {
  readonly IntegrationId: string
}

const PATH = '/apis/{ApiId}/integrations/{IntegrationId}'

const getIntegration = defineV2({
  name: 'GetIntegration',
  verb: 'GET',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: IntegrationInput, { world }) {
    const { drafted, integration } = integrationOf(state, world, input)
    return toIntegration(drafted, integration)
  },
})

const getIntegrations = defineV2({
  name: 'GetIntegrations',
  verb: 'GET',
  path: '/apis/{ApiId}/integrations',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ApiInput & ListInput, { world }) {
    const drafted = v2ApiOf(state, world, input.ApiId)
    const all = [...drafted.draft.integrations.values()]
    const operation = `GetIntegrations ${input.ApiId}`
    const keyOf = ({ IntegrationId }: V2Integration): string => IntegrationId
    return listedV2(world, all, operation, input, keyOf, (one) => toIntegration(drafted, one))
  },
})

const updateIntegration = defineV2({
  name: 'UpdateIntegration',
  verb: 'PATCH',
  path: PATH,
  handles: HANDLES,
  run(state: GatewayState, input: IntegrationInput & IntegrationMembers, { world }) {
    const { drafted, integration } = integrationOf(state, world, input)
    refuseVpcLink(world, input)
    const updated = { ...changed(integration, input, MEMBERS), given: undefined }
    rulesOf(drafted).checkIntegration(world, updated)
    saveDraft(state, world, drafted, withIntegration(drafted.draft, updated))
    return toIntegration(drafted, updated)
  },
})

const deleteIntegration = defineV2({
  name: 'DeleteIntegration',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: IntegrationInput, { world }) {
    const { drafted, integration } = integrationOf(state, world, input)
    const { draft } = drafted
    const id = integration.IntegrationId
    // Seen: public reports (hashicorp/terraform-provider-aws). Unverified: the wording.
    for (const { Target, RouteId } of draft.routes.values())
      if (Target === `integrations/${id}`)
        throw conflict(`Cannot delete Integration '${id}', is referenced in route '${RouteId}'.`)
    saveDraft(state, world, drafted, { integrations: withoutEntry(draft.integrations, id) })
    return {}
  },
})

export function integrationOf(
  state: GatewayState,
  world: World,
  { ApiId, IntegrationId }: IntegrationInput,
): { readonly drafted: DraftedApi; readonly integration: V2Integration } {
  const drafted = v2ApiOf(state, world, ApiId)
  const integration = drafted.draft.integrations.get(IntegrationId)
  if (!integration) throw invalidId('Integration', IntegrationId)
  return { drafted, integration }
}

export const withIntegration = (
  { integrations }: V2Draft,
  integration: V2Integration,
): Pick<V2Draft, 'integrations'> => ({
  integrations: withEntry(integrations, integration.IntegrationId, integration),
})

function refuseVpcLink(world: World, { ConnectionType }: IntegrationMembers): void {
  if (ConnectionType === 'VPC_LINK')
    throw unsupportedV2(world, 'integration', 'ConnectionType VPC_LINK')
}

// AWS: the examples of `aws apigatewayv2 create-integration` (the expression of WebSocket APIs)
const toIntegration = (
  { type }: DraftedApi,
  { given: _, responses: _1, ...integration }: V2Integration,
): Record<string, unknown> => ({
  ConnectionType: 'INTERNET',
  ...(type === 'websocket' && {
    IntegrationResponseSelectionExpression: '${integration.response.statuscode}',
  }),
  ...integration,
})

export const integrationOperations: V2Operations = {
  CreateIntegration: createIntegration,
  DeleteIntegration: deleteIntegration,
  GetIntegration: getIntegration,
  GetIntegrations: getIntegrations,
  UpdateIntegration: updateIntegration,
}
