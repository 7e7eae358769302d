/** AWS: CreateApiMapping, GetApiMapping, GetApiMappings, UpdateApiMapping, DeleteApiMapping. */
import type { DomainMapping, DomainName } from '../../api/domain-names.ts'
import type { GatewayState } from '../../api/state.ts'
import {
  checkMappingKey,
  deleteMapping,
  domainOf,
  isTaken,
  saveMapping,
} from '../../control/domain-names.ts'
import { apiNotFound, badRequest, conflict, notFound } from '../../control/errors.ts'
import { defineV2, listedV2, type ListInput, type V2Operations } from '../v2/define.ts'

interface CreateInput {
  readonly DomainName: string
  readonly ApiId: string
  readonly ApiMappingKey?: string
  readonly Stage: string
}

const createApiMapping = defineV2({
  name: 'CreateApiMapping',
  verb: 'POST',
  path: '/domainnames/{DomainName}/apimappings',
  handles: ['ApiId', 'ApiMappingKey', 'Stage'],
  run(state: GatewayState, input: CreateInput, { world }) {
    const domain = domainOf(state, input.DomainName)
    const mapping: DomainMapping = {
      id: world.ids.text('api-mapping', 6),
      key: input.ApiMappingKey ?? '',
      apiId: input.ApiId,
      stage: input.Stage,
    }
    check(state, domain, mapping)
    return toMapping(saveMapping(state, domain, mapping))
  },
})

// Seen: public reports (aws/aws-cdk issues 8983 and 9077). Unverified: the order, and the answer for
// a key that is taken.
function check(state: GatewayState, domain: DomainName, mapping: DomainMapping): void {
  const { key, apiId, stage = '', id } = mapping
  checkMappingKey(key)
  const api = state.apis.get(apiId) ?? state.sockets?.apis.get(apiId)
  if (!api) throw apiNotFound(apiId)
  if (!api.stages.has(stage)) throw badRequest('Invalid stage identifier specified')
  if (isTaken(domain, key, id)) throw conflict('ApiMapping key already exists for this domain name')
}

interface Input {
  readonly DomainName: string
  readonly ApiMappingId: string
}

const PATH = '/domainnames/{DomainName}/apimappings/{ApiMappingId}'

const getApiMapping = defineV2({
  name: 'GetApiMapping',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input) => toMapping(mappingOf(state, input).mapping),
})

const getApiMappings = defineV2({
  name: 'GetApiMappings',
  verb: 'GET',
  path: '/domainnames/{DomainName}/apimappings',
  handles: ['MaxResults', 'NextToken'],
  run(state: GatewayState, input: ListInput & { readonly DomainName: string }, { world }) {
    const { name, mappings } = domainOf(state, input.DomainName)
    const all = [...mappings.values()]
    return listedV2(world, all, `GetApiMappings ${name}`, input, ({ id }) => id, toMapping)
  },
})

const updateApiMapping = defineV2({
  name: 'UpdateApiMapping',
  verb: 'PATCH',
  path: PATH,
  handles: ['ApiId', 'ApiMappingKey', 'Stage'],
  run(state: GatewayState, input: Input & Partial<CreateInput>) {
    const { domain, mapping } = mappingOf(state, input)
    const updated: DomainMapping = {
      ...mapping,
      key: input.ApiMappingKey ?? mapping.key,
      apiId: input.ApiId ?? mapping.apiId,
      stage: input.Stage ?? mapping.stage,
    }
    check(state, domain, updated)
    return toMapping(saveMapping(state, domain, updated))
  },
})

const deleteApiMapping = defineV2({
  name: 'DeleteApiMapping',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input) {
    const { domain, mapping } = mappingOf(state, input)
    deleteMapping(state, domain, mapping.id)
    return {}
  },
})

function mappingOf(
  state: GatewayState,
  { DomainName: name, ApiMappingId }: Input,
): { readonly domain: DomainName; readonly mapping: DomainMapping } {
  const domain = domainOf(state, name)
  const mapping = domain.mappings.get(ApiMappingId)
  // Unverified: the wording.
  if (!mapping) throw notFound('Invalid ApiMapping identifier specified')
  return { domain, mapping }
}

const toMapping = ({ id, key, apiId, stage }: DomainMapping): Record<string, unknown> => ({
  ApiId: apiId,
  ApiMappingId: id,
  ApiMappingKey: key,
  Stage: stage,
})

export const apiMappingOperations: V2Operations = {
  CreateApiMapping: createApiMapping,
  DeleteApiMapping: deleteApiMapping,
  GetApiMapping: getApiMapping,
  GetApiMappings: getApiMappings,
  UpdateApiMapping: updateApiMapping,
}
