/** Sets passwords. */
import { ServiceError } from '../../core/errors.ts'
import { nowOf, type Action } from '../action.ts'
import { DAY_MS, TEMPORARY_PASSWORD_DAYS } from '../limits.ts'
import { checkPassword } from '../passwords/policy.ts'
import { createVerifier, isPassword } from '../passwords/verifier.ts'
import type { StoredUser } from '../state.ts'

/** The user with a new password, which the pool's policy accepts. */
export function withPassword(
  action: Action,
  user: StoredUser,
  password: string,
  isTemporary = false,
): StoredUser {
  const { PasswordPolicy: policy } = action.pool.settings.Policies
  checkPassword(policy, password)
  const { PasswordHistorySize: kept = 0, TemporaryPasswordValidityDays: days } = policy
  const before = [...(user.password ? [user.password] : []), ...user.passwordHistory]
  // AWS: API_PasswordPolicyType.html, PasswordHistorySize. Unverified: the wording.
  if (before.slice(0, kept).some((each) => isPassword(each, user, password)))
    throw new ServiceError(
      'PasswordHistoryPolicyViolationException',
      'Password has previously been used.',
    )
  const now = nowOf(action)
  const validMs = (days || TEMPORARY_PASSWORD_DAYS) * DAY_MS
  return {
    ...user,
    password: createVerifier(action.world.ids, user, password),
    passwordHistory: before.slice(0, kept),
    passwordExpiresAt: isTemporary ? now + validMs : undefined,
    failures: 0,
    lockedUntil: 0,
    modifiedAt: now,
  }
}
