/** Lambda authorizers of HTTP APIs: both event formats, simple answers and policies. */
import type { HttpApi } from '../api/definition.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { toHeaderMaps } from '../messages/header-list.ts'
import {
  cookiesOf,
  httpContext,
  httpHeaderList,
  httpHeaders,
  httpPath,
  sentPath,
} from '../events/http-event.ts'
import { contextOf } from '../context/context-variables.ts'
import { httpContextV1, resourceOf } from '../events/http-event-v1.ts'
import { toJoinedQuery, toQueryMaps } from '../messages/query.ts'
import type { AuthorizerAnswer } from '../api/state.ts'
import { askAuthorizer } from './ask-authorizer.ts'
import { askedRequest, executeArn, refused, type Authorization } from './authorization.ts'
import type { LambdaAuthorizerDefinition } from '../api/authorizers/definition.ts'
import { readIdentity } from '../api/authorizers/identity.ts'
import { evaluatePolicy } from '../api/authorizers/policy.ts'

// Order: identity sources, cache, call, answer.
export async function authorizeHttp(
  exchange: Exchange<HttpApi>,
  chosen: ChosenRoute,
  definition: LambdaAuthorizerDefinition,
): Promise<Authorization> {
  const { world, api, request } = exchange
  const context = httpContext(exchange, chosen.route.key, undefined)
  const variables = contextOf(exchange)
  const identity = readIdentity(definition.sources, request, variables, api.stageVariables)
  if (!identity) return refused('unauthorized')
  const { region, accountId } = world.options
  const arn = executeArn(region, accountId, api, request.method, request.path)
  const result = await askAuthorizer(exchange, definition, identity, () =>
    definition.payloadFormatVersion === '2.0'
      ? toEvent(exchange, chosen, identity, arn, context)
      : toEventV1(exchange, chosen, identity, arn),
  )
  if ('failure' in result) return refused(result.failure, { invocation: result.invocation })
  const { answer, invocation } = result
  const { policy } = answer
  const allowed =
    typeof policy === 'boolean'
      ? policy
      : evaluatePolicy(policy, arn, askedRequest(exchange)) === 'allow'
  if (!allowed) return refused('denied', { invocation })
  return {
    verdict: 'allowed',
    cached: invocation === undefined,
    invocation,
    context: toContext(answer, chosen),
  }
}

// Recorded: http2-auth-003; http2-auth-007 (values keep their types); snap-http1-authorizer-context
// Unverified: the principal of a policy in format 1.0
function toContext(answer: AuthorizerAnswer, { route }: ChosenRoute): unknown {
  const { integration } = route
  if (integration.type === 'AWS_PROXY' && integration.payloadFormatVersion === '2.0')
    return { lambda: answer.context ?? null }
  return {
    claims: null,
    scopes: null,
    ...(answer.principalId !== undefined && { principalId: answer.principalId }),
    ...answer.context,
  }
}

// Captured on AWS by Powertools for AWS Lambda: no body
function toEvent(
  exchange: Exchange<HttpApi>,
  { route, parameters }: ChosenRoute,
  identitySource: readonly string[],
  routeArn: string,
  requestContext: Record<string, unknown>,
): Record<string, unknown> {
  const { api, request } = exchange
  const cookies = cookiesOf(exchange)
  const query = toJoinedQuery(request.query)
  return {
    version: '2.0',
    type: 'REQUEST',
    routeArn,
    identitySource,
    routeKey: route.key,
    rawPath: httpPath(api, request.path),
    rawQueryString: request.query,
    ...(cookies && { cookies }),
    headers: httpHeaders(exchange),
    ...(query && { queryStringParameters: query }),
    requestContext,
    ...(parameters && { pathParameters: parameters }),
    ...(api.stageVariables && { stageVariables: { ...api.stageVariables } }),
  }
}

// Recorded: snap-http1-authorizer-event
function toEventV1(
  exchange: Exchange<HttpApi>,
  chosen: ChosenRoute,
  identity: readonly string[],
  methodArn: string,
): Record<string, unknown> {
  const { api, request } = exchange
  return {
    version: '1.0',
    type: 'REQUEST',
    methodArn,
    identitySource: identity.join(','),
    authorizationToken: identity.join(','),
    resource: resourceOf(chosen),
    path: sentPath(api, request),
    httpMethod: request.method,
    headers: toHeaderMaps(httpHeaderList(exchange)).single,
    queryStringParameters: toQueryMaps(request.query)?.single ?? {},
    pathParameters: chosen.parameters ?? {},
    stageVariables: { ...api.stageVariables },
    requestContext: httpContextV1(exchange, chosen, undefined),
  }
}
