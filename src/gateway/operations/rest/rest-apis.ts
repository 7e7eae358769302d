/** AWS: CreateRestApi, GetRestApi, GetRestApis, UpdateRestApi, DeleteRestApi. */
import { toTagMap } from '../../../core/resources/tags.ts'
import type { RestDraft } from '../../api/draft/rest.ts'
import { deleteApi, idFor, setApi, type GatewayState } from '../../api/state.ts'
import { domainsOf } from '../../control/domain-names.ts'
import { badRequest } from '../../control/errors.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import { checkPolicyText } from '../../control/policy.ts'
import {
  applyPatches,
  listEntries,
  replaceFlag,
  replaceOptionalText,
  shortWords,
  type PatchOperation,
  type PatchRule,
} from '../../control/patch.ts'
import { tagsOf } from '../../control/tags.ts'
import { newControlApi } from '../../draft/new-api.ts'
import { draftedApi, restApiOf, type DraftedApi } from '../../draft/rest-draft.ts'
import { defaultModels, emptyRestDraft } from '../../draft/rest-from-options.ts'
import { defineRest, refusePaths, toDate, type RestOperations } from './define.ts'

interface RestApiInput {
  readonly restApiId: string
}

interface EndpointConfiguration {
  readonly types?: readonly RestDraft['endpointType'][]
  readonly vpcEndpointIds?: readonly string[]
}

interface CreateInput {
  readonly name: string
  readonly description?: string
  readonly version?: string
  readonly binaryMediaTypes?: readonly string[]
  readonly minimumCompressionSize?: number
  readonly apiKeySource?: RestDraft['apiKeySource']
  readonly endpointConfiguration?: EndpointConfiguration
  readonly policy?: string
  readonly tags?: Readonly<Record<string, string>>
  readonly disableExecuteApiEndpoint?: boolean
}

const createRestApi = defineRest({
  name: 'CreateRestApi',
  verb: 'POST',
  path: '/restapis',
  handles: [
    ...['name', 'description', 'version', 'binaryMediaTypes', 'minimumCompressionSize'],
    ...['apiKeySource', 'endpointConfiguration.types', 'endpointConfiguration.vpcEndpointIds'],
    ...['endpointConfiguration.ipAddressType', 'policy', 'tags', 'disableExecuteApiEndpoint'],
  ],
  run(state: GatewayState, input: CreateInput, { world }) {
    // Seen: LocalStack's tests against AWS.
    if (input.description === '') throw badRequest('Description cannot be an empty string')
    checkCompression(input.minimumCompressionSize)
    checkPolicyText(world, input.policy)
    const draft: RestDraft = {
      ...emptyRestDraft(world),
      models: defaultModels(world),
      description: input.description,
      version: input.version,
      binaryMediaTypes: input.binaryMediaTypes ?? [],
      minimumCompressionSize: input.minimumCompressionSize,
      apiKeySource: input.apiKeySource ?? 'HEADER',
      endpointType: input.endpointConfiguration?.types?.[0] ?? 'EDGE',
      vpcEndpointIds: input.endpointConfiguration?.vpcEndpointIds ?? [],
      policy: input.policy,
      tags: tagsOf(input.tags),
      disableExecuteApiEndpoint: input.disableExecuteApiEndpoint ?? false,
    }
    const id = idFor(state, undefined, world)
    const api = newControlApi(world, { id, name: input.name, type: 'rest' }, draft)
    setApi(state, api)
    return toRestApi({ api, draft })
  },
})

const getRestApi = defineRest({
  name: 'GetRestApi',
  verb: 'GET',
  path: '/restapis/{restApiId}',
  handles: [],
  run: (state: GatewayState, { restApiId }: RestApiInput, { world }) =>
    toRestApi(restApiOf(state, world, restApiId)),
})

const getRestApis = defineRest({
  name: 'GetRestApis',
  verb: 'GET',
  path: '/restapis',
  handles: ['position', 'limit'],
  run(state: GatewayState, input: PositionInput, { world }) {
    const apis = [...state.apis.values()].filter(({ type }) => type === 'rest')
    return listed(world, apis, 'GetRestApis', input, {
      keyOf: ({ id }) => id,
      toOutput: (api) => toRestApi(draftedApi(state, world, api)),
    })
  },
})

const updateRestApi = defineRest({
  name: 'UpdateRestApi',
  verb: 'PATCH',
  path: '/restapis/{restApiId}',
  handles: ['patchOperations'],
  run(state: GatewayState, input: RestApiInput & PatchInput, { world }) {
    const { api, draft } = restApiOf(state, world, input.restApiId)
    refusePaths(world, 'UpdateRestApi', input.patchOperations, NOT_SIMULATED)
    const before: Patched = { ...draft, name: api.name }
    const { name, ...after } = applyPatches(before, input.patchOperations, RULES, shortWords)
    if (after.policy !== draft.policy) checkPolicyText(world, after.policy)
    const updated = { ...api, name, draft: after }
    setApi(state, updated)
    return toRestApi({ api: updated, draft: after })
  },
})

const deleteRestApi = defineRest({
  name: 'DeleteRestApi',
  verb: 'DELETE',
  path: '/restapis/{restApiId}',
  handles: [],
  run(state: GatewayState, { restApiId }: RestApiInput, { world }) {
    restApiOf(state, world, restApiId)
    const domains = domainsOf(state, restApiId)
    // Seen: public reports (serverless/serverless issue 3638).
    if (domains.length > 0)
      throw badRequest(
        `Deleting RestApi ${restApiId} failed. Please remove all base path mappings related to the RestApi in your domains: ${domains.join(', ')}`,
      )
    deleteApi(state, restApiId)
    return {}
  },
})

export interface PatchInput {
  readonly patchOperations?: readonly PatchOperation[]
}

type Patched = RestDraft & { readonly name: string }

// AWS: patch-operations.html#UpdateRestApi-Patch
const NOT_SIMULATED = [
  ...['/endpointConfiguration/ipAddressType', '/securityPolicy', '/endpointAccessMode'],
]

// AWS: patch-operations.html#UpdateRestApi-Patch
const RULES: readonly PatchRule<Patched>[] = [
  {
    path: '/name',
    ops: ['replace'],
    apply: (api, { value }) => ({ ...api, name: value }),
  },
  replaceOptionalText('description'),
  replaceOptionalText('policy'),
  replaceFlag('disableExecuteApiEndpoint'),
  {
    path: '/apiKeySource',
    ops: ['replace'],
    apply: (api, { value }) => ({ ...api, apiKeySource: value as RestDraft['apiKeySource'] }),
  },
  {
    path: '/minimumCompressionSize',
    ops: ['replace'],
    apply(api, { value }) {
      const size = value === '' ? undefined : Number(value)
      checkCompression(size)
      return { ...api, minimumCompressionSize: size }
    },
  },
  {
    path: '/endpointConfiguration/types/*',
    ops: ['replace'],
    apply: (api, { value }) => ({ ...api, endpointType: value as RestDraft['endpointType'] }),
  },
  {
    path: '/endpointConfiguration/types/0',
    ops: ['replace'],
    apply: (api, { value }) => ({ ...api, endpointType: value as RestDraft['endpointType'] }),
  },
  {
    path: '/endpointConfiguration/vpcEndpointIds',
    ops: ['add', 'remove'],
    apply: (api, { op, value }) => {
      const others = api.vpcEndpointIds.filter((each) => each !== value)
      return { ...api, vpcEndpointIds: op === 'remove' ? others : [...others, value] }
    },
  },
  ...listEntries<Patched>('binaryMediaTypes').filter(({ path }) => path.endsWith('*')),
  {
    // Seen: LocalStack's tests against AWS: the new type is the last of the list.
    path: '/binaryMediaTypes/*',
    ops: ['replace'],
    apply: (api, { value, names: [old = ''] }) => ({
      ...api,
      binaryMediaTypes: [...api.binaryMediaTypes.filter((each) => each !== old), value],
    }),
  },
]

// Seen: LocalStack's tests against AWS.
function checkCompression(size: number | undefined): void {
  if (size === undefined || (size >= 0 && size <= 10_485_760)) return
  throw badRequest('Invalid minimum compression size, must be between 0 and 10485760')
}

export const toRestApi = ({ api, draft }: DraftedApi): Record<string, unknown> => ({
  id: api.id,
  name: api.name,
  description: draft.description,
  version: draft.version,
  createdDate: toDate(draft.createdAt),
  binaryMediaTypes: draft.binaryMediaTypes.length > 0 ? draft.binaryMediaTypes : undefined,
  minimumCompressionSize: draft.minimumCompressionSize,
  apiKeySource: draft.apiKeySource,
  endpointConfiguration: {
    types: [draft.endpointType],
    ipAddressType: draft.endpointType === 'PRIVATE' ? 'dualstack' : 'ipv4',
    vpcEndpointIds: draft.vpcEndpointIds.length > 0 ? draft.vpcEndpointIds : undefined,
  },
  policy: draft.policy,
  tags: draft.tags.size > 0 ? toTagMap(draft.tags) : undefined,
  disableExecuteApiEndpoint: draft.disableExecuteApiEndpoint,
  rootResourceId: draft.rootResourceId,
})

export const restApiOperations: RestOperations = {
  CreateRestApi: createRestApi,
  DeleteRestApi: deleteRestApi,
  GetRestApi: getRestApi,
  GetRestApis: getRestApis,
  UpdateRestApi: updateRestApi,
}
