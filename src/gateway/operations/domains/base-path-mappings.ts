/**
 * AWS: CreateBasePathMapping, GetBasePathMapping, GetBasePathMappings, UpdateBasePathMapping,
 * DeleteBasePathMapping.
 */
import { withoutUndefined } from '../../../core/without-undefined.ts'
import type { DomainMapping, DomainName } from '../../api/domain-names.ts'
import type { GatewayState } from '../../api/state.ts'
import {
  checkMappingKey,
  deleteMapping,
  domainOf,
  isTaken,
  saveMapping,
} from '../../control/domain-names.ts'
import { badRequest, conflict, notFound } from '../../control/errors.ts'
import { listed, type PositionInput } from '../../control/page.ts'
import { applyPatches, shortWords, type PatchRule } from '../../control/patch.ts'
import { defineRest, type RestOperations } from '../rest/define.ts'
import type { PatchInput } from '../rest/rest-apis.ts'

/** How AWS writes the empty base path. */
const NONE = '(none)'

const toKey = (basePath = NONE): string => (basePath === NONE ? '' : basePath)

interface CreateInput {
  readonly domainName: string
  readonly basePath?: string
  readonly restApiId: string
  readonly stage?: string
}

const createBasePathMapping = defineRest({
  name: 'CreateBasePathMapping',
  verb: 'POST',
  path: '/domainnames/{domainName}/basepathmappings',
  handles: ['basePath', 'restApiId', 'stage'],
  run(state: GatewayState, input: CreateInput, { world }) {
    const domain = domainOf(state, input.domainName)
    const mapping: DomainMapping = {
      id: world.ids.text('api-mapping', 6),
      key: toKey(input.basePath),
      apiId: input.restApiId,
      stage: input.stage === '' ? undefined : input.stage,
    }
    check(state, domain, mapping)
    return toMapping(saveMapping(state, domain, mapping))
  },
})

// Seen: moto's tests against AWS (the messages and their order).
function check(state: GatewayState, domain: DomainName, mapping: DomainMapping): void {
  const { key, apiId, stage, id } = mapping
  if (key.includes('/'))
    throw badRequest(
      "API Gateway V1 doesn't support the slash character (/) in base path mappings. To create a multi-level base path mapping, use API Gateway V2.",
    )
  checkMappingKey(key)
  const api = state.apis.get(apiId)
  if (api?.type !== 'rest') throw badRequest('Invalid REST API identifier specified')
  if (stage !== undefined && !api.stages.has(stage))
    throw badRequest('Invalid stage identifier specified')
  if (isTaken(domain, key, id)) throw conflict('Base path already exists for this domain name')
}

interface Input {
  readonly domainName: string
  readonly basePath: string
}

const PATH = '/domainnames/{domainName}/basepathmappings/{basePath}'

const getBasePathMapping = defineRest({
  name: 'GetBasePathMapping',
  verb: 'GET',
  path: PATH,
  handles: [],
  run: (state: GatewayState, input: Input) => toMapping(mappingOf(state, input).mapping),
})

const getBasePathMappings = defineRest({
  name: 'GetBasePathMappings',
  verb: 'GET',
  path: '/domainnames/{domainName}/basepathmappings',
  handles: ['position', 'limit'],
  run(state: GatewayState, input: PositionInput & { readonly domainName: string }, { world }) {
    const { mappings } = domainOf(state, input.domainName)
    return listed(world, [...mappings.values()], 'GetBasePathMappings', input, {
      request: input.domainName,
      keyOf: ({ id }) => id,
      toOutput: toMapping,
    })
  },
})

const updateBasePathMapping = defineRest({
  name: 'UpdateBasePathMapping',
  verb: 'PATCH',
  path: PATH,
  handles: ['patchOperations'],
  run(state: GatewayState, input: Input & PatchInput) {
    const { domain, mapping } = mappingOf(state, input)
    const updated = applyPatches(mapping, input.patchOperations, RULES, shortWords)
    check(state, domain, updated)
    return toMapping(saveMapping(state, domain, updated))
  },
})

const deleteBasePathMapping = defineRest({
  name: 'DeleteBasePathMapping',
  verb: 'DELETE',
  path: PATH,
  handles: [],
  run(state: GatewayState, input: Input) {
    const { domain, mapping } = mappingOf(state, input)
    deleteMapping(state, domain, mapping.id)
    return {}
  },
})

// AWS: patch-operations.html#UpdateBasePathMapping-Patch
const RULES: readonly PatchRule<DomainMapping>[] = [
  {
    path: '/basePath',
    ops: ['replace'],
    apply: (mapping, { value }) => ({ ...mapping, key: toKey(value) }),
  },
  {
    path: '/stage',
    ops: ['replace'],
    apply: (mapping, { value }) => ({ ...mapping, stage: value === '' ? undefined : value }),
  },
  ...['/restapiId', '/restApiId'].map((path): PatchRule<DomainMapping> => ({
    path,
    ops: ['replace'],
    apply: (mapping, { value }) => ({ ...mapping, apiId: value }),
  })),
]

function mappingOf(
  state: GatewayState,
  { domainName, basePath }: Input,
): { readonly domain: DomainName; readonly mapping: DomainMapping } {
  const domain = domainOf(state, domainName)
  const mapping = [...domain.mappings.values()].find(({ key }) => key === toKey(basePath))
  // Seen: moto's tests against AWS.
  if (!mapping) throw notFound('Invalid base path mapping identifier specified')
  return { domain, mapping }
}

const toMapping = ({ key, apiId, stage }: DomainMapping): Record<string, unknown> =>
  withoutUndefined({ basePath: key === '' ? NONE : key, restApiId: apiId, stage })

export const basePathMappingOperations: RestOperations = {
  CreateBasePathMapping: createBasePathMapping,
  DeleteBasePathMapping: deleteBasePathMapping,
  GetBasePathMapping: getBasePathMapping,
  GetBasePathMappings: getBasePathMappings,
  UpdateBasePathMapping: updateBasePathMapping,
}
