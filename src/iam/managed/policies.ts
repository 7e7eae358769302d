/**
 * The statements of AWS's managed policies, by path and name.
 * AWS: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 *
 * Statements about services that are not simulated are left out of the long ones.
 */
import { COMPUTE_POLICIES } from './compute-policies.ts'
import { DATA_POLICIES } from './data-policies.ts'
import type { Policies } from './statements.ts'

export const POLICIES: Policies = { ...COMPUTE_POLICIES, ...DATA_POLICIES }
