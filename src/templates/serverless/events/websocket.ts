/**
 * `websocket` events: a WebSocket API.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/events/websocket
 */
import { isObject } from '../../../core/json.ts'
import { getAtt, ref, type Draft } from '../draft.ts'
import { functionId as idOfFunction, normalize, websocketRouteId } from '../names.ts'
import { listOf, textOf, type Properties, type Service } from '../service.ts'
import { accessLog, addGatewayLogGroup, logsOf } from './api-logs.ts'
import { allow, baseOf, type EventSource } from './event.ts'

const API = 'WebsocketsApi'

const joined = (...parts: readonly unknown[]): Properties => ({ 'Fn::Join': ['', parts] })

const uriOf = (arn: unknown): Properties =>
  joined(
    'arn:',
    ref('AWS::Partition'),
    ':apigateway:',
    ref('AWS::Region'),
    ':lambda:path/2015-03-31/functions/',
    arn,
    '/invocations',
  )

export function addWebsocketApi(service: Service, draft: Draft): void {
  const { provider, name, stage, functions } = service
  draft.add(API, 'AWS::ApiGatewayV2::Api', {
    Name: provider['websocketsApiName'] ?? `${stage}-${name}-websockets`,
    ProtocolType: 'WEBSOCKET',
    Description: provider['websocketsDescription'],
    RouteSelectionExpression:
      provider['websocketsApiRouteSelectionExpression'] ?? '$request.body.action',
  })
  const routes = functions.flatMap(({ events }) =>
    events
      .filter(({ type }) => type === 'websocket')
      .map(({ value }) => websocketRouteId(routeOf(value))),
  )
  const deployment = 'WebsocketsDeployment'
  draft.add(deployment, 'AWS::ApiGatewayV2::Deployment', { ApiId: ref(API) }, { DependsOn: routes })
  draft.add('WebsocketsDeploymentStage', 'AWS::ApiGatewayV2::Stage', {
    ApiId: ref(API),
    DeploymentId: ref(deployment),
    StageName: stage,
    ...logSettings(service, draft),
  })
  draft.output(
    'ServiceEndpointWebsocket',
    joined(
      'wss://',
      ref(API),
      '.execute-api.',
      ref('AWS::Region'),
      '.',
      ref('AWS::URLSuffix'),
      `/${stage}`,
    ),
  )
}

function logSettings(service: Service, draft: Draft): Properties {
  const logs = logsOf(service, 'websocket')
  if (!logs) return {}
  const group = addGatewayLogGroup(service, 'WebsocketsLogGroup', 'websocket', draft)
  return {
    AccessLogSettings:
      logs['accessLogging'] === false
        ? undefined
        : accessLog(group, logs['format'] ?? ACCESS_FORMAT),
    DefaultRouteSettings:
      logs['executionLogging'] === false
        ? undefined
        : {
            DataTraceEnabled: logs['fullExecutionData'] ?? true,
            LoggingLevel: logs['level'] ?? 'INFO',
          },
  }
}

// The framework's default
const ACCESS_FORMAT =
  '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] "$context.eventType $context.routeKey $context.connectionId" $context.requestId'

const routeOf = (value: unknown): string =>
  String((isObject(value) ? value['route'] : value) ?? '$default')

export function addWebsocketRoute(source: EventSource, draft: Draft): void {
  const { value, functionId } = source
  const settings = isObject(value) ? value : {}
  const route = routeOf(value)
  const integration = `${baseOf(source)}WebsocketsIntegration`
  if (!draft.has(integration))
    draft.add(integration, 'AWS::ApiGatewayV2::Integration', {
      ApiId: ref(API),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: uriOf(getAtt(functionId, 'Arn')),
    })
  draft.add(websocketRouteId(route), 'AWS::ApiGatewayV2::Route', {
    ApiId: ref(API),
    RouteKey: route,
    RouteResponseSelectionExpression: settings['routeResponseSelectionExpression'],
    ...authorizationOf(settings['authorizer'], draft),
    Target: { 'Fn::Join': ['/', ['integrations', ref(integration)]] },
  })
  if (settings['routeResponseSelectionExpression'] !== undefined)
    draft.add(`${websocketRouteId(route)}Response`, 'AWS::ApiGatewayV2::RouteResponse', {
      ApiId: ref(API),
      RouteId: ref(websocketRouteId(route)),
      RouteResponseKey: '$default',
    })
  allow(source, draft, 'Websockets', 'apigateway.amazonaws.com')
}

function authorizationOf(given: unknown, draft: Draft): Properties {
  if (given === undefined) return { AuthorizationType: 'NONE' }
  const settings: Properties = isObject(given) ? given : { name: given }
  const name = textOf(settings['name'])
  if (name?.toLowerCase() === 'aws_iam') return { AuthorizationType: 'AWS_IAM' }
  const arn: unknown =
    settings['arn'] ??
    (name === undefined || name.startsWith('arn:') ? name : getAtt(idOfFunction(name), 'Arn'))
  const id = `${normalize(name?.replace(/^.*:/, '') ?? 'auth')}WebsocketsAuthorizer`
  if (!draft.has(id)) {
    draft.add(id, 'AWS::ApiGatewayV2::Authorizer', {
      ApiId: ref(API),
      Name: name ?? id,
      AuthorizerType: 'REQUEST',
      AuthorizerUri: uriOf(arn),
      IdentitySource: listOf(settings['identitySource'] ?? 'route.request.header.Auth'),
    })
    if (name !== undefined && !name.startsWith('arn:'))
      allow({ functionId: idOfFunction(name) }, draft, 'Websockets', 'apigateway.amazonaws.com')
  }
  return { AuthorizationType: 'CUSTOM', AuthorizerId: ref(id) }
}
