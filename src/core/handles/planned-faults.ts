/** `queue.fail(...)` and `queue.delay(...)`: faults of the operations on one resource. */
import { toMilliseconds, type Duration } from '../duration.ts'
import { didYouMean, MisuseError } from '../errors.ts'
import { checkFaultOptions, FAILURE_OPTIONS, FAULT_OPTIONS } from '../fault-options.ts'
import {
  createFaultRule,
  toFaultError,
  type FailureOptions,
  type FaultEffect,
  type FaultOptions,
} from '../faults.ts'
import type { CallRecord } from '../journal.ts'
import { withoutArticle, type Noun } from '../resources/resource-kind.ts'
import type { World } from '../world.ts'

/** What AWS says with an error, where a test gives no words of its own. */
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
  /** Those about one resource, which their records name. */
  readonly operations: readonly string[]
  /** Those about several: their records name none. */
  readonly sharedOperations?: readonly string[]
  /** Whether the input of one of those is about this resource, among others. */
  isAbout?(input: unknown, name: string): boolean
  /** By name. */
  readonly errors?: Readonly<Record<string, KnownError>>
}

/** Every operation that reached a resource, oldest first. */
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

/** A fault that a test plans on a resource. */
export interface PlannedFault {
  /** How messages name the call: `jobs.fail`. */
  readonly caller: string
  readonly operation: string
  readonly options: FaultOptions
  /** Names of further options that this kind of resource takes. */
  readonly moreOptions?: readonly string[]
  /** A further condition on the input. */
  readonly matches?: ((input: unknown) => boolean) | undefined
}

/** Calls of an operation fail. `'ECONNRESET'` drops the connection. */
export function planFailure(
  operations: ResourceOperations,
  name: string,
  world: World,
  error: string | Error,
  fault: PlannedFault & { readonly options: FailureOptions },
): void {
  const { caller, options, moreOptions = [] } = fault
  checkFaultOptions(options, caller, [...FAILURE_OPTIONS, ...moreOptions])
  const known =
    typeof error === 'string' && operations.errors && Object.hasOwn(operations.errors, error)
      ? operations.errors[error]
      : undefined
  const effect: FaultEffect =
    error === 'ECONNRESET'
      ? { type: 'reset' }
      : { type: 'error', error: toFaultError(error, { ...known, ...options }) }
  plan(operations, name, world, effect, fault)
}

/** Calls of an operation are answered later. */
export function planDelay(
  operations: ResourceOperations,
  name: string,
  world: World,
  duration: Duration,
  fault: PlannedFault,
): void {
  const { caller, options, moreOptions = [] } = fault
  checkFaultOptions(options, caller, [...FAULT_OPTIONS, ...moreOptions])
  const effect = { type: 'delay', milliseconds: toMilliseconds(duration, 'delay') } as const
  plan(operations, name, world, effect, fault)
}

function plan(
  operations: ResourceOperations,
  name: string,
  world: World,
  effect: FaultEffect,
  { caller, operation, options, matches }: PlannedFault,
): void {
  const isShared = checkOperation(operations, operation, caller)
  const target = { service: operations.service, operation, resource: name }
  const { resource, matches: when, ...rule } = createFaultRule(target, effect, options)
  world.faults.add({
    ...rule,
    // Calls about several resources are on record under no name.
    ...(!isShared && resource !== undefined && { resource }),
    matches: (input) =>
      (!isShared || operations.isAbout?.(input, name) === true) &&
      (matches?.(input) ?? true) &&
      (when?.(input) ?? true),
  })
}

/** Whether it is an operation on several resources. A fault on any other operation would never fire. */
function checkOperation(
  { operations, sharedOperations = [], noun }: ResourceOperations,
  operation: string,
  caller: string,
): boolean {
  if (operations.includes(operation)) return false
  if (sharedOperations.includes(operation)) return true
  const known = [...operations, ...sharedOperations]
  throw new MisuseError(
    `${caller}: '${operation}' is not a ${withoutArticle(noun)} operation.`,
    `one of ${known.join(', ')}`,
    didYouMean(operation, known),
  )
}
