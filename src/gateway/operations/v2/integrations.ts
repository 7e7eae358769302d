/** AWS: CreateIntegration, GetIntegration, GetIntegrations, UpdateIntegration, DeleteIntegration. */
import type { World } from '../../../core/world/world.ts'
import type { HttpDraft, HttpIntegration } from '../../api/draft/http.ts'
import type { GatewayState } from '../../api/state.ts'
import { badRequest, conflict, invalidId } from '../../control/errors.ts'
import { withEntry, withoutEntry } from '../../control/entries.ts'
import { httpApiOf, saveHttpDraft, type DraftedHttpApi } from '../../draft/http-draft.ts'
import { HTTP_TIMEOUT_MS } from '../../limits.ts'
import type { ApiInput } from './apis.ts'
import { changed } from './changed.ts'
import { defineV2, listedV2, unsupportedV2, type ListInput, type V2Operations } from './define.ts'

type IntegrationMembers = Partial<Omit<HttpIntegration, 'IntegrationId' | 'given'>> & {
  readonly ConnectionType?: string
}

const MEMBERS = [
  ...(['IntegrationType', 'IntegrationSubtype', 'IntegrationUri', 'IntegrationMethod'] as const),
  ...(['PayloadFormatVersion', 'TimeoutInMillis', 'CredentialsArn', 'Description'] as const),
  ...(['RequestParameters', 'ResponseParameters'] as const),
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
    const { api, draft } = httpApiOf(state, world, input.ApiId)
    refuseVpcLink(world, input)
    // Seen: public reports (aws/aws-cdk, serverless/serverless).
    if (input.IntegrationType === 'AWS_PROXY' && input.PayloadFormatVersion === undefined)
      throw badRequest('PayloadFormatVersion is a required parameter for integration')
    const integration: HttpIntegration = {
      IntegrationId: world.ids.text('integration', 7),
      IntegrationType: input.IntegrationType,
      IntegrationSubtype: input.IntegrationSubtype,
      IntegrationUri: input.IntegrationUri,
      IntegrationMethod: input.IntegrationMethod,
      PayloadFormatVersion: input.PayloadFormatVersion ?? '1.0',
      TimeoutInMillis: input.TimeoutInMillis ?? HTTP_TIMEOUT_MS,
      CredentialsArn: input.CredentialsArn,
      Description: input.Description,
      RequestParameters: input.RequestParameters,
      ResponseParameters: input.ResponseParameters,
    }
    checkIntegration(integration)
    saveHttpDraft(state, world, api, withIntegration(draft, integration))
    return toIntegration(integration)
  },
})

interface Input extends ApiInput {
  readonly IntegrationId: string
}

const PATH = '/apis/{ApiId}/integrations/{IntegrationId}'

const getIntegration = defineV2({
  name: 'GetIntegration',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input, { world }) =>
    toIntegration(integrationOf(state, world, input).integration),
})

const getIntegrations = defineV2({
  name: 'GetIntegrations',
  verb: 'GET',
  path: '/apis/{ApiId}/integrations',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ApiInput & ListInput, { world }) {
    const { draft } = httpApiOf(state, world, input.ApiId)
    const all = [...draft.integrations.values()]
    const operation = `GetIntegrations ${input.ApiId}`
    const keyOf = ({ IntegrationId }: HttpIntegration): string => IntegrationId
    return listedV2(world, all, operation, input, keyOf, toIntegration)
  },
})

const updateIntegration = defineV2({
  name: 'UpdateIntegration',
  verb: 'PATCH',
  path: PATH,
  handles: HANDLES,
  run(state: GatewayState, input: Input & IntegrationMembers, { world }) {
    const { api, draft, integration } = integrationOf(state, world, input)
    refuseVpcLink(world, input)
    const updated = { ...changed(integration, input, MEMBERS), given: undefined }
    checkIntegration(updated)
    saveHttpDraft(state, world, api, withIntegration(draft, updated))
    return toIntegration(updated)
  },
})

const deleteIntegration = defineV2({
  name: 'DeleteIntegration',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input, { world }) {
    const { api, draft, integration } = integrationOf(state, world, input)
    const id = integration.IntegrationId
    // Seen: public reports (hashicorp/terraform-provider-aws). Unverified: the wording.
    for (const { Target, RouteId } of draft.routes.values())
      if (Target === `integrations/${id}`)
        throw conflict(`Cannot delete Integration '${id}', is referenced in route '${RouteId}'.`)
    saveHttpDraft(state, world, api, {
      ...draft,
      integrations: withoutEntry(draft.integrations, id),
    })
    return {}
  },
})

function integrationOf(
  state: GatewayState,
  world: World,
  { ApiId, IntegrationId }: Input,
): DraftedHttpApi & { readonly integration: HttpIntegration } {
  const drafted = httpApiOf(state, world, ApiId)
  const integration = drafted.draft.integrations.get(IntegrationId)
  if (!integration) throw invalidId('Integration', IntegrationId)
  return { ...drafted, integration }
}

const withIntegration = (draft: HttpDraft, integration: HttpIntegration): HttpDraft => ({
  ...draft,
  integrations: withEntry(draft.integrations, integration.IntegrationId, integration),
})

function refuseVpcLink(world: World, { ConnectionType }: IntegrationMembers): void {
  if (ConnectionType === 'VPC_LINK')
    throw unsupportedV2(world, 'integration', 'ConnectionType VPC_LINK')
}

// AWS: apigatewayv2 CreateIntegration (the kinds of HTTP APIs). Unverified: the wordings.
function checkIntegration(integration: HttpIntegration): void {
  const { IntegrationType, IntegrationUri, IntegrationSubtype } = integration
  if (IntegrationType !== 'AWS_PROXY' && IntegrationType !== 'HTTP_PROXY')
    throw badRequest(`Invalid integration type for HTTP protocol: ${IntegrationType}`)
  if (!IntegrationUri && !IntegrationSubtype)
    throw badRequest('IntegrationUri is a required parameter for integration')
  if (IntegrationType === 'HTTP_PROXY' && !/^(?:https?:\/\/|arn:)/.test(IntegrationUri ?? ''))
    throw badRequest('Invalid HTTP endpoint specified for URI')
}

const toIntegration = ({ given: _, ...integration }: HttpIntegration): Record<string, unknown> => ({
  ConnectionType: 'INTERNET',
  ...integration,
})

export const integrationOperations: V2Operations = {
  CreateIntegration: createIntegration,
  DeleteIntegration: deleteIntegration,
  GetIntegration: getIntegration,
  GetIntegrations: getIntegrations,
  UpdateIntegration: updateIntegration,
}
