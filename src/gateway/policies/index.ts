/**
 * Resource policies of REST APIs, alone and together with authorizers.
 * AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
import { MisuseError } from '../../core/errors.ts'
import type { CallerIdentity } from '../../core/world/identity-ports.ts'
import type { World } from '../../core/world/world.ts'
import { PolicyError } from '../api/authorizers/check-conditions.ts'
import { valuesOf } from '../api/authorizers/condition-values.ts'
import type { Decision } from '../api/authorizers/policy.ts'
import type { RestApi } from '../api/definition.ts'
import type { PolicyDocument, ResourcePolicy } from '../api/resource-policy.ts'
import { askedRequest, executeArn, type Authorization } from '../authorizers/authorization.ts'
import { restPath } from '../events/rest-event.ts'
import type { ChosenRoute, Exchange } from '../exchange/exchange.ts'
import type { GatewayAnswer } from '../messages/request.ts'
import { deniedByPolicy } from '../responses/own-answers.ts'
import { evaluate } from './evaluate.ts'
import { INVALID_POLICY, parsePolicy } from './parse-policy.ts'

export { INVALID_POLICY, parsePolicy, PolicyError }

/** @throws MisuseError for a policy that AWS does not accept. */
export function checkPolicy(
  world: World,
  apiId: string,
  document: PolicyDocument,
  caller: string,
): ResourcePolicy {
  try {
    return parsePolicy(world, apiId, document)
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error
    throw new MisuseError(`${caller}: policy: ${INVALID_POLICY}`, 'a policy', `${error.message}.`)
  }
}

/** The refusal of a request before its authorizer is asked. */
// AWS: the page above: without an authorizer the policy must allow; before a Lambda authorizer it
// must not deny; with the others it is evaluated after them.
export function refuseBefore(
  exchange: Exchange<RestApi>,
  policy: ResourcePolicy,
  { route }: ChosenRoute,
): GatewayAnswer | undefined {
  const { authorizer } = route
  if (authorizer && authorizer.kind !== 'lambda') return undefined
  const decision = decide(exchange, policy, undefined)
  if (decision === 'allow' || (authorizer && decision === 'implicitDeny')) return undefined
  return deniedByPolicy(exchange, decision, methodArn(exchange), undefined)
}

/** What the authorizer's verdict becomes with the policy: the same, an Allow, or a refusal. */
// AWS: the page above, tables A and B
export function withPolicy(
  exchange: Exchange<RestApi>,
  policy: ResourcePolicy,
  { route }: ChosenRoute,
  authorization: Authorization,
): Authorization | GatewayAnswer {
  const isLambda = route.authorizer?.kind === 'lambda'
  if (authorization.verdict !== 'allowed') {
    const { otherwise } = authorization
    const isAllowed = otherwise && decide(exchange, policy, undefined) === 'allow'
    return isAllowed ? { ...authorization, verdict: 'allowed', ...otherwise } : authorization
  }
  const { identity } = authorization
  const decision = decide(exchange, policy, identity)
  if (decision === 'allow' || (decision === 'implicitDeny' && isLambda)) return authorization
  const isOwn = identity?.accountId === exchange.world.options.accountId
  if (decision === 'implicitDeny' && isOwn) return authorization
  return deniedByPolicy(exchange, decision, methodArn(exchange), identity)
}

const decide = (
  exchange: Exchange<RestApi>,
  policy: ResourcePolicy,
  caller: CallerIdentity | undefined,
): Decision =>
  evaluate(policy, {
    resource: methodArn(exchange),
    caller,
    keys: valuesOf(askedRequest(exchange, caller)),
  })

function methodArn({ world, api, request }: Exchange<RestApi>): string {
  const { region, accountId } = world.options
  return executeArn(region, accountId, api, request.method, restPath(request.path))
}
