/**
 * Serves function URLs, which Lambda keeps: the payload 2.0 of HTTP APIs, with differences.
 * Recorded: test_lambda TestLambdaURL.
 */
import { formatArn } from '../core/arn.ts'
import { isServiceError } from '../core/errors.ts'
import { currentCause } from '../core/world/context.ts'
import type { CallerIdentity } from '../core/world/identity-ports.ts'
import type { FunctionOutcome, FunctionUrlReference } from '../core/world/ports.ts'
import type { World } from '../core/world/world.ts'
import { LOCAL_CLIENT } from './messages/client.ts'
import type { HttpApi, RouteDefinition } from './api/definition.ts'
import { createRouter } from './api/routing/router.ts'
import { toHttpEvent } from './events/http-event.ts'
import { newProgress } from './exchange/exchange.ts'
import { RequestRecord } from './exchange/record.ts'
import { toTraceHeader } from './exchange/timestamps-and-ids.ts'
import { untilAborted } from './exchange/until-aborted.ts'
import { signalOf, toGatewayRequest, type FetchInit, type FetchInput } from './fetch-input.ts'
import {
  answerEnded,
  forbidden,
  ownAnswer,
  refused,
  unknownUrl,
  type UrlExchange,
} from './function-urls/answers.ts'
import { lastHeader } from './messages/header-list.ts'
import type { GatewayAnswer, GatewayRequest } from './messages/request.ts'
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
  disableExecuteApiEndpoint: false,
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
  const signal = signalOf(input, init)
  signal?.throwIfAborted()
  const request = await toGatewayRequest(world, { ...toApi(url), stages: NO_STAGES }, input, init)
  const answer = serveFunctionUrl(world, url, request)
  return signal ? untilAborted(answer, signal) : answer
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
  const client = LOCAL_CLIENT
  const exchange = { world, api, request, record, ...ids, host, client, progress }
  const end = world.work.begin(() => `${request.method} ${request.path} of ${host}`)
  try {
    const answer = url ? await answerOf(exchange, url) : unknownUrl(exchange)
    return record.finish(answer, world.clock)
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
  if (isIam ? !mayCall(exchange, url, signer) : !url.isPublic) return forbidden(exchange, url)
  record.route = ROUTE.key
  if (url.invokeMode === 'RESPONSE_STREAM')
    return rooms.functionUrlStream().streamUrl(exchange, url, toUrlEvent(exchange, signer))
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
    return refused(exchange, error)
  }
  record.invocation = outcome
  return answerEnded(exchange, outcome)
}

// AWS: "Control access to Lambda function URLs": the auth type is a condition key.
function mayCall(
  { world, record }: UrlExchange,
  { function: name }: FunctionUrlReference,
  signer: CallerIdentity | undefined,
): boolean {
  if (!signer) return false
  const { region, accountId } = world.options
  const answer = world.ports.permissions?.decideFor(signer, {
    action: 'lambda:InvokeFunctionUrl',
    resource: formatArn('lambda', region, accountId, `function:${name}`),
    context: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' },
    cause: record,
  })
  return answer?.isAllowed ?? true
}

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
