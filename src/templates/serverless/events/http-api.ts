/**
 * `httpApi` events: an HTTP API.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/events/http-api
 */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { getAtt, ref, type Draft } from '../draft.ts'
import { functionId as idOfFunction, normalize, routeId } from '../names.ts'
import { listOf, membersOf, textOf, type Properties, type Service } from '../service.ts'
import { accessLog, addGatewayLogGroup, apiName, logsOf } from './api-logs.ts'
import { allow, baseOf, type EventSource } from './event.ts'

const API = 'HttpApi'

export function addHttpApi(service: Service, draft: Draft): void {
  const { provider } = service
  const settings = membersOf(provider['httpApi'])
  draft.add(API, 'AWS::ApiGatewayV2::Api', {
    Name: settings['name'] ?? apiName(service, settings),
    ProtocolType: 'HTTP',
    CorsConfiguration: corsOf(settings['cors']),
    DisableExecuteApiEndpoint: settings['disableDefaultEndpoint'],
  })
  draft.add('HttpApiStage', 'AWS::ApiGatewayV2::Stage', {
    ApiId: ref(API),
    StageName: '$default',
    AutoDeploy: true,
    AccessLogSettings: accessLogOf(service, draft),
    DefaultRouteSettings:
      settings['metrics'] === undefined
        ? undefined
        : { DetailedMetricsEnabled: settings['metrics'] },
  })
  for (const [key, authorizer] of Object.entries(membersOf(settings['authorizers'])))
    addAuthorizer(key, membersOf(authorizer), draft)
  draft.output('HttpApiId', ref(API))
  draft.output('HttpApiUrl', getAtt(API, 'ApiEndpoint'))
}

function accessLogOf(service: Service, draft: Draft): Properties | undefined {
  const logs = logsOf(service, 'httpApi')
  return (
    logs &&
    accessLog(
      addGatewayLogGroup(service, 'HttpApiLogGroup', 'http-api', draft),
      logs['format'] ?? ACCESS_FORMAT,
    )
  )
}

// Unverified: the framework's default
const ACCESS_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  requestTime: '$context.requestTime',
  httpMethod: '$context.httpMethod',
  routeKey: '$context.routeKey',
  status: '$context.status',
  protocol: '$context.protocol',
  responseLength: '$context.responseLength',
})

// The framework's defaults
const DEFAULT_CORS: Properties = {
  AllowOrigins: ['*'],
  AllowHeaders: [
    'Content-Type',
    'X-Amz-Date',
    'Authorization',
    'X-Api-Key',
    'X-Amz-Security-Token',
    'X-Amz-User-Agent',
    'X-Amzn-Trace-Id',
  ],
  AllowMethods: ['OPTIONS', 'HEAD', 'GET', 'PUT', 'POST', 'DELETE', 'PATCH'],
}

function corsOf(cors: unknown): Properties | undefined {
  if (cors === true) return DEFAULT_CORS
  if (!isObject(cors)) return undefined
  return withoutUndefined({
    AllowOrigins: cors['allowedOrigins'] ?? DEFAULT_CORS['AllowOrigins'],
    AllowHeaders: cors['allowedHeaders'] ?? DEFAULT_CORS['AllowHeaders'],
    AllowMethods: cors['allowedMethods'] ?? DEFAULT_CORS['AllowMethods'],
    AllowCredentials: cors['allowCredentials'],
    ExposeHeaders: cors['exposedResponseHeaders'],
    MaxAge: cors['maxAge'],
  })
}

function addAuthorizer(key: string, settings: Properties, draft: Draft): void {
  const isLambda = settings['type'] === 'request'
  const sources = settings['identitySource']
  const common = {
    ApiId: ref(API),
    Name: settings['name'] ?? key,
    IdentitySource:
      sources === undefined
        ? isLambda
          ? undefined
          : ['$request.header.Authorization']
        : listOf(sources),
  }
  const id = `HttpApiAuthorizer${normalize(key)}`
  if (!isLambda) {
    draft.add(id, 'AWS::ApiGatewayV2::Authorizer', {
      ...common,
      AuthorizerType: 'JWT',
      JwtConfiguration: { Issuer: settings['issuerUrl'], Audience: listOf(settings['audience']) },
    })
    return
  }
  const name = textOf(settings['functionName'])
  const arn: unknown =
    settings['functionArn'] ?? (name === undefined ? undefined : getAtt(idOfFunction(name), 'Arn'))
  draft.add(id, 'AWS::ApiGatewayV2::Authorizer', {
    ...common,
    AuthorizerType: 'REQUEST',
    AuthorizerUri: {
      'Fn::Join': [
        '',
        [
          'arn:',
          ref('AWS::Partition'),
          ':apigateway:',
          ref('AWS::Region'),
          ':lambda:path/2015-03-31/functions/',
          arn,
          '/invocations',
        ],
      ],
    },
    AuthorizerPayloadFormatVersion: settings['payloadVersion'] ?? '2.0',
    EnableSimpleResponses: settings['enableSimpleResponses'],
    AuthorizerResultTtlInSeconds: settings['resultTtlInSeconds'],
  })
  if (name !== undefined)
    allow({ functionId: idOfFunction(name) }, draft, 'HttpApi', 'apigateway.amazonaws.com')
}

/** `GET /orders`, `*`, or an object. */
export function addHttpRoute(source: EventSource, draft: Draft): void {
  const { value, functionId, service } = source
  const settings = isObject(value) ? value : {}
  const [first, second] = typeof value === 'string' ? value.trim().split(/\s+/) : []
  const method = String(first ?? settings['method'] ?? '*').toUpperCase()
  const path = String(second ?? settings['path'] ?? '')
  const isDefault = method === '*' && (path === '' || path === '*')
  const integration = `HttpApiIntegration${baseOf(source)}`
  if (!draft.has(integration))
    draft.add(integration, 'AWS::ApiGatewayV2::Integration', {
      ApiId: ref(API),
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: getAtt(functionId, 'Arn'),
      PayloadFormatVersion: String(membersOf(service.provider['httpApi'])['payload'] ?? '2.0'),
      TimeoutInMillis: 30_000,
    })
  const verb = method === '*' ? 'ANY' : method
  draft.add(
    `HttpApiRoute${isDefault ? 'Default' : routeId(verb, path)}`,
    'AWS::ApiGatewayV2::Route',
    {
      ApiId: ref(API),
      RouteKey: isDefault ? '$default' : `${verb} ${path}`,
      Target: { 'Fn::Join': ['/', ['integrations', ref(integration)]] },
      ...authorizationOf(service, settings['authorizer']),
    },
  )
  allow(source, draft, 'HttpApi', 'apigateway.amazonaws.com', {
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
        '/*',
      ],
    ],
  })
}

function authorizationOf({ provider }: Service, given: unknown): Properties {
  if (given === undefined) return { AuthorizationType: 'NONE' }
  const settings: Properties = isObject(given) ? given : { name: given }
  const name = textOf(settings['name'])
  if (settings['type'] === 'aws_iam' || name === 'aws_iam') return { AuthorizationType: 'AWS_IAM' }
  const declared =
    name === undefined
      ? {}
      : membersOf(membersOf(membersOf(provider['httpApi'])['authorizers'])[name])
  const isLambda = (settings['type'] ?? declared['type']) === 'request'
  return withoutUndefined({
    AuthorizationType: isLambda ? 'CUSTOM' : 'JWT',
    AuthorizerId:
      settings['id'] ??
      (name === undefined ? undefined : ref(`HttpApiAuthorizer${normalize(name)}`)),
    AuthorizationScopes: settings['scopes'],
  })
}
