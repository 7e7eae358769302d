/**
 * API keys and usage plans, and what the clients of gateways have used: an account has them once
 * for all its APIs.
 */
import { CopyOnWriteMap } from '../../../core/collections/copy-on-write-map.ts'
import type { Tags } from '../../../core/resources/tags.ts'
import type { Quota, Throttle } from '../options.ts'

export interface ApiKeyDefinition {
  readonly id: string
  readonly name: string
  readonly value: string
  readonly enabled: boolean
  readonly description?: string | undefined
  readonly customerId?: string | undefined
  readonly createdAt: number
  readonly updatedAt: number
  readonly tags: Tags
}

export interface UsagePlanDefinition {
  readonly id: string
  readonly name: string
  /** Ids of its keys. */
  readonly keys: readonly string[]
  readonly stages: readonly PlanStage[]
  /** Of each key, in all stages of the plan together. */
  readonly throttle: Throttle | undefined
  readonly quota: Quota | undefined
  /** The gateway whose options made the plan, and which it belongs to. */
  readonly apiId: string | undefined
  readonly description?: string | undefined
  readonly productCode?: string | undefined
  readonly tags: Tags
}

/** A stage of an API in a plan. Without `stage`: every stage. */
export interface PlanStage {
  readonly apiId: string
  readonly stage?: string
  /** By route key. */
  readonly routes: Readonly<Record<string, Throttle>>
}

/** A token bucket: its content at a time. */
export interface Bucket {
  readonly tokens: number
  readonly at: number
}

/** The requests of a key in a period of its plan's quota. */
export interface QuotaUse {
  /** The beginning of the period. */
  readonly period: number
  /** Less than 0 where UpdateUsage granted more than the quota. */
  readonly used: number
}

/** The requests of a key in a plan on one day of UTC. */
export interface DayUse {
  /** The beginning of the day. */
  readonly day: number
  readonly used: number
}

export interface UsageState {
  /** By value, which is unique in an account. */
  readonly keys: CopyOnWriteMap<string, ApiKeyDefinition>
  /** By id. */
  readonly plans: CopyOnWriteMap<string, UsagePlanDefinition>
  readonly buckets: CopyOnWriteMap<string, Bucket>
  /** By the ids of plan and key. */
  readonly quotas: CopyOnWriteMap<string, QuotaUse>
  /** By the ids of plan and key, oldest first. */
  readonly days: CopyOnWriteMap<string, readonly DayUse[]>
}

export const createUsage = (): UsageState => ({
  keys: new CopyOnWriteMap(),
  plans: new CopyOnWriteMap(),
  buckets: new CopyOnWriteMap(),
  quotas: new CopyOnWriteMap(),
  days: new CopyOnWriteMap(),
})

export const forkUsage = ({ keys, plans, buckets, quotas, days }: UsageState): UsageState => ({
  keys: keys.fork(),
  plans: plans.fork(),
  buckets: buckets.fork(),
  quotas: quotas.fork(),
  days: days.fork(),
})

/** Keeps keys and plans, and forgets what they used. */
export function resetUsage({ buckets, quotas, days }: UsageState): void {
  buckets.clear()
  quotas.clear()
  days.clear()
}

/** The clock was set to another date: buckets keep their content. Quotas belong to a date. */
export function shiftUsage({ buckets }: UsageState, milliseconds: number): void {
  for (const [key, { tokens, at }] of [...buckets])
    buckets.set(key, { tokens, at: at + milliseconds })
}

/** Adds the keys and plans of a gateway, in place of those that a gateway with its id had. */
export function setGatewayUsage(
  { keys, plans }: UsageState,
  apiId: string,
  apiKeys: readonly ApiKeyDefinition[],
  usagePlans: readonly UsagePlanDefinition[],
): void {
  for (const [id, plan] of [...plans]) if (plan.apiId === apiId) plans.delete(id)
  for (const key of apiKeys) keys.set(key.value, key)
  for (const plan of usagePlans) plans.set(plan.id, plan)
}

/** The plan of a key for a stage. AWS allows one. */
export function planOf(
  { plans }: UsageState,
  key: ApiKeyDefinition,
  apiId: string,
  stage: string,
): { readonly plan: UsagePlanDefinition; readonly stage: PlanStage } | undefined {
  for (const plan of plans.values()) {
    if (!plan.keys.includes(key.id)) continue
    const found = plan.stages.find(
      (one) => one.apiId === apiId && (one.stage === undefined || one.stage === stage),
    )
    if (found) return { plan, stage: found }
  }
  return undefined
}
