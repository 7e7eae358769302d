/** Finds the documents of managed policies, the customer's and AWS's. */
import { rooms } from '../rooms.ts'
import type { IamState } from '../state.ts'

const OF_AWS = /^arn:[^:]+:iam::aws:policy\//

export const isPolicyOfAws = (arn: string): boolean => OF_AWS.test(arn)

/** Returns the document of a managed policy's default version. Undefined for an unknown ARN. */
export function policyDocument(state: IamState, arn: string): string | undefined {
  const policy = state.policies.get(arn)
  if (policy) return policy.versions.find(({ id }) => id === policy.defaultVersion)?.document
  return isPolicyOfAws(arn) ? rooms.awsManagedPolicies().documentOfAws(arn) : undefined
}
