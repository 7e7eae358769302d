/** Evaluates resource policies. */
import type { CallerIdentity } from '../../core/world/identity-ports.ts'
import { covers, type Decision } from '../api/authorizers/policy.ts'
import type { PolicyRequest, PolicyStatement, ResourcePolicy } from '../api/resource-policy.ts'
import { roleOf } from './condition-values.ts'

const ACTION = 'execute-api:invoke'

/** A Deny beats every Allow. Without a matching Allow the request is denied implicitly. */
export function evaluate({ statements }: ResourcePolicy, request: PolicyRequest): Decision {
  const matching = statements.filter((statement) => isAbout(statement, request))
  if (matching.some(({ effect }) => effect === 'Deny')) return 'explicitDeny'
  return matching.length > 0 ? 'allow' : 'implicitDeny'
}

const isAbout = (
  statement: PolicyStatement,
  { resource, caller, values }: PolicyRequest,
): boolean =>
  covers(statement.actions, ACTION) !== statement.notActions &&
  covers(statement.resources, resource) !== statement.notResources &&
  statement.principals.some((principal) => isPrincipal(principal, caller)) &&
  statement.conditions.every((holds) => holds(values))

/** An account, or its root, stands for everyone in it; a role for its sessions. */
// AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
function isPrincipal(principal: string, caller: CallerIdentity | undefined): boolean {
  if (principal === '*') return true
  if (!caller) return false
  const [, account] = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(principal) ?? []
  if (account !== undefined) return account === caller.accountId
  return principal === caller.arn || principal === roleOf(caller.arn)
}
