/**
 * AWS::Serverless::Api, and the API that events of the type Api imply.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html
 */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import {
  hashOf,
  inherited,
  propertiesIn,
  ref,
  type Properties,
  type SamContext,
} from '../context.ts'
import { required, type SamEvent } from '../events/event.ts'
import { toTagList } from '../simple-resources.ts'
import { addMethod, documentOf, integrationUri, isPlain, type ApiSource } from './document.ts'
import { addRestDomain } from './domain.ts'
import { lowerCaseModels, requestModelOf, requestValidators } from './request-model.ts'
import { resourcePolicy, type RoutePolicy } from './resource-policy.ts'
import { restSecurity, restSecurityDefinitions } from './rest-auth.ts'
import { withCorsMethods } from './rest-cors.ts'
import { addUsagePlan } from './usage-plan.ts'

export const REST_EVENT = 'RestApiId'

const empty = (): Properties => ({
  swagger: '2.0',
  info: { version: '1.0', title: { Ref: 'AWS::StackName' } },
  paths: {},
})

/** Settings that the API of CloudFormation has under the same name. */
const SAME = [
  ...['Description', 'ApiKeySourceType', 'MinimumCompressionSize', 'Mode', 'FailOnWarnings'],
  'DisableExecuteApiEndpoint',
]

/** Settings that the stage of CloudFormation has under the same name. */
const OF_STAGE = [
  ...['CacheClusterEnabled', 'CacheClusterSize', 'MethodSettings', 'CanarySetting'],
  ...['TracingEnabled', 'AccessLogSetting'],
]

export function addRestApi(api: ApiSource, context: SamContext): void {
  const { id, properties, attributes, events } = api
  const body = bodyOf(api)
  context.add(
    id,
    'AWS::ApiGateway::RestApi',
    {
      Body: body,
      BodyS3Location:
        properties['DefinitionBody'] === undefined ? properties['DefinitionUri'] : undefined,
      Name: properties['Name'],
      ...Object.fromEntries(SAME.map((name) => [name, properties[name]])),
      EndpointConfiguration: endpointOf(properties),
      BinaryMediaTypes: binaryTypesOf(properties),
    },
    attributes,
  )
  const own = inherited(attributes)
  const deployment = `${id}Deployment${hashOf(body)}`
  const description = `RestApi deployment id: ${hashOf(body)}`
  context.refer(id, 'Deployment', deployment)
  context.add(
    deployment,
    'AWS::ApiGateway::Deployment',
    {
      RestApiId: ref(id),
      Description: description,
      // AWS: sam-resource-api.html (OpenApiVersion): any value removes the stage `Stage`
      StageName: properties['OpenApiVersion'] === undefined ? 'Stage' : undefined,
    },
    own,
  )
  const stageId = addStage(api, context, deployment, own)
  addUsagePlan(api, context, stageId, own)
  addRestDomain(api, context, stageId, own)
  for (const event of events) allowRoute(event, api, context)
}

function bodyOf(api: ApiSource): Properties {
  const { properties, events } = api
  let document = documentOf(api, empty())
  for (const event of events) document = addRoute(document, event, properties)
  const routes = events.map((event) => event.properties)
  const security = restSecurityDefinitions(properties, routes)
  const definitions = { ...propertiesIn(document['securityDefinitions']), ...security }
  if (Object.keys(definitions).length > 0)
    document = { ...document, securityDefinitions: definitions }
  document = withCorsMethods(document, properties['Cors'])
  const policy = resourcePolicy(properties, events.flatMap(routePolicy))
  if (policy) document = { ...document, 'x-amazon-apigateway-policy': policy }
  const validators = requestValidators(events)
  if (validators) document = { ...document, 'x-amazon-apigateway-request-validators': validators }
  return withExtensions(document, properties)
}

/** The policy that an event has for its route. */
function routePolicy(event: SamEvent): RoutePolicy[] {
  const policy = propertiesIn(event.properties['Auth'])['ResourcePolicy']
  if (!isObject(policy)) return []
  const method = String(required(event, 'Method')).toUpperCase().replace('ANY', '*')
  // A path variable matches any value, as in the policies that SAM writes.
  const path = String(required(event, 'Path')).replaceAll(/\{[^}]+\}/g, '*')
  return [{ policy, resource: `execute-api:/*/${method}${path}` }]
}

function addRoute(document: Properties, event: SamEvent, api: Properties): Properties {
  const path = String(required(event, 'Path'))
  const { parameters: body = [], ...validation } = requestModelOf(event, api)
  const parameters = [...parametersOf(event.properties['RequestParameters']), ...(body as [])]
  const operation = withoutUndefined({
    'x-amazon-apigateway-integration': withoutUndefined({
      httpMethod: 'POST',
      type: 'aws_proxy',
      uri: integrationUri(event),
      timeoutInMillis: event.properties['TimeoutInMillis'],
      responseTransferMode: event.properties['ResponseTransferMode'],
    }),
    responses: {},
    security: restSecurity(event.properties, api),
    parameters: parameters.length > 0 ? parameters : undefined,
    ...validation,
  })
  return addMethod(document, path, String(required(event, 'Method')), operation)
}

/** `method.request.querystring.page`, or an object with its settings. */
function parametersOf(given: unknown): Properties[] {
  if (!Array.isArray(given)) return []
  return given.flatMap((entry: unknown) =>
    isObject(entry)
      ? Object.entries(entry).map(([name, settings]) => parameter(name, propertiesIn(settings)))
      : [parameter(String(entry), {})],
  )
}

function parameter(name: string, { Required: isRequired = false }: Properties): Properties {
  const [, , kind = '', ...rest] = name.split('.')
  const place = kind === 'querystring' ? 'query' : kind
  return { in: place, name: rest.join('.'), required: isRequired, type: 'string' }
}

function withExtensions(
  document: Properties,
  { GatewayResponses: given, Models: models }: Properties,
): Properties {
  return withoutUndefined({
    ...document,
    'x-amazon-apigateway-gateway-responses': isObject(given)
      ? Object.fromEntries(
          Object.entries(given).map(([type, response]) => [
            type,
            gatewayResponse(propertiesIn(response)),
          ]),
        )
      : document['x-amazon-apigateway-gateway-responses'],
    definitions: isObject(models)
      ? { ...propertiesIn(document['definitions']), ...lowerCaseModels(models) }
      : document['definitions'],
  })
}

/** SAM writes headers without the prefix that API Gateway wants. */
function gatewayResponse({
  StatusCode,
  ResponseTemplates,
  ResponseParameters,
}: Properties): Properties {
  const parameters = propertiesIn(ResponseParameters)
  const prefixed = Object.entries(propertiesIn(parameters['Headers'])).map(([name, value]) => [
    `gatewayresponse.header.${name}`,
    value,
  ])
  return withoutUndefined({
    statusCode: StatusCode,
    responseTemplates: ResponseTemplates,
    responseParameters: prefixed.length > 0 ? Object.fromEntries(prefixed) : undefined,
  })
}

function endpointOf({ EndpointConfiguration: given }: Properties): Properties | undefined {
  if (typeof given === 'string') return { Types: [given] }
  if (!isObject(given)) return undefined
  const { Type: type, VPCEndpointIds: ids } = given
  return withoutUndefined({ Types: type === undefined ? undefined : [type], VpcEndpointIds: ids })
}

/** `image~1png` stands for `image/png`. */
const binaryTypesOf = ({ BinaryMediaTypes: given }: Properties): unknown =>
  Array.isArray(given)
    ? given.map((type: unknown) => (typeof type === 'string' ? type.replaceAll('~1', '/') : type))
    : undefined

function addStage(
  { id, properties }: ApiSource,
  context: SamContext,
  deployment: string,
  own: Properties,
): string {
  const name = context.resolve(properties['StageName']) ?? 'Prod'
  const given = properties['StageName']
  const stageId =
    isPlain(given) || given === undefined
      ? `${id}${String(given ?? 'Prod')}Stage`
      : typeof given === 'string'
        ? `${id}Stage${hashOf(given)}`
        : `${id}Stage`
  context.refer(id, 'Stage', stageId)
  context.add(
    stageId,
    'AWS::ApiGateway::Stage',
    {
      RestApiId: ref(id),
      DeploymentId: ref(deployment),
      StageName: given ?? name,
      Variables: properties['Variables'],
      Tags: properties['Tags'] === undefined ? undefined : toTagList(properties['Tags']),
      ...Object.fromEntries(OF_STAGE.map((property) => [property, properties[property]])),
    },
    own,
  )
  return stageId
}

function allowRoute(
  { functionId, name, target, own }: SamEvent,
  { id, properties }: ApiSource,
  context: SamContext,
): void {
  const stage = properties['StageName']
  const suffix = isPlain(stage) ? stage : stage === undefined ? 'Prod' : ''
  context.add(
    `${functionId}${name}Permission${suffix}`,
    'AWS::Lambda::Permission',
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: target.name,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Sub': [
          'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/*',
          { __ApiId__: ref(id) },
        ],
      },
    },
    own,
  )
}
