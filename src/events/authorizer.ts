/** Events of Lambda authorizers. */
import type {
  APIGatewayProxyEventBase,
  APIGatewayProxyEventV2,
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
  APIGatewayTokenAuthorizerEvent,
} from 'aws-lambda'
import { headerIn } from './http-facts.ts'
import { apiGateway } from './http-v1.ts'
import { apiGatewayV2, type WithBody } from './http-v2.ts'
import { withOverrides, type Partly } from './overrides.ts'
import { ACCOUNT, REGION } from './sample-facts.ts'

interface Route {
  readonly apiId: string
  readonly stage: string
  readonly method: string
  readonly path: string
}

const routeArn = ({ apiId, stage, method, path }: Route): string =>
  `arn:aws:execute-api:${REGION}:${ACCOUNT}:${apiId}/${stage}/${method}${path}`

const TOKEN = 'Bearer sample'

/** Creates the event of a TOKEN authorizer of a REST API. */
const token = (
  overrides: Partial<APIGatewayTokenAuthorizerEvent> = {},
): APIGatewayTokenAuthorizerEvent => ({
  type: 'TOKEN',
  methodArn: routeArn({ apiId: 'api1234567', stage: 'prod', method: 'GET', path: '/' }),
  authorizationToken: TOKEN,
  ...overrides,
})

/** Creates the event of a REQUEST authorizer of a REST API. */
// Captured on AWS by Powertools for AWS Lambda: no body, and empty maps instead of null.
function request(
  overrides: Partly<APIGatewayRequestAuthorizerEvent> = {},
): APIGatewayRequestAuthorizerEvent {
  const { type: _type, methodArn, ...given } = overrides
  const hasToken = headerIn(given.headers, 'authorization') !== undefined
  const headers = hasToken ? given.headers : { Authorization: TOKEN, ...given.headers }
  const event = apiGateway<APIGatewayProxyEventBase<undefined>>({
    ...given,
    headers,
  } as WithBody<APIGatewayProxyEventBase<undefined>>)
  const { body: _body, isBase64Encoded: _encoded, ...rest } = event
  const { apiId, stage } = rest.requestContext
  const route = { apiId, stage, method: rest.httpMethod, path: rest.path }
  return {
    type: 'REQUEST',
    methodArn: methodArn ?? routeArn(route),
    ...rest,
    queryStringParameters: rest.queryStringParameters ?? {},
    multiValueQueryStringParameters: rest.multiValueQueryStringParameters ?? {},
    pathParameters: rest.pathParameters ?? {},
    stageVariables: rest.stageVariables ?? {},
  }
}

/** Creates the event of an authorizer of an HTTP API, payload 2.0. */
// Recorded: http2-auth-001.
function requestV2(
  overrides: Partly<APIGatewayRequestAuthorizerEventV2> = {},
): APIGatewayRequestAuthorizerEventV2 {
  const { type: _type, routeArn: arn, identitySource, ...given } = overrides
  const authorization = headerIn(given.headers, 'authorization') ?? identitySource?.[0] ?? TOKEN
  const headers = { authorization, ...given.headers }
  const event = apiGatewayV2<APIGatewayProxyEventV2>({
    ...given,
    headers,
  })
  const { body: _body, isBase64Encoded: _encoded, ...rest } = event
  const { apiId, stage, http } = rest.requestContext
  const own = {
    type: 'REQUEST',
    routeArn: arn ?? routeArn({ apiId, stage, method: http.method, path: http.path }),
    identitySource: identitySource ?? [authorization],
  }
  return withOverrides({ ...own, ...rest }, given)
}

/** One factory for each kind of authorizer. */
export const authorizer: {
  readonly token: typeof token
  readonly request: typeof request
  readonly requestV2: typeof requestV2
} = { token, request, requestV2 }
