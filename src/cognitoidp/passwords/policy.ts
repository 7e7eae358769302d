/** A pool's password policy. */
import type { Ids } from '../../core/ids.ts'
import { invalidParameter, invalidPassword } from '../errors.ts'
import type { PasswordPolicy } from '../settings/settings.ts'

// AWS: user-pool-settings-policies.html
const SYMBOL = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+-]|(?!^) (?!$)/

// AWS: API_PasswordPolicyType.html: the service's defaults
export const DEFAULT_POLICY: PasswordPolicy = {
  MinimumLength: 8,
  RequireUppercase: true,
  RequireLowercase: true,
  RequireNumbers: true,
  RequireSymbols: true,
  TemporaryPasswordValidityDays: 7,
}

/** Throws for a password that a policy refuses. One reason at a time, length first. */
export function checkPassword(policy: PasswordPolicy, password: string): void {
  // Observed: the model's length comes before the policy.
  if (password.length < 6)
    throw invalidParameter(
      "1 validation error detected: Value at 'password' failed to satisfy constraint: Member must have length greater than or equal to 6",
    )
  if (password.length < (policy.MinimumLength ?? 6))
    throw invalidPassword('Password not long enough')
  // Unverified: the order of the reasons after the length.
  if (policy.RequireUppercase && !/[A-Z]/.test(password))
    throw invalidPassword('Password must have uppercase characters')
  if (policy.RequireLowercase && !/[a-z]/.test(password))
    throw invalidPassword('Password must have lowercase characters')
  if (policy.RequireNumbers && !/\d/.test(password))
    throw invalidPassword('Password must have numeric characters')
  if (policy.RequireSymbols && !SYMBOL.test(password))
    throw invalidPassword('Password must have symbol characters')
}

const UPPER = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const LOWER = 'abcdefghijkmnopqrstuvwxyz'

/** A temporary password that every policy of its length accepts. */
// AWS: API_AdminCreateUser.html, TemporaryPassword: generated if there is none
export function createTemporaryPassword(ids: Ids, { MinimumLength = 8 }: PasswordPolicy): string {
  const kind = 'cognito-password'
  const length = Math.max(8, MinimumLength)
  return (
    ids.text(kind, 1, UPPER) +
    ids.text(kind, 1, '!#$%&*+-=?@^_') +
    ids.text(kind, 2, '23456789') +
    ids.text(kind, length - 4, LOWER)
  )
}
