/** Whom a call's credentials make its caller. */
import { partitionOf } from '../../core/arn.ts'
import type { CallRecord, JournalRecord } from '../../core/journal.ts'
import type { World } from '../../core/world/world.ts'
import * as errors from '../errors.ts'
import type { Session, StsState } from '../state.ts'

export interface Identity {
  readonly userId: string
  readonly arn: string
  readonly session: Session | undefined
  /** The role of a function. Undefined for sessions, which know theirs, and for others. */
  readonly roleArn?: string
  readonly isUnlimited?: true
}

export const accountArn = ({ options }: World, service: 'iam' | 'sts', resource: string): string =>
  `arn:${partitionOf(options.region)}:${service}::${options.accountId}:${resource}`

/**
 * Returns the caller. Credentials of a session make it that session, and a user's access key that
 * user; a function has its role's. All others, the test's own as well, are the account's
 * administrator.
 *
 * @throws ServiceError for credentials that have expired, or whose token is wrong
 */
export function identityOf(
  world: World,
  state: StsState,
  { caller, causedBy }: Pick<CallRecord, 'caller' | 'causedBy'>,
): Identity {
  const session = caller && state.sessions.get(caller.accessKeyId)
  if (session && caller?.sessionToken === session.sessionToken) {
    if (session.expiresAt <= world.clock.now()) throw errors.tokenExpired()
    return { userId: session.userId, arn: session.arn, session }
  }
  // A known key with the token of another session.
  if (session) throw errors.tokenInvalid()
  const user = caller && world.ports.identities?.userOf(caller.accessKeyId)
  if (user) return { userId: user.userId, arn: user.arn, session: undefined }
  const functionName = runningFunction(causedBy)
  if (functionName !== undefined) return functionIdentity(world, state, functionName)
  const { accountId } = world.options
  const arn = accountArn(world, 'iam', 'root')
  return { userId: accountId, arn, session: undefined, isUnlimited: true }
}

/** The function whose handler made the call, which runs with its role's credentials. */
function runningFunction(cause: JournalRecord): string | undefined {
  if (cause.kind !== 'invocation') return undefined
  const name: unknown = Reflect.get(cause, 'functionName')
  return typeof name === 'string' ? name : undefined
}

// AWS: "Lambda execution role": the session has the function's name.
function functionIdentity(world: World, state: StsState, name: string): Identity {
  const given = world.ports.functions.roleOf?.(name)
  const roleArn = given ?? accountArn(world, 'iam', `role/${name}`)
  const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1)
  return {
    userId: `${roleIdOf(world, state, roleArn)}:${name}`,
    arn: accountArn(world, 'sts', `assumed-role/${roleName}/${name}`),
    session: undefined,
    roleArn,
    ...(given === undefined && { isUnlimited: true }),
  }
}

/** Returns the unique id of a role: the same for all its sessions. */
export function roleIdOf(world: World, { roleIds }: StsState, roleArn: string): string {
  const role = world.ports.identities?.role(roleArn)
  if (role) return role.id
  let id = roleIds.get(roleArn)
  if (id === undefined) {
    id = `AROA${world.ids.text('role', 17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`
    roleIds.set(roleArn, id)
  }
  return id
}
