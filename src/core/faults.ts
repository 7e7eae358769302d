/* eslint-disable @typescript-eslint/no-explicit-any -- a condition on an input is written by whoever knows the operation */
/**
 * Planned failures: they meet SDK, raw and integration calls below the SDK's retries, never `Table`'s own methods. Tables and
 * functions plan them under words of their own (`orders.fail(...)`); `region.faults` plans them for whole services.
 */
import { toMilliseconds, type Duration } from './duration.ts'
import { didYouMean, MisuseError, ServiceError } from './errors.ts'
import { createIds, type Ids } from './ids.ts'
import type { CallRecord } from './journal.ts'

/** What a fault does to the call it meets. */
export type FaultEffect =
  | { readonly type: 'error'; readonly error: Error }
  | { readonly type: 'delay'; readonly milliseconds: number }
  | { readonly type: 'reset' }
  | { readonly type: 'unprocessed'; readonly count: number }

/** Which of the matching calls a fault meets. */
export interface FaultOptions<Input = any> {
  /** The first matching call it fires on, counted from now, from 1. Default 1. */
  readonly nth?: number
  /** How many calls in a row from there on; `Infinity`: all. Default 1. */
  readonly times?: number
  /** Instead of `nth` and `times`: fires on each call with this chance. */
  readonly probability?: number
  /** Draws the chances from this seed instead of the region's. */
  readonly seed?: string | number
  /** A condition on the call's input. */
  readonly when?: (input: Input) => boolean
}

/** What AWS would say, where the name of the error alone does not tell. */
export interface FailureOptions<Input = any> extends FaultOptions<Input> {
  readonly message?: string
  /** HTTP status. Default: what goes with the name, mostly 400. */
  readonly status?: number
  /** Modelled members of the error beside its message (`CancellationReasons`, ...). */
  readonly fields?: Readonly<Record<string, unknown>>
}

/** Narrows a fault on a service down. */
export interface FaultScope {
  /** `PutItem`, `Invoke`, ...; default: any operation. */
  readonly operation?: string
  /** Name of a table, function, ...; default: any. */
  readonly resource?: string
}

/** A planned fault in full: what `faults.add` takes. */
export interface FaultRule extends FaultScope {
  /** Says what it is for, in `pending` and in failures: `orders: PutItem fails with X (3rd call)`. */
  readonly description: string
  /** Room of the calls it is for. */
  readonly service: string
  /** Further conditions on the call's input. */
  readonly matches?: (input: unknown) => boolean
  /** The first matching call it fires on, from 1. Default 1. */
  readonly nth?: number
  /** How many calls in a row from there on. Default 1. */
  readonly times?: number
  /** Instead of both: the chance on each call. */
  readonly probability?: number
  /** Draws the chances from this seed instead of the region's. */
  readonly seed?: string | number
  /** What it does to the call. */
  readonly effect: FaultEffect
}

/** A planned fault that is still to fire. */
export interface PendingFault {
  /** What it is for, in words. */
  readonly description: string
  /** How often it is still to fire. */
  readonly remaining: number
  /** How many calls have matched it so far. */
  readonly seen: number
}

type MetCall = Pick<CallRecord, 'service' | 'operation' | 'resource' | 'input'>

/** The planned failures of a world. */
export interface Faults {
  /** Calls to a service (`'dynamodb'`, `'lambda'`, ...) fail with an AWS error, or with the very error given. */
  fail(service: string, error: string | Error, options?: FailureOptions & FaultScope): void
  /** Calls to a service are answered later. */
  delay(service: string, duration: Duration, options?: FaultOptions & FaultScope): void
  /** The connection drops before the service answers; the SDK retries it. */
  reset(service: string, options?: FaultOptions & FaultScope): void
  /** Plans a fault by its parts. */
  add(rule: FaultRule): void
  /** The effects that this call meets, in the order they were planned. */
  meet(call: MetCall): readonly FaultEffect[]
  /** Those that have not fired (as often as planned). */
  readonly pending: readonly PendingFault[]
  /** Takes all planned faults back. */
  clear(): void
  /** The same faults for a fork of the region, with counts of its own. */
  fork(random: () => number): Faults
}

/** An error by name, as the service would make it; an `Error` stays what it is. */
export function toFaultError(error: string | Error, options: FailureOptions = {}): Error {
  if (error instanceof Error) return error
  if (typeof error !== 'string' || error === '') {
    throw new MisuseError(
      `A fault was given ${JSON.stringify(error) ?? String(error)} as its error.`,
      "the name of an AWS error, such as 'ThrottlingException', or an Error",
    )
  }
  return new ServiceError(error, options.message ?? `Planned by the test: ${error}`, {
    status: options.status ?? statusOf(error),
    ...(options.fields ? { fields: options.fields } : undefined),
  })
}

// AWS: docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html; Lambda's TooManyRequestsException and ServiceException.
const STATUSES: Readonly<Record<string, number>> = {
  AccessDeniedException: 400,
  TooManyRequestsException: 429,
  ServiceException: 500,
  ServiceUnavailable: 503,
  ServiceUnavailableException: 503,
}

const statusOf = (code: string): number =>
  Object.hasOwn(STATUSES, code) ? STATUSES[code]! : /^Internal/.test(code) ? 500 : 400

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

function checkOptions(options: FaultOptions): void {
  const { nth, times, probability } = options
  const wrong = (name: string, value: unknown, expected: string): never => {
    throw new MisuseError(`A fault was given ${name}: ${String(value)}.`, expected)
  }
  const whole = (value: number): boolean => Number.isInteger(value) && value >= 1
  if (nth !== undefined && !whole(nth)) wrong('nth', nth, 'a whole number from 1')
  if (times !== undefined && times !== Infinity && !whole(times)) {
    wrong('times', times, 'a whole number from 1, or Infinity')
  }
  if (probability === undefined) return
  if (!(probability >= 0 && probability <= 1)) {
    wrong('probability', probability, 'a number from 0 to 1')
  }
  if (nth !== undefined || times !== undefined) {
    wrong('probability', probability, 'either a probability, or nth and times')
  }
}

/** A fault on what does not exist would never fire. */
function checkTarget(services: Targets, id: string, { operation }: FaultScope): void {
  if (services.length === 0) return
  const service = services.find((each) => each.id === id)
  const ids = services.map((each) => each.id)
  if (!service) {
    throw new MisuseError(
      `region.faults was given the service '${id}'.`,
      `one of ${ids.map((each) => `'${each}'`).join(', ')}`,
      didYouMean(id, ids),
    )
  }
  if (operation === undefined || Object.hasOwn(service.operations, operation)) return
  throw new MisuseError(
    `region.faults was given the operation '${operation}', which '${id}' does not have.`,
    'the name of an operation as AWS writes it',
    didYouMean(operation, Object.keys(service.operations)),
  )
}

/** A rule in full, with its description: what `orders.fail(...)` and `region.faults.fail(...)` hand to `add`. */
export function createFaultRule(
  target: FaultScope & { readonly service: string },
  effect: FaultEffect,
  options: FaultOptions = {},
): FaultRule {
  checkOptions(options)
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
  /** Chances of its own, where the rule names a seed. */
  readonly ids: Ids | undefined
  seen: number
  fired: number
}

const NONE: readonly FaultEffect[] = []

const applies = ({ rule }: Planned, call: MetCall): boolean =>
  rule.service === call.service &&
  (rule.resource === undefined || rule.resource === call.resource) &&
  (rule.operation === undefined || rule.operation === call.operation) &&
  (rule.matches === undefined || rule.matches(call.input))

const remaining = ({ rule, fired }: Planned): number => {
  const planned = rule.probability === undefined ? (rule.times ?? 1) : 1
  // 'All calls from the n-th on' has kept its promise once it fired.
  return planned === Infinity ? Number(fired === 0) : Math.max(0, planned - fired)
}

/** `services`: what can be named; without them any name is taken. */
export const createFaults = (random: () => number, services: Targets = []): Faults =>
  new PlannedFaults(random, [], services)

type Targets = readonly { readonly id: string; readonly operations: object }[]

/** A class: every fork of a world has its own, and an object literal with a getter costs microseconds. */
class PlannedFaults implements Faults {
  readonly #random: () => number
  readonly #services: Targets
  #planned: Planned[]

  constructor(random: () => number, planned: Planned[], services: Targets) {
    this.#random = random
    this.#planned = planned
    this.#services = services
  }

  fail(service: string, error: string | Error, options: FailureOptions & FaultScope = {}): void {
    checkTarget(this.#services, service, options)
    const effect = { type: 'error', error: toFaultError(error, options) } as const
    this.add(createFaultRule({ ...options, service }, effect, options))
  }

  delay(service: string, duration: Duration, options: FaultOptions & FaultScope = {}): void {
    checkTarget(this.#services, service, options)
    const effect = { type: 'delay', milliseconds: toMilliseconds(duration, 'delay') } as const
    this.add(createFaultRule({ ...options, service }, effect, options))
  }

  reset(service: string, options: FaultOptions & FaultScope = {}): void {
    checkTarget(this.#services, service, options)
    this.add(createFaultRule({ ...options, service }, { type: 'reset' }, options))
  }

  add(rule: FaultRule): void {
    checkOptions(rule)
    const ids = rule.seed === undefined ? undefined : createIds(rule.seed)
    this.#planned.push({ rule, ids, seen: 0, fired: 0 })
  }

  meet(call: MetCall): readonly FaultEffect[] {
    if (this.#planned.length === 0) return NONE
    const effects: FaultEffect[] = []
    for (const plan of this.#planned) {
      if (applies(plan, call) && this.#fires(plan)) effects.push(plan.rule.effect)
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
