/**
 * AWS: TestInvokeMethod: a request through the working copy, past authorizers, keys and throttles.
 * `api.requests` has its record, of the stage test-invoke-stage.
 */
import type { CallContext, Operation } from '../../../core/world/world.ts'
import type { RestApi, RouteDefinition } from '../../api/definition.ts'
import { createRouter } from '../../api/routing/router.ts'
import type { GatewayState } from '../../api/state.ts'
import { toRestEvent } from '../../events/rest-event.ts'
import type { ChosenRoute, Exchange } from '../../exchange/exchange.ts'
import { executeArn } from '../../authorizers/authorization.ts'
import { invalidIdentifier, noIntegration } from '../../control/errors.ts'
import { resourceOf, type MethodInput } from '../../draft/rest-draft.ts'
import { toHeaderMaps, type HeaderList } from '../../messages/header-list.ts'
import { bodyBytes, type GatewayAnswer } from '../../messages/request.ts'
import { toQueryMaps } from '../../messages/query.ts'
import { rooms } from '../../rooms.ts'
import { integrateRest } from '../../serve/rest-integration.ts'
import { defineRest } from '../rest/define.ts'
import { ExecutionLog, toMapText } from './execution-log.ts'
import { logCall, logOutcome } from './lambda-call.ts'
import { testApi, testExchange, type TestInput } from './test-request.ts'

type Input = MethodInput & TestInput

export const testInvokeMethod: Operation<GatewayState> = defineRest({
  name: 'TestInvokeMethod',
  verb: 'POST',
  path: '/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}',
  handles: ['pathWithQueryString', 'body', 'headers', 'multiValueHeaders', 'stageVariables'],
  async run(state: GatewayState, input: Input, context) {
    const { world } = context
    const { resource, ...drafted } = resourceOf(state, world, input)
    // Seen: public reports: the methods of a resource with ANY
    const method = resource.methods.get(input.httpMethod) ?? resource.methods.get('ANY')
    if (!method) throw invalidIdentifier('Method')
    if (!method.integration) throw noIntegration()
    const api = testApi(world, drafted, input)
    const route = api.routes.get(`${method.httpMethod} ${resource.path}`)
    if (!route) throw invalidIdentifier('Method')
    return invoke(context, api, route, resource.path, input)
  },
})

async function invoke(
  context: CallContext,
  api: RestApi,
  route: RouteDefinition,
  resourcePath: string,
  input: Input,
): Promise<Record<string, unknown>> {
  const { world } = context
  const method = input.httpMethod === 'ANY' ? 'GET' : input.httpMethod
  const given = input.pathWithQueryString ?? ''
  // Unverified: a path that is absent, or a query alone, is the resource's path
  const path = given.startsWith('/')
    ? given
    : `${resourcePath}${given.startsWith('?') ? given : ''}`
  const exchange = testExchange(context, api, { method, path }, input)
  const { record } = exchange
  record.route = route.key
  const chosen: ChosenRoute = { route, parameters: parametersOf(route, exchange) }
  exchange.progress.chosen = chosen
  const log = new ExecutionLog(world, exchange.requestId)
  logRequest(log, exchange, chosen)
  const end = world.work.begin(() => `test of ${route.key} of gateway ${api.name}`)
  try {
    const answer = await answerOf(exchange, chosen, log)
    record.finish(answer, world.clock)
    logAnswer(log, exchange, answer)
    return toOutput(answer, log, record.duration)
  } finally {
    end()
  }
}

function parametersOf(
  route: RouteDefinition,
  { request }: Exchange<RestApi>,
): ChosenRoute['parameters'] {
  const segments = request.path.split('/').filter(Boolean)
  return createRouter([route], false).match(request.method, segments)?.parameters
}

// Order: validator, integration
async function answerOf(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute,
  log: ExecutionLog,
): Promise<GatewayAnswer> {
  const { world, record, api } = exchange
  const { rules } = chosen.route
  const refusal = rules && rooms.validators().validateRequest(exchange, rules)
  if (refusal) {
    log.write(
      record.error?.validationErrorString === undefined
        ? String(record.error?.message)
        : `Request body does not match model schema for content type application/json: ${record.error.validationErrorString}`,
    )
    return refusal
  }
  if (rules && rules.bodies.size > 0)
    log.write('Request validation succeeded for content type application/json')
  const { integration } = chosen.route
  const fn = 'function' in integration ? integration.function : undefined
  const { requestId, trace, request } = exchange
  const source = executeArn(
    world.options.region,
    world.options.accountId,
    api,
    request.method,
    request.path,
  )
  const logged = (event: unknown): void => {
    if (fn !== undefined)
      logCall(log, world, { function: fn, event, apiId: api.id, requestId, trace, source })
  }
  const answer = await integrateRest(
    exchange,
    chosen,
    undefined,
    undefined,
    (one, route, parts) => {
      const event = toTestEvent(toRestEvent(one, route, parts), one)
      logged(event)
      return event
    },
  )
  logIntegration(log, exchange, integration.type, logged)
  return answer
}

/** What the integration sent and received. */
function logIntegration(
  log: ExecutionLog,
  { world, record, trace }: Exchange<RestApi>,
  type: RouteDefinition['integration']['type'],
  logged: (event: unknown) => void,
): void {
  const { invocation, integration: sent, integrationLatency: latency = 0 } = record
  if (invocation) {
    if (type === 'AWS') logged(Reflect.get(invocation, 'event'))
    logOutcome(log, { world, trace, latency }, invocation)
  }
  if (!sent) return
  const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8')
  log.request({ url: sent.url, headers: sent.rawHeaders, body: text(sent.rawBody) })
  const { answer } = sent
  if (!answer) return
  const { status, headers } = answer
  log.response({ status, latency, headers, body: text(bodyBytes(answer.body)) })
}

// Captured on AWS by Powertools for AWS Lambda (apigw-rest/console-test-ui.json), and in the log of
// 2025: no headers of the gateway, no deployment, and these values
function toTestEvent(
  event: Record<string, unknown>,
  { request }: Exchange<RestApi>,
): Record<string, unknown> {
  const {
    deploymentId: _,
    identity,
    ...context
  } = event['requestContext'] as Record<string, unknown>
  const maps = request.headers.length === 0 ? undefined : toHeaderMaps(request.headers)
  return {
    ...event,
    headers: maps?.single ?? null,
    multiValueHeaders: maps?.multi ?? null,
    requestContext: {
      ...context,
      path: request.path,
      identity: {
        ...(identity as object),
        apiKey: 'test-invoke-api-key',
        apiKeyId: 'test-invoke-api-key-id',
      },
    },
  }
}

function logRequest(
  log: ExecutionLog,
  { requestId, request }: Exchange<RestApi>,
  { parameters = {} }: ChosenRoute,
): void {
  const { method, path, query, headers, body } = request
  log.write(`Starting execution for request: ${requestId}`)
  log.write(`HTTP Method: ${method}, Resource Path: ${path}`)
  log.write(`Method request path: ${toMapText(parameters)}`)
  log.write(`Method request query string: ${toMapText(toQueryMaps(query)?.single ?? {})}`)
  log.write(`Method request headers: ${toMapText(headers)}`)
  const text = body ? Buffer.from(body).toString('utf8') : ''
  log.write(`Method request body before transformations: ${text}`)
}

/** Headers that a test does not show. */
// Seen: the outputs of test-invoke-method in public repositories
const HIDDEN = new Set([
  'date',
  'content-length',
  'x-amzn-requestid',
  'x-amz-apigw-id',
  'connection',
  'x-amzn-errortype',
])

const shownHeaders = ({ headers }: GatewayAnswer): HeaderList =>
  headers.filter(([name]) => !HIDDEN.has(name.toLowerCase()))

// Seen: public reports (the words for a function's error, a malformed answer, a timeout)
function logAnswer(log: ExecutionLog, { record }: Exchange<RestApi>, answer: GatewayAnswer): void {
  const { error, invocation, reason } = record
  const failed = invocation?.unobservedError
  if (error && failed)
    log.write(
      `Lambda execution failed with status 200 due to customer function error: ${failed.errorMessage}. Lambda request id: ${invocation.requestId}`,
    )
  else if (error?.type === 'INTEGRATION_TIMEOUT')
    log.write('Execution failed due to a timeout error')
  else if (error && error.type?.startsWith('BAD_REQUEST') !== true)
    log.write(
      `Execution failed due to configuration error: ${invocation ? 'Malformed Lambda proxy response' : (reason ?? String(error.message))}`,
    )
  else if (!error) {
    const body = Buffer.from(bodyBytes(answer.body)).toString('utf8')
    log.write(`Method response body after transformations: ${body}`)
    log.write(`Method response headers: ${toMapText(shownHeaders(answer))}`)
    log.write('Successfully completed execution')
  }
  log.write(`Method completed with status: ${answer.status}`)
}

function toOutput(
  answer: GatewayAnswer,
  log: ExecutionLog,
  latency: number,
): Record<string, unknown> {
  const { single, multi } = toHeaderMaps(shownHeaders(answer))
  return {
    status: answer.status,
    body: Buffer.from(bodyBytes(answer.body)).toString('utf8'),
    headers: single,
    multiValueHeaders: multi,
    log: String(log),
    latency,
  }
}
