/** AWS: CreateApi, GetApi, GetApis, UpdateApi, DeleteApi, DeleteCorsConfiguration. */
import { toTagMap } from '../../../core/resources/tags.ts'
import type { World } from '../../../core/world/world.ts'
import { withStage, type Api } from '../../api/deployments.ts'
import type { HttpCors, HttpDraft } from '../../api/draft/http.ts'
import { deleteApi, idFor, setApi, type GatewayState } from '../../api/state.ts'
import { domainsOf } from '../../control/domain-names.ts'
import { badRequest } from '../../control/errors.ts'
import { tagsOf } from '../../control/tags.ts'
import {
  draftedHttpApi,
  httpApiOf,
  saveHttpDraft,
  type DraftedHttpApi,
} from '../../draft/http-draft.ts'
import { emptyHttpDraft } from '../../draft/http-from-options.ts'
import { newControlApi } from '../../draft/new-api.ts'
import { HTTP_TIMEOUT_MS } from '../../limits.ts'
import { defineV2, listedV2, unsupportedV2, type ListInput, type V2Operations } from './define.ts'
import { newV2Stage } from './stage-input.ts'

export interface ApiInput {
  readonly ApiId: string
}

interface Settings {
  readonly Name?: string
  readonly Description?: string
  readonly Version?: string
  readonly CorsConfiguration?: HttpCors
  readonly DisableExecuteApiEndpoint?: boolean
}

interface QuickInput {
  readonly Target?: string
  readonly RouteKey?: string
}

interface CreateInput extends Settings, QuickInput {
  readonly Name: string
  readonly ProtocolType: 'HTTP' | 'WEBSOCKET'
  readonly Tags?: Readonly<Record<string, string>>
}

const createApi = defineV2({
  name: 'CreateApi',
  verb: 'POST',
  path: '/apis',
  handles: [
    ...['Name', 'ProtocolType', 'Description', 'Version', 'CorsConfiguration', 'Tags'],
    ...['DisableExecuteApiEndpoint', 'Target', 'RouteKey', 'IpAddressType'],
    ...['RouteSelectionExpression', 'ApiKeySelectionExpression'],
  ],
  run(state: GatewayState, input: CreateInput, { world }) {
    if (input.ProtocolType === 'WEBSOCKET')
      throw unsupportedV2(world, 'CreateApi', 'ProtocolType WEBSOCKET')
    const id = idFor(state, undefined, world)
    const draft: HttpDraft = {
      ...withSettings(emptyHttpDraft(world), input),
      tags: tagsOf(input.Tags),
    }
    const api = newControlApi(world, { id, name: input.Name, type: 'http' }, draft)
    const made = input.Target ? quickCreate(state, world, api, draft, input) : { api, draft }
    setApi(state, made.api)
    return toApi(world, made)
  },
})

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html (quick
// create: an integration, a route, and the stage $default, which deploys by itself)
function quickCreate(
  state: GatewayState,
  world: World,
  made: Api,
  empty: HttpDraft,
  { Target = '', RouteKey = '$default' }: QuickInput,
): DraftedHttpApi {
  const IntegrationId = world.ids.text('integration', 7)
  const RouteId = world.ids.text('route', 7)
  const isFunction = Target.startsWith('arn:')
  const draft: HttpDraft = {
    ...empty,
    routes: new Map([
      [
        RouteId,
        {
          ...{ RouteId, RouteKey, AuthorizationType: 'NONE' },
          Target: `integrations/${IntegrationId}`,
        },
      ],
    ]),
    integrations: new Map([
      [
        IntegrationId,
        {
          IntegrationId,
          IntegrationType: isFunction ? 'AWS_PROXY' : 'HTTP_PROXY',
          IntegrationMethod: isFunction ? undefined : 'ANY',
          IntegrationUri: Target,
          PayloadFormatVersion: isFunction ? '2.0' : '1.0',
          TimeoutInMillis: HTTP_TIMEOUT_MS,
        },
      ],
    ]),
  }
  const parts = { ...newV2Stage('$default'), autoDeploy: true }
  const api = withStage(world, made, parts, undefined)
  return { api: saveHttpDraft(state, world, api, draft), draft }
}

const getApi = defineV2({
  name: 'GetApi',
  verb: 'GET',
  path: '/apis/{ApiId}',
  handles: [],
  run: (state: GatewayState, { ApiId }: ApiInput, { world }) =>
    toApi(world, httpApiOf(state, world, ApiId)),
})

const getApis = defineV2({
  name: 'GetApis',
  verb: 'GET',
  path: '/apis',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ListInput, { world }) {
    const apis = [...state.apis.values()].filter(({ type }) => type === 'http')
    return listedV2(
      world,
      apis,
      'GetApis',
      input,
      ({ id }) => id,
      (api) => toApi(world, draftedHttpApi(state, world, api)),
    )
  },
})

const updateApi = defineV2({
  name: 'UpdateApi',
  verb: 'PATCH',
  path: '/apis/{ApiId}',
  handles: [
    ...['Name', 'Description', 'Version', 'CorsConfiguration', 'DisableExecuteApiEndpoint'],
    ...['IpAddressType', 'RouteSelectionExpression', 'ApiKeySelectionExpression'],
  ],
  run(state: GatewayState, input: ApiInput & Settings, { world }) {
    const { api, draft } = httpApiOf(state, world, input.ApiId)
    const updated = withSettings(draft, input)
    const named = { ...api, name: input.Name ?? api.name }
    return toApi(world, {
      api: saveHttpDraft(state, world, named, updated),
      draft: updated,
    })
  },
})

const deleteCorsConfiguration = defineV2({
  name: 'DeleteCorsConfiguration',
  verb: 'DELETE',
  path: '/apis/{ApiId}/cors',
  handles: [],
  run(state: GatewayState, { ApiId }: ApiInput, { world }) {
    const { api, draft } = httpApiOf(state, world, ApiId)
    saveHttpDraft(state, world, api, { ...draft, cors: undefined })
    return {}
  },
})

const deleteHttpApi = defineV2({
  name: 'DeleteApi',
  verb: 'DELETE',
  path: '/apis/{ApiId}',
  handles: [],
  run(state: GatewayState, { ApiId }: ApiInput, { world }) {
    httpApiOf(state, world, ApiId)
    // Seen: public reports (gruntwork-io/cloud-nuke issue 370).
    if (domainsOf(state, ApiId).length > 0)
      throw badRequest(
        `Deleting API ${ApiId} failed. Please remove all API mappings for the API from your custom domain names.`,
      )
    deleteApi(state, ApiId)
    return {}
  },
})

function withSettings(draft: HttpDraft, given: Settings): HttpDraft {
  const { CorsConfiguration: cors } = given
  // Unverified: the wording. AWS: http-api-cors.html.
  if (cors?.AllowCredentials && cors.AllowOrigins?.includes('*'))
    throw badRequest("Invalid CORS configuration: AllowCredentials with the origin '*'")
  return {
    ...draft,
    description: given.Description ?? draft.description,
    version: given.Version ?? draft.version,
    cors: cors ?? draft.cors,
    disableExecuteApiEndpoint: given.DisableExecuteApiEndpoint ?? draft.disableExecuteApiEndpoint,
  }
}

export const toApi = (_world: World, { api, draft }: DraftedHttpApi): Record<string, unknown> => ({
  ApiId: api.id,
  ApiEndpoint: `https://${api.working.host}`,
  ApiKeySelectionExpression: '$request.header.x-api-key',
  CorsConfiguration: draft.cors,
  CreatedDate: new Date(draft.createdAt),
  Description: draft.description,
  DisableExecuteApiEndpoint: draft.disableExecuteApiEndpoint,
  IpAddressType: 'ipv4',
  Name: api.name,
  ProtocolType: 'HTTP',
  RouteSelectionExpression: '$request.method $request.path',
  Tags: toTagMap(draft.tags),
  Version: draft.version,
})

export const apiOperations: V2Operations = {
  CreateApi: createApi,
  DeleteApi: deleteHttpApi,
  DeleteCorsConfiguration: deleteCorsConfiguration,
  GetApi: getApi,
  GetApis: getApis,
  UpdateApi: updateApi,
}
