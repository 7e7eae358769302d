/**
 * Serves a request of an HTTP API. Order: size, route, authorizer, preflight, integration, CORS.
 */
import { senderOfRoute } from '../api/caller-of-functions.ts'
import { headersTooLarge, httpError, standardHeaders } from '../responses/own-answers.ts'
import type { Refused } from '../authorizers/authorization.ts'
import type { FunctionIntegration, HttpApi } from '../api/definition.ts'
import type { ParameterMappings } from '../api/integrations/parameter-mappings.ts'
import type { ChosenRoute, Exchange, Granted } from '../exchange/exchange.ts'
import { decodedPath, toHttpEvent } from '../events/http-event.ts'
import { toHttpAnswer } from '../responses/http-response.ts'
import { callFunction } from './integrate.ts'
import { exceededLimit } from './receive.ts'
import { isThrottled } from './is-throttled.ts'
import { REQUEST_LIMIT_BYTES } from '../limits.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import type { CorsOptions } from '../api/options.ts'
import { DEFAULT_ROUTE } from '../api/routing/route-key.ts'
import { toSegments } from '../api/routing/router.ts'
import { rooms } from '../rooms.ts'

export function serveHttp(exchange: Exchange<HttpApi>): Promise<GatewayAnswer> {
  const { api, request } = exchange
  const answering = answerHttp(exchange)
  const { cors } = api
  if (!cors) return answering
  const { isPreflight, withCors } = rooms.cors()
  if (isPreflight(request)) return answering
  return answering.then((answer) => ({
    ...answer,
    headers: withCors(cors, request, answer.headers),
  }))
}

async function answerHttp(exchange: Exchange<HttpApi>): Promise<GatewayAnswer> {
  const { api, request, record } = exchange
  const limit = exceededLimit(request)
  if (limit === 'headers') return headersTooLarge(exchange)
  if (limit)
    return httpError(exchange, 'requestTooLarge', rooms.diagnostics().tooLarge(REQUEST_LIMIT_BYTES))
  const chosen = chooseRoute(api, request.method, request.path)
  record.route = chosen?.route.key
  exchange.progress.chosen = chosen
  const authorization =
    chosen?.route.authorizer && (await rooms.authorizers().askHttp(exchange, chosen))
  if (authorization && authorization.verdict !== 'allowed') return refuse(exchange, authorization)
  // AWS: http-api-cors.html: a preflight needs no route and never reaches the integration, but a
  // matching route's authorizer applies
  if (api.cors && rooms.cors().isPreflight(request)) return preflight(exchange, api.cors)
  if (!chosen) return httpError(exchange, 'notFound', rooms.diagnostics().noRoute(exchange))
  exchange.progress.granted = authorization
  const exceeded =
    isThrottled(exchange, chosen.route) && rooms.throttling().throttleRoute(exchange, chosen.route)
  if (exceeded) return httpError(exchange, 'tooManyRequests', exceeded)
  const began = exchange.world.clock.now()
  const answer = await integrate(exchange, chosen, authorization)
  record.integrationLatency = exchange.world.clock.now() - began
  return answer
}

/** The most specific path, its own method before ANY, then `$default`. A trailing slash counts. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
function chooseRoute(api: HttpApi, method: string, path: string): ChosenRoute | undefined {
  const match = api.router.match(method, toSegments(decodedPath(path)))
  if (match) return { route: match.target, parameters: match.parameters }
  const route = api.routes.get(DEFAULT_ROUTE)
  return route && { route, parameters: undefined }
}

function refuse(exchange: Exchange<HttpApi>, authorization: Refused): GatewayAnswer {
  const { headers } = authorization
  const reason = rooms.diagnostics().refusedBy(authorization)
  switch (authorization.verdict) {
    case 'unauthorized':
      return httpError(exchange, 'unauthorized', reason, headers)
    case 'failed':
      return httpError(exchange, 'internalServerError', reason, headers)
    default:
      return httpError(exchange, 'forbidden', reason, headers)
  }
}

const preflight = (exchange: Exchange<HttpApi>, cors: CorsOptions): GatewayAnswer => ({
  status: 204,
  body: '',
  headers: [...standardHeaders(exchange), ...rooms.cors().preflightHeaders(cors, exchange.request)],
})

function integrate(
  exchange: Exchange<HttpApi>,
  chosen: ChosenRoute,
  granted: Granted | undefined,
): Promise<GatewayAnswer> {
  const { integration } = chosen.route
  return integration.type === 'AWS_PROXY' && !integration.mappings
    ? integrateFunction(exchange, chosen, integration, granted)
    : integrateMapped(exchange, chosen, integration, granted)
}

async function integrateMapped(
  exchange: Exchange<HttpApi>,
  chosen: ChosenRoute,
  integration: ChosenRoute['route']['integration'],
  granted: Granted | undefined,
): Promise<GatewayAnswer> {
  const { answerHttpProxy, answerService, contextOf, mapAnswer, mapRequest } =
    rooms.httpIntegrations()
  const { request, api } = exchange
  const input = {
    request,
    parameters: chosen.parameters,
    variables: contextOf(exchange),
    stageVariables: api.stageVariables,
  }
  switch (integration.type) {
    case 'HTTP_API_PROXY': {
      const answer = await answerHttpProxy(exchange, integration, input)
      return mapAnswer(integration.responses.get(answer.status), answer, input)
    }
    case 'HTTP_API_SERVICE': {
      const answer = await answerService(exchange, chosen, integration, input, granted?.identity)
      return mapAnswer(integration.responses.get(answer.status), answer, input)
    }
    case 'AWS_PROXY': {
      const { mappings = NO_MAPPINGS } = integration
      const { mappedPath = request.path, ...mapped } = mapRequest(mappings.request, input)
      const sent = { ...exchange, request: { ...mapped, path: mappedPath } }
      const answer = await integrateFunction(sent, chosen, integration, granted)
      return mapAnswer(mappings.responses.get(answer.status), answer, input)
    }
    default:
      throw new TypeError('createGateway builds no such integration for an HTTP API.')
  }
}

const NO_MAPPINGS: ParameterMappings = { request: [], responses: new Map() }

async function integrateFunction(
  exchange: Exchange<HttpApi>,
  chosen: ChosenRoute,
  integration: FunctionIntegration,
  granted: Granted | undefined,
): Promise<GatewayAnswer> {
  const version = integration.payloadFormatVersion
  const event =
    version === '2.0'
      ? toHttpEvent(exchange, chosen, granted?.context)
      : rooms.payloadVersion1().toHttpEventV1(exchange, chosen, granted)
  const result = await callFunction(exchange, integration, event, () =>
    senderOfRoute(exchange, chosen.route, exchange.request.method, integration.role),
  )
  switch (result.kind) {
    case 'result':
      return (
        toHttpAnswer(exchange, result.payload, version) ??
        httpError(
          exchange,
          'internalServerError',
          rooms.diagnostics().malformed(exchange.api, integration, result.payload),
        )
      )
    // AWS: http2-err-002
    case 'failed':
    case 'rejected':
      return httpError(exchange, 'internalServerError', result.reason)
    // Unverified: a throttled function. Documented: the gateway's own timeout.
    case 'throttled':
      return httpError(exchange, 'serviceUnavailable', result.reason)
    case 'late':
      return httpError(exchange, 'serviceUnavailable', rooms.diagnostics().tooLate(integration))
  }
}
