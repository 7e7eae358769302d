/** Reads resource policies. */
import { isObject } from '../../core/json.ts'
import { formatArn } from '../../core/arn.ts'
import { UnsupportedError } from '../../core/errors.ts'
import type { World } from '../../core/world/world.ts'
import type {
  Condition,
  PolicyDocument,
  PolicyStatement,
  ResourcePolicy,
} from '../api/resource-policy.ts'
import { isKnownKey } from './condition-values.ts'
import { toCondition } from './conditions.ts'

/** A policy that AWS does not accept. The message says what is wrong. */
export class PolicyError extends Error {}

// Seen in public threads: the answer of CreateRestApi and UpdateRestApi
export const INVALID_POLICY =
  'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.'

const isTexts = (list: readonly unknown[]): list is string[] =>
  list.every((text) => typeof text === 'string')

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

function textsOf(value: unknown, name: string): readonly string[] {
  const list = listOf(value)
  if (list.length > 0 && isTexts(list)) return list
  throw new PolicyError(`${name} is not text or a list of texts`)
}

/**
 * The policy of an API.
 *
 * @throws PolicyError when AWS does not accept it.
 * @throws UnsupportedError when a condition or element is not simulated.
 */
export function parsePolicy(world: World, apiId: string, document: PolicyDocument): ResourcePolicy {
  const policy = typeof document === 'string' ? parseJson(document) : document
  if (!isObject(policy)) throw new PolicyError('it is not a JSON object')
  const { Statement: statements, Version: version = '2012-10-17' } = policy
  if (version !== '2012-10-17' && version !== '2008-10-17')
    throw new PolicyError(`Version is ${JSON.stringify(version)}, not '2012-10-17'`)
  if (statements === undefined) throw new PolicyError('it has no Statement')
  return { statements: listOf(statements).map((one) => toStatement(world, apiId, one)) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new PolicyError('it is not JSON')
  }
}

function toStatement(world: World, apiId: string, given: unknown): PolicyStatement {
  if (!isObject(given)) throw new PolicyError('a statement is not an object')
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = given
  if (Effect !== 'Allow' && Effect !== 'Deny')
    throw new PolicyError(`Effect is ${JSON.stringify(Effect)}, not 'Allow' or 'Deny'`)
  if (NotPrincipal !== undefined) refuse(world, 'NotPrincipal')
  if (Principal === undefined) throw new PolicyError('a statement has no Principal')
  if ((Action ?? NotAction) === undefined) throw new PolicyError('a statement has no Action')
  if ((Resource ?? NotResource) === undefined) throw new PolicyError('a statement has no Resource')
  const resources = textsOf(Resource ?? NotResource, 'Resource')
  for (const resource of resources) refuseVariables(world, resource)
  return {
    effect: Effect,
    actions: textsOf(Action ?? NotAction, 'Action').map((action) => action.toLowerCase()),
    notActions: Action === undefined,
    resources: resources.map((resource) => expand(world, apiId, resource)),
    notResources: Resource === undefined,
    principals: principalsOf(Principal),
    conditions: conditionsOf(world, given['Condition']),
  }
}

/** `execute-api:/prod/GET/orders` is short for the ARN of this API's method. */
// AWS: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html
function expand(world: World, apiId: string, resource: string): string {
  const [, path] = /^execute-api:(\/?[^:]*)$/.exec(resource) ?? []
  if (path === undefined) return resource
  const { region, accountId } = world.options
  const rest = path.startsWith('/') ? path : `/${path}`
  return formatArn('execute-api', region, accountId, `${apiId}${rest}`)
}

/** Services and federated users call no API of a test, so that only AWS principals count. */
function principalsOf(principal: unknown): string[] {
  if (principal === '*') return ['*']
  if (!isObject(principal)) throw new PolicyError(`Principal is ${JSON.stringify(principal)}`)
  const kinds = Object.entries(principal).map(([kind, value]) => [kind, textsOf(value, kind)])
  return kinds.flatMap(([kind, values]) => (kind === 'AWS' ? (values as string[]) : []))
}

function conditionsOf(world: World, given: unknown): Condition[] {
  if (given === undefined) return []
  if (!isObject(given)) throw new PolicyError('Condition is not an object')
  return Object.entries(given).flatMap(([operator, keys]) => {
    if (!isObject(keys)) throw new PolicyError(`Condition.${operator} is not an object`)
    return Object.entries(keys).map(([key, value]) => {
      const expected = listOf(value).map(String)
      for (const text of expected) refuseVariables(world, text)
      if (!isKnownKey(key)) refuse(world, `Condition key ${key}`)
      return (
        readCondition(operator, key.toLowerCase(), expected) ??
        refuse(world, `Condition operator ${operator}`)
      )
    })
  })
}

function readCondition(
  operator: string,
  key: string,
  expected: readonly string[],
): Condition | undefined {
  try {
    return toCondition(operator, key, expected)
  } catch (error) {
    throw new PolicyError((error as Error).message)
  }
}

function refuseVariables(world: World, text: string): void {
  if (text.includes('${')) refuse(world, 'policy variables')
}

function refuse(world: World, parameter: string): never {
  throw world.refuse(
    new UnsupportedError({ service: 'API Gateway', operation: 'resource policy', parameter }),
  )
}
