/** AWS: CreateApi, GetApi, GetApis, UpdateApi, DeleteApi, DeleteCorsConfiguration. */
import { toTagMap } from '../../../core/resources/tags.ts'
import type { World } from '../../../core/world/world.ts'
import { withStage, type Api } from '../../api/deployments.ts'
import type { HttpDraft } from '../../api/draft/http.ts'
import {
  deleteApi,
  idFor,
  setApi,
  setSocketApi,
  socketsOf,
  type GatewayState,
} from '../../api/state.ts'
import type { WebSocketApi } from '../../api/websocket/definition.ts'
import { deleteSocketApi } from '../../api/websocket/state.ts'
import { domainsOf } from '../../control/domain-names.ts'
import { badRequest } from '../../control/errors.ts'
import { tagsOf } from '../../control/tags.ts'
import { emptyHttpDraft } from '../../draft/http-from-options.ts'
import { newControlApi, newSocketApi } from '../../draft/new-api.ts'
import {
  draftedHttpApi,
  draftedSocketApi,
  httpApiOf,
  saveDraft,
  v2ApiOf,
  withName,
  type DraftedApi,
} from '../../draft/v2-api.ts'
import { emptySocketDraft } from '../../draft/websocket-from-options.ts'
import { HTTP_TIMEOUT_MS } from '../../limits.ts'
import { httpSettings, socketSettings, type Settings } from './api-settings.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from './define.ts'
import { newV2Stage } from './stage-input.ts'

export interface ApiInput {
  readonly ApiId: string
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
    ...['RouteSelectionExpression', 'ApiKeySelectionExpression', 'DisableSchemaValidation'],
  ],
  run(state: GatewayState, input: CreateInput, { world }) {
    const made =
      input.ProtocolType === 'WEBSOCKET'
        ? createSocketApi(state, world, input)
        : createHttpApi(state, world, input)
    return toApi(world, made)
  },
})

function createHttpApi(state: GatewayState, world: World, input: CreateInput): DraftedApi {
  const id = idFor(state, undefined, world)
  const draft: HttpDraft = {
    ...emptyHttpDraft(world),
    ...httpSettings(world, input),
    tags: tagsOf(input.Tags),
  }
  const api = newControlApi(world, { id, name: input.Name, type: 'http' }, draft)
  if (input.Target) return quickCreate(state, world, api, draft, input)
  setApi(state, api)
  return { type: 'http', api, draft }
}

// AWS: apigatewayv2 CreateApi (quick create: only for HTTP APIs). Unverified: the wordings.
function createSocketApi(state: GatewayState, world: World, input: CreateInput): DraftedApi {
  const { RouteSelectionExpression: selection, Target, RouteKey } = input
  if (selection === undefined || selection === '')
    throw badRequest('RouteSelectionExpression is required for WEBSOCKET protocol')
  if (Target !== undefined || RouteKey !== undefined)
    throw badRequest('Quick create is not supported for WEBSOCKET protocol')
  const change = socketSettings(world, input)
  const tags = tagsOf(input.Tags)
  const id = idFor(state, undefined, world)
  const draft = { ...emptySocketDraft(world, selection), ...change, tags }
  const api = newSocketApi(world, { id, name: input.Name }, draft)
  setSocketApi(state, api)
  return { type: 'websocket', api, draft }
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop.html (quick
// create: an integration, a route, and the stage $default, which deploys by itself)
function quickCreate(
  state: GatewayState,
  world: World,
  made: Api,
  empty: HttpDraft,
  { Target = '', RouteKey = '$default' }: QuickInput,
): DraftedApi {
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
  return saveDraft(state, world, { type: 'http', api, draft }, {})
}

const getApi = defineV2({
  name: 'GetApi',
  verb: 'GET',
  path: '/apis/{ApiId}',
  handles: [],
  run: (state: GatewayState, { ApiId }: ApiInput, { world }) =>
    toApi(world, v2ApiOf(state, world, ApiId)),
})

const getApis = defineV2({
  name: 'GetApis',
  verb: 'GET',
  path: '/apis',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ListInput, { world }) {
    const http = [...state.apis.values()].filter(({ type }) => type === 'http')
    // Unverified: the order of the two kinds
    const all = [...http, ...(state.sockets?.apis.values() ?? [])]
    const toOutput = (api: Api | WebSocketApi): Record<string, unknown> =>
      toApi(
        world,
        api.type === 'websocket'
          ? draftedSocketApi(state, world, api)
          : draftedHttpApi(state, world, api),
      )
    return listedV2(world, all, 'GetApis', input, ({ id }) => id, toOutput)
  },
})

const updateApi = defineV2({
  name: 'UpdateApi',
  verb: 'PATCH',
  path: '/apis/{ApiId}',
  handles: [
    ...['Name', 'Description', 'Version', 'CorsConfiguration', 'DisableExecuteApiEndpoint'],
    ...['IpAddressType', 'RouteSelectionExpression', 'ApiKeySelectionExpression'],
    'DisableSchemaValidation',
  ],
  run(state: GatewayState, input: ApiInput & Settings, { world }) {
    const drafted = v2ApiOf(state, world, input.ApiId)
    const change =
      drafted.type === 'websocket' ? socketSettings(world, input) : httpSettings(world, input)
    const named = withName(drafted, input.Name)
    return toApi(world, saveDraft(state, world, named, change))
  },
})

const deleteCorsConfiguration = defineV2({
  name: 'DeleteCorsConfiguration',
  verb: 'DELETE',
  path: '/apis/{ApiId}/cors',
  handles: [],
  run(state: GatewayState, { ApiId }: ApiInput, { world }) {
    saveDraft(state, world, httpApiOf(state, world, ApiId), { cors: undefined })
    return {}
  },
})

const deleteAnyApi = defineV2({
  name: 'DeleteApi',
  verb: 'DELETE',
  path: '/apis/{ApiId}',
  handles: [],
  run(state: GatewayState, { ApiId }: ApiInput, { world }) {
    const { type } = v2ApiOf(state, world, ApiId)
    // Seen: public reports (gruntwork-io/cloud-nuke issue 370).
    if (domainsOf(state, ApiId).length > 0)
      throw badRequest(
        `Deleting API ${ApiId} failed. Please remove all API mappings for the API from your custom domain names.`,
      )
    if (type === 'websocket') deleteSocketApi(socketsOf(state), ApiId)
    else deleteApi(state, ApiId)
    return {}
  },
})

export function toApi(_world: World, drafted: DraftedApi): Record<string, unknown> {
  const { api, draft } = drafted
  return {
    ApiId: api.id,
    CreatedDate: new Date(draft.createdAt),
    Description: draft.description,
    DisableExecuteApiEndpoint: draft.disableExecuteApiEndpoint,
    IpAddressType: 'ipv4',
    Name: api.name,
    Tags: toTagMap(draft.tags),
    Version: draft.version,
    ...ofKind(drafted),
  }
}

const ofKind = ({ type, api, draft }: DraftedApi): Record<string, unknown> =>
  type === 'websocket'
    ? {
        ApiEndpoint: `wss://${api.host}`,
        ApiKeySelectionExpression: draft.ApiKeySelectionExpression,
        DisableSchemaValidation: draft.DisableSchemaValidation,
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: draft.RouteSelectionExpression,
      }
    : {
        ApiEndpoint: `https://${api.working.host}`,
        ApiKeySelectionExpression: '$request.header.x-api-key',
        CorsConfiguration: draft.cors,
        ProtocolType: 'HTTP',
        RouteSelectionExpression: '$request.method $request.path',
      }

export const apiOperations: V2Operations = {
  CreateApi: createApi,
  DeleteApi: deleteAnyApi,
  DeleteCorsConfiguration: deleteCorsConfiguration,
  GetApi: getApi,
  GetApis: getApis,
  UpdateApi: updateApi,
}
