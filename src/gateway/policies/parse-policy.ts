/** Reads resource policies. */
import { isObject } from '../../core/json.ts'
import { formatArn } from '../../core/arn.ts'
import type { World } from '../../core/world/world.ts'
import { compilePolicy, listOf } from '../../core/policies/document.ts'
import {
  checkConditions,
  checkVariables,
  PolicyError,
} from '../api/authorizers/check-conditions.ts'
import type { PolicyDocument, ResourcePolicy } from '../api/resource-policy.ts'

// Seen in public threads: the answer of CreateRestApi and UpdateRestApi
export const INVALID_POLICY =
  'Invalid policy document. Please check the policy syntax and ensure that Principals are valid.'

const isTexts = (list: readonly unknown[]): list is string[] =>
  list.every((text) => typeof text === 'string')

function textsOf(value: unknown, name: string): readonly string[] {
  const list = listOf(value)
  if (list.length > 0 && isTexts(list)) return list
  throw new PolicyError(`${name} is not text or a list of texts`)
}

/**
 * The policy of an API.
 *
 * @throws PolicyError when AWS does not accept it.
 * @throws UnsupportedError when a condition key is not simulated.
 */
export function parsePolicy(world: World, apiId: string, document: PolicyDocument): ResourcePolicy {
  const policy = typeof document === 'string' ? parseJson(document) : document
  if (!isObject(policy)) throw new PolicyError('it is not a JSON object')
  const { Statement: statements, Version: version = '2012-10-17' } = policy
  if (version !== '2012-10-17' && version !== '2008-10-17')
    throw new PolicyError(`Version is ${JSON.stringify(version)}, not '2012-10-17'`)
  if (statements === undefined) throw new PolicyError('it has no Statement')
  const checked = listOf(statements).map((one) => toStatement(world, apiId, one))
  return compilePolicy({ Version: version, Statement: checked }, 'the policy of the API')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new PolicyError('it is not JSON')
  }
}

function toStatement(world: World, apiId: string, given: unknown): object {
  if (!isObject(given)) throw new PolicyError('a statement is not an object')
  const { Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = given
  if (Effect !== 'Allow' && Effect !== 'Deny')
    throw new PolicyError(`Effect is ${JSON.stringify(Effect)}, not 'Allow' or 'Deny'`)
  if ((Principal ?? NotPrincipal) === undefined)
    throw new PolicyError('a statement has no Principal')
  checkPrincipals(Principal ?? NotPrincipal)
  if ((Action ?? NotAction) === undefined) throw new PolicyError('a statement has no Action')
  if ((Resource ?? NotResource) === undefined) throw new PolicyError('a statement has no Resource')
  textsOf(Action ?? NotAction, 'Action')
  const resources = textsOf(Resource ?? NotResource, 'Resource')
  for (const resource of resources) checkVariables(world, resource, 'resource policy')
  checkConditions(world, given['Condition'], 'resource policy')
  const element = Resource === undefined ? 'NotResource' : 'Resource'
  return { ...given, [element]: resources.map((resource) => expand(world, apiId, resource)) }
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

function checkPrincipals(principal: unknown): void {
  if (principal === '*') return
  if (!isObject(principal)) throw new PolicyError(`Principal is ${JSON.stringify(principal)}`)
  for (const [kind, value] of Object.entries(principal)) textsOf(value, kind)
}
