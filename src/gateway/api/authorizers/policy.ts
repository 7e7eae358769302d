/** Evaluates the IAM policies of Lambda authorizers for `execute-api:Invoke` on a method's ARN. */
import { isObject } from '../../../core/json.ts'
import { UnsupportedError } from '../../../core/errors.ts'
import type { World } from '../../../core/world/world.ts'

interface Statement {
  readonly Effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  readonly notActions: boolean
  readonly resources: readonly string[]
  readonly notResources: boolean
}

export interface AuthorizerPolicy {
  readonly statements: readonly Statement[]
}

export type Decision = 'allow' | 'explicitDeny' | 'implicitDeny'

const toTexts = (value: unknown): string[] | undefined => {
  const list = Array.isArray(value) ? value : [value]
  return list.length > 0 && list.every((text) => typeof text === 'string') ? list : undefined
}

/**
 * The policy, or undefined when it is malformed.
 *
 * @throws UnsupportedError when a statement has a Condition.
 */
export function parsePolicy(world: World, document: unknown): AuthorizerPolicy | undefined {
  if (!isObject(document)) return undefined
  const given = document['Statement']
  const list: unknown[] = Array.isArray(given) ? given : [given]
  const statements: Statement[] = []
  for (const entry of list) {
    const statement = parseStatement(world, entry)
    if (!statement) return undefined
    statements.push(statement)
  }
  return { statements }
}

function parseStatement(world: World, entry: unknown): Statement | undefined {
  if (!isObject(entry)) return undefined
  const { Effect, Action, NotAction, Resource, NotResource, Condition } = entry
  if (Effect !== 'Allow' && Effect !== 'Deny') return undefined
  const actions = toTexts(Action ?? NotAction)
  const resources = toTexts(Resource ?? NotResource)
  if (!actions || !resources) return undefined
  if (Condition !== undefined) {
    throw world.refuse(
      new UnsupportedError({
        service: 'API Gateway',
        operation: 'Lambda authorizer policy',
        parameter: 'Condition',
      }),
    )
  }
  return {
    Effect,
    actions,
    notActions: Action === undefined,
    resources,
    notResources: Resource === undefined,
  }
}

/** Whether one of the patterns matches. */
export const covers = (patterns: readonly string[], text: string): boolean =>
  patterns.some((pattern) => matchesGlob(pattern, text))

const ACTION = 'execute-api:invoke'

/** A Deny beats every Allow. Without a matching Allow the request is denied implicitly. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
export function evaluatePolicy(policy: AuthorizerPolicy, methodArn: string): Decision {
  let decision: Decision = 'implicitDeny'
  for (const { Effect, actions, notActions, resources, notResources } of policy.statements) {
    const action = covers(
      actions.map((pattern) => pattern.toLowerCase()),
      ACTION,
    )
    if (action === notActions) continue
    if (covers(resources, methodArn) === notResources) continue
    if (Effect === 'Deny') return 'explicitDeny'
    decision = 'allow'
  }
  return decision
}

/**
 * `*` matches any characters, slashes included, and `?` one. Backtracks to the last star only, so
 * that the cost of a hostile pattern is bounded by the product of both lengths.
 */
export function matchesGlob(pattern: string, text: string): boolean {
  let p = 0
  let t = 0
  let star = -1
  let resume = 0
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++
      resume = t
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++resume
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}
