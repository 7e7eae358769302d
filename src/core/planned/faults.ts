/**
 * Planned failures. They apply to SDK, raw and integration calls below the SDK's retries, never to
 * `Table`'s own methods. Tables and functions plan them with their own methods
 * (`orders.fail(...)`); `region.faults` plans them for whole services.
 */
import { shownValue } from '../checks.ts'
import { toMilliseconds, type Duration } from '../time/duration.ts'
import { MisuseError, ServiceError } from '../errors.ts'
import {
  checkFaultOptions,
  checkRule,
  checkService,
  FAILURE_OPTIONS,
  FAULT_OPTIONS,
  SCOPE_OPTIONS,
  statusIn,
  type FailureOptions,
  type FaultOptions,
  type FaultScope,
  type FaultTargets,
} from './fault-options.ts'
import { createIds, type Ids } from '../ids.ts'
import type { CallRecord } from '../journal.ts'

/** The effect of a fault on a call. */
export type FaultEffect =
  | { readonly type: 'error'; readonly error: Error }
  | { readonly type: 'delay'; readonly milliseconds: number }
  | { readonly type: 'reset' }
  | { readonly type: 'unprocessed'; readonly count: number }

/** A complete planned fault, as `faults.add` accepts it. */
export interface FaultRule extends FaultScope {
  /**
   * Describes the fault in `pending` and in failures: `orders: PutItem fails with X (3rd call)`.
   */
  readonly description: string
  /** The service of the calls. */
  readonly service: string
  /** Further conditions on the call's input. */
  readonly matches?: (input: unknown) => boolean
  /** The first matching call that it fires on, from 1. Default 1. */
  readonly nth?: number
  /** The number of consecutive calls from there. Default 1. */
  readonly times?: number
  /** Fires on each call with this probability, instead of `nth` and `times`. */
  readonly probability?: number
  /** Draws the probabilities from this seed instead of the region's. */
  readonly seed?: string | number
  /** The effect on the call. */
  readonly effect: FaultEffect
}

/** A planned fault that has not fired as often as planned. */
export interface PendingFault {
  /** The fault in words. */
  readonly description: string
  /** How often it has yet to fire. */
  readonly remaining: number
  /** The number of calls that have matched it so far. */
  readonly seen: number
}

export type { FailureOptions, FaultOptions, FaultScope } from './fault-options.ts'

type MatchedCall = Pick<CallRecord, 'service' | 'operation' | 'resource' | 'input'>

/**
 * The planned failures of a world. `targets`: the services that a fault may name, if they are more
 * than the world's.
 */
export interface Faults {
  /**
   * Makes calls to a service (`'dynamodb'`, `'lambda'`, ...) fail, with an AWS error or with the
   * given error itself.
   */
  fail(
    service: string,
    error: string | Error,
    options?: FailureOptions & FaultScope,
    targets?: FaultTargets,
  ): void
  /** Delays the answers to calls to a service. */
  delay(
    service: string,
    duration: Duration,
    options?: FaultOptions & FaultScope,
    targets?: FaultTargets,
  ): void
  /** Drops the connection before the service answers. The SDK retries such a call. */
  reset(service: string, options?: FaultOptions & FaultScope, targets?: FaultTargets): void
  /** Plans a fault from a complete rule. */
  add(rule: FaultRule): void
  /** Returns the effects on this call, in the order in which they were planned. */
  match(call: MatchedCall): readonly FaultEffect[]
  /** The faults that have not fired as often as planned. */
  readonly pending: readonly PendingFault[]
  /** Removes all planned faults. */
  clear(): void
  /** Returns the same faults for a fork of the region, with separate counts. */
  fork(random: () => number): Faults
}

export function checkFaultError(error: unknown): void {
  if (error instanceof Error || (typeof error === 'string' && error !== '')) return
  throw new MisuseError(
    `A fault received ${shownValue(error)} as its error.`,
    "the name of an AWS error, such as 'ThrottlingException', or an Error",
  )
}

/** Creates a service's error from its name. An `Error` stays as it is. */
export function toFaultError(error: string | Error, options: FailureOptions = {}): Error {
  checkFaultError(error)
  if (error instanceof Error) return error
  return new ServiceError(error, options.message ?? `Planned by the test: ${error}`, {
    status: options.status ?? statusOf(error),
    ...(options.fields ? { fields: options.fields } : undefined),
  })
}

// AWS: docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html; Lambda's
// TooManyRequestsException and ServiceException.
const STATUSES: Readonly<Record<string, number>> = {
  AccessDeniedException: 400,
  TooManyRequestsException: 429,
  ServiceException: 500,
  ServiceUnavailable: 503,
  ServiceUnavailableException: 503,
}

/** Returns the status that goes with the name of an error. */
export const statusOf = (code: string): number =>
  (Object.hasOwn(STATUSES, code) && STATUSES[code]) || (/^Internal/.test(code) ? 500 : 400)

const ORDINALS = ['th', 'st', 'nd', 'rd'] as const
const ordinal = (n: number): string =>
  `${n}${(n % 100 >= 11 && n % 100 <= 13 ? undefined : ORDINALS[n % 10]) ?? 'th'}`

function effectInWords(effect: FaultEffect): string {
  if (effect.type === 'error') return `fails with ${effect.error.name}`
  if (effect.type === 'delay') return `is delayed by ${effect.milliseconds} ms`
  if (effect.type === 'reset') return 'loses its connection'
  return `leaves ${effect.count} unprocessed`
}

function timingInWords({ nth = 1, times = 1, probability }: FaultOptions): string {
  if (probability !== undefined) return `chance ${probability}`
  const which = times === Infinity ? `from the ${ordinal(nth)} call on` : `${ordinal(nth)} call`
  return times === 1 || times === Infinity ? which : `${which}, ${times} times`
}

/**
 * Creates a complete rule with its description from checked options, for `orders.fail(...)` and
 * `region.faults.fail(...)`.
 */
export function createFaultRule(
  target: FaultScope & { readonly service: string },
  effect: FaultEffect,
  options: FaultOptions = {},
): FaultRule {
  const { nth, times, probability, seed, when } = options
  const { service, resource, operation } = target
  const conditional = when ? ', under a condition' : ''
  return {
    description: `${resource ?? service}: ${operation ?? 'any operation'} ${effectInWords(effect)} (${timingInWords(options)}${conditional})`,
    service,
    effect,
    ...(resource !== undefined && { resource }),
    ...(operation !== undefined && { operation }),
    ...(nth !== undefined && { nth }),
    ...(times !== undefined && { times }),
    ...(probability !== undefined && { probability }),
    ...(seed !== undefined && { seed }),
    ...(when && { matches: when }),
  }
}

interface Planned {
  readonly rule: FaultRule
  /** A separate source of chance, if the rule names a seed. */
  readonly ids: Ids | undefined
  seen: number
  fired: number
}

const NONE: readonly FaultEffect[] = []

const applies = ({ rule }: Planned, call: MatchedCall): boolean =>
  rule.service === call.service &&
  (rule.resource === undefined || rule.resource === call.resource) &&
  (rule.operation === undefined || rule.operation === call.operation) &&
  (rule.matches === undefined || rule.matches(call.input))

const remaining = ({ rule, fired }: Planned): number => {
  const planned = rule.probability === undefined ? (rule.times ?? 1) : 1
  // 'All calls from the n-th on' is fulfilled once it has fired.
  return planned === Infinity ? Number(fired === 0) : Math.max(0, planned - fired)
}

function check(
  caller: string,
  service: string,
  options: object,
  names: readonly string[],
  targets: FaultTargets,
): void {
  checkFaultOptions(options, caller, [...names, ...SCOPE_OPTIONS])
  checkService(targets, service, options, caller)
}

/** `services`: the services that a fault may name. Without them it may name any. */
export const createFaults = (random: () => number, services: FaultTargets = []): Faults =>
  new PlannedFaults(random, [], services)

/**
 * A class, because every fork of a world creates one and an object literal with a getter costs
 * microseconds.
 */
class PlannedFaults implements Faults {
  readonly #random: () => number
  readonly #services: FaultTargets
  #planned: Planned[]

  constructor(random: () => number, planned: Planned[], services: FaultTargets) {
    this.#random = random
    this.#planned = planned
    this.#services = services
  }

  fail(
    service: string,
    error: string | Error,
    options: FailureOptions & FaultScope = {},
    targets: FaultTargets = this.#services,
  ): void {
    check('region.faults.fail', service, options, FAILURE_OPTIONS, targets)
    const status = statusIn(targets, service, error, 'region.faults.fail')
    const known = status === undefined ? options : { status, ...options }
    const effect = { type: 'error', error: toFaultError(error, known) } as const
    this.#plan(createFaultRule({ ...options, service }, effect, options))
  }

  delay(
    service: string,
    duration: Duration,
    options: FaultOptions & FaultScope = {},
    targets: FaultTargets = this.#services,
  ): void {
    check('region.faults.delay', service, options, FAULT_OPTIONS, targets)
    const effect = { type: 'delay', milliseconds: toMilliseconds(duration, 'delay') } as const
    this.#plan(createFaultRule({ ...options, service }, effect, options))
  }

  reset(
    service: string,
    options: FaultOptions & FaultScope = {},
    targets: FaultTargets = this.#services,
  ): void {
    check('region.faults.reset', service, options, FAULT_OPTIONS, targets)
    this.#plan(createFaultRule({ ...options, service }, { type: 'reset' }, options))
  }

  add(rule: FaultRule): void {
    checkRule(rule)
    this.#plan(rule)
  }

  #plan(rule: FaultRule): void {
    const ids = rule.seed === undefined ? undefined : createIds(rule.seed)
    this.#planned.push({ rule, ids, seen: 0, fired: 0 })
  }

  match(call: MatchedCall): readonly FaultEffect[] {
    if (this.#planned.length === 0) return NONE
    const effects: FaultEffect[] = []
    for (const plan of this.#planned) {
      if (!applies(plan, call) || !this.#fires(plan)) continue
      const { effect } = plan.rule
      if (effect.type !== 'delay' || effect.milliseconds > 0) effects.push(effect)
    }
    return effects
  }

  #fires(plan: Planned): boolean {
    const { nth = 1, times = 1, probability } = plan.rule
    plan.seen++
    const hit =
      probability === undefined
        ? plan.seen >= nth && plan.fired < times
        : (plan.ids?.random('fault') ?? this.#random()) < probability
    if (hit) plan.fired++
    return hit
  }

  get pending(): readonly PendingFault[] {
    return this.#planned
      .filter((plan) => remaining(plan) > 0)
      .map((plan) => ({
        description: plan.rule.description,
        remaining: remaining(plan),
        seen: plan.seen,
      }))
  }

  clear(): void {
    this.#planned = []
  }

  fork(random: () => number): Faults {
    const planned = this.#planned.map((plan) => ({ ...plan, ids: plan.ids?.fork() }))
    return new PlannedFaults(random, planned, this.#services)
  }
}
