/** The permissions that calls used: computed from the journal when somebody looks. */
import { MisuseError } from '../../core/errors.ts'
import type { CallRecord, JournalRecord } from '../../core/journal.ts'
import type { Access, World } from '../../core/world/world.ts'
import { iamModeOf } from '../options.ts'

/** One permission that a call needed. */
export interface UsedPermission extends Access {
  readonly record: CallRecord
}

/**
 * Returns the permissions of the calls that `isOf` accepts, oldest first. Calls of handles need no
 * permission, nor do those between services.
 *
 * @throws MisuseError in a region whose option `iam` is `off`
 */
export function usedPermissions(
  world: World,
  caller: string,
  isOf: (record: CallRecord) => boolean,
): UsedPermission[] {
  if (iamModeOf(world) === 'off')
    throw new MisuseError(`${caller} has nothing to read.`, "a region without iam: 'off'")
  return [...callsOfAccount(world)].filter(isOf).flatMap((record) => permissionsOf(world, record))
}

/** The calls of all regions, because roles belong to the account. */
const callsOfAccount = (world: World): readonly CallRecord[] =>
  world.main.journal.records.filter(isOutsideCall)

/** Calls from outside, and those that a service makes with a role. */
function isOutsideCall(record: JournalRecord): record is CallRecord {
  if (record.kind !== 'call') return false
  const { source, caller } = record as CallRecord
  return source === 'sdk' || source === 'raw' || (source === 'integration' && caller !== undefined)
}

/** The permissions that one call needed. */
function permissionsOf(world: World, record: CallRecord): UsedPermission[] {
  const service = world.services.find(({ id }) => id === record.service)
  if (!service) return []
  const { operations } = service.room()
  const operation = Object.hasOwn(operations, record.operation)
    ? operations[record.operation]
    : undefined
  try {
    const accesses = operation?.access?.(record.input, world) ?? []
    return accesses
      .filter(({ isAboutMissing }) => !isAboutMissing)
      .map(({ action, resource }) => ({ action, resource, record }))
  } catch {
    // An input that names no resource: the service refused the call.
    return []
  }
}

/** The role whose session made a call. Undefined for users and the test itself. */
export function roleOfCall(world: World, { caller, causedBy }: CallRecord): string | undefined {
  try {
    const identity = world.ports.callerIdentities?.identify(caller ?? { accessKeyId: '' }, causedBy)
    return identity?.roleArn
  } catch {
    // The session has expired since.
    return undefined
  }
}

/** Whether the handler of a function made a call, with its own credentials. */
export const isOfFunction =
  (name: string) =>
  ({ caller, causedBy }: CallRecord): boolean =>
    caller === undefined &&
    causedBy.kind === 'invocation' &&
    Reflect.get(causedBy, 'functionName') === name
