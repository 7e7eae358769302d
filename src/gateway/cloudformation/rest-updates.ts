/**
 * Updates of REST APIs and their parts, as patch operations.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
 */
import { documentText, listIn, mapIn, withResets } from '../../core/cloudformation/properties.ts'
import type {
  CreatedResource,
  ResourceProperties,
  UpdateRequest,
} from '../../core/cloudformation/types.ts'
import { isServiceError } from '../../core/errors.ts'
import { isObject } from '../../core/json.ts'
import { pickLower } from './lower-case.ts'

interface Patch {
  readonly op: 'add' | 'remove' | 'replace'
  readonly path: string
  readonly value?: string
}

/** The changes of these properties, whose values are texts, numbers, booleans or lists of texts. */
export function patchesFor(
  request: Pick<UpdateRequest, 'properties' | 'before' | 'logicalId'>,
  names: readonly string[],
): Patch[] {
  const [old, now] = [
    pickLower(request.before, names),
    pickLower(withResets(request, names), names),
  ]
  return Object.entries(now).flatMap(([name, value]): Patch[] => {
    if (JSON.stringify(old[name]) === JSON.stringify(value)) return []
    if (!Array.isArray(value)) return [{ op: 'replace', path: `/${name}`, value: String(value) }]
    return listPatches(name, Array.isArray(old[name]) ? old[name] : [], value)
  })
}

const listPatches = (name: string, old: readonly unknown[], now: readonly unknown[]): Patch[] => [
  ...old
    .filter((entry) => !now.includes(entry))
    .map((entry): Patch => ({ op: 'remove', path: `/${name}`, value: String(entry) })),
  ...now
    .filter((entry) => !old.includes(entry))
    .map((entry): Patch => ({ op: 'add', path: `/${name}`, value: String(entry) })),
]

const SETTINGS = ['Name', 'Description', 'MinimumCompressionSize', 'ApiKeySourceType']

export function updateApi(request: UpdateRequest): CreatedResource {
  const { id, properties, before, call, attributes, changed } = request
  if (changed('Body') && properties['Body'] !== undefined)
    call('apigateway', 'PutRestApi', {
      restApiId: id,
      mode: 'overwrite',
      body: Buffer.from(documentText(properties['Body']) ?? '', 'utf8'),
      parameters: mapIn(properties, 'Parameters'),
    })
  const escaped = (type: unknown): string =>
    `/binaryMediaTypes/${String(type).replaceAll('/', '~1')}`
  const [old, now] = [listIn(before, 'BinaryMediaTypes'), listIn(properties, 'BinaryMediaTypes')]
  const policy = documentText(properties['Policy'])
  const patchOperations = [
    ...patchesFor(request, [...SETTINGS, 'DisableExecuteApiEndpoint']),
    ...old.filter((one) => !now.includes(one)).map((one) => ({ op: 'remove', path: escaped(one) })),
    ...now.filter((one) => !old.includes(one)).map((one) => ({ op: 'add', path: escaped(one) })),
    ...(changed('Policy') && policy !== undefined
      ? [{ op: 'replace', path: '/policy', value: policy }]
      : []),
  ]
  if (patchOperations.length > 0)
    call('apigateway', 'UpdateRestApi', { restApiId: id, patchOperations })
  return { id, attributes }
}

/** `api:stage`, as usage plans name the stages that they are for. */
export const stagesOf = (properties: ResourceProperties): string[] =>
  listIn(properties, 'ApiStages')
    .filter(isObject)
    .map((stage) => `${String(stage['ApiId'])}:${String(stage['Stage'])}`)

export function updatePlan(request: UpdateRequest): CreatedResource {
  const { id, properties, before, call, attributes } = request
  const patchOperations = [
    ...patchesFor(request, ['Description']),
    ...listPatches('apiStages', stagesOf(before), stagesOf(properties)),
    ...memberPatches(request, 'Quota', ['Limit', 'Offset', 'Period']),
    ...memberPatches(request, 'Throttle', ['BurstLimit', 'RateLimit']),
  ]
  if (patchOperations.length > 0)
    call('apigateway', 'UpdateUsagePlan', { usagePlanId: id, patchOperations })
  return { id, attributes }
}

function memberPatches(
  { properties, before }: UpdateRequest,
  group: string,
  names: readonly string[],
): Patch[] {
  const place = `/${group.toLowerCase()}`
  if (properties[group] === undefined)
    return before[group] === undefined ? [] : [{ op: 'remove', path: place }]
  const [old, now] = [
    pickLower(mapIn(before, group), names),
    pickLower(mapIn(properties, group), names),
  ]
  return Object.entries(now)
    .filter(([name, value]) => old[name] !== value)
    .map(([name, value]) => ({ op: 'replace', path: `${place}/${name}`, value: String(value) }))
}

/** What is gone already needs no deletion. */
export function deleteQuietly(run: () => unknown): void {
  try {
    run()
  } catch (error) {
    if (!isServiceError(error)) throw error
  }
}
