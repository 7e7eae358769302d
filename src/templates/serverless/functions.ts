/**
 * Functions of a service.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/guide/functions
 */
import { isObject } from '../../core/json.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import { getAtt, ref, type Draft } from './draft.ts'
import { functionId, normalize } from './names.ts'
import { addRole, addRoleOfFunction, ROLE, roleThatExists } from './role.ts'
import {
  listOf,
  membersOf,
  textOf,
  type Properties,
  type ServerlessFunction,
  type Service,
} from './service.ts'

// The framework's defaults
const MEMORY_MB = 1024
const TIMEOUT_SECONDS = 6

export function addFunctions(service: Service, draft: Draft): void {
  addRole(service, draft)
  for (const fn of service.functions) addFunction(service, fn, draft)
  addLayers(service, draft)
}

/** `layers` of the service, which functions name by `Ref: <Name>LambdaLayer`. */
// AWS: https://www.serverless.com/framework/docs/providers/aws/guide/layers
function addLayers({ layers }: Service, draft: Draft): void {
  for (const [key, given] of Object.entries(layers)) {
    const settings = membersOf(given)
    const id = `${normalize(key)}LambdaLayer`
    draft.add(id, 'AWS::Lambda::LayerVersion', {
      LayerName: settings['name'] ?? key,
      Description: settings['description'],
      CompatibleRuntimes: settings['compatibleRuntimes'],
      CompatibleArchitectures: settings['compatibleArchitectures'],
      LicenseInfo: settings['licenseInfo'],
      Content: { S3Bucket: 'serverless', S3Key: String(settings['path'] ?? key) },
    })
    draft.output(`${id}QualifiedArn`, ref(id))
  }
}

const functionName = ({ name, stage }: Service, { key, properties }: ServerlessFunction): string =>
  textOf(properties['name']) ?? `${name}-${stage}-${key}`

function addFunction(service: Service, fn: ServerlessFunction, draft: Draft): void {
  const { provider } = service
  const { key, properties } = fn
  const id = functionId(key)
  const image = properties['image']
  const either = (name: string): unknown => properties[name] ?? provider[name]
  const groupId = addLogGroup(service, fn, draft)
  draft.add(
    id,
    'AWS::Lambda::Function',
    {
      FunctionName: functionName(service, fn),
      Code:
        image === undefined
          ? { S3Bucket: 'serverless', S3Key: '.' }
          : { ImageUri: imageOf(image, service) },
      ...(image === undefined
        ? { Handler: properties['handler'], Runtime: either('runtime') ?? 'nodejs22.x' }
        : { PackageType: 'Image' }),
      MemorySize: either('memorySize') ?? MEMORY_MB,
      Timeout: either('timeout') ?? TIMEOUT_SECONDS,
      Description: properties['description'],
      Role: roleOf(service, fn, draft),
      Environment: environmentOf(service, fn),
      Layers: either('layers'),
      ReservedConcurrentExecutions: properties['reservedConcurrency'],
      Architectures:
        textOf(either('architecture')) === undefined ? undefined : [either('architecture')],
      EphemeralStorage: sizeOf(properties['ephemeralStorageSize']),
      DeadLetterConfig:
        properties['onError'] === undefined ? undefined : { TargetArn: properties['onError'] },
      TracingConfig: tracingOf(properties, provider),
      KmsKeyArn: properties['kmsKeyArn'] ?? provider['kmsKeyArn'],
      VpcConfig: vpcOf(either('vpc')),
      FileSystemConfigs: fileSystemsOf(properties['fileSystemConfig']),
      SnapStart: properties['snapStart'] === true ? { ApplyOn: 'PublishedVersions' } : undefined,
      LoggingConfig: loggingOf(membersOf(provider['logs'])['lambda'], properties['logs']),
      Tags: tagsOf(provider, properties),
    },
    {
      ...conditionOf(fn),
      Metadata: { Function: key, CodeUri: '.' },
      ...(groupId === undefined ? dependsOn(properties) : dependsOn(properties, groupId)),
    },
  )
  addUrl(id, properties, draft)
  addInvokeConfig(id, properties, draft)
  draft.output(`${id}QualifiedArn`, getAtt(id, 'Arn'), conditionOf(fn))
}

/** The log group of a function, which the framework makes with it. */
// AWS: https://www.serverless.com/framework/docs/providers/aws/guide/functions#log-group-resources
function addLogGroup(service: Service, fn: ServerlessFunction, draft: Draft): string | undefined {
  const { provider } = service
  const { key, properties } = fn
  if ((properties['disableLogs'] ?? provider['disableLogs']) === true) return undefined
  const id = functionId(key).replace(/LambdaFunction$/, 'LogGroup')
  draft.add(
    id,
    'AWS::Logs::LogGroup',
    {
      LogGroupName: `/aws/lambda/${functionName(service, fn)}`,
      RetentionInDays: properties['logRetentionInDays'] ?? provider['logRetentionInDays'],
    },
    conditionOf(fn),
  )
  return id
}

const conditionOf = ({ properties: { condition } }: ServerlessFunction): Properties =>
  condition === undefined ? {} : { Condition: condition }

const dependsOn = ({ dependsOn: given }: Properties, ...own: readonly string[]): Properties => {
  const all = [...own, ...listOf(given)]
  return all.length > 0 ? { DependsOn: all } : {}
}

function vpcOf(given: unknown): unknown {
  if (!isObject(given)) return undefined
  const { securityGroupIds, subnetIds } = given
  return withoutUndefined({ SecurityGroupIds: securityGroupIds, SubnetIds: subnetIds })
}

const fileSystemsOf = (given: unknown): unknown =>
  isObject(given) ? [{ Arn: given['arn'], LocalMountPath: given['localMountPath'] }] : undefined

function environmentOf(
  { provider }: Service,
  { properties }: ServerlessFunction,
): Properties | undefined {
  const variables = {
    ...membersOf(provider['environment']),
    ...membersOf(properties['environment']),
  }
  const entries = Object.entries(variables)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name, typeof value === 'object' ? value : String(value)])
  return entries.length === 0 ? undefined : { Variables: Object.fromEntries(entries) as Properties }
}

const imageOf = (image: unknown, { provider }: Service): unknown => {
  const name = isObject(image) ? (image['uri'] ?? image['name']) : image
  const images = membersOf(membersOf(provider['ecr'])['images'])
  const known = typeof name === 'string' ? images[name] : undefined
  return isObject(known) ? (known['uri'] ?? name) : (known ?? name)
}

/** `logs: { logFormat: JSON, applicationLogLevel: WARN }`, of the service and of a function. */
function loggingOf(common: unknown, own: unknown): Properties | undefined {
  if (common === undefined && own === undefined) return undefined
  const { logFormat, applicationLogLevel, systemLogLevel, logGroup } = {
    ...membersOf(common),
    ...membersOf(own),
  }
  return withoutUndefined({
    LogFormat: logFormat,
    ApplicationLogLevel: applicationLogLevel,
    SystemLogLevel: systemLogLevel,
    LogGroup: logGroup,
  })
}

const sizeOf = (size: unknown): Properties | undefined =>
  size === undefined ? undefined : { Size: size }

function tracingOf(properties: Properties, provider: Properties): Properties | undefined {
  const mode = properties['tracing'] ?? membersOf(provider['tracing'])['lambda']
  if (mode === undefined) return undefined
  return { Mode: mode === true ? 'Active' : mode === false ? 'PassThrough' : mode }
}

function tagsOf(provider: Properties, properties: Properties): unknown {
  const tags = { ...membersOf(provider['tags']), ...membersOf(properties['tags']) }
  const list = Object.entries(tags).map(([Key, Value]) => ({ Key, Value: String(Value) }))
  return list.length > 0 ? list : undefined
}

/** The plugin serverless-iam-roles-per-function gives a function a role of its own. */
function roleOf(service: Service, fn: ServerlessFunction, draft: Draft): unknown {
  const { key, properties } = fn
  const given = properties['role'] ?? roleThatExists(service)
  if (given !== undefined)
    return typeof given === 'string' && /^[A-Za-z0-9]+$/.test(given) ? getAtt(given, 'Arn') : given
  if (properties['iamRoleStatements'] === undefined) return getAtt(ROLE, 'Arn')
  const id = functionId(key).replace('LambdaFunction', 'IamRoleLambdaExecution')
  addRoleOfFunction(service, fn, id, draft)
  return getAtt(id, 'Arn')
}

// AWS: https://www.serverless.com/framework/docs/providers/aws/guide/functions#lambda-function-urls
function addUrl(id: string, { url }: Properties, draft: Draft): void {
  if (url === undefined || url === false) return
  const settings = membersOf(url)
  const authType = settings['authorizer'] === 'aws_iam' ? 'AWS_IAM' : 'NONE'
  const urlId = `${id}Url`
  draft.add(urlId, 'AWS::Lambda::Url', {
    TargetFunctionArn: ref(id),
    AuthType: authType,
    InvokeMode: settings['invokeMode'],
    Cors: corsOf(settings['cors']),
  })
  if (authType === 'NONE')
    draft.add(`${id}PermissionFnUrl`, 'AWS::Lambda::Permission', {
      FunctionName: ref(id),
      Action: 'lambda:InvokeFunctionUrl',
      Principal: '*',
      FunctionUrlAuthType: 'NONE',
    })
}

function corsOf(cors: unknown): Properties | undefined {
  if (cors === true)
    return {
      AllowOrigins: ['*'],
      AllowMethods: ['*'],
      AllowHeaders: [
        'Content-Type',
        'X-Amz-Date',
        'Authorization',
        'X-Api-Key',
        'X-Amz-Security-Token',
        'X-Amzn-Trace-Id',
      ],
    }
  if (!isObject(cors)) return undefined
  const {
    allowedOrigins,
    allowedMethods,
    allowedHeaders,
    exposedResponseHeaders,
    allowCredentials,
    maxAge,
  } = cors
  return withoutUndefined({
    AllowOrigins: allowedOrigins,
    AllowMethods: allowedMethods,
    AllowHeaders: allowedHeaders,
    ExposeHeaders: exposedResponseHeaders,
    AllowCredentials: allowCredentials,
    MaxAge: maxAge,
  })
}

function addInvokeConfig(id: string, properties: Properties, draft: Draft): void {
  const { destinations, maximumEventAge, maximumRetryAttempts } = properties
  if (
    destinations === undefined &&
    maximumEventAge === undefined &&
    maximumRetryAttempts === undefined
  )
    return
  const { onSuccess, onFailure } = membersOf(destinations)
  const toTarget = (given: unknown): Properties | undefined =>
    given === undefined ? undefined : { Destination: targetOf(given) }
  draft.add(`${id}EvConf`, 'AWS::Lambda::EventInvokeConfig', {
    FunctionName: ref(id),
    Qualifier: '$LATEST',
    MaximumEventAgeInSeconds: maximumEventAge,
    MaximumRetryAttempts: maximumRetryAttempts,
    DestinationConfig:
      destinations === undefined
        ? undefined
        : withoutUndefined({ OnSuccess: toTarget(onSuccess), OnFailure: toTarget(onFailure) }),
  })
}

/** An ARN, `{ type, arn }`, or the name of a function of the service. */
function targetOf(given: unknown): unknown {
  if (isObject(given)) return given['arn'] ?? given
  return typeof given === 'string' && !given.startsWith('arn:')
    ? getAtt(functionId(given), 'Arn')
    : given
}
