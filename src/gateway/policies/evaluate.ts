/** Evaluates resource policies. */
import { search } from '../../core/policies/evaluate.ts'
import { principalOfArn } from '../../core/policies/principals.ts'
import type { ConditionKeys } from '../../core/policies/variables.ts'
import type { CallerIdentity } from '../../core/world/identity-ports.ts'
import type { Decision } from '../api/authorizers/policy.ts'
import type { ResourcePolicy } from '../api/resource-policy.ts'

/** The request that a policy is asked about. */
export interface PolicyRequest {
  readonly resource: string
  /** Undefined for an anonymous one. */
  readonly caller: CallerIdentity | undefined
  readonly keys: ConditionKeys
}

/** A Deny beats every Allow. Without a matching Allow the request is denied implicitly. */
export function evaluate(
  policy: ResourcePolicy,
  { resource, caller, keys }: PolicyRequest,
): Decision {
  const principal = caller ? principalOfArn(caller.arn) : { kind: 'anonymous' as const }
  const found = search([policy], { principal, action: 'execute-api:Invoke', resource, keys })
  return found.deny ? 'explicitDeny' : found.allow ? 'allow' : 'implicitDeny'
}
