/** Planned failures: they meet SDK, raw and integration calls below the SDK's retries, never `Table`'s own methods. */
import type { CallRecord } from './journal.ts'

/** What a fault does to the call it meets. */
export type FaultEffect =
  | { readonly type: 'error'; readonly error: Error }
  | { readonly type: 'delay'; readonly milliseconds: number }
  | { readonly type: 'reset' }
  | { readonly type: 'unprocessed'; readonly count: number }

export interface FaultRule {
  /** Says what it is for, in `pending` and in failures: `orders: PutItem fails with X (3rd call)`. */
  readonly description: string
  /** Room of the calls it is for. */
  readonly service: string
  /** Table, function, ...; undefined: any. */
  readonly resource?: string
  /** Operation; undefined: any. */
  readonly operation?: string
  /** Further conditions on the call's input. */
  readonly matches?: (input: unknown) => boolean
  /** The first matching call it fires on, counted from now, from 1. Default 1. */
  readonly nth?: number
  /** How many calls in a row from there on. Default 1. */
  readonly times?: number
  /** Instead of `nth` and `times`: fires on a call with this chance, drawn from the region's seed. */
  readonly probability?: number
  readonly effect: FaultEffect
}

export interface PendingFault {
  readonly description: string
  /** How often it is still to fire. */
  readonly remaining: number
}

export interface Faults {
  add(rule: FaultRule): void
  /** The effects that this call meets, in the order they were planned. */
  meet(
    call: Pick<CallRecord, 'service' | 'operation' | 'resource' | 'input'>,
  ): readonly FaultEffect[]
  /** Those that have not fired (as often as planned). */
  readonly pending: readonly PendingFault[]
  clear(): void
  fork(random: () => number): Faults
}

interface Planned {
  readonly rule: FaultRule
  seen: number
  fired: number
}

const NONE: readonly FaultEffect[] = []

export function createFaults(random: () => number, from: readonly Planned[] = []): Faults {
  let planned: Planned[] = from.map((plan) => ({ ...plan }))

  const applies = ({ rule }: Planned, call: Parameters<Faults['meet']>[0]): boolean =>
    rule.service === call.service &&
    (rule.resource === undefined || rule.resource === call.resource) &&
    (rule.operation === undefined || rule.operation === call.operation) &&
    (rule.matches === undefined || rule.matches(call.input))

  const fires = (plan: Planned): boolean => {
    const { nth = 1, times = 1, probability } = plan.rule
    plan.seen++
    const hit =
      probability === undefined ? plan.seen >= nth && plan.fired < times : random() < probability
    if (hit) plan.fired++
    return hit
  }

  return {
    add(rule) {
      planned.push({ rule, seen: 0, fired: 0 })
    },
    meet(call) {
      if (planned.length === 0) return NONE
      const effects: FaultEffect[] = []
      for (const plan of planned) {
        if (applies(plan, call) && fires(plan)) effects.push(plan.rule.effect)
      }
      return effects
    },
    get pending() {
      return planned
        .filter(
          ({ rule, fired }) => fired < (rule.probability === undefined ? (rule.times ?? 1) : 1),
        )
        .map(({ rule, fired }) => ({
          description: rule.description,
          remaining: (rule.probability === undefined ? (rule.times ?? 1) : 1) - fired,
        }))
    },
    clear() {
      planned = []
    },
    fork: (forkRandom) => createFaults(forkRandom, planned),
  }
}
