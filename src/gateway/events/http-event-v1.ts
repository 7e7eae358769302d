/** Payload 1.0 of HTTP APIs: a REST API's event with the member `version` and other details. */
import { toRequestTime } from '../../core/time/request-time.ts'
import { isHttpBinary, toEventBody } from '../messages/body.ts'
import type { HttpApi } from '../api/definition.ts'
import {
  domainPrefix,
  type ChosenRoute,
  type Exchange,
  type Granted,
} from '../exchange/exchange.ts'
import { lastHeader, toHeaderMaps } from '../messages/header-list.ts'
import { decodedPath, httpHeaderList, httpPath, sentPath } from './http-event.ts'
import { toQueryMaps } from '../messages/query.ts'

/** The route's path, or `$default` for the route of that name. */
export const resourceOf = ({ route }: ChosenRoute): string => route.path || route.key

const NOTHING: Granted = { context: undefined }

/** `requestContext` of format 1.0. Its path is decoded, unlike the event's. */
// Recorded: snap-event-http1-urlencodedquerystring, snap-event-http1-specialcharactersinpath (no
// authorizer without one, the route key as resourceId). AWS's documentation differs: its sample has
// {claims: null, scopes: null} and null.
export function httpContextV1(
  exchange: Exchange<HttpApi>,
  chosen: ChosenRoute,
  { context: authorizer, identity }: Granted = NOTHING,
): Record<string, unknown> {
  const { world, api, host, request, record, requestId, client } = exchange
  return {
    accountId: world.options.accountId,
    apiId: api.id,
    ...(authorizer !== undefined && { authorizer }),
    domainName: host,
    domainPrefix: domainPrefix(host),
    extendedRequestId: requestId,
    httpMethod: request.method,
    identity: {
      accessKey: identity?.accessKeyId ?? null,
      accountId: identity?.accountId ?? null,
      caller: identity?.userId ?? null,
      // Captured on AWS: this key and the empty user agent, beside those of REST APIs
      cognitoAmr: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: client.sourceIp,
      user: identity?.userId ?? null,
      userAgent: lastHeader(request.headers, 'user-agent') ?? '',
      userArn: identity?.arn ?? null,
    },
    path: request.domain ? decodedPath(request.domain.path) : httpPath(api, request.path),
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: toRequestTime(record.at),
    requestTimeEpoch: record.at,
    resourceId: chosen.route.key,
    resourcePath: resourceOf(chosen),
    stage: api.stage,
  }
}

export function toHttpEventV1(
  exchange: Exchange<HttpApi>,
  chosen: ChosenRoute,
  granted: Granted | undefined,
): Record<string, unknown> {
  const { api, request } = exchange
  const headers = toHeaderMaps(httpHeaderList(exchange))
  const query = toQueryMaps(request.query)
  const { body, isBase64Encoded } = toEventBody(request, isHttpBinary(request))
  return {
    version: '1.0',
    resource: resourceOf(chosen),
    path: sentPath(api, request),
    httpMethod: request.method,
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: query?.single ?? null,
    multiValueQueryStringParameters: query?.multi ?? null,
    requestContext: httpContextV1(exchange, chosen, granted),
    pathParameters: chosen.parameters ?? null,
    stageVariables: api.stageVariables ? { ...api.stageVariables } : null,
    body: body ?? null,
    isBase64Encoded,
  }
}
