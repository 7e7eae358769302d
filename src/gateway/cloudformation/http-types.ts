/**
 * The types of HTTP and WebSocket APIs.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ApiGatewayV2.html
 */
import {
  documentText,
  pick,
  tagsOf,
  textIn,
  withResets,
} from '../../core/cloudformation/properties.ts'
import type {
  CreatedResource,
  ResourceRequest,
  ResourceType,
  ResourceTypes,
} from '../../core/cloudformation/types.ts'

const V2 = 'apigatewayv2'

const STAGE = [
  ...['ApiId', 'StageName', 'AutoDeploy', 'DeploymentId', 'Description', 'StageVariables'],
  ...['DefaultRouteSettings', 'RouteSettings', 'AccessLogSettings'],
]

const API = [
  ...['Name', 'Description', 'ProtocolType', 'RouteSelectionExpression', 'CorsConfiguration'],
  ...['ApiKeySelectionExpression', 'DisableExecuteApiEndpoint', 'DisableSchemaValidation'],
  ...['RouteKey', 'Target', 'CredentialsArn', 'Version', 'IpAddressType'],
]

const UPDATED_API = API.filter((name) => !['ProtocolType', 'CorsConfiguration'].includes(name))

function createApi({ properties, call, stackTags, logicalId }: ResourceRequest): CreatedResource {
  const body = properties['Body']
  const made =
    body === undefined
      ? call(V2, 'CreateApi', {
          Name: logicalId,
          ...pick(properties, API),
          Tags: tagsOf(properties['Tags'], stackTags),
        })
      : call(V2, 'ImportApi', { Body: documentText(body) })
  const id = String(made['ApiId'])
  const cors = properties['CorsConfiguration']
  const name = textIn(properties, 'Name')
  if (body !== undefined && (cors !== undefined || name !== undefined))
    call(V2, 'UpdateApi', {
      ApiId: id,
      ...(cors !== undefined && { CorsConfiguration: cors }),
      ...(name !== undefined && { Name: name }),
    })
  return { id, attributes: { ApiId: id, ApiEndpoint: made['ApiEndpoint'] } }
}

/** A part of an API that one operation creates, and whose id `Ref` returns. */
const part = (
  kind: string,
  idName: string,
  names: readonly string[],
  defaults: Readonly<Record<string, unknown>> = {},
): ResourceType => ({
  handles: ['ApiId', ...names],
  create({ properties, call }) {
    const made = call(V2, `Create${kind}`, {
      ...defaults,
      ...pick(properties, ['ApiId', ...names]),
    })
    const id = String(made[idName])
    return { id, attributes: { [idName]: id } }
  },
  update(request) {
    const { id, call, attributes } = request
    const settings = pick(withResets(request, names), ['ApiId', ...names])
    call(V2, `Update${kind}`, { [idName]: id, ...settings })
    return { id, attributes }
  },
  delete: ({ id, properties, call }) =>
    void call(V2, `Delete${kind}`, { [idName]: id, ...pick(properties, PLACES) }),
})

/** What the place of a part is named by, beside its own id. */
const PLACES = ['ApiId', 'IntegrationId', 'RouteId', 'DomainName']

export const HTTP_TYPES: ResourceTypes = {
  'AWS::ApiGatewayV2::Api': {
    handles: [...API, 'Body', 'Tags'],
    meaningless: ['FailOnWarnings', 'BasePath', 'BodyS3Location'],
    create: createApi,
    update(request) {
      const { id, properties, call, attributes, changed } = request
      if (changed('Body') && properties['Body'] !== undefined)
        call(V2, 'ReimportApi', { ApiId: id, Body: documentText(properties['Body']) })
      const settings = pick(withResets(request, UPDATED_API), [...UPDATED_API, 'CorsConfiguration'])
      if (Object.keys(settings).length > 0) call(V2, 'UpdateApi', { ApiId: id, ...settings })
      if (changed('CorsConfiguration') && properties['CorsConfiguration'] === undefined)
        call(V2, 'DeleteCorsConfiguration', { ApiId: id })
      return { id, attributes }
    },
    delete: ({ id, call }) => void call(V2, 'DeleteApi', { ApiId: id }),
  },
  'AWS::ApiGatewayV2::Route': part('Route', 'RouteId', [
    ...['RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId', 'AuthorizationScopes'],
    ...['ApiKeyRequired', 'ModelSelectionExpression', 'OperationName', 'RequestModels'],
    ...['RequestParameters', 'RouteResponseSelectionExpression'],
  ]),
  'AWS::ApiGatewayV2::Integration': part('Integration', 'IntegrationId', [
    ...['IntegrationType', 'IntegrationSubtype', 'IntegrationUri', 'IntegrationMethod'],
    ...['PayloadFormatVersion', 'RequestParameters', 'RequestTemplates', 'ResponseParameters'],
    ...['TemplateSelectionExpression', 'TimeoutInMillis', 'ConnectionType', 'ConnectionId'],
    ...['ContentHandlingStrategy', 'CredentialsArn', 'Description', 'PassthroughBehavior'],
    'TlsConfig',
  ]),
  'AWS::ApiGatewayV2::Authorizer': part(
    'Authorizer',
    'AuthorizerId',
    [
      ...['Name', 'AuthorizerType', 'AuthorizerUri', 'AuthorizerPayloadFormatVersion'],
      ...['AuthorizerResultTtlInSeconds', 'EnableSimpleResponses', 'IdentitySource'],
      ...['IdentityValidationExpression', 'JwtConfiguration', 'AuthorizerCredentialsArn'],
      // AWS: AWS::ApiGatewayV2::Authorizer: not required in templates, unlike in the API
    ],
    { IdentitySource: [] },
  ),
  'AWS::ApiGatewayV2::Deployment': part('Deployment', 'DeploymentId', [
    ...['StageName', 'Description'],
  ]),
  'AWS::ApiGatewayV2::Model': {
    handles: ['ApiId', 'Name', 'ContentType', 'Description', 'Schema'],
    create({ properties, call }) {
      const made = call(V2, 'CreateModel', {
        ...pick(properties, ['ApiId', 'Name', 'ContentType', 'Description']),
        // A template has it as an object.
        Schema: documentText(properties['Schema']),
      })
      const id = String(made['ModelId'])
      return { id, attributes: { ModelId: id } }
    },
    update({ id, properties, call, attributes }) {
      call(V2, 'UpdateModel', {
        ...pick(properties, ['ApiId', 'Name', 'ContentType', 'Description']),
        ModelId: id,
        Schema: documentText(properties['Schema']),
      })
      return { id, attributes }
    },
    delete: ({ id, properties, call }) =>
      void call(V2, 'DeleteModel', { ApiId: properties['ApiId'], ModelId: id }),
  },
  'AWS::ApiGatewayV2::RouteResponse': part('RouteResponse', 'RouteResponseId', [
    ...['RouteId', 'RouteResponseKey', 'ModelSelectionExpression', 'ResponseModels'],
    'ResponseParameters',
  ]),
  'AWS::ApiGatewayV2::IntegrationResponse': part('IntegrationResponse', 'IntegrationResponseId', [
    ...['IntegrationId', 'IntegrationResponseKey', 'ContentHandlingStrategy'],
    ...['ResponseParameters', 'ResponseTemplates', 'TemplateSelectionExpression'],
  ]),
  'AWS::ApiGatewayV2::Stage': {
    handles: STAGE,
    meaningless: ['ClientCertificateId', 'Tags', 'AccessPolicyId'],
    create({ properties, call }) {
      const {
        Tags: _tags,
        ClientCertificateId: _certificate,
        AccessPolicyId: _policy,
        ...members
      } = properties
      call(V2, 'CreateStage', members)
      return { id: String(properties['StageName']) }
    },
    update(request) {
      const { id, call, attributes } = request
      call(V2, 'UpdateStage', pick(withResets(request, STAGE), STAGE))
      return { id, attributes }
    },
    delete: ({ id, properties, call }) =>
      void call(V2, 'DeleteStage', { ApiId: properties['ApiId'], StageName: id }),
  },
  'AWS::ApiGatewayV2::DomainName': {
    handles: ['DomainName', 'DomainNameConfigurations'],
    meaningless: ['MutualTlsAuthentication', 'Tags', 'RoutingMode'],
    create({ properties, call }) {
      call(V2, 'CreateDomainName', pick(properties, ['DomainName', 'DomainNameConfigurations']))
      return { id: String(properties['DomainName']) }
    },
    update({ id, properties, call, attributes }) {
      call(V2, 'UpdateDomainName', pick(properties, ['DomainName', 'DomainNameConfigurations']))
      return { id, attributes }
    },
    delete: ({ id, call }) => void call(V2, 'DeleteDomainName', { DomainName: id }),
  },
  'AWS::ApiGatewayV2::ApiMapping': part('ApiMapping', 'ApiMappingId', [
    ...['DomainName', 'Stage', 'ApiMappingKey'],
  ]),
}
