/** Failed passwords in a row lock a user out for a while. */
// AWS: authentication.html#authentication-flow-lockout-behavior
import { nowOf, type Action } from '../action.ts'
import { lockedOut } from '../errors.ts'
import { FREE_FAILURES, LONGEST_LOCKOUT_MS } from '../limits.ts'
import type { StoredUser } from '../state.ts'
import { keepUser } from '../users/names.ts'

/** An attempt while locked out fails without a look at the password, and does not prolong it. */
export function checkLockout(action: Action, { lockedUntil }: StoredUser): void {
  if (nowOf(action) < lockedUntil) throw lockedOut()
}

export function countFailure(action: Action, user: StoredUser): void {
  const failures = user.failures + 1
  const over = failures - FREE_FAILURES
  const lockoutMs = over < 0 ? 0 : Math.min(1_000 * 2 ** over, LONGEST_LOCKOUT_MS)
  const lockedUntil = lockoutMs > 0 ? nowOf(action) + lockoutMs : user.lockedUntil
  keepUser(action.state, action.pool, { ...user, failures, lockedUntil })
}

/** A right password begins the count anew. */
export function clearFailures(action: Action, user: StoredUser): StoredUser {
  if (user.failures === 0) return user
  const cleared = { ...user, failures: 0, lockedUntil: 0 }
  keepUser(action.state, action.pool, cleared)
  return cleared
}
