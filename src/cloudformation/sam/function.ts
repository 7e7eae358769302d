/**
 * AWS::Serverless::Function.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
import { isObject } from '../../core/json.ts'
import type { Apis } from './apis/apis.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import {
  getAtt,
  hashOf,
  inherited,
  propertiesIn,
  ref,
  type Properties,
  type SamContext,
  type SamResource,
} from './context.ts'
import { checkFunction } from './check-function.ts'
import type { InvokeTarget } from './events/event.ts'
import { translateEvents } from './events/index.ts'
import { translateInvokeConfig } from './invoke-config.ts'
import { addRole } from './role.ts'
import { toTagList } from './simple-resources.ts'

/** Properties that the function of CloudFormation has under the same name. */
const SAME = [
  ...['FunctionName', 'Handler', 'Runtime', 'PackageType', 'ImageConfig', 'Description'],
  ...['MemorySize', 'Timeout', 'Environment', 'VpcConfig', 'KmsKeyArn', 'Layers', 'TenancyConfig'],
  ...['ReservedConcurrentExecutions', 'EphemeralStorage', 'FileSystemConfigs', 'Architectures'],
  ...['SnapStart', 'RuntimeManagementConfig', 'LoggingConfig', 'RecursiveLoop', 'DurableConfig'],
  'CodeSigningConfigArn',
]

export function translateFunction(resource: SamResource, context: SamContext, apis: Apis): void {
  const { id, properties, attributes } = resource
  checkFunction(resource, context)
  context.add(
    id,
    'AWS::Lambda::Function',
    {
      ...Object.fromEntries(SAME.map((name) => [name, properties[name]])),
      Code: codeOf(properties),
      Role: properties['Role'] ?? getAtt(`${id}Role`, 'Arn'),
      TracingConfig: tracingOf(properties),
      DeadLetterConfig: deadLetterOf(properties),
      Tags: toTagList(properties['Tags'], { 'lambda:createdBy': 'SAM' }),
    },
    { ...attributes, Metadata: metadataOf(resource) },
  )
  const target = addAlias(resource, context)
  addUrl(resource, context)
  const destinations = translateInvokeConfig(resource, context)
  if (properties['Role'] === undefined) addRole(resource, destinations, context)
  translateEvents(resource, context, apis, target)
}

/** The folder of the code, for whoever looks for its source: SAM's own tools keep it here as well. */
function metadataOf({ properties, attributes }: SamResource): Properties {
  const { CodeUri: uri } = properties
  return withoutUndefined({
    ...propertiesIn(attributes['Metadata']),
    CodeUri: typeof uri === 'string' ? uri : undefined,
  })
}

function codeOf({ CodeUri: uri, InlineCode: text, ImageUri: image }: Properties): Properties {
  if (image !== undefined) return { ImageUri: image }
  if (text !== undefined) return { ZipFile: text }
  if (!isObject(uri)) return { S3Bucket: 'sam', S3Key: typeof uri === 'string' ? uri : '.' }
  const { Bucket: S3Bucket, Key: S3Key, Version: S3ObjectVersion } = uri
  return withoutUndefined({ S3Bucket, S3Key, S3ObjectVersion })
}

const tracingOf = ({ Tracing: mode }: Properties): Properties | undefined =>
  mode === undefined ? undefined : { Mode: mode }

const deadLetterOf = ({ DeadLetterQueue: queue }: Properties): Properties | undefined =>
  isObject(queue) ? withoutUndefined({ TargetArn: queue['TargetArn'] }) : undefined

// AWS: sam-property-function (AutoPublishAlias): `<Id>Version<hash>`, `<Id>Alias<name>`
function addAlias({ id, properties, attributes }: SamResource, context: SamContext): InvokeTarget {
  const alias = context.resolve(properties['AutoPublishAlias'])
  if (typeof alias !== 'string' || alias === '') return { name: ref(id), arn: getAtt(id, 'Arn') }
  const version = `${id}Version${hashOf(codeOf(properties))}`
  const own = inherited(attributes)
  // AWS: sam-resource-function.html (VersionDeletionPolicy): versions outlive the stack by default
  const DeletionPolicy = properties['VersionDeletionPolicy'] ?? own['DeletionPolicy'] ?? 'Retain'
  context.add(
    version,
    'AWS::Lambda::Version',
    {
      FunctionName: ref(id),
      Description: properties['VersionDescription'],
      RuntimeManagementConfig: properties['RuntimeManagementConfig'],
    },
    { ...own, DeletionPolicy },
  )
  const aliasId = `${id}Alias${alias.replace(/[^A-Za-z0-9]/g, '')}`
  context.add(
    aliasId,
    'AWS::Lambda::Alias',
    {
      Name: alias,
      FunctionName: ref(id),
      FunctionVersion: getAtt(version, 'Version'),
      ProvisionedConcurrencyConfig: properties['ProvisionedConcurrencyConfig'],
    },
    own,
  )
  context.refer(id, 'Version', version)
  context.refer(id, 'Alias', aliasId)
  return { name: ref(aliasId), arn: ref(aliasId) }
}

// AWS: sam-property-function-functionurlconfig.html
function addUrl({ id, properties, attributes }: SamResource, context: SamContext): void {
  const config = properties['FunctionUrlConfig']
  if (!isObject(config)) return
  const own = inherited(attributes)
  const { AuthType, Cors, InvokeMode } = config
  const alias = context.resolve(properties['AutoPublishAlias'])
  const TargetFunctionArn = ref(id)
  const qualifier = typeof alias === 'string' ? alias : undefined
  context.add(
    `${id}Url`,
    'AWS::Lambda::Url',
    { TargetFunctionArn, AuthType, Cors, InvokeMode, Qualifier: qualifier },
    own,
  )
  if (context.resolve(AuthType) !== 'NONE') return
  const common = { FunctionName: TargetFunctionArn, Principal: '*' }
  context.add(
    `${id}UrlPublicPermissions`,
    'AWS::Lambda::Permission',
    { ...common, Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' },
    own,
  )
  context.add(
    `${id}URLInvokeAllowPublicAccess`,
    'AWS::Lambda::Permission',
    { ...common, Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true },
    own,
  )
}
