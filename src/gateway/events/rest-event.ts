/** Payload 1.0: the events of AWS_PROXY integrations and REQUEST authorizers of REST APIs. */
import type { CallerIdentity } from '../../core/world/identity-ports.ts'
import { toRequestTime } from '../../core/time/request-time.ts'
import { matchesBinaryTypes, toEventBody } from '../messages/body.ts'
import type { RestApi } from '../api/definition.ts'
import {
  clientHeaders,
  domainPrefix,
  gatewayHeaders,
  type ChosenRoute,
  type Exchange,
} from '../exchange/exchange.ts'
import {
  lastHeader,
  toHeaderMaps,
  type HeaderEntry,
  type HeaderList,
  type MultiMap,
} from '../messages/header-list.ts'
import { toQueryMaps } from '../messages/query.ts'
import type { GatewayRequest } from '../messages/request.ts'

// Recorded: rest-event-012
const DROPPED: ReadonlySet<string> = new Set([
  ...[
    'connection',
    'content-length',
    'content-md5',
    'expect',
    'max-forwards',
    'proxy-authenticate',
  ],
  ...['server', 'te', 'transfer-encoding', 'trailer', 'upgrade', 'www-authenticate'],
])
/** The signature of a request never reaches the function. */
const DROPPED_WHEN_SIGNED: ReadonlySet<string> = new Set([...DROPPED, 'authorization'])
const DROPPED_FOR_AUTHORIZER: ReadonlySet<string> = new Set(
  [...DROPPED].filter((name) => name !== 'content-length'),
)

/** Merges leading slashes into one. The rest is as the client sent it. */
// Recorded: rest-event-010, test_lambda_aws_proxy_integration
export const restPath = (path: string): string => path.replace(/^\/{2,}/, '/')

/** The path of an event: with the base path of a custom domain name. */
// Captured on AWS: aws-powertools/powertools-lambda-python pull request 579, and localstack/localstack
// pull request 12296
const pathOnHost = ({ domain, path }: GatewayRequest): string => domain?.path ?? path

/** The names that an edge-optimized API respells. */
// Recorded: rest-event-001
const RESPELLED: ReadonlyMap<string, string> = new Map([
  ['authorization', 'Authorization'],
  ['user-agent', 'User-Agent'],
])

// Recorded: test_lambda_aws_proxy_integration (names); Unverified: the values
const CLOUDFRONT: HeaderList = [
  ['CloudFront-Forwarded-Proto', 'https'],
  ['CloudFront-Is-Desktop-Viewer', 'true'],
  ['CloudFront-Is-Mobile-Viewer', 'false'],
  ['CloudFront-Is-SmartTV-Viewer', 'false'],
  ['CloudFront-Is-Tablet-Viewer', 'false'],
  ['CloudFront-Viewer-ASN', '16509'],
  ['CloudFront-Viewer-Country', 'US'],
]

/** The headers that CloudFront sets in place of the client's. */
const OF_CLOUDFRONT: ReadonlySet<string> = new Set([
  ...CLOUDFRONT.map(([name]) => name.toLowerCase()),
  'x-amz-cf-id',
])

function edgeHeaders(exchange: Exchange, dropped: ReadonlySet<string>): MultiMap {
  const { request, requestId, world } = exchange
  const via = `1.1 ${requestId.replaceAll('-', '')}.cloudfront.net (CloudFront)`
  const client: HeaderEntry[] = []
  let hasVia = false
  for (const entry of clientHeaders(request.headers, dropped)) {
    const lower = entry[0].toLowerCase()
    if (OF_CLOUDFRONT.has(lower)) continue
    if (lower === 'via') hasVia = true
    const name = RESPELLED.get(lower)
    client.push(name === undefined ? entry : [name, entry[1]])
  }
  // CloudFront's Via joins the client's, in one header. No other name can be there already.
  if (hasVia) client.push(['Via', via])
  const maps = toHeaderMaps(client)
  for (const [name, value] of CLOUDFRONT) addHeader(maps, name, value)
  if (!hasVia) addHeader(maps, 'Via', via)
  addHeader(maps, 'X-Amz-Cf-Id', `${world.ids.text('cloudfront', 54)}==`)
  return withOwn(maps, gatewayHeaders(exchange))
}

/** Adds headers that the list of the client's cannot contain. */
function withOwn(maps: MultiMap, own: HeaderList): MultiMap {
  for (const [name, value] of own) addHeader(maps, name, value)
  return maps
}

function addHeader({ single, multi }: MultiMap, name: string, value: string): void {
  single[name] = value
  multi[name] = [value]
}

const OF_PRIVATE_APIS = new Set(['Host', 'X-Forwarded-For'])

// Captured on AWS: events of private APIs in public issues and documentation
function privateHeaders({ client }: Exchange, own: readonly HeaderEntry[]): HeaderEntry[] {
  return [
    ...own.filter(([name]) => OF_PRIVATE_APIS.has(name)),
    ['x-amzn-cipher-suite', 'ECDHE-RSA-AES128-GCM-SHA256'],
    ['x-amzn-tls-version', 'TLSv1.2'],
    ['x-amzn-vpc-id', client.vpcId],
    ['x-amzn-vpce-config', '1'],
    ['x-amzn-vpce-id', client.vpcEndpointId],
  ]
}

function restHeaders(exchange: Exchange<RestApi>, dropped: ReadonlySet<string>): MultiMap {
  const { endpointType } = exchange.api
  if (endpointType === 'EDGE') return edgeHeaders(exchange, dropped)
  const client = clientHeaders(exchange.request.headers, dropped)
  const own = gatewayHeaders(exchange)
  return endpointType === 'REGIONAL'
    ? withOwn(toHeaderMaps(client), own)
    : toHeaderMaps([...client, ...privateHeaders(exchange, own)])
}

export interface RestContextParts {
  readonly authorizer?: unknown
  /** IAM authorizers: who signed the request. */
  readonly identity?: CallerIdentity | undefined
  readonly apiKey?: { readonly id: string; readonly value: string } | undefined
}

/** The headers that an integration can read: the client's, and those that the gateway adds. */
export const integrationHeaders = (
  exchange: Exchange<RestApi>,
  { identity }: RestContextParts,
): MultiMap => restHeaders(exchange, identity ? DROPPED_WHEN_SIGNED : DROPPED)

/** `requestContext`. It has `authorizer` only when the route has one. */
// Recorded: rest-event-001 (16 keys, 12 of them in identity)
export function restContext(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute | undefined,
  { authorizer, identity, apiKey }: RestContextParts = {},
): Record<string, unknown> {
  const { world, api, host, request, record, requestId, extendedId, client } = exchange
  return {
    accountId: world.options.accountId,
    apiId: api.id,
    ...(authorizer !== undefined && { authorizer }),
    deploymentId: api.deploymentId,
    domainName: host,
    domainPrefix: domainPrefix(host),
    extendedRequestId: extendedId,
    httpMethod: request.method,
    identity: {
      // Captured on AWS by Powertools for AWS Lambda (apigw-rest/iam-auth.json): these five
      accessKey: identity?.accessKeyId ?? null,
      accountId: identity?.accountId ?? null,
      // AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
      // (only with a key)
      ...(apiKey && { apiKey: apiKey.value, apiKeyId: apiKey.id }),
      caller: identity?.userId ?? null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: client.sourceIp,
      user: identity?.userId ?? null,
      userAgent: lastHeader(request.headers, 'user-agent') ?? null,
      userArn: identity?.arn ?? null,
      ...(api.endpointType === 'PRIVATE' && {
        vpcId: client.vpcId,
        vpceId: client.vpcEndpointId,
      }),
    },
    // A custom domain name maps to a stage, so that its paths do not contain it.
    path:
      request.domain?.path ?? (host === api.host ? `/${api.stage}${request.path}` : request.path),
    protocol: 'HTTP/1.1',
    requestId,
    requestTime: toRequestTime(record.at),
    requestTimeEpoch: record.at,
    resourceId: chosen?.route.resourceId,
    resourcePath: chosen?.route.path,
    stage: api.stage,
  }
}

// Recorded: rest-event-001: empty parts are null, never {} and never absent
export function toRestEvent(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute,
  parts: RestContextParts,
): Record<string, unknown> {
  const { api, request } = exchange
  const headers = integrationHeaders(exchange, parts)
  const query = toQueryMaps(request.query)
  const { body, isBase64Encoded } = toEventBody(request, (type) =>
    matchesBinaryTypes(api.binaryMediaTypes, type),
  )
  return {
    resource: chosen.route.path,
    path: restPath(pathOnHost(request)),
    httpMethod: request.method,
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: query?.single ?? null,
    multiValueQueryStringParameters: query?.multi ?? null,
    pathParameters: chosen.parameters ?? null,
    stageVariables: api.stageVariables ? { ...api.stageVariables } : null,
    requestContext: restContext(exchange, chosen, parts),
    body: body ?? null,
    isBase64Encoded,
  }
}

/** The event of a REQUEST authorizer. It has no body, and empty maps are {} instead of null. */
// Captured on AWS by Powertools for AWS Lambda: a REQUEST authorizer's event
export function toAuthorizerEvent(
  exchange: Exchange<RestApi>,
  /** Undefined in a test of the authorizer. */
  chosen: ChosenRoute | undefined,
  methodArn: string,
): Record<string, unknown> {
  const { api, request } = exchange
  const headers = restHeaders(withContentLength(exchange), DROPPED_FOR_AUTHORIZER)
  const query = toQueryMaps(request.query)
  return {
    type: 'REQUEST',
    methodArn,
    resource: chosen?.route.path ?? restPath(request.path),
    path: restPath(pathOnHost(request)),
    httpMethod: request.method,
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: query?.single ?? {},
    multiValueQueryStringParameters: query?.multi ?? {},
    pathParameters: chosen?.parameters ?? {},
    stageVariables: { ...api.stageVariables },
    requestContext: restContext(exchange, chosen),
  }
}

/** HTTP clients send Content-Length with every body; a test's header list need not have it. */
function withContentLength(exchange: Exchange<RestApi>): Exchange<RestApi> {
  const { request } = exchange
  if (!request.body || lastHeader(request.headers, 'content-length') !== undefined) return exchange
  const length: HeaderEntry = ['Content-Length', String(request.body.byteLength)]
  return { ...exchange, request: { ...request, headers: [...request.headers, length] } }
}
