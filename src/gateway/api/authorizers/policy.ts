/** Evaluates the IAM policies of Lambda authorizers for `execute-api:Invoke` on a method's ARN. */
import { isObject } from '../../../core/json.ts'
import { compilePolicy, listOf, type Policy } from '../../../core/policies/document.ts'
import { search } from '../../../core/policies/evaluate.ts'
import type { World } from '../../../core/world/world.ts'
import { checkConditions, checkVariables, PolicyError } from './check-conditions.ts'
import { valuesOf, type AskedRequest } from './condition-values.ts'

export type AuthorizerPolicy = Policy

const isText = (value: unknown): boolean => {
  const list = listOf(value)
  return list.length > 0 && list.every((text) => typeof text === 'string')
}

/**
 * The policy, or undefined when it is malformed.
 *
 * @throws UnsupportedError when a condition key is not simulated.
 */
export function parsePolicy(world: World, document: unknown): AuthorizerPolicy | undefined {
  if (!isObject(document)) return undefined
  const { Version, Statement: given } = document
  const list = listOf(given)
  if (!list.every((entry) => isStatement(world, entry))) return undefined
  const policy = { ...(Version !== undefined && { Version }), Statement: list }
  return compilePolicy(policy, 'the policy of the authorizer')
}

function isStatement(world: World, entry: unknown): boolean {
  if (!isObject(entry)) return false
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = entry
  if (Effect !== 'Allow' && Effect !== 'Deny') return false
  if (!isText(Action ?? NotAction) || !isText(Resource ?? NotResource)) return false
  try {
    for (const text of [Resource ?? NotResource].flat())
      checkVariables(world, String(text), 'Lambda authorizer policy')
    checkConditions(world, Condition, 'Lambda authorizer policy')
    return true
  } catch (error) {
    if (error instanceof PolicyError) return false
    throw error
  }
}

export type Decision = 'allow' | 'explicitDeny' | 'implicitDeny'

const ACTION = 'execute-api:Invoke'

/**
 * A Deny beats every Allow. Without a matching Allow the request is denied implicitly. `asked`: what
 * its conditions are about.
 */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
export function evaluatePolicy(
  policy: AuthorizerPolicy,
  methodArn: string,
  asked: AskedRequest,
): Decision {
  const found = search([policy], {
    principal: { kind: 'anonymous' },
    action: ACTION,
    resource: methodArn,
    keys: valuesOf(asked),
  })
  return found.deny ? 'explicitDeny' : found.allow ? 'allow' : 'implicitDeny'
}
