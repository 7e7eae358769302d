/** Payload 1.0 (REST APIs), WebSocket APIs, and Application Load Balancers. */
import type {
  ALBEvent,
  APIGatewayProxyEvent,
  APIGatewayProxyEventBase,
  APIGatewayProxyWebsocketEventV2,
} from 'aws-lambda'
import {
  addedHeaders,
  bodyFacts,
  headerIn,
  hostFacts,
  inStep,
  lowerCased,
  requestTimes,
  sourceIpOf,
  type Lists,
  type Texts,
} from './http-facts.ts'
import type { WithBody } from './http-v2.ts'
import { withOverrides } from './overrides.ts'
import { ACCOUNT, arnOf, EPOCH, EXTENDED_ID, REGION, REQUEST_ID, TRACE } from './sample-facts.ts'

interface Context {
  readonly apiId?: string | undefined
  readonly domainName?: string | undefined
  readonly domainPrefix?: string | undefined
  readonly httpMethod?: string | undefined
  readonly identity?: { readonly sourceIp?: string; readonly userAgent?: string | null } | undefined
  readonly path?: string | undefined
  readonly requestTime?: string | undefined
  readonly requestTimeEpoch?: number | undefined
  readonly resourcePath?: string | undefined
  readonly stage?: string | undefined
}

interface Given {
  readonly body?: unknown
  readonly headers?: Texts | null | undefined
  readonly httpMethod?: string | undefined
  readonly isBase64Encoded?: boolean | undefined
  readonly multiValueHeaders?: Lists | null | undefined
  readonly multiValueQueryStringParameters?: Lists | null | undefined
  readonly path?: string | undefined
  readonly pathParameters?: Texts | null | undefined
  readonly queryStringParameters?: Texts | null | undefined
  readonly requestContext?: Context | undefined
  readonly resource?: string | undefined
}

const DOMAIN = `execute-api.${REGION}.amazonaws.com`

/** The path of a resource with these parameters: `/orders/1` for `/orders/{id}`. */
const pathOf = (resource: string, parameters: Texts | null | undefined): string =>
  resource.replace(/\{(\w+)\+?\}/g, (text, name: string) => parameters?.[name] ?? text)

/**
 * Creates the event of a REST API with proxy integration, payload 1.0.
 *
 * @example
 * events.apiGateway({ httpMethod: 'POST', resource: '/orders', body: { amount: 9 } })
 */
export function apiGateway<Event extends APIGatewayProxyEventBase<unknown> = APIGatewayProxyEvent>(
  overrides: WithBody<Event> = {} as WithBody<Event>,
): Event {
  const given = overrides as Given
  const context = given.requestContext ?? {}
  const stage = context.stage ?? 'prod'
  const resource = given.resource ?? context.resourcePath ?? given.path ?? '/'
  const path =
    given.path ??
    context.path?.replace(new RegExp(`^/${stage}(?=/|$)`), '') ??
    pathOf(resource, given.pathParameters)
  const method = given.httpMethod ?? context.httpMethod ?? 'GET'
  const { text, type } = bodyFacts(given.body, given.isBase64Encoded === true)
  const sender = senderOf(given)
  const headers = inStep(
    { ...given.headers, ...addedTo(sender.sent, sender, type) },
    given.multiValueHeaders,
  )
  const query = inStep(given.queryStringParameters, given.multiValueQueryStringParameters)
  const base = {
    resource,
    path,
    httpMethod: method,
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: query.single,
    multiValueQueryStringParameters: query.multi,
    pathParameters: null,
    stageVariables: null,
    requestContext: restContext(context, sender, { resource, path, stage, httpMethod: method }),
    body: text ?? null,
    isBase64Encoded: false,
  }
  const {
    body: _body,
    headers: _headers,
    multiValueHeaders: _multiHeaders,
    queryStringParameters: _query,
    multiValueQueryStringParameters: _multiQuery,
    ...others
  } = given
  return withOverrides(base, others)
}

interface Sender {
  readonly sent: Texts | null
  readonly userAgent: string | null
  readonly sourceIp: string
  readonly host: string
  readonly prefix: string
  readonly apiId: string
}

/** Who sends the request to which host, by its headers and its context. */
function senderOf({ headers, multiValueHeaders, requestContext: context = {} }: Given): Sender {
  const sent = inStep(headers, multiValueHeaders).single
  return {
    sent,
    userAgent: context.identity?.userAgent ?? headerIn(sent, 'user-agent') ?? null,
    sourceIp: sourceIpOf(context.identity?.sourceIp, sent),
    ...hostFacts(
      {
        host: context.domainName ?? headerIn(sent, 'host'),
        prefix: context.domainPrefix,
        apiId: context.apiId,
      },
      DOMAIN,
      'api1234567',
    ),
  }
}

/** The headers that API Gateway and the client add to those that were sent. */
function addedTo(
  sent: Texts | null,
  { userAgent, host, sourceIp }: Sender,
  type: string | undefined,
): Texts {
  const own = {
    ...(type && { 'Content-Type': type }),
    ...(userAgent !== null && { 'User-Agent': userAgent }),
    ...addedHeaders(host, sourceIp),
  }
  const added = Object.entries(own).filter(
    ([name]) => headerIn(sent, name.toLowerCase()) === undefined,
  )
  return Object.fromEntries(added)
}

interface Called {
  readonly resource: string
  readonly path: string
  readonly stage: string
  readonly httpMethod: string
}

function restContext(
  context: Context,
  { userAgent, host, prefix, apiId, sourceIp }: Sender,
  { resource, path, stage, httpMethod }: Called,
): object {
  const times = requestTimes(context.requestTimeEpoch, context.requestTime)
  return {
    accountId: ACCOUNT,
    apiId,
    deploymentId: 'dep123',
    domainName: host,
    domainPrefix: prefix,
    extendedRequestId: EXTENDED_ID,
    httpMethod,
    identity: { ...NO_IDENTITY, sourceIp, userAgent },
    path: `/${stage}${path}`,
    protocol: 'HTTP/1.1',
    requestId: REQUEST_ID,
    requestTime: times.text,
    requestTimeEpoch: times.epoch,
    resourceId: 'res123',
    resourcePath: resource,
    stage,
  }
}

// Recorded: rest-event-001.
const NO_IDENTITY = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  user: null,
  userArn: null,
}

interface SocketGiven {
  readonly body?: unknown
  readonly headers?: Texts | undefined
  readonly requestContext?:
    (Context & { readonly routeKey?: string; readonly eventType?: string }) | undefined
}

const EVENT_TYPES: Readonly<Record<string, string>> = {
  $connect: 'CONNECT',
  $disconnect: 'DISCONNECT',
}

/**
 * Creates the event of a WebSocket API. The route key decides its type: `$connect` has headers,
 * `$disconnect` a status, any other a body.
 *
 * @example
 * events.websocket({ requestContext: { routeKey: 'send' }, body: { action: 'send' } })
 */
// Recorded: snap-ws-connect-event.
export function websocket<
  Event extends APIGatewayProxyWebsocketEventV2 = APIGatewayProxyWebsocketEventV2,
>(overrides: WithBody<Event> = {} as WithBody<Event>): Event {
  const given = overrides as SocketGiven
  const context = given.requestContext ?? {}
  const routeKey = context.routeKey ?? routeKeyOf(context.eventType)
  const eventType = context.eventType ?? EVENT_TYPES[routeKey] ?? 'MESSAGE'
  const sourceIp = sourceIpOf(context.identity?.sourceIp, given.headers)
  const { host, apiId } = hostFacts(
    {
      host: context.domainName ?? headerIn(given.headers, 'host'),
      prefix: undefined,
      apiId: context.apiId,
    },
    DOMAIN,
    'ws12345678',
  )
  const times = requestTimes(context.requestTimeEpoch, context.requestTime)
  const { text } = bodyFacts(given.body, false)
  const headers = inStep({ ...addedHeaders(host, sourceIp), ...given.headers }, undefined)
  const base = {
    ...(eventType === 'CONNECT' && {
      headers: headers.single,
      multiValueHeaders: headers.multi,
    }),
    requestContext: {
      routeKey,
      ...(eventType === 'MESSAGE' && { messageId: 'ZhDrLcV4DoECHfA=' }),
      ...(eventType === 'DISCONNECT' && { disconnectStatusCode: 1000, disconnectReason: '' }),
      eventType,
      extendedRequestId: EXTENDED_ID,
      requestTime: times.text,
      messageDirection: 'IN',
      stage: 'prod',
      connectedAt: EPOCH,
      requestTimeEpoch: times.epoch,
      identity: { sourceIp },
      requestId: EXTENDED_ID,
      domainName: host,
      connectionId: 'ZhDrKeI5DoECHfA=',
      apiId,
    },
    ...(eventType === 'MESSAGE' && { body: text ?? '' }),
    isBase64Encoded: false,
  }
  const { body: _body, headers: _headers, ...others } = given
  return withOverrides(base, others)
}

const routeKeyOf = (eventType: string | undefined): string =>
  Object.keys(EVENT_TYPES).find((key) => EVENT_TYPES[key] === eventType) ?? '$default'

const TARGET_GROUP = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:targetgroup/sample/6d0ecf831eec9f09`

/**
 * Creates the event of an Application Load Balancer. With `multiValueHeaders` it is the event of a
 * target group with multi-value headers, which has no single ones.
 */
// AWS: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
export function alb(overrides: WithBody<ALBEvent> = {}): ALBEvent {
  const { headers, multiValueHeaders, body, ...others } = overrides
  const { text, type } = bodyFacts(body, overrides.isBase64Encoded === true)
  const given: Texts = headers ?? {}
  const lists: Lists = multiValueHeaders ?? {}
  const own = {
    ...(type && { 'content-type': type }),
    host: 'sample.us-east-1.elb.amazonaws.com',
    'x-amzn-trace-id': TRACE,
    'x-forwarded-for': sourceIpOf(undefined, given),
    'x-forwarded-port': '80',
    'x-forwarded-proto': 'http',
  }
  const isMulti = multiValueHeaders !== undefined
  const base = {
    requestContext: { elb: { targetGroupArn: arnOf(undefined, TARGET_GROUP) } },
    httpMethod: 'GET',
    path: '/',
    ...(!isMulti && { queryStringParameters: {} }),
    ...(isMulti && { multiValueQueryStringParameters: {} }),
    ...(isMulti
      ? { multiValueHeaders: { ...inStep(own, undefined).multi, ...lists } }
      : { headers: { ...own, ...lowerCased(given) } }),
    body: text ?? '',
    isBase64Encoded: false,
  }
  return withOverrides(base, others)
}
