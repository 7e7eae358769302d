/**
 * AWS::Serverless::HttpApi, and the API that events of the type HttpApi imply.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-httpapi.html
 */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { inherited, propertiesIn, ref, type Properties, type SamContext } from '../context.ts'
import type { SamEvent } from '../events/event.ts'
import { addHttpDomain } from './domain.ts'
import { addMethod, documentOf, integrationUri, isPlain, type ApiSource } from './document.ts'

export const HTTP_EVENT = 'ApiId'

const empty = (): Properties => ({
  openapi: '3.0.1',
  info: { version: '1.0', title: { Ref: 'AWS::StackName' } },
  paths: {},
})

const ANY = 'x-amazon-apigateway-any-method'

export function addHttpApi(api: ApiSource, context: SamContext): void {
  const { id, properties, attributes, events } = api
  context.add(
    id,
    'AWS::ApiGatewayV2::Api',
    {
      Body: bodyOf(api),
      Name: properties['Name'],
      Description: properties['Description'],
      DisableExecuteApiEndpoint: properties['DisableExecuteApiEndpoint'],
      FailOnWarnings: properties['FailOnWarnings'],
    },
    attributes,
  )
  const own = inherited(attributes)
  const stage = properties['StageName'] ?? '$default'
  const stageId =
    stage === '$default'
      ? `${id}ApiGatewayDefaultStage`
      : `${id}${isPlain(stage) ? stage : ''}Stage`
  context.refer(id, 'Stage', stageId)
  context.add(
    stageId,
    'AWS::ApiGatewayV2::Stage',
    {
      ApiId: ref(id),
      StageName: stage,
      AutoDeploy: true,
      StageVariables: properties['StageVariables'],
      DefaultRouteSettings: properties['DefaultRouteSettings'],
      RouteSettings: routeSettingsOf(api),
      AccessLogSettings: properties['AccessLogSettings'],
      // AWS: serverless-application-model, samtranslator/model/api/http_api_generator.py
      Tags: { ...propertiesIn(properties['Tags']), 'httpapi:createdBy': 'SAM' },
    },
    own,
  )
  addHttpDomain(api, context, stageId, own)
  for (const event of events) allowRoute(event, id, context)
}

/** Those of the API, and those that its routes have themselves. */
function routeSettingsOf({ properties, events }: ApiSource): unknown {
  const own = events.flatMap(({ properties: event }) => {
    const { RouteSettings: settings, Method: method = 'ANY', Path: path = '$default' } = event
    if (settings === undefined) return []
    const isDefault = path === '$default'
    return [[isDefault ? '$default' : `${String(method).toUpperCase()} ${String(path)}`, settings]]
  })
  const given = properties['RouteSettings']
  return own.length === 0
    ? given
    : { ...propertiesIn(given), ...(Object.fromEntries(own) as Properties) }
}

function bodyOf(api: ApiSource): Properties {
  const { properties, events } = api
  const auth = propertiesIn(properties['Auth'])
  let document = documentOf(api, empty())
  for (const event of events) document = addRoute(document, event, auth)
  const schemes = schemesOf(auth)
  if (Object.keys(schemes).length > 0) {
    const components = propertiesIn(document['components'])
    const known = propertiesIn(components['securitySchemes'])
    document = {
      ...document,
      components: { ...components, securitySchemes: { ...known, ...schemes } },
    }
  }
  const cors = corsOf(properties['CorsConfiguration'])
  return cors ? { ...document, 'x-amazon-apigateway-cors': cors } : document
}

function addRoute(document: Properties, event: SamEvent, auth: Properties): Properties {
  const {
    Path: path,
    Method: method = 'ANY',
    PayloadFormatVersion,
    TimeoutInMillis,
  } = event.properties
  const isDefault = path === undefined || path === '$default'
  const operation = withoutUndefined({
    'x-amazon-apigateway-integration': withoutUndefined({
      httpMethod: 'POST',
      type: 'aws_proxy',
      uri: integrationUri(event),
      payloadFormatVersion: PayloadFormatVersion ?? '2.0',
      timeoutInMillis: TimeoutInMillis,
    }),
    isDefaultRoute: isDefault ? true : undefined,
    security: securityOf(propertiesIn(event.properties['Auth']), auth),
    responses: {},
  })
  const name =
    String(method).toUpperCase() === 'X-AMAZON-APIGATEWAY-ANY-METHOD' ? 'ANY' : String(method)
  return isDefault
    ? addMethod(document, '/$default', ANY, operation)
    : addMethod(document, String(path), name, operation)
}

function securityOf(own: Properties, api: Properties): unknown {
  const name = own['Authorizer'] ?? api['DefaultAuthorizer']
  if (typeof name !== 'string' || name === 'NONE') return undefined
  const authorizer = propertiesIn(propertiesIn(api['Authorizers'])[name])
  const scopes: unknown = own['AuthorizationScopes'] ?? authorizer['AuthorizationScopes'] ?? []
  return [{ [name]: scopes }]
}

function schemesOf(auth: Properties): Properties {
  const schemes: Properties = {}
  for (const [name, authorizer] of Object.entries(propertiesIn(auth['Authorizers'])))
    if (isObject(authorizer)) schemes[name] = toScheme(authorizer)
  if (auth['EnableIamAuthorizer'] === true || auth['DefaultAuthorizer'] === 'AWS_IAM') {
    schemes['AWS_IAM'] = {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      'x-amazon-apigateway-authtype': 'awsSigv4',
    }
  }
  return schemes
}

function toScheme(authorizer: Properties): Properties {
  const { JwtConfiguration: jwt, IdentitySource: source, FunctionArn: fn } = authorizer
  if (fn === undefined) {
    const { issuer, audience } = lowerCased(jwt)
    return {
      type: 'oauth2',
      'x-amazon-apigateway-authorizer': withoutUndefined({
        type: 'jwt',
        jwtConfiguration: { issuer, audience },
        identitySource: source,
      }),
    }
  }
  const identity = propertiesIn(authorizer['Identity'])
  return {
    type: 'apiKey',
    name: 'Unused',
    in: 'header',
    'x-amazon-apigateway-authorizer': withoutUndefined({
      type: 'request',
      authorizerUri: {
        'Fn::Sub': [
          'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations',
          { __FunctionArn__: fn },
        ],
      },
      authorizerPayloadFormatVersion: String(authorizer['AuthorizerPayloadFormatVersion'] ?? '2.0'),
      enableSimpleResponses: authorizer['EnableSimpleResponses'],
      identitySource: sourcesOf(identity),
      authorizerResultTtlInSeconds: identity['ReauthorizeEvery'],
    }),
  }
}

/** Templates write `Issuer` as well as `issuer`. */
const lowerCased = (given: unknown): Properties =>
  Object.fromEntries(
    Object.entries(propertiesIn(given)).map(([name, value]) => [name.toLowerCase(), value]),
  )

const SOURCES: readonly (readonly [string, string])[] = [
  ['Headers', '$request.header.'],
  ['QueryStrings', '$request.querystring.'],
  ['StageVariables', '$stageVariables.'],
  ['Context', '$context.'],
]

function sourcesOf(identity: Properties): string | undefined {
  const sources = SOURCES.flatMap(([property, prefix]) => {
    const names = identity[property]
    return Array.isArray(names) ? names.map((name) => `${prefix}${String(name)}`) : []
  })
  return sources.length > 0 ? sources.join(', ') : undefined
}

/** `true` allows every origin. */
function corsOf(cors: unknown): Properties | undefined {
  if (cors === true) return { allowOrigins: ['*'] }
  if (!isObject(cors)) return undefined
  const { AllowOrigins, AllowMethods, AllowHeaders, ExposeHeaders, AllowCredentials, MaxAge } = cors
  return withoutUndefined({
    allowOrigins: AllowOrigins,
    allowMethods: AllowMethods,
    allowHeaders: AllowHeaders,
    exposeHeaders: ExposeHeaders,
    allowCredentials: AllowCredentials,
    maxAge: MaxAge,
  })
}

function allowRoute(
  { functionId, name, target, own }: SamEvent,
  apiId: string,
  context: SamContext,
): void {
  context.add(
    `${functionId}${name}Permission`,
    'AWS::Lambda::Permission',
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: target.name,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Sub': [
          'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/*',
          { __ApiId__: ref(apiId) },
        ],
      },
    },
    own,
  )
}
