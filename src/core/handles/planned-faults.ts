/** `queue.fail(...)` and `queue.delay(...)`: faults of the operations on one resource. */
import { resolveWorld } from '../world/context.ts'
import { toMilliseconds, type Duration } from '../time/duration.ts'
import { didYouMean, MisuseError } from '../errors.ts'
import {
  checkFaultOptions,
  FAILURE_OPTIONS,
  FAULT_OPTIONS,
  statusIn,
} from '../planned/fault-options.ts'
import {
  createFaultRule,
  toFaultError,
  type FailureOptions,
  type FaultEffect,
  type FaultOptions,
} from '../planned/faults.ts'
import type { CallRecord } from '../journal.ts'
import { withoutArticle, type Noun } from '../resources/resource-kind.ts'
import type { World } from '../world/world.ts'

/** AWS's message and status of an error, for a test that gives none. */
export interface KnownError {
  readonly message: string
  readonly status?: number
  readonly fields?: Readonly<Record<string, unknown>>
}

/** The operations on one type of resource. */
export interface ResourceOperations {
  /** Id of their service: `sqs`. */
  readonly service: string
  readonly noun: Noun
  /** Operations on one resource, which their records name. */
  readonly operations: readonly string[]
  /** Operations on several resources. Their records name none. */
  readonly sharedOperations?: readonly string[]
  /** Whether the input of a shared operation is about this resource, among others. */
  isAbout?(input: unknown, name: string): boolean
  /** AWS's messages and statuses, by error name. */
  readonly errors?: Readonly<Record<string, KnownError>>
}

/** Returns every call of an operation on a resource, oldest first. */
export const callsOn = (
  { service, isAbout }: Pick<ResourceOperations, 'service' | 'isAbout'>,
  name: string,
  { journal }: World,
): CallRecord[] =>
  journal.of<CallRecord>(
    'call',
    (call) =>
      call.service === service &&
      (call.resource === undefined ? isAbout?.(call.input, name) === true : call.resource === name),
  )

/** The resource: its name, and the world that its handle was created in. */
export interface FaultTarget {
  readonly name: string
  readonly home: World
}

/** A fault that a test plans on a resource. */
export interface PlannedFault<Options extends FaultOptions = FaultOptions> {
  /** The call's name in messages: `jobs.fail`. */
  readonly caller: string
  /** Undefined: any of the operations on several resources. */
  readonly operation: string | undefined
  readonly options: Options
  /** Names of options beside those that every fault has. */
  readonly moreOptions?: readonly string[]
  /** Creates a condition on the input from those options, and checks them. */
  condition?(): ((input: unknown) => boolean) | undefined
}

/** Makes calls of an operation fail. `'ECONNRESET'` drops the connection. */
export function planFailure(
  operations: ResourceOperations,
  target: FaultTarget,
  error: string | Error,
  fault: PlannedFault<FailureOptions>,
): void {
  const { caller, options, moreOptions = [] } = fault
  checkFaultOptions(options, caller, [...FAILURE_OPTIONS, ...moreOptions])
  const { errors = {} } = operations
  const known =
    typeof error === 'string' && Object.hasOwn(errors, error) ? errors[error] : undefined
  if (error === 'ECONNRESET') return planFault(operations, target, { type: 'reset' }, fault)
  isSharedOperation(operations, fault)
  const { services } = resolveWorld(target.home)
  const status = statusIn(services, operations.service, error, caller)
  const more = { ...(status !== undefined && { status }), ...known, ...options }
  const effect = { type: 'error', error: toFaultError(error, more) } as const
  planFault(operations, target, effect, fault)
}

/** Delays the answers to calls of an operation. */
export function planDelay(
  operations: ResourceOperations,
  target: FaultTarget,
  duration: Duration,
  fault: PlannedFault,
): void {
  const { caller, options, moreOptions = [] } = fault
  checkFaultOptions(options, caller, [...FAULT_OPTIONS, ...moreOptions])
  const effect = { type: 'delay', milliseconds: toMilliseconds(duration, 'delay') } as const
  planFault(operations, target, effect, fault)
}

/** Plans an effect on calls of an operation, from checked options. */
export function planFault(
  operations: ResourceOperations,
  { name, home }: FaultTarget,
  effect: FaultEffect,
  fault: PlannedFault,
): void {
  const { operation, options } = fault
  const isShared = isSharedOperation(operations, fault)
  const world = resolveWorld(home)
  world.checkWritable()
  const target = { service: operations.service, resource: name, ...(operation && { operation }) }
  const { resource, matches: when, ...rule } = createFaultRule(target, effect, options)
  const condition = fault.condition?.()
  world.faults.add({
    ...rule,
    // Records of calls on several resources name no resource.
    ...(!isShared && resource !== undefined && { resource }),
    matches: (input) =>
      (!isShared || operations.isAbout?.(input, name) === true) &&
      (condition?.(input) ?? true) &&
      (when?.(input) ?? true),
  })
}

/** Refuses an operation that the resource does not have, because the fault would never fire. */
function isSharedOperation(
  { operations, sharedOperations = [], noun }: ResourceOperations,
  { operation, caller }: PlannedFault,
): boolean {
  if (operation === undefined || sharedOperations.includes(operation)) return true
  if (operations.includes(operation)) return false
  const known = [...operations, ...sharedOperations]
  throw new MisuseError(
    `${caller}: '${operation}' is not a ${withoutArticle(noun)} operation.`,
    `one of ${known.join(', ')}`,
    didYouMean(operation, known),
  )
}
