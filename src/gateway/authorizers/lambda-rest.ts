/** Lambda authorizers of REST APIs: TOKEN and REQUEST. */
import type { RestApi } from '../api/definition.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import { setOwn } from '../messages/header-list.ts'
import { restContext, restPath, toAuthorizerEvent } from '../events/rest-event.ts'
import type { AuthorizerAnswer } from '../api/state.ts'
import { askAuthorizer } from './ask-authorizer.ts'
import { askedRequest, executeArn, refused, type Authorization } from './authorization.ts'
import type { LambdaAuthorizerDefinition } from '../api/authorizers/definition.ts'
import { readIdentity } from '../api/authorizers/identity.ts'
import { evaluatePolicy } from '../api/authorizers/policy.ts'

// Order: identity sources, validation expression, cache, call, policy
export async function authorizeRest(
  exchange: Exchange<RestApi>,
  chosen: ChosenRoute,
  definition: LambdaAuthorizerDefinition,
): Promise<Authorization> {
  const { world, api, request } = exchange
  const identity = readIdentity(
    definition.sources,
    request,
    restContext(exchange, chosen),
    api.stageVariables,
  )
  // AWS: API_CreateAuthorizer.html: without caching a REQUEST authorizer's sources may be absent
  const isToken = definition.type === 'TOKEN'
  if (!identity && (isToken || definition.ttlMs > 0)) return refused('unauthorized')
  const [token = ''] = identity ?? []
  if (isToken && definition.validation?.test(token) === false) return refused('unauthorized')
  const methodArn = methodArnOf(exchange)
  const began = world.clock.now()
  const result = await askAuthorizer(exchange, definition, identity ?? [], () =>
    isToken
      ? { type: 'TOKEN', methodArn, authorizationToken: token }
      : toAuthorizerEvent(exchange, chosen, methodArn),
  )
  if ('failure' in result) return refused(result.failure, { invocation: result.invocation })
  const latency = world.clock.now() - began
  return decide(exchange, result.answer, result.invocation, methodArn, latency)
}

/** The ARN that a request's path is part of. */
export function methodArnOf({ world, api, request }: Exchange<RestApi>): string {
  const { region, accountId } = world.options
  return executeArn(region, accountId, api, request.method, restPath(request.path))
}

/** Evaluates the policy for this request's method ARN: a cached policy may allow one route only. */
function decide(
  exchange: Exchange<RestApi>,
  answer: AuthorizerAnswer,
  invocation: Authorization['invocation'],
  methodArn: string,
  integrationLatency: number,
): Authorization {
  const { policy } = answer
  const decision =
    typeof policy === 'boolean'
      ? 'explicitDeny'
      : evaluatePolicy(policy, methodArn, askedRequest(exchange))
  if (decision === 'explicitDeny') return refused('denied', { invocation })
  const granted = {
    context: toContext(answer, integrationLatency),
    usageIdentifierKey: answer.usageIdentifierKey,
  }
  if (decision === 'implicitDeny')
    return { ...refused('notAllowed', { invocation }), otherwise: granted }
  return { verdict: 'allowed', cached: invocation === undefined, invocation, ...granted }
}

// Captured on AWS by Powertools for AWS Lambda: principalId, the context as strings,
// integrationLatency as a number. Unverified: null as the string 'null'
function toContext(answer: AuthorizerAnswer, integrationLatency: number): Record<string, unknown> {
  const context: Record<string, unknown> = { principalId: answer.principalId }
  for (const [name, value] of Object.entries(answer.context ?? {}))
    setOwn(context, name, String(value))
  context['integrationLatency'] = integrationLatency
  return context
}
