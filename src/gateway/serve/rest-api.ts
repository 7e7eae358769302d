/**
 * Serves a request of a REST API. Order: size, content encoding, route, policy, authorizer, key,
 * throttle and quota, validator, cache, integration.
 */
import { accessDenied, headersTooLarge, restError } from '../responses/own-answers.ts'
import type { Refused } from '../authorizers/authorization.ts'
import type { RestApi, RouteDefinition } from '../api/definition.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { REQUEST_LIMIT_BYTES } from '../limits.ts'
import { lastHeader } from '../messages/header-list.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { isThrottled } from './is-throttled.ts'
import { exceededLimit, isMalformedQuery } from './receive.ts'
import { integrateRest } from './rest-integration.ts'
import type { RouteMatch } from '../api/routing/router.ts'
import { rooms } from '../rooms.ts'

export function serveRest(exchange: Exchange<RestApi>): Promise<GatewayAnswer> {
  const answering = receive(exchange)
  return exchange.api.minimumCompressionSize === undefined
    ? answering
    : answering.then((answer) => rooms.compression().compress(exchange, answer))
}

function receive(exchange: Exchange<RestApi>): Promise<GatewayAnswer> {
  const { request } = exchange
  const limit = exceededLimit(request)
  if (limit === 'headers') return Promise.resolve(headersTooLarge(exchange))
  if (limit) return Promise.resolve(tooLong(exchange))
  if (isMalformedQuery(request.query))
    return Promise.resolve(
      restError(exchange, 'malformedQuery', rooms.diagnostics().malformedQuery),
    )
  if (lastHeader(request.headers, 'content-encoding') === undefined) return answerRest(exchange)
  return answerDecompressed(exchange)
}

function answerDecompressed(exchange: Exchange<RestApi>): Promise<GatewayAnswer> {
  const plain = rooms.compression().decompress(exchange.request)
  if (plain === 'tooLarge') return Promise.resolve(tooLong(exchange))
  if (plain === 'unsupported')
    return Promise.resolve(
      restError(exchange, 'unsupportedMediaType', rooms.diagnostics().notEncoded),
    )
  return answerRest({ ...exchange, request: plain })
}

const tooLong = (exchange: Exchange<RestApi>): GatewayAnswer =>
  restError(exchange, 'requestTooLong', rooms.diagnostics().tooLarge(REQUEST_LIMIT_BYTES))

async function answerRest(exchange: Exchange<RestApi>): Promise<GatewayAnswer> {
  const { api, request, record } = exchange
  const match = matchRest(api, request.method, request.path)
  if (!match)
    return restError(exchange, 'missingAuthenticationToken', rooms.diagnostics().noRoute(exchange))
  const chosen: ChosenRoute = { route: match.target, parameters: match.parameters }
  record.route = chosen.route.key
  exchange.progress.chosen = chosen
  const { policy } = api
  const denied = policy && rooms.policies().refuseBefore(exchange, policy, chosen)
  if (denied) return denied
  const verdict = chosen.route.authorizer && (await rooms.authorizers().askRest(exchange, chosen))
  const authorization =
    policy && verdict ? rooms.policies().withPolicy(exchange, policy, chosen, verdict) : verdict
  if (authorization && 'status' in authorization) return authorization
  if (authorization && authorization.verdict !== 'allowed') return refuse(exchange, authorization)
  exchange.progress.granted = authorization
  const { apiKeyRequired, rules } = chosen.route
  const refusal =
    ((apiKeyRequired || isThrottled(exchange, chosen.route)) &&
      rooms.metering().meter(exchange, chosen, authorization?.usageIdentifierKey)) ||
    (rules && rooms.validators().validateRequest(exchange, rules))
  if (refusal) return refusal
  const integrate = (): Promise<GatewayAnswer> =>
    integrateRest(exchange, chosen, authorization, exchange.progress.apiKey)
  const cache = api.stageSettings?.cache && rooms.cache().cacheSettings(exchange, chosen.route)
  return await (cache
    ? rooms.cache().throughCache(exchange, chosen, cache, integrate)
    : integrate())
}

/** Ignores leading and trailing slashes. The path is matched as the client sent it, not decoded. */
// Recorded: test_lambda_aws_proxy_integration (slashes at the end and in a row)
function matchRest(
  api: RestApi,
  method: string,
  path: string,
): RouteMatch<RouteDefinition> | undefined {
  let start = 0
  let end = path.length
  while (path[start] === '/') start++
  while (end > start && path[end - 1] === '/') end--
  return api.router.match(method, start === end ? [] : path.slice(start, end).split('/'))
}

function refuse(exchange: Exchange<RestApi>, authorization: Refused): GatewayAnswer {
  const reason = rooms.diagnostics().refusedBy(authorization)
  const { verdict, error } = authorization
  switch (verdict) {
    case 'unauthorized':
      return restError(exchange, 'unauthorized', reason, error)
    // Recorded: snap-rest-iam-unsigned
    case 'unsigned':
      return restError(exchange, 'missingAuthenticationToken', reason)
    case 'badSignature':
      return restError(exchange, 'invalidSignature', reason, error)
    case 'tooLong':
      return restError(exchange, 'uriTooLong', reason)
    case 'denied':
      return accessDenied(exchange, true, reason, error?.message)
    case 'notAllowed':
      return accessDenied(exchange, false, reason, error?.message)
    default:
      return restError(exchange, 'authorizerConfiguration', reason)
  }
}
