/**
 * `http` events: a REST API.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/events/apigateway
 */
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { getAtt, ref, type Draft } from '../draft.ts'
import { pathId } from '../names.ts'
import { listOf, membersOf, type Properties, type Service } from '../service.ts'
import { accessLog, addGatewayLogGroup, apiName, logsOf } from './api-logs.ts'
import { allow, type EventSource } from './event.ts'
import { authorizationOf } from './rest-authorizer.ts'
import { addCors } from './rest-cors.ts'
import { integrationOf } from './rest-integration.ts'
import { addKeys } from './rest-keys.ts'
import { requestOf } from './rest-request.ts'
import { API, DEPLOYMENT, methodId, toRoute } from './rest-route.ts'

export function addRestApi(service: Service, draft: Draft): void {
  const { provider, stage } = service
  const settings = membersOf(provider['apiGateway'])
  draft.add(API, 'AWS::ApiGateway::RestApi', {
    Name: provider['apiName'] ?? apiName(service, settings),
    Description: settings['description'],
    BinaryMediaTypes: settings['binaryMediaTypes'],
    MinimumCompressionSize: settings['minimumCompressionSize'],
    EndpointConfiguration: { Types: [String(provider['endpointType'] ?? 'EDGE').toUpperCase()] },
    ApiKeySourceType: settings['apiKeySourceType'],
    DisableExecuteApiEndpoint: settings['disableDefaultEndpoint'],
    Policy: policyOf(settings['resourcePolicy'] ?? provider['resourcePolicy']),
  })
  const methods = methodIds(service)
  draft.add(
    DEPLOYMENT,
    'AWS::ApiGateway::Deployment',
    { RestApiId: ref(API), StageName: stage, StageDescription: stageOf(service, draft) },
    { DependsOn: methods },
  )
  draft.output('ServiceEndpoint', {
    'Fn::Join': [
      '',
      [
        'https://',
        ref(API),
        '.execute-api.',
        ref('AWS::Region'),
        '.',
        ref('AWS::URLSuffix'),
        `/${stage}`,
      ],
    ],
  })
  addKeys(service, settings, draft)
}

const policyOf = (statements: unknown): Properties | undefined =>
  statements === undefined ? undefined : { Version: '2012-10-17', Statement: listOf(statements) }

/** Tracing, logs and metrics of the stage. */
function stageOf(service: Service, draft: Draft): Properties | undefined {
  const { provider } = service
  const tracing = membersOf(provider['tracing'])['apiGateway']
  const metrics = membersOf(provider['apiGateway'])['metrics']
  const logs = logsOf(service, 'restApi')
  if (tracing === undefined && metrics === undefined && !logs) return undefined
  const writes = (name: string): boolean => logs !== undefined && logs[name] !== false
  return withoutUndefined({
    TracingEnabled: tracing,
    MetricsEnabled: metrics,
    ...(writes('executionLogging') && {
      LoggingLevel: logs?.['level'] ?? 'INFO',
      DataTraceEnabled: logs?.['fullExecutionData'] ?? true,
    }),
    AccessLogSetting: writes('accessLogging')
      ? accessLog(
          addGatewayLogGroup(service, 'ApiGatewayLogGroup', 'api-gateway', draft),
          logs?.['format'] ?? ACCESS_FORMAT,
        )
      : undefined,
  })
}

// The framework's default
const ACCESS_FORMAT =
  'requestId: $context.requestId, ip: $context.identity.sourceIp, caller: $context.identity.caller, user: $context.identity.user, requestTime: $context.requestTime, httpMethod: $context.httpMethod, resourcePath: $context.resourcePath, status: $context.status, protocol: $context.protocol, responseLength: $context.responseLength'

/** The methods that a deployment waits for. */
function methodIds({ functions }: Service): string[] {
  return functions.flatMap(({ events }) =>
    events
      .filter(({ type }) => type === 'http')
      .flatMap(({ value }) => {
        const { method, path, settings } = toRoute(value)
        const id = methodId(path, method)
        return settings['cors'] === undefined ? [id] : [id, methodId(path, 'OPTIONS')]
      }),
  )
}

export function addRestRoute(source: EventSource, draft: Draft): void {
  const { value, functionId, service } = source
  const route = toRoute(value)
  const { method, path, settings } = route
  const resourceId = addResources(path, draft)
  const integration = integrationOf(source, settings, draft)
  if (!integration) return
  draft.add(methodId(path, method), 'AWS::ApiGateway::Method', {
    RestApiId: ref(API),
    ResourceId: resourceId,
    HttpMethod: method,
    ApiKeyRequired: settings['private'] === true,
    ...authorizationOf(settings, draft),
    ...requestOf(settings, service, draft),
    OperationName: settings['operationName'],
    ...integration,
  })
  if (settings['cors'] !== undefined && settings['cors'] !== false)
    addCors(route, resourceId, draft)
  allow({ functionId }, draft, 'ApiGateway', 'apigateway.amazonaws.com', {
    'Fn::Join': [
      '',
      [
        'arn:',
        ref('AWS::Partition'),
        ':execute-api:',
        ref('AWS::Region'),
        ':',
        ref('AWS::AccountId'),
        ':',
        ref(API),
        '/*/*',
      ],
    ],
  })
}

/** Adds the resource of each part of a path. Returns the id of the last. */
function addResources(path: string, draft: Draft): Properties {
  let parent: Properties = getAtt(API, 'RootResourceId')
  const parts = path === '' ? [] : path.split('/')
  for (const [index, part] of parts.entries()) {
    const id = `ApiGatewayResource${pathId(parts.slice(0, index + 1).join('/'))}`
    if (!draft.has(id))
      draft.add(id, 'AWS::ApiGateway::Resource', {
        ParentId: parent,
        PathPart: part,
        RestApiId: ref(API),
      })
    parent = ref(id)
  }
  return parent
}
