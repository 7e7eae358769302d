import { isObject } from '../../core/json.ts'
import { formatArn } from '../../core/arn.ts'
import {
  changesIn,
  mapIn,
  pick,
  tagChanges,
  tagsOf,
  textIn,
} from '../../core/cloudformation/properties.ts'
import type {
  CreatedResource,
  ResourceProperties,
  ResourceRequest,
  ResourceType,
  UpdateRequest,
} from '../../core/cloudformation/types.ts'
import { formatFunctionArn } from '../definition/function-name.ts'
import { missingHandler, type AnyHandler } from '../definition/handlers.ts'
import { giveHandler } from '../deployment/code.ts'
import { changeFunction } from '../deployment/find.ts'
import { lambda } from '../service.ts'

/** Members of CreateFunction under the same name. */
const SAME = [
  ...['Handler', 'Description', 'Timeout', 'MemorySize', 'Environment', 'DeadLetterConfig'],
  ...['VpcConfig', 'TracingConfig', 'Layers', 'FileSystemConfigs', 'ImageConfig', 'PackageType'],
  ...['EphemeralStorage', 'LoggingConfig', 'Architectures', 'TenancyConfig', 'DurableConfig'],
]

/** AWS: AWS::Lambda::Function */
export const functionType: ResourceType = {
  handles: [
    ...SAME,
    ...['FunctionName', 'Role', 'Runtime', 'Code', 'Tags', 'KmsKeyArn'],
    'ReservedConcurrentExecutions',
  ],
  meaningless: [
    ...['SnapStart', 'RuntimeManagementConfig', 'CodeSigningConfigArn', 'RecursiveLoop'],
    ...['CapacityProviderConfig', 'PublishToLatestPublished', 'FunctionScalingConfig'],
  ],
  create(request) {
    const { properties, call, generateName, stackTags, world } = request
    const name = textIn(properties, 'FunctionName') ?? generateName(64)
    const isImage = properties['PackageType'] === 'Image'
    call('lambda', 'CreateFunction', {
      FunctionName: name,
      Role: textIn(properties, 'Role') ?? defaultRole(request),
      Code: codeOf(properties),
      // The runtime of the template is set below: a template may name one that AWS no longer
      // creates, whose existing functions still run.
      ...(!isImage && { Runtime: 'nodejs22.x', Handler: 'index.handler' }),
      ...withoutEmpty(pick(properties, SAME)),
      ...(properties['KmsKeyArn'] !== undefined && { KMSKeyArn: properties['KmsKeyArn'] }),
      Tags: tagsOf(properties['Tags'], stackTags),
    })
    setRuntime(request, name)
    setHandler(request, name)
    const reserved = properties['ReservedConcurrentExecutions']
    if (reserved !== undefined)
      call('lambda', 'PutFunctionConcurrency', {
        FunctionName: name,
        ReservedConcurrentExecutions: reserved,
      })
    return { id: name, attributes: { Arn: formatFunctionArn(world.options, name) } }
  },
  update: updateFunction,
  delete: ({ id, call }) => void call('lambda', 'DeleteFunction', { FunctionName: id }),
}

/** What a setting becomes when a template no longer has it. AWS: API_UpdateFunctionConfiguration.html */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  ...{ Description: '', Timeout: 3, MemorySize: 128, Layers: [] },
  ...{ Environment: { Variables: {} }, DeadLetterConfig: { TargetArn: '' } },
  ...{ TracingConfig: { Mode: 'PassThrough' }, EphemeralStorage: { Size: 512 } },
}

const CONFIGURATION = SAME.filter(
  (name) => !['PackageType', 'Architectures', 'TenancyConfig'].includes(name),
)

function updateFunction(request: UpdateRequest): CreatedResource {
  const { id, properties, call, attributes, changed, world } = request
  const FunctionName = id
  if (changed('Code', 'Architectures')) {
    const { S3Bucket, S3Key, ImageUri } = codeOf(properties) as Record<string, unknown>
    call('lambda', 'UpdateFunctionCode', {
      FunctionName,
      ...(ImageUri === undefined ? { S3Bucket, S3Key } : { ImageUri }),
      ...pick(properties, ['Architectures']),
    })
  }
  const settings = Object.entries(changesIn(request, [...CONFIGURATION, 'Role'])).map(
    ([name, value]) => [name, value ?? DEFAULTS[name]],
  )
  const given = Object.fromEntries(settings.filter(([, value]) => value !== undefined)) as object
  if (Object.keys(given).length > 0)
    call('lambda', 'UpdateFunctionConfiguration', { FunctionName, ...given })
  if (changed('Runtime')) setRuntime(request, id)
  if (changed('Code', 'Handler')) renewHandler(request, id)
  const reserved = properties['ReservedConcurrentExecutions']
  if (changed('ReservedConcurrentExecutions') && reserved === undefined)
    call('lambda', 'DeleteFunctionConcurrency', { FunctionName })
  else if (changed('ReservedConcurrentExecutions'))
    call('lambda', 'PutFunctionConcurrency', {
      FunctionName,
      ReservedConcurrentExecutions: reserved,
    })
  const tags = tagChanges(request)
  const Resource = formatFunctionArn(world.options, id)
  if (tags && Object.keys(tags.added).length > 0)
    call('lambda', 'TagResource', { Resource, Tags: tags.added })
  if (tags && tags.removed.length > 0)
    call('lambda', 'UntagResource', { Resource, TagKeys: tags.removed })
  return { id, attributes }
}

/** Other code, or another handler in it, may be another handler of the test. */
function renewHandler({ handler, world }: ResourceRequest, name: string): void {
  const state = world.state(lambda)
  const definition = state.definitions.get(name)
  const given = handler()
  if (!definition || typeof given !== 'function') return
  giveHandler(state, definition, { handler: given as AnyHandler, freshModules: false })
}

/** CloudFormation ignores empty structures, which other tools write. */
const withoutEmpty = (members: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(members).filter(
      ([, value]) => !(isObject(value) && Object.keys(value).length === 0),
    ),
  )

function defaultRole({ world, logicalId }: ResourceRequest): string {
  return formatArn('iam', '', world.options.accountId, `role/${logicalId}`).replace(
    ':iam:::',
    ':iam::',
  )
}

/** Code in the template is text of its own language; here a handler stands for it. */
function codeOf(properties: ResourceProperties): object {
  const { ZipFile: text, ImageUri, S3Bucket, S3Key, S3ObjectVersion } = mapIn(properties, 'Code')
  if (ImageUri !== undefined) return { ImageUri }
  if (S3Bucket !== undefined) {
    return { S3Bucket, S3Key, ...(S3ObjectVersion !== undefined && { S3ObjectVersion }) }
  }
  return { S3Bucket: 'inline', S3Key: `${String(text ?? '').length}.zip` }
}

function setRuntime({ properties, world }: ResourceRequest, name: string): void {
  const runtime = textIn(properties, 'Runtime')
  const state = world.state(lambda)
  const definition = state.definitions.get(name)
  if (runtime === undefined || !definition) return
  changeFunction(state, definition, { latest: { ...definition.latest, runtime } })
}

function setHandler({ handler, world }: ResourceRequest, name: string): void {
  const state = world.state(lambda)
  const definition = state.definitions.get(name)
  if (!definition || definition.latest.handler !== missingHandler) return
  const given = handler()
  if (typeof given === 'string') {
    const latest = { ...definition.latest, handlerHint: given }
    changeFunction(state, definition, { latest })
  }
  if (typeof given !== 'function') return
  giveHandler(state, definition, { handler: given as AnyHandler, freshModules: false })
}
