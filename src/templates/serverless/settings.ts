/**
 * The settings of a service that have an effect here, and those that cannot have any in a test. All
 * others are listed in `stack.skipped`.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
 */
import { isObject } from '../../core/json.ts'
import type { Draft } from './draft.ts'
import { functionId } from './names.ts'
import { isIntrinsic, membersOf, type Service } from './service.ts'

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Of deployments, the framework itself, or files that a test does not pack. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  provider: words(`name stage region profile stackName stackTags stackPolicy stackParameters
    notificationArns rollbackConfiguration disableRollbackOnFailure deploymentBucket
    deploymentPrefix deploymentMethod cfnRole versionFunctions lambdaHashingVersion resolver
    eventBridge runtimeManagement vpcEndpointIds endpointType`),
  'provider.apiGateway': words(`stage websocketApiId`),
  'provider.httpApi': words(`useProviderTags`),
  'provider.iam': words(`deploymentRole`),
  'provider.logs': words(`frameworkLambda`),
  functions: words(`package versionFunction runtimeManagement warmup build esbuild`),
}

const SIMULATED: Readonly<Record<string, readonly string[]>> = {
  provider: words(`apiGateway apiKeys apiName architecture disableLogs ecr environment httpApi iam
    iamManagedPolicies iamRoleStatements kmsKeyArn layers logRetentionInDays logs memorySize
    resourcePolicy role rolePermissionsBoundary runtime s3 tags timeout tracing usagePlan vpc
    websocketsApiName websocketsApiRouteSelectionExpression websocketsDescription`),
  'provider.apiGateway': words(`apiKeys apiKeySourceType binaryMediaTypes description
    disableDefaultEndpoint metrics minimumCompressionSize request resourcePolicy
    shouldStartNameWithService usagePlan`),
  'provider.httpApi': words(`authorizers cors disableDefaultEndpoint metrics name payload
    shouldStartNameWithService`),
  'provider.iam': words(`role`),
  'provider.logs': words(`httpApi lambda restApi websocket`),
  functions: words(`architecture condition dependsOn description destinations disableLogs
    environment ephemeralStorageSize events fileSystemConfig handler iamRoleStatements
    iamRoleStatementsInherit iamRoleStatementsName image kmsKeyArn layers logRetentionInDays logs
    maximumEventAge maximumRetryAttempts memorySize name onError reservedConcurrency role runtime
    snapStart tags timeout tracing url vpc`),
  'events.http': words(`async authorizer cors integration method
    operationName path private request response timeoutInMillis`),
  'events.httpApi': words(`authorizer method path`),
  'events.websocket': words(`authorizer route routeResponseSelectionExpression`),
  'events.sqs': words(`arn batchSize enabled filterPatterns functionResponseType
    maximumBatchingWindow maximumConcurrency`),
  'events.stream': words(`arn batchSize batchWindow bisectBatchOnFunctionError destinations enabled
    filterPatterns functionResponseType maximumRecordAgeInSeconds maximumRetryAttempts
    parallelizationFactor startingPosition startingPositionTimestamp tumblingWindowInSeconds type`),
  'events.schedule': words(`description enabled input inputPath inputTransformer method name rate
    roleArn timezone`),
  'events.eventBridge': words(`deadLetterQueueArn description enabled eventBus input inputPath
    inputTransformer name pattern retryPolicy schedule`),
  'events.cloudwatchEvent': words(
    `description enabled event input inputPath inputTransformer name`,
  ),
  'events.sns': words(`arn displayName filterPolicy filterPolicyScope redrivePolicy topicName`),
  'events.s3': words(`bucket event existing rules`),
  'events.cloudwatchLog': words(`filter logGroup`),
  'events.cognitoUserPool': words(`existing kmsKeyId pool trigger`),
}

/** Names the settings that have no effect. */
export function skipSettings(service: Service, draft: Draft): void {
  const { provider, functions } = service
  const name = (section: string, given: unknown, logicalId: string, shown: string): void => {
    const simulated = SIMULATED[section]
    if (!simulated || !isObject(given)) return
    for (const [setting, value] of Object.entries(given)) {
      const isOff = value === false || value === null
      if (isOff || simulated.includes(setting) || HARMLESS[section]?.includes(setting)) continue
      const reason = 'This setting is not simulated.'
      draft.skip(logicalId, 'serverless.yml', `${shown}.${setting}`, reason)
    }
  }
  for (const section of Object.keys(SIMULATED)) {
    if (!section.startsWith('provider')) continue
    const [, inner] = section.split('.')
    const given = inner === undefined ? provider : membersOf(provider[inner])
    name(section, given, 'provider', section)
  }
  for (const { key, properties, events } of functions) {
    name('functions', properties, functionId(key), `functions.${key}`)
    // An intrinsic function stands for the ARN alone.
    for (const { type, value } of events)
      if (!isIntrinsic(value)) name(`events.${type}`, value, functionId(key), `events.${type}`)
  }
}
