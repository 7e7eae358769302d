/**
 * `http` events: a REST API.
 * AWS: https://www.serverless.com/framework/docs/providers/aws/events/apigateway
 */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { getAtt, ref, type Draft } from '../draft.ts'
import { pathId } from '../names.ts'
import { listOf, membersOf, type Properties, type Service } from '../service.ts'
import { allow, type EventSource } from './event.ts'
import { authorizationOf } from './rest-authorizer.ts'
import { addCors } from './rest-cors.ts'
import { integrationOf } from './rest-integration.ts'
import { requestOf } from './rest-request.ts'
import { API, methodId, toRoute } from './rest-route.ts'

const DEPLOYMENT = 'ApiGatewayDeployment'

export function addRestApi(service: Service, draft: Draft): void {
  const { provider, name, stage } = service
  const settings = membersOf(provider['apiGateway'])
  draft.add(API, 'AWS::ApiGateway::RestApi', {
    Name: provider['apiName'] ?? `${stage}-${name}`,
    Description: settings['description'],
    BinaryMediaTypes: settings['binaryMediaTypes'],
    MinimumCompressionSize: settings['minimumCompressionSize'],
    EndpointConfiguration: { Types: [String(provider['endpointType'] ?? 'EDGE').toUpperCase()] },
    ApiKeySourceType: settings['apiKeySourceType'],
  })
  const methods = methodIds(service)
  draft.add(
    DEPLOYMENT,
    'AWS::ApiGateway::Deployment',
    { RestApiId: ref(API), StageName: stage },
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
  const { value, functionId } = source
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
    ...requestOf(settings, draft),
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

/** Keys by name or `{ name, value }`, in one usage plan. */
function addKeys({ name, stage, provider }: Service, settings: Properties, draft: Draft): void {
  const keys = listOf(settings['apiKeys'] ?? provider['apiKeys'])
  if (keys.length === 0) return
  const { quota, throttle } = membersOf(settings['usagePlan'] ?? provider['usagePlan'])
  draft.add(
    'ApiGatewayUsagePlan',
    'AWS::ApiGateway::UsagePlan',
    {
      UsagePlanName: `${name}-${stage}`,
      ApiStages: [{ ApiId: ref(API), Stage: stage }],
      Quota: isObject(quota)
        ? withoutUndefined({
            Limit: quota['limit'],
            Offset: quota['offset'],
            Period: quota['period'],
          })
        : undefined,
      Throttle: isObject(throttle)
        ? withoutUndefined({ BurstLimit: throttle['burstLimit'], RateLimit: throttle['rateLimit'] })
        : undefined,
    },
    { DependsOn: DEPLOYMENT },
  )
  for (const [index, key] of keys.entries()) {
    const given: Properties = isObject(key) ? key : { name: key }
    const id = `ApiGatewayApiKey${index + 1}`
    draft.add(
      id,
      'AWS::ApiGateway::ApiKey',
      {
        Name: given['name'],
        Value: given['value'],
        Description: given['description'],
        Enabled: given['enabled'] ?? true,
      },
      { DependsOn: DEPLOYMENT },
    )
    draft.add(`ApiGatewayUsagePlanKey${index + 1}`, 'AWS::ApiGateway::UsagePlanKey', {
      KeyId: ref(id),
      KeyType: 'API_KEY',
      UsagePlanId: ref('ApiGatewayUsagePlan'),
    })
  }
}
