/** Sign-in by name and password. */
// AWS: amazon-cognito-user-pools-authentication-flow-methods.html
import type { ClientAction } from '../action.ts'
import { wrongPassword } from '../errors.ts'
import { createVerifier, isPassword } from '../passwords/verifier.ts'
import type { StoredUser } from '../state.ts'
import { migrateUser, preAuthentication } from '../triggers/user-triggers.ts'
import { createUser } from '../users/create.ts'
import { checkAliases, keepUser } from '../users/names.ts'
import { checkStatus, freshUser, lookUp, unknownUser } from './find-sign-in.ts'
import { proceed, type Progress } from './finish.ts'
import { checkLockout, clearFailures, countFailure } from './lockout.ts'
import type { AuthAnswer } from './sessions.ts'

export async function signInByPassword(
  action: ClientAction,
  name: string,
  password: string,
  progress: Progress = {},
): Promise<AuthAnswer> {
  const known = lookUp(action, name)
  const found = known ?? (await migrate(action, name, password))
  if (!found) {
    await preAuthentication(action, { username: name, attributes: {} }, true)
    throw unknownUser(action.client)
  }
  checkStatus(found)
  await preAuthentication(action, found)
  const user = freshUser(action, found)
  checkPassword(action, user, password)
  return proceed(action, clearFailures(action, user), progress)
}

/** Throws for a wrong password, which counts. */
export function checkPassword(action: ClientAction, user: StoredUser, password: string): void {
  checkLockout(action, user)
  if (user.password && isPassword(user.password, user, password)) return
  countFailure(action, user)
  throw wrongPassword()
}

/** Asks the trigger UserMigration about a user that does not exist. */
// AWS: user-pool-lambda-migrate-user.html
async function migrate(
  action: ClientAction,
  name: string,
  password: string,
): Promise<StoredUser | undefined> {
  const migrated = await migrateUser(action, 'UserMigration_Authentication', name, password)
  if (!migrated) return undefined
  const { attributes, finalUserStatus = 'RESET_REQUIRED', forceAliasCreation } = migrated
  const user = createUser(action, name, attributes, finalUserStatus)
  const kept = { ...user, password: createVerifier(action.world.ids, user, password) }
  checkAliases(action.state, action.pool, kept, forceAliasCreation)
  keepUser(action.state, action.pool, kept)
  return kept
}
