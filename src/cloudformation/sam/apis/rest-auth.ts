/**
 * `Auth` of REST APIs.
 * AWS: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html
 */
import { isObject } from '../../../core/json.ts'
import { withoutUndefined } from '../../../core/without-undefined.ts'
import { propertiesIn, type Properties } from '../context.ts'

const lambdaUri = (arn: unknown): Properties => ({
  'Fn::Sub': [
    'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations',
    { __FunctionArn__: arn },
  ],
})

/** The authorizers of the API's settings, as Swagger writes them. */
export function restSecurityDefinitions(
  { Auth: given }: Properties,
  routes: readonly Properties[],
): Properties {
  const auth = propertiesIn(given)
  const ofRoutes = routes.map((route) => propertiesIn(route['Auth']))
  const definitions: Properties = {}
  for (const [name, authorizer] of Object.entries(propertiesIn(auth['Authorizers'])))
    if (isObject(authorizer)) definitions[name] = toDefinition(authorizer)
  if ([auth, ...ofRoutes].some((one) => one['ApiKeyRequired'] === true))
    definitions['api_key'] = API_KEY
  const isSigned = ofRoutes.some((one) => one['Authorizer'] === 'AWS_IAM')
  if (isSigned || auth['DefaultAuthorizer'] === 'AWS_IAM') definitions['AWS_IAM'] = SIGNATURE
  return definitions
}

const API_KEY: Properties = { type: 'apiKey', name: 'x-api-key', in: 'header' }
const SIGNATURE: Properties = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'awsSigv4',
}

function toDefinition(authorizer: Properties): Properties {
  const { UserPoolArn: pool, FunctionArn: fn, AuthType } = authorizer
  const identity = propertiesIn(authorizer['Identity'])
  const { Header: header = 'Authorization', ReauthorizeEvery: ttl } = identity
  const common = { type: 'apiKey', name: header, in: 'header' }
  if (pool !== undefined) {
    return {
      ...common,
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': {
        type: 'cognito_user_pools',
        providerARNs: Array.isArray(pool) ? (pool as unknown[]) : [pool],
      },
    }
  }
  if (fn === undefined) return AuthType === 'AWS_IAM' ? SIGNATURE : common
  const isRequest = authorizer['FunctionPayloadType'] === 'REQUEST'
  return {
    ...common,
    ...(isRequest && { name: 'Unused' }),
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': withoutUndefined({
      type: isRequest ? 'request' : 'token',
      authorizerUri: lambdaUri(fn),
      authorizerResultTtlInSeconds: ttl,
      identityValidationExpression: identity['ValidationExpression'],
      identitySource: isRequest ? sourcesOf(identity) : undefined,
    }),
  }
}

const SOURCES: readonly (readonly [string, string])[] = [
  ['Headers', 'method.request.header.'],
  ['QueryStrings', 'method.request.querystring.'],
  ['StageVariables', 'stageVariables.'],
  ['Context', 'context.'],
]

function sourcesOf(identity: Properties): string | undefined {
  const sources = SOURCES.flatMap(([property, prefix]) => {
    const names = identity[property]
    return Array.isArray(names) ? names.map((name) => `${prefix}${String(name)}`) : []
  })
  return sources.length > 0 ? sources.join(', ') : undefined
}

/** The authorizers and the key that one route needs. */
export function restSecurity({ Auth: given }: Properties, { Auth: ofApi }: Properties): unknown {
  const own = propertiesIn(given)
  const api = propertiesIn(ofApi)
  const name = own['Authorizer'] ?? api['DefaultAuthorizer']
  const scopes: unknown = own['AuthorizationScopes'] ?? []
  const needsKey = own['ApiKeyRequired'] ?? api['ApiKeyRequired']
  const security = [
    ...(typeof name === 'string' && name !== 'NONE' ? [{ [name]: scopes }] : []),
    ...(needsKey === true ? [{ api_key: [] }] : []),
  ]
  return security.length > 0 ? security : undefined
}
