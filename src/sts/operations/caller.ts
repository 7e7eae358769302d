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
}

export const accountArn = ({ options }: World, service: 'iam' | 'sts', resource: string): string =>
  `arn:${partitionOf(options.region)}:${service}::${options.accountId}:${resource}`

/**
 * Returns the caller. Credentials of a session make it that session; a function has its role's. All
 * others, the test's own as well, are the account's administrator.
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
  const functionName = runningFunction(causedBy)
  if (functionName !== undefined) return functionIdentity(world, state, functionName)
  const { accountId } = world.options
  return { userId: accountId, arn: accountArn(world, 'iam', 'root'), session: undefined }
}

/** The function whose handler made the call, which runs with its role's credentials. */
function runningFunction(cause: JournalRecord): string | undefined {
  if (cause.kind !== 'invocation') return undefined
  const name: unknown = Reflect.get(cause, 'functionName')
  return typeof name === 'string' ? name : undefined
}

// AWS: "Lambda execution role": the session has the function's name.
const functionIdentity = (world: World, state: StsState, name: string): Identity => ({
  userId: `${roleIdOf(world, state, accountArn(world, 'iam', `role/${name}`))}:${name}`,
  arn: accountArn(world, 'sts', `assumed-role/${name}/${name}`),
  session: undefined,
})

/** Returns the unique id of a role: the same for all its sessions. */
export function roleIdOf(world: World, { roleIds }: StsState, roleArn: string): string {
  let id = roleIds.get(roleArn)
  if (id === undefined) {
    id = `AROA${world.ids.text('role', 17, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`
    roleIds.set(roleArn, id)
  }
  return id
}
