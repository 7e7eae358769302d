/**
 * The properties of SAM's resources and events, with what each may be.
 * AWS: serverless-application-model, samtranslator/model (property_types)
 */

/** A trailing `!`: the property is required. `any` is passed on to CloudFormation as it is. */
export type PropertyKind =
  | ('text' | 'map' | 'list' | 'flag' | 'integer' | 'any')
  | ('textOrMap' | 'textOrList' | 'flagOrMap' | 'mapOrList' | 'policies')
  | ('text!' | 'map!' | 'any!' | 'textOrMap!' | 'textOrList!' | 'mapOrList!' | 'list!')

export type PropertyTable = Readonly<Record<string, PropertyKind>>

const of = (kind: PropertyKind, ...names: readonly string[]): PropertyTable =>
  Object.fromEntries(names.map((name) => [name, kind]))

const FUNCTION: PropertyTable = {
  ...of('textOrMap', 'FunctionName', 'Tracing'),
  ...of('text', 'Role', 'PermissionsBoundary', 'AutoPublishAlias', 'AutoPublishCodeSha256'),
  ...of('map', 'DeadLetterQueue', 'AssumeRolePolicyDocument', 'Environment', 'Events', 'Tags'),
  ...of('map', 'DeploymentPreference', 'EventInvokeConfig', 'SnapStart', 'FunctionUrlConfig'),
  ...of('policies', 'Policies'),
  ...of('list', 'Layers'),
  ...of('flag', 'AutoPublishAliasAllProperties', 'PropagateTags'),
  ...of('any', 'Handler', 'Runtime', 'CodeUri', 'ImageUri', 'PackageType', 'InlineCode'),
  ...of('any', 'Description', 'MemorySize', 'Timeout', 'VpcConfig', 'RolePath', 'KmsKeyArn'),
  ...of('any', 'SourceKMSKeyArn', 'ReservedConcurrentExecutions', 'EphemeralStorage'),
  ...of('any', 'VersionDescription', 'VersionDeletionPolicy', 'ProvisionedConcurrencyConfig'),
  ...of('any', 'FileSystemConfigs', 'ImageConfig', 'CodeSigningConfigArn', 'Architectures'),
  ...of('any', 'RuntimeManagementConfig', 'LoggingConfig', 'RecursiveLoop', 'TenancyConfig'),
  ...of('any', 'DurableConfig', 'CapacityProviderConfig', 'FunctionScalingConfig'),
  ...of('any', 'PublishToLatestPublished'),
}

const API: PropertyTable = {
  ...of('textOrMap!', 'StageName'),
  ...of('textOrMap', 'Name', 'DefinitionUri', 'EndpointConfiguration', 'Cors'),
  ...of('map', 'Tags', 'DefinitionBody', 'Variables', 'Auth', 'GatewayResponses'),
  ...of('map', 'AccessLogSetting', 'CanarySetting', 'Models', 'Domain', 'Policy'),
  ...of('flag', 'MergeDefinitions', 'CacheClusterEnabled', 'TracingEnabled', 'FailOnWarnings'),
  ...of('flag', 'DisableExecuteApiEndpoint', 'AlwaysDeploy', 'PropagateTags'),
  ...of('text', 'CacheClusterSize', 'OpenApiVersion', 'Description', 'Mode', 'ApiKeySourceType'),
  ...of('any', 'SecurityPolicy', 'EndpointAccessMode'),
  ...of('list', 'MethodSettings', 'BinaryMediaTypes'),
  ...of('integer', 'MinimumCompressionSize'),
}

const HTTP_API: PropertyTable = {
  ...of('textOrMap', 'StageName', 'DefinitionUri'),
  ...of('map', 'Tags', 'DefinitionBody', 'StageVariables', 'AccessLogSettings', 'Auth'),
  ...of('map', 'DefaultRouteSettings', 'RouteSettings', 'Domain'),
  ...of('flagOrMap', 'CorsConfiguration'),
  ...of('flag', 'FailOnWarnings', 'DisableExecuteApiEndpoint', 'PropagateTags'),
  ...of('text', 'Description'),
  ...of('any', 'Name'),
}

export const RESOURCES: Readonly<Record<string, PropertyTable>> = {
  'AWS::Serverless::Function': FUNCTION,
  'AWS::Serverless::Api': API,
  'AWS::Serverless::HttpApi': HTTP_API,
  'AWS::Serverless::SimpleTable': {
    ...of('any', 'PointInTimeRecoverySpecification', 'TableName'),
    ...of('map', 'PrimaryKey', 'ProvisionedThroughput', 'Tags', 'SSESpecification'),
  },
  'AWS::Serverless::LayerVersion': {
    // Without ContentUri, packaging takes the template's folder.
    ...of('textOrMap', 'ContentUri', 'LayerName'),
    ...of('text', 'Description', 'LicenseInfo', 'RetentionPolicy'),
    ...of('list', 'CompatibleArchitectures', 'CompatibleRuntimes'),
    ...of('flag', 'PublishLambdaVersion'),
  },
  'AWS::Serverless::Application': {
    ...of('textOrMap!', 'Location'),
    ...of('map', 'Parameters', 'Tags'),
    ...of('list', 'NotificationARNs'),
    ...of('any', 'TimeoutInMinutes', 'TemplateUrl'),
  },
  'AWS::Serverless::Connector': {
    ...of('map!', 'Source'),
    ...of('mapOrList!', 'Destination'),
    ...of('list!', 'Permissions'),
  },
}

const PULL: PropertyTable = {
  ...of('integer', 'BatchSize', 'MaximumBatchingWindowInSeconds', 'MaximumRetryAttempts'),
  ...of('integer', 'MaximumRecordAgeInSeconds', 'ParallelizationFactor'),
  ...of('integer', 'TumblingWindowInSeconds'),
  ...of('flag', 'Enabled', 'BisectBatchOnFunctionError'),
  ...of('map', 'DestinationConfig', 'FilterCriteria', 'ScalingConfig', 'MetricsConfig'),
  ...of('map', 'ProvisionedPollerConfig', 'LoggingConfig'),
  ...of('list', 'FunctionResponseTypes'),
  ...of('any', 'StartingPosition', 'StartingPositionTimestamp', 'KmsKeyArn'),
}

const RULE: PropertyTable = {
  ...of('text', 'EventBusName', 'RuleName', 'Input', 'InputPath', 'State'),
  ...of('map', 'Pattern', 'DeadLetterConfig', 'RetryPolicy', 'Target', 'InputTransformer'),
  ...of('flag', 'Enabled'),
}

const STREAM: PropertyTable = { ...PULL, Stream: 'any!', StartingPosition: 'any!' }

export const EVENTS: Readonly<Record<string, PropertyTable>> = {
  SQS: { ...PULL, Queue: 'any!' },
  Kinesis: STREAM,
  DynamoDB: STREAM,
  SNS: {
    ...{ Topic: 'text!', Region: 'text', FilterPolicy: 'map', FilterPolicyScope: 'any' },
    ...{ RedrivePolicy: 'map', SqsSubscription: 'flagOrMap' },
  },
  S3: { Bucket: 'text!', Events: 'textOrList!', Filter: 'map' },
  Schedule: {
    ...of('text!', 'Schedule'),
    ...of('text', 'Input', 'State', 'Name', 'Description', 'RoleArn'),
    ...of('map', 'DeadLetterConfig', 'RetryPolicy'),
    ...of('flag', 'Enabled'),
  },
  EventBridgeRule: RULE,
  CloudWatchEvent: RULE,
  ScheduleV2: {
    ...of('text!', 'ScheduleExpression'),
    ...of('text', 'PermissionsBoundary', 'Name', 'State', 'Description', 'StartDate', 'EndDate'),
    ...of('text', 'ScheduleExpressionTimezone', 'GroupName', 'KmsKeyArn', 'Input', 'RoleArn'),
    ...of('map', 'FlexibleTimeWindow', 'DeadLetterConfig', 'RetryPolicy'),
    ...of('flag', 'OmitName'),
  },
  Cognito: { UserPool: 'any!', Trigger: 'textOrList!' },
  CloudWatchLogs: { LogGroupName: 'text!', FilterPattern: 'text!' },
  Api: {
    ...of('text', 'RestApiId', 'Stage', 'ResponseTransferMode'),
    ...of('text!', 'Path', 'Method'),
    ...of('map', 'Auth', 'RequestModel'),
    ...of('list', 'RequestParameters'),
    ...of('integer', 'TimeoutInMillis'),
  },
  HttpApi: {
    ...of('text', 'Path', 'Method', 'ApiId', 'Stage', 'PayloadFormatVersion'),
    ...of('map', 'Auth', 'RouteSettings'),
    ...of('integer', 'TimeoutInMillis'),
  },
}
