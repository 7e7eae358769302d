/** AWS::ApiGateway::Stage, with its settings by method. */
import { isObject } from '../../core/json.ts'
import { listIn, mapIn } from '../../core/cloudformation/properties.ts'
import type { ResourceProperties, ResourceType } from '../../core/cloudformation/types.ts'
import { UnsupportedError } from '../../core/errors.ts'
import { lowerFirst, pickLower } from './lower-case.ts'
import { patchesFor } from './rest-updates.ts'

const MEMBERS = [
  ...['RestApiId', 'StageName', 'DeploymentId', 'Description', 'Variables', 'CacheClusterEnabled'],
  ...['CacheClusterSize', 'TracingEnabled', 'DocumentationVersion'],
]

const CANARY = ['PercentTraffic', 'DeploymentId', 'StageVariableOverrides', 'UseStageCache']

export const STAGE: ResourceType = {
  handles: [...MEMBERS, 'CanarySetting', 'MethodSettings', 'AccessLogSetting'],
  meaningless: ['ClientCertificateId', 'Tags'],
  create({ properties, call }) {
    const canary = mapIn(properties, 'CanarySetting')
    const place = pickLower(properties, ['RestApiId', 'StageName'])
    call('apigateway', 'CreateStage', {
      ...pickLower(properties, MEMBERS),
      ...(Object.keys(canary).length > 0 && { canarySettings: pickLower(canary, CANARY) }),
    })
    const patchOperations = methodAndLogPatches(properties)
    if (patchOperations.length > 0) call('apigateway', 'UpdateStage', { ...place, patchOperations })
    return { id: String(properties['StageName']) }
  },
  update(request) {
    const { id, properties, before, call, attributes, changed } = request
    const place = pickLower(properties, ['RestApiId', 'StageName'])
    if (changed('CanarySetting', 'DocumentationVersion'))
      throw new UnsupportedError({
        service: 'CloudFormation',
        operation: 'update of AWS::ApiGateway::Stage with CanarySetting or DocumentationVersion',
      })
    const patchOperations = [
      ...patchesFor(request, SCALARS),
      ...variablePatches(mapIn(before, 'Variables'), mapIn(properties, 'Variables')),
      ...(changed('MethodSettings')
        ? listIn(properties, 'MethodSettings').filter(isObject).flatMap(settingPatches)
        : []),
      ...(changed('AccessLogSetting')
        ? accessLogPatches(mapIn(properties, 'AccessLogSetting'))
        : []),
    ]
    if (patchOperations.length > 0) call('apigateway', 'UpdateStage', { ...place, patchOperations })
    return { id, attributes }
  },
  delete: ({ properties, call }) =>
    void call('apigateway', 'DeleteStage', pickLower(properties, ['RestApiId', 'StageName'])),
}

const methodAndLogPatches = (stage: ResourceProperties): object[] => [
  ...listIn(stage, 'MethodSettings').filter(isObject).flatMap(settingPatches),
  ...accessLogPatches(mapIn(stage, 'AccessLogSetting')),
]

/**
 * What a deployment's `StageDescription` sets on the stage that it makes. Where it sets throttling,
 * logging or caching itself, outside `MethodSettings`, that applies to every method.
 */
export const stageDescriptionPatches = (given: ResourceProperties): object[] => [
  ...DESCRIBED.flatMap((name) =>
    given[name] === undefined
      ? []
      : [{ op: 'replace', path: `/${lowerFirst(name)}`, value: String(given[name]) }],
  ),
  ...settingPatches(given),
  ...methodAndLogPatches(given),
]

const DESCRIBED = ['Description', 'CacheClusterEnabled', 'CacheClusterSize', 'TracingEnabled']

const SCALARS = ['DeploymentId', ...DESCRIBED]

const variablePatches = (old: ResourceProperties, now: ResourceProperties): object[] => [
  ...Object.keys(old)
    .filter((name) => now[name] === undefined)
    .map((name) => ({ op: 'remove', path: `/variables/${name}` })),
  ...Object.entries(now)
    .filter(([name, value]) => old[name] !== value)
    .map(([name, value]) => ({ op: 'replace', path: `/variables/${name}`, value: String(value) })),
]

/** The path of each setting, as UpdateStage names it. */
const SETTINGS: Readonly<Record<string, string>> = {
  ThrottlingRateLimit: 'throttling/rateLimit',
  ThrottlingBurstLimit: 'throttling/burstLimit',
  CachingEnabled: 'caching/enabled',
  CacheTtlInSeconds: 'caching/ttlInSeconds',
  CacheDataEncrypted: 'caching/dataEncrypted',
  LoggingLevel: 'logging/loglevel',
  DataTraceEnabled: 'logging/dataTrace',
  MetricsEnabled: 'metrics/enabled',
}

// AWS: https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html (stage)
function settingPatches(setting: ResourceProperties): object[] {
  const path = String(setting['ResourcePath'] ?? '/*').replace(/^\/\*$/, '*')
  const place = `/${path.replaceAll('/', '~1')}/${String(setting['HttpMethod'] ?? '*')}`
  return Object.entries(SETTINGS).flatMap(([name, member]) =>
    setting[name] === undefined
      ? []
      : [{ op: 'replace', path: `${place}/${member}`, value: String(setting[name]) }],
  )
}

const accessLogPatches = (setting: ResourceProperties): object[] =>
  (['DestinationArn', 'Format'] as const).flatMap((name) =>
    setting[name] === undefined
      ? []
      : [
          {
            op: 'replace',
            path: `/accessLogSettings/${name === 'Format' ? 'format' : 'destinationArn'}`,
            value: String(setting[name]),
          },
        ],
  )
