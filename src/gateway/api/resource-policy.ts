/** The resource policy of a REST API, as its definition keeps it. */
import type { CallerIdentity } from '../../core/world/identity-ports.ts'

/** A policy document: text, or the object itself. */
export type PolicyDocument = string | Readonly<Record<string, unknown>>

export interface ResourcePolicy {
  readonly statements: readonly PolicyStatement[]
}

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny'
  readonly actions: readonly string[]
  readonly notActions: boolean
  readonly resources: readonly string[]
  readonly notResources: boolean
  /** Of AWS principals: ARNs, account ids and `*`. */
  readonly principals: readonly string[]
  /** All must hold. */
  readonly conditions: readonly Condition[]
}

export type Condition = (values: ConditionValues) => boolean

/** The values of a condition key, in lower case. Undefined for one that the request has not. */
export type ConditionValues = (key: string) => string | undefined

/** The request that a policy is asked about. */
export interface PolicyRequest {
  readonly resource: string
  /** Undefined for an anonymous one. */
  readonly caller: CallerIdentity | undefined
  readonly values: ConditionValues
}
