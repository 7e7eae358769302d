/** Payload 2.0: events of HTTP APIs and function URLs. */
import type { APIGatewayProxyEventV2, LambdaFunctionURLEvent } from 'aws-lambda'
import {
  addedHeaders,
  bodyFacts,
  headerIn,
  hostFacts,
  joinedQuery,
  lowerCased,
  methodIn,
  printQuery,
  requestTimes,
  sourceIpOf,
  type Texts,
} from './http-facts.ts'
import { withOverrides, type Partly } from './overrides.ts'
import { ACCOUNT, EXTENDED_ID, REGION, REQUEST_ID } from './sample-facts.ts'

/** Overrides of an event whose body may be given as a JSON value. */
export type WithBody<Event> = Omit<Partly<Event>, 'body'> & { readonly body?: unknown }

/** The members that this file reads from overrides. */
interface Given {
  readonly rawPath?: string | undefined
  readonly rawQueryString?: string | undefined
  readonly routeKey?: string | undefined
  readonly body?: unknown
  readonly isBase64Encoded?: boolean | undefined
  readonly headers?: Texts | undefined
  readonly queryStringParameters?: Texts | undefined
  readonly requestContext?:
    | {
        readonly apiId?: string | undefined
        readonly domainName?: string | undefined
        readonly domainPrefix?: string | undefined
        readonly routeKey?: string | undefined
        readonly stage?: string | undefined
        readonly time?: string | undefined
        readonly timeEpoch?: number | undefined
        readonly http?: {
          readonly method?: string | undefined
          readonly path?: string | undefined
          readonly sourceIp?: string | undefined
          readonly userAgent?: string | undefined
        }
      }
    | undefined
}

interface Kind {
  readonly domain: string
  readonly id: string
  readonly accountId: string
  readonly requestId: string
  /** Headers that only this kind has. */
  readonly headers: Texts
}

function toEvent<Event>(given: Given, kind: Kind): Event {
  const { requestContext: context = {}, headers: givenHeaders, ...rest } = given
  const { http = {} } = context
  const path = given.rawPath ?? http.path ?? '/'
  const routeKey = given.routeKey ?? context.routeKey ?? '$default'
  const query = given.rawQueryString ?? printQuery(given.queryStringParameters)
  const parameters = given.queryStringParameters ?? joinedQuery(query)
  const sourceIp = sourceIpOf(http.sourceIp, givenHeaders)
  const userAgent = http.userAgent ?? headerIn(givenHeaders, 'user-agent') ?? ''
  const { domainName, domainPrefix, apiId: id } = context
  const shownHost = {
    host: domainName ?? headerIn(givenHeaders, 'host'),
    prefix: domainPrefix,
    apiId: id,
  }
  const { host, prefix, apiId } = hostFacts(shownHost, kind.domain, kind.id)
  const { body: _body, ...others } = rest
  const { text, length, type } = bodyFacts(given.body, given.isBase64Encoded === true)
  const times = requestTimes(context.timeEpoch, context.time)
  const base = {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    headers: {
      'content-length': String(length),
      ...(type && { 'content-type': type }),
      ...(userAgent && { 'user-agent': userAgent }),
      ...lowerCased(addedHeaders(host, sourceIp)),
      ...kind.headers,
    },
    ...(parameters && { queryStringParameters: parameters }),
    requestContext: {
      accountId: kind.accountId,
      apiId,
      domainName: host,
      domainPrefix: prefix,
      http: {
        method: http.method ?? methodIn(routeKey) ?? 'GET',
        path,
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent,
      },
      requestId: kind.requestId,
      routeKey,
      stage: '$default',
      time: times.text,
      timeEpoch: times.epoch,
    },
    ...(text !== undefined && { body: text }),
    isBase64Encoded: false,
  }
  return withOverrides<Event>(base, {
    ...others,
    headers: lowerCased(givenHeaders),
    requestContext: context,
  })
}

/**
 * Creates the event of an HTTP API with payload 2.0.
 *
 * @example
 * events.apiGatewayV2({ rawPath: '/orders/1', routeKey: 'GET /orders/{id}', pathParameters: { id: '1' } })
 */
export const apiGatewayV2 = <Event extends APIGatewayProxyEventV2 = APIGatewayProxyEventV2>(
  overrides: WithBody<Event> = {} as WithBody<Event>,
): Event =>
  toEvent(overrides as Given, {
    domain: `execute-api.${REGION}.amazonaws.com`,
    id: 'api1234567',
    accountId: ACCOUNT,
    requestId: EXTENDED_ID,
    headers: {},
  })

// Recorded: test_lambda_url_invocation (accountId `anonymous` for AuthType NONE, the two headers).
const URL_KIND: Kind = {
  domain: `lambda-url.${REGION}.on.aws`,
  id: 'url1234567890abcdefghijklmnopqrst'.slice(0, 32),
  accountId: 'anonymous',
  requestId: REQUEST_ID,
  headers: {
    'x-amzn-tls-version': 'TLSv1.3',
    'x-amzn-tls-cipher-suite': 'TLS_AES_128_GCM_SHA256',
  },
}

/** Creates the event of a function URL. */
export const functionUrl = <Event extends APIGatewayProxyEventV2 = LambdaFunctionURLEvent>(
  overrides: WithBody<Event> = {} as WithBody<Event>,
): Event => toEvent(overrides as Given, URL_KIND)
