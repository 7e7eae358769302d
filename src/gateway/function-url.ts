/**
 * Serves function URLs, which Lambda keeps: the payload 2.0 of HTTP APIs, with differences.
 * Recorded: test_lambda TestLambdaURL.
 */
import { isServiceError } from '../core/errors.ts'
import { currentCause } from '../core/world/context.ts'
import type { CallerIdentity } from '../core/world/identity-ports.ts'
import type { FunctionOutcome, FunctionUrlReference } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import type { HttpApi, RouteDefinition } from './api/definition.ts'
import { createRouter } from './api/router.ts'
import { toHttpEvent } from './events/http-event.ts'
import { newProgress, type Exchange } from './exchange/exchange.ts'
import { RequestRecord } from './exchange/record.ts'
import { toTraceAnswer, toTraceHeader } from './exchange/timestamps-and-ids.ts'
import { toGatewayRequest, type FetchInit, type FetchInput } from './fetch-input.ts'
import { lastHeader, type HeaderEntry, type HeaderList } from './messages/header-list.ts'
import { bodyLength, type GatewayAnswer, type GatewayRequest } from './messages/request.ts'
import { payloadOf } from './responses/function-payload.ts'
import { toHttpAnswer } from './responses/http-response.ts'
import { isProxyResult } from './responses/proxy-result.ts'
import { rooms } from './rooms.ts'

const ROUTE: RouteDefinition = {
  key: '$default',
  method: 'ANY',
  path: '',
  resourceId: '',
  integration: {
    type: 'AWS_PROXY',
    function: '',
    payloadFormatVersion: '2.0',
    timeoutMs: Infinity,
    broken: false,
  },
  authorizer: undefined,
  scopes: [],
  apiKeyRequired: false,
  given: {},
}

/** A function URL in the form of an HTTP API with one route. */
const toApi = ({ id, host, functionName, cors }: FunctionUrlReference): HttpApi => ({
  type: 'http',
  id,
  name: functionName,
  generation: 0,
  stage: '$default',
  deploymentId: '',
  isCanary: undefined,
  stageVariables: undefined,
  host,
  url: `https://${host}`,
  routes: new Map(),
  authorizers: new Map(),
  router: createRouter([], false),
  cors,
  payloadFormatVersion: '2.0',
})

/** A function URL has no stages beside its own. */
const NO_STAGES: ReadonlySet<string> = new Set()

/** Answers `fn.fetch(...)`. */
export async function fetchFunctionUrl(
  world: World,
  url: FunctionUrlReference,
  input: FetchInput,
  init: FetchInit,
): Promise<Response> {
  const request = await toGatewayRequest(world, { ...toApi(url), stages: NO_STAGES }, input, init)
  return serveFunctionUrl(world, url, request)
}

/** Answers a request to the host of a function URL. */
export async function serveFunctionUrl(
  world: World,
  url: FunctionUrlReference | undefined,
  request: GatewayRequest,
): Promise<Response> {
  world.checkWritable()
  const at = world.clock.now()
  const api = toApi(url ?? UNKNOWN)
  const record = new RequestRecord(api, request, at, currentCause(world))
  const trace = toTraceHeader(world, at, lastHeader(request.headers, 'x-amzn-trace-id'))
  record.traceHeader = trace
  world.journal.append(record)
  const requestId = world.ids.uuid('function-url-request')
  const { host } = api
  const progress = newProgress()
  const ids = { requestId, extendedId: requestId, trace }
  const exchange = { world, api, request, record, ...ids, host, progress }
  const end = world.work.begin(() => `${request.method} ${request.path} of ${host}`)
  try {
    const answer = url ? await answerOf(exchange, url) : unknownUrl(exchange)
    return record.finish(answer, world.clock.now())
  } finally {
    end()
  }
}

const UNKNOWN: FunctionUrlReference = {
  id: 'unknown',
  host: 'unknown.lambda-url.on.aws',
  functionName: 'unknown',
  function: '',
  authType: 'NONE',
  invokeMode: 'BUFFERED',
  cors: undefined,
  isPublic: false,
}

type UrlExchange = Exchange<HttpApi>

async function answerOf(exchange: UrlExchange, url: FunctionUrlReference): Promise<GatewayAnswer> {
  const { request } = exchange
  const { cors } = url
  // AWS: urls-configuration.html#urls-cors: Lambda answers preflight requests.
  if (cors && rooms.cors().isPreflight(request)) {
    // Unverified: the status.
    const headers = rooms.cors().preflightHeaders(cors, request)
    return ownAnswer(exchange, 200, '', headers)
  }
  const answer = await invoke(exchange, url)
  return cors
    ? { ...answer, headers: rooms.cors().withCors(cors, request, answer.headers) }
    : answer
}

async function invoke(exchange: UrlExchange, url: FunctionUrlReference): Promise<GatewayAnswer> {
  const { world, record } = exchange
  const isIam = url.authType === 'AWS_IAM'
  const signer = isIam ? rooms.authorizers().signerOf(exchange) : undefined
  if (isIam ? !signer : !url.isPublic) return forbidden(exchange, url)
  let outcome: FunctionOutcome | undefined
  try {
    outcome = await world.ports.functions.invoke({
      function: url.function,
      event: toUrlEvent(exchange, signer),
      type: 'RequestResponse',
      cause: record,
    })
  } catch (error) {
    if (!isServiceError(error)) throw error
    record.reason = rooms.diagnostics().refusedCall(error)
    return error.code === 'TooManyRequestsException' ? throttled(exchange) : badGateway(exchange)
  }
  record.invocation = outcome
  record.route = ROUTE.key
  if (outcome?.unobservedStatus === 'succeeded') return toAnswer(exchange, url, outcome)
  return outcome?.unobservedStatus === 'throttled' ? throttled(exchange) : badGateway(exchange)
}

// Unverified: the answer while the function is throttled.
const throttled = (exchange: UrlExchange): GatewayAnswer =>
  ownAnswer(exchange, 429, '{"Reason":null,"Type":"User","message":"Rate Exceeded."}', [
    ['x-amzn-ErrorType', 'TooManyRequestsException'],
  ])

// Recorded: url-011.
const badGateway = (exchange: UrlExchange): GatewayAnswer =>
  ownAnswer(exchange, 502, 'Internal Server Error')

// Recorded: test_lambda_url_invalid_invoke and its siblings.
const FORBIDDEN =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html'
const DENIED: HeaderList = [['x-amzn-ErrorType', 'AccessDeniedException']]

function forbidden(exchange: UrlExchange, { authType }: FunctionUrlReference): GatewayAnswer {
  exchange.record.reason =
    authType === 'AWS_IAM'
      ? 'The URL has the auth type AWS_IAM, and the request has no signature.'
      : 'The URL was created through the API, and no statement lets everyone call it (AddPermission with FunctionUrlAuthType NONE).'
  return ownAnswer(exchange, 403, JSON.stringify({ Message: FORBIDDEN }), DENIED)
}

function unknownUrl(exchange: UrlExchange): GatewayAnswer {
  exchange.record.reason = 'No function has this URL.'
  return ownAnswer(exchange, 403, '{"Message":null}', DENIED)
}

/** The headers with which every answer of a URL begins. */
const standardHeaders = ({ world, requestId, trace }: UrlExchange): HeaderEntry[] => [
  ['Date', new Date(world.clock.now()).toUTCString()],
  ['x-amzn-RequestId', requestId],
  ['X-Amzn-Trace-Id', toTraceAnswer(world, trace)],
]

const ownAnswer = (
  exchange: UrlExchange,
  status: number,
  body: string,
  headers: HeaderList = [],
): GatewayAnswer => ({
  status,
  body,
  headers: [
    ...standardHeaders(exchange),
    ...headers,
    ['Content-Type', 'application/json'],
    ['Content-Length', String(bodyLength(body))],
  ],
})

// Recorded: test_lambda_url_echo_http_fixture_default: the path is as sent, and the headers name the
// connection's encryption.
function toUrlEvent(exchange: UrlExchange, signer: CallerIdentity | undefined): object {
  const { request, world } = exchange
  const iam = signer && { iam: rooms.authorizers().iamContext(signer) }
  const event = toHttpEvent(exchange, { route: ROUTE, parameters: undefined }, iam)
  const { headers, requestContext } = event as {
    readonly headers: Readonly<Record<string, string>>
    readonly requestContext: { readonly http: object }
  }
  return {
    ...event,
    rawPath: request.path,
    headers: {
      ...headers,
      'x-amzn-tls-version': 'TLSv1.3',
      'x-amzn-tls-cipher-suite': 'TLS_AES_128_GCM_SHA256',
    },
    requestContext: {
      ...requestContext,
      accountId: iam ? world.options.accountId : 'anonymous',
      http: { ...requestContext.http, path: request.path },
    },
  }
}

function toAnswer(
  exchange: UrlExchange,
  { invokeMode }: FunctionUrlReference,
  outcome: FunctionOutcome,
): GatewayAnswer {
  const streamed = invokeMode === 'RESPONSE_STREAM' ? streamedResult(outcome) : undefined
  const result = streamed ? { payload: streamed } : payloadOf(outcome)
  const answer = result && toHttpAnswer(exchange, completed(result.payload), '2.0')
  if (!answer) {
    exchange.record.reason = 'The function returned a malformed response.'
    return badGateway(exchange)
  }
  const [, , ...headers] = answer.headers
  return { ...answer, headers: [...standardHeaders(exchange), ...headers] }
}

/** 8 null bytes separate the prelude of `HttpResponseStream.from` from the body. */
const SEPARATOR = '\0'.repeat(8)

/** The result of a streaming handler. Undefined for the result of any other handler. */
// AWS: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html. Unverified:
// the content type without a prelude.
function streamedResult({ payload, payloadText }: FunctionOutcome): object | undefined {
  // The text of a string that a handler returned has quotes: text without them was streamed.
  if (typeof payload !== 'string' || payload !== payloadText) return undefined
  const at = payload.indexOf(SEPARATOR)
  if (at < 0) {
    return {
      statusCode: 200,
      headers: { 'content-type': 'application/octet-stream' },
      body: payload,
    }
  }
  try {
    const prelude: unknown = JSON.parse(payload.slice(0, at))
    const body = payload.slice(at + SEPARATOR.length)
    return isProxyResult(prelude) ? { statusCode: 200, ...prelude, body } : undefined
  } catch {
    // A prelude that is not JSON is a malformed response.
    return undefined
  }
}

/**
 * A result with its defaults: a body that is no string becomes JSON, and the content type is
 * application/json.
 */
// Recorded: url-003, test_lambda_url_invocation[*].
function completed(result: unknown): unknown {
  if (!isProxyResult(result) || !('statusCode' in result)) return result
  const { body, headers } = result
  const isTyped =
    isProxyResult(headers) &&
    Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  return {
    ...result,
    ...(!isTyped && {
      headers: { ...(isProxyResult(headers) ? headers : {}), 'content-type': 'application/json' },
    }),
    ...(typeof body === 'object' && body !== null && { body: JSON.stringify(body) }),
  }
}
