/**
 * The types of REST APIs.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ApiGateway.html
 */
import { isObject } from '../../core/json.ts'
import {
  documentText,
  listIn,
  mapIn,
  tagsOf,
  textIn,
} from '../../core/cloudformation/properties.ts'
import type {
  CreatedResource,
  ResourceProperties,
  ResourceRequest,
  ResourceType,
  ResourceTypes,
  UpdateRequest,
} from '../../core/cloudformation/types.ts'
import { pickLower } from './lower-case.ts'
import { deleteQuietly, patchesFor, stagesOf, updateApi, updatePlan } from './rest-updates.ts'
import { stageDescriptionPatches } from './stage.ts'

const API = [
  ...['Name', 'Description', 'BinaryMediaTypes', 'MinimumCompressionSize', 'ApiKeySourceType'],
  ...['DisableExecuteApiEndpoint', 'EndpointConfiguration'],
]

function createApi(request: ResourceRequest): CreatedResource {
  const { properties, call, stackTags, logicalId } = request
  const body = properties['Body']
  const settings = settingsOf(request)
  const made =
    body === undefined
      ? call('apigateway', 'CreateRestApi', {
          ...settings,
          name: textIn(properties, 'Name') ?? logicalId,
          tags: tagsOf(properties['Tags'], stackTags),
        })
      : importApi(request, body, settings)
  const id = String(made['id'])
  return { id, attributes: { RestApiId: id, RootResourceId: made['rootResourceId'] } }
}

/** `EndpointConfiguration: { Types: [REGIONAL] }`, with lower-case names in the API. */
function settingsOf({ properties }: ResourceRequest): Record<string, unknown> {
  const { endpointConfiguration: endpoint, ...settings } = pickLower(properties, API)
  const policy = documentText(properties['Policy'])
  return {
    ...settings,
    ...(isObject(endpoint) && {
      endpointConfiguration: pickLower(endpoint, ['Types', 'VpcEndpointIds']),
    }),
    ...(policy !== undefined && { policy }),
  }
}

/** A definition in OpenAPI; the template's own settings win. */
function importApi(
  { properties, call, logicalId }: ResourceRequest,
  body: unknown,
  settings: Record<string, unknown>,
): Record<string, unknown> {
  const made = call('apigateway', 'ImportRestApi', {
    body: Buffer.from(documentText(body) ?? '', 'utf8'),
    parameters: mapIn(properties, 'Parameters'),
  })
  const changes = patches({
    ...settings,
    name: textIn(properties, 'Name') ?? textIn(made, 'name') ?? logicalId,
  })
  if (changes.length > 0)
    call('apigateway', 'UpdateRestApi', { restApiId: made['id'], patchOperations: changes })
  const { items } = call('apigateway', 'GetResources', { restApiId: made['id'], limit: 500 })
  const root = Array.isArray(items)
    ? items.find((item: unknown) => isObject(item) && item['path'] === '/')
    : undefined
  return { ...made, rootResourceId: isObject(root) ? root['id'] : made['rootResourceId'] }
}

const patches = (settings: Record<string, unknown>): object[] =>
  Object.entries(settings).flatMap(([name, value]) => {
    if (name === 'binaryMediaTypes' && Array.isArray(value)) {
      return value.map((type) => ({
        op: 'add',
        path: `/binaryMediaTypes/${String(type).replaceAll('/', '~1')}`,
      }))
    }
    return typeof value === 'object'
      ? []
      : [{ op: 'replace', path: `/${name}`, value: String(value) }]
  })

/** A part of an API that one operation creates, and whose id `Ref` returns. */
const part = (
  kind: string,
  names: readonly string[],
  { idAs, meaningless = [] }: { readonly idAs: string; readonly meaningless?: readonly string[] },
): ResourceType => {
  const placeOf = ({ id, properties }: Pick<UpdateRequest, 'id' | 'properties'>): object => ({
    ...pickLower(properties, ['RestApiId']),
    ...pickLower({ [idAs]: id }, [idAs]),
  })
  return {
    handles: ['RestApiId', ...names],
    meaningless,
    create({ properties, call }) {
      const input = pickLower(properties, ['RestApiId', ...names])
      const { id } = call('apigateway', `Create${kind}`, input)
      return { id: String(id), attributes: { [idAs]: id } }
    },
    update(request) {
      const { id, call, attributes } = request
      const patchOperations = patchesFor(request, names)
      if (patchOperations.length > 0)
        call('apigateway', `Update${kind}`, { ...placeOf(request), patchOperations })
      return { id, attributes }
    },
    delete: (request) => void request.call('apigateway', `Delete${kind}`, placeOf(request)),
  }
}

export const REST_TYPES: ResourceTypes = {
  'AWS::ApiGateway::RestApi': {
    handles: [...API, 'Body', 'Parameters', 'Policy', 'Tags'],
    meaningless: [
      'FailOnWarnings',
      'Mode',
      'CloneFrom',
      'BodyS3Location',
      'SecurityPolicy',
      'EndpointAccessMode',
    ],
    create: createApi,
    update: updateApi,
    delete: ({ id, call }) => void call('apigateway', 'DeleteRestApi', { restApiId: id }),
  },
  'AWS::ApiGateway::Resource': part('Resource', ['ParentId', 'PathPart'], {
    idAs: 'ResourceId',
  }),
  'AWS::ApiGateway::Authorizer': part(
    'Authorizer',
    [
      ...['Name', 'Type', 'ProviderARNs', 'AuthType', 'AuthorizerUri', 'AuthorizerCredentials'],
      ...['IdentitySource', 'IdentityValidationExpression', 'AuthorizerResultTtlInSeconds'],
    ],
    { idAs: 'AuthorizerId' },
  ),
  'AWS::ApiGateway::RequestValidator': part(
    'RequestValidator',
    ['Name', 'ValidateRequestBody', 'ValidateRequestParameters'],
    { idAs: 'RequestValidatorId' },
  ),
  'AWS::ApiGateway::Model': {
    handles: ['RestApiId', 'Name', 'ContentType', 'Description', 'Schema'],
    create({ properties, call, generateName }) {
      const name = textIn(properties, 'Name') ?? generateName(128).replace(/[^A-Za-z0-9]/g, '')
      const schema = documentText(properties['Schema'])
      call('apigateway', 'CreateModel', {
        ...pickLower(properties, ['RestApiId', 'ContentType', 'Description']),
        name,
        ...(schema !== undefined && { schema }),
      })
      return { id: name }
    },
    update(request) {
      const { id, properties, call, attributes } = request
      const modelName = id
      const text = (given: ResourceProperties): ResourceProperties => ({
        ...given,
        Schema: documentText(given['Schema']),
      })
      const patchOperations = patchesFor(
        { ...request, properties: text(properties), before: text(request.before) },
        ['Description', 'Schema'],
      )
      const place = pickLower(properties, ['RestApiId'])
      if (patchOperations.length > 0)
        call('apigateway', 'UpdateModel', { ...place, modelName, patchOperations })
      return { id, attributes }
    },
    delete: ({ id, properties, call }) =>
      void call('apigateway', 'DeleteModel', {
        ...pickLower(properties, ['RestApiId']),
        modelName: id,
      }),
  },
  'AWS::ApiGateway::GatewayResponse': {
    handles: ['RestApiId', 'ResponseType', 'StatusCode', 'ResponseParameters', 'ResponseTemplates'],
    create({ properties, call, generateName }) {
      const names = [
        'RestApiId',
        'ResponseType',
        'StatusCode',
        'ResponseParameters',
        'ResponseTemplates',
      ]
      call('apigateway', 'PutGatewayResponse', pickLower(properties, names))
      return { id: generateName(128) }
    },
    update: 'recreate',
    delete: ({ properties, call }) =>
      void call(
        'apigateway',
        'DeleteGatewayResponse',
        pickLower(properties, ['RestApiId', 'ResponseType']),
      ),
  },
  'AWS::ApiGateway::Deployment': {
    handles: ['RestApiId', 'StageName', 'Description', 'StageDescription'],
    meaningless: ['DeploymentCanarySettings'],
    create({ properties, call }) {
      const description = mapIn(properties, 'StageDescription')
      const { Variables: variables } = description
      const { id } = call('apigateway', 'CreateDeployment', {
        ...pickLower(properties, ['RestApiId', 'StageName', 'Description']),
        ...(variables !== undefined && { variables }),
      })
      const patchOperations = stageDescriptionPatches(description)
      if (patchOperations.length > 0) {
        const place = pickLower(properties, ['RestApiId', 'StageName'])
        call('apigateway', 'UpdateStage', { ...place, patchOperations })
      }
      return { id: String(id), attributes: { DeploymentId: id } }
    },
    // AWS: only the description changes; the stage's own settings belong to the first deployment
    update(request) {
      const { id, properties, call, attributes } = request
      const patchOperations = patchesFor(request, ['Description'])
      const place = { ...pickLower(properties, ['RestApiId']), deploymentId: id }
      if (patchOperations.length > 0)
        call('apigateway', 'UpdateDeployment', { ...place, patchOperations })
      return { id, attributes }
    },
    delete({ id, properties, call }) {
      // SAM's deployments have a stage of their own.
      if (properties['StageName'] !== undefined)
        deleteQuietly(() =>
          call('apigateway', 'DeleteStage', pickLower(properties, ['RestApiId', 'StageName'])),
        )
      const place = pickLower(properties, ['RestApiId'])
      call('apigateway', 'DeleteDeployment', { ...place, deploymentId: id })
    },
  },
  'AWS::ApiGateway::ApiKey': {
    handles: ['Name', 'Value', 'Enabled', 'Description', 'StageKeys', 'Tags'],
    meaningless: ['GenerateDistinctId', 'CustomerId'],
    create({ properties, call, generateName }) {
      const { id } = call('apigateway', 'CreateApiKey', {
        name: textIn(properties, 'Name') ?? generateName(128),
        ...pickLower(properties, ['Value', 'Enabled', 'Description']),
      })
      return { id: String(id), attributes: { APIKeyId: id } }
    },
    update(request) {
      const { id, call, attributes } = request
      const patchOperations = patchesFor(request, ['Enabled', 'Description'])
      if (patchOperations.length > 0)
        call('apigateway', 'UpdateApiKey', { apiKey: id, patchOperations })
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('apigateway', 'DeleteApiKey', { apiKey: id }),
  },
  'AWS::ApiGateway::UsagePlan': {
    handles: ['UsagePlanName', 'Description', 'ApiStages', 'Quota', 'Throttle', 'Tags'],
    create({ properties, call, generateName }) {
      const stages = listIn(properties, 'ApiStages').filter(isObject)
      const { id } = call('apigateway', 'CreateUsagePlan', {
        name: textIn(properties, 'UsagePlanName') ?? generateName(128),
        ...pickLower(properties, ['Description']),
        apiStages: stages.map((stage) => pickLower(stage, ['ApiId', 'Stage', 'Throttle'])),
        ...(properties['Quota'] !== undefined && {
          quota: pickLower(mapIn(properties, 'Quota'), ['Limit', 'Offset', 'Period']),
        }),
        ...(properties['Throttle'] !== undefined && {
          throttle: pickLower(mapIn(properties, 'Throttle'), ['BurstLimit', 'RateLimit']),
        }),
      })
      return { id: String(id), attributes: { Id: id } }
    },
    update: updatePlan,
    delete({ id, properties, call }) {
      const patchOperations = stagesOf(properties).map((value) => ({
        ...{ op: 'remove', path: '/apiStages', value },
      }))
      if (patchOperations.length > 0)
        deleteQuietly(() =>
          call('apigateway', 'UpdateUsagePlan', { usagePlanId: id, patchOperations }),
        )
      call('apigateway', 'DeleteUsagePlan', { usagePlanId: id })
    },
  },
  'AWS::ApiGateway::UsagePlanKey': {
    handles: ['KeyId', 'KeyType', 'UsagePlanId'],
    create({ properties, call }) {
      const input = pickLower(properties, ['KeyId', 'KeyType', 'UsagePlanId'])
      call('apigateway', 'CreateUsagePlanKey', input)
      return { id: `${String(input['keyId'])}:${String(input['usagePlanId'])}` }
    },
    update: 'recreate',
    delete: ({ properties, call }) =>
      void call(
        'apigateway',
        'DeleteUsagePlanKey',
        pickLower(properties, ['KeyId', 'UsagePlanId']),
      ),
  },
  'AWS::ApiGateway::DomainName': {
    handles: ['DomainName', 'EndpointConfiguration', 'CertificateArn', 'RegionalCertificateArn'],
    meaningless: [
      'SecurityPolicy',
      'MutualTlsAuthentication',
      'OwnershipVerificationCertificateArn',
      'Tags',
      'RoutingMode',
    ],
    create({ properties, call }) {
      const endpoint = mapIn(properties, 'EndpointConfiguration')
      const made = call('apigateway', 'CreateDomainName', {
        ...pickLower(properties, ['DomainName', 'CertificateArn', 'RegionalCertificateArn']),
        ...(Object.keys(endpoint).length > 0 && {
          endpointConfiguration: pickLower(endpoint, ['Types']),
        }),
      })
      return {
        id: String(properties['DomainName']),
        attributes: {
          DistributionDomainName: made['distributionDomainName'],
          DistributionHostedZoneId: made['distributionHostedZoneId'],
          RegionalDomainName: made['regionalDomainName'],
          RegionalHostedZoneId: made['regionalHostedZoneId'],
        },
      }
    },
    update(request) {
      const { id, call, attributes } = request
      const patchOperations = patchesFor(request, ['CertificateArn', 'RegionalCertificateArn'])
      if (patchOperations.length > 0)
        call('apigateway', 'UpdateDomainName', { domainName: id, patchOperations })
      return { id, attributes }
    },
    delete: ({ id, call }) => void call('apigateway', 'DeleteDomainName', { domainName: id }),
  },
  'AWS::ApiGateway::BasePathMapping': {
    handles: ['DomainName', 'BasePath', 'RestApiId', 'Stage'],
    create({ properties, call }) {
      call(
        'apigateway',
        'CreateBasePathMapping',
        pickLower(properties, ['DomainName', 'BasePath', 'RestApiId', 'Stage']),
      )
      return {
        id: `${String(properties['DomainName'])}|${textIn(properties, 'BasePath') ?? '(none)'}`,
      }
    },
    update: 'recreate',
    delete: ({ properties, call }) =>
      void call('apigateway', 'DeleteBasePathMapping', {
        domainName: properties['DomainName'],
        basePath: textIn(properties, 'BasePath') ?? '(none)',
      }),
  },
  // The role with which API Gateway writes logs.
  'AWS::ApiGateway::Account': {
    handles: ['CloudWatchRoleArn'],
    create({ properties, call, generateName }) {
      const value = textIn(properties, 'CloudWatchRoleArn')
      if (value !== undefined) {
        const patchOperations = [{ op: 'replace', path: '/cloudwatchRoleArn', value }]
        call('apigateway', 'UpdateAccount', { patchOperations })
      }
      return { id: generateName(128) }
    },
    update: 'recreate',
  },
}
