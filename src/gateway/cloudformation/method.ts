/** AWS::ApiGateway::Method: a method with its integration and their responses. */
import { isObject } from '../../core/json.ts'
import { listIn, mapIn } from '../../core/cloudformation/properties.ts'
import type {
  ResourceProperties,
  ResourceRequest,
  ResourceType,
} from '../../core/cloudformation/types.ts'
import { pickLower } from './lower-case.ts'

const METHOD_MEMBERS = [
  ...['AuthorizationType', 'AuthorizerId', 'AuthorizationScopes', 'ApiKeyRequired'],
  ...['OperationName', 'RequestModels', 'RequestParameters', 'RequestValidatorId'],
]

const INTEGRATION_MEMBERS = [
  ...['Type', 'Uri', 'ConnectionType', 'ConnectionId', 'Credentials', 'RequestParameters'],
  ...['RequestTemplates', 'PassthroughBehavior', 'CacheNamespace', 'CacheKeyParameters'],
  ...['ContentHandling', 'TimeoutInMillis', 'TlsConfig', 'ResponseTransferMode'],
]

export const METHOD: ResourceType = {
  handles: [
    ...['RestApiId', 'ResourceId', 'HttpMethod', 'Integration', 'MethodResponses'],
    ...METHOD_MEMBERS,
  ],
  create(request) {
    const { properties, call } = request
    const place = pickLower(properties, ['RestApiId', 'ResourceId', 'HttpMethod'])
    call('apigateway', 'PutMethod', {
      authorizationType: 'NONE',
      ...place,
      ...pickLower(properties, METHOD_MEMBERS),
    })
    for (const response of listIn(properties, 'MethodResponses'))
      if (isObject(response))
        call('apigateway', 'PutMethodResponse', {
          ...place,
          ...pickLower(response, ['StatusCode', 'ResponseParameters', 'ResponseModels']),
        })
    if (properties['Integration'] !== undefined)
      putIntegration(request, place, mapIn(properties, 'Integration'))
    return {
      id: `${String(place['restApiId'])}|${String(place['resourceId'])}|${String(place['httpMethod'])}`,
    }
  },
  update: 'recreate',
  delete: ({ properties, call }) =>
    void call(
      'apigateway',
      'DeleteMethod',
      pickLower(properties, ['RestApiId', 'ResourceId', 'HttpMethod']),
    ),
}

function putIntegration(
  { call }: ResourceRequest,
  place: Record<string, unknown>,
  integration: ResourceProperties,
): void {
  const method = integration['IntegrationHttpMethod']
  call('apigateway', 'PutIntegration', {
    ...place,
    ...pickLower(integration, INTEGRATION_MEMBERS),
    ...(method !== undefined && { integrationHttpMethod: method }),
  })
  for (const response of listIn(integration, 'IntegrationResponses'))
    if (isObject(response))
      call('apigateway', 'PutIntegrationResponse', {
        ...place,
        ...pickLower(response, [
          'StatusCode',
          'SelectionPattern',
          'ResponseParameters',
          'ResponseTemplates',
          'ContentHandling',
        ]),
      })
}
