/** What the keys of usage plans have used of their quotas. */
import type { Quota } from '../options.ts'
import type { DayUse, QuotaUse, UsagePlanDefinition, UsageState } from './usage.ts'

const DAY_MS = 86_400_000

type Plan = Pick<UsagePlanDefinition, 'id' | 'quota'>

const keyOf = ({ id }: Plan, keyId: string): string => `${id} ${keyId}`

/** The use of a key in the running period. */
export function useOf({ quotas }: UsageState, plan: Plan, keyId: string, now: number): QuotaUse {
  const period = plan.quota ? periodStart(plan.quota.period, now) : 0
  const kept = quotas.get(keyOf(plan, keyId))
  // AWS: https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html (the offset counts
  // in the initial period)
  if (!kept) return { period, used: plan.quota?.offset ?? 0 }
  return kept.period === period ? kept : { period, used: 0 }
}

/** Counts a request of a key. */
export function countUse(usage: UsageState, plan: Plan, keyId: string, now: number): void {
  const key = keyOf(plan, keyId)
  if (plan.quota) {
    const { period, used } = useOf(usage, plan, keyId, now)
    usage.quotas.set(key, { period, used: used + 1 })
  }
  const day = startOfDay(now)
  const days = usage.days.get(key) ?? []
  const last = days.at(-1)
  const counted: readonly DayUse[] =
    last?.day === day
      ? [...days.slice(0, -1), { day, used: last.used + 1 }]
      : [...days, { day, used: 1 }]
  usage.days.set(key, counted)
}

/** Sets what is left to a key in the running period. */
export function setRemaining(
  usage: UsageState,
  { id, quota }: UsagePlanDefinition & { readonly quota: Quota },
  keyId: string,
  remaining: number,
  now: number,
): void {
  const period = periodStart(quota.period, now)
  usage.quotas.set(`${id} ${keyId}`, { period, used: quota.limit - remaining })
}

/** What a key used on each day, and what was left of its quota then. */
// AWS: API_GetUsage.html (items: used and remaining quotas by day). Unverified: 0 remains without a
// quota
export function dailyUse(
  usage: UsageState,
  plan: Plan,
  keyId: string,
  { from, to, now }: { readonly from: number; readonly to: number; readonly now: number },
): readonly (readonly [used: number, remaining: number])[] {
  const { quota } = plan
  const days = usage.days.get(keyOf(plan, keyId)) ?? []
  const today = startOfDay(now)
  const rows: (readonly [number, number])[] = []
  for (let day = from; day <= to; day += DAY_MS) {
    const used = days.find((one) => one.day === day)?.used ?? 0
    const total = !quota
      ? 0
      : day === today
        ? useOf(usage, plan, keyId, now).used
        : usedInPeriod(days, periodStart(quota.period, day), day)
    rows.push([used, quota ? quota.limit - total : 0])
  }
  return rows
}

const usedInPeriod = (days: readonly DayUse[], from: number, to: number): number =>
  days.reduce((sum, { day, used }) => (day >= from && day <= to ? sum + used : sum), 0)

const startOfDay = (now: number): number => Math.floor(now / DAY_MS) * DAY_MS

/** The beginning of the day, the week (on Sunday) or the month, in UTC. */
// Unverified: where AWS begins periods
function periodStart(period: Quota['period'], now: number): number {
  const day = startOfDay(now)
  const date = new Date(day)
  if (period === 'DAY') return day
  return period === 'WEEK'
    ? day - date.getUTCDay() * DAY_MS
    : Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
}
