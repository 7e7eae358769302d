/** Codes that users receive and send back. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { nowOf, type Action } from '../action.ts'
import { codeExpired, codeMismatch, tooManyAttempts } from '../errors.ts'
import { MOST_CODE_FAILURES } from '../limits.ts'
import type { CodePurpose, SentCode, StoredUser } from '../state.ts'
import { keepUser } from './names.ts'

const DIGITS = '0123456789'

/** Compares in a time that does not depend on where two texts differ. */
export function isSameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

export const createCode = ({ world }: Action, length = 6): string =>
  world.ids.text('cognito-code', length, DIGITS)

/** Returns the user with a new code. An earlier one for the same purpose no longer works. */
export function withCode(
  action: Action,
  user: StoredUser,
  purpose: CodePurpose,
  attribute: string,
  value: string,
  lifetimeMs: number,
): readonly [StoredUser, string] {
  const code = createCode(action)
  const sent: SentCode = {
    code,
    expiresAt: nowOf(action) + lifetimeMs,
    failures: 0,
    attribute,
    value,
  }
  return [{ ...user, codes: { ...user.codes, [purpose]: sent } }, code]
}

/** Returns what a code verifies, and the user without it. A wrong one counts. */
export function takeCode(
  action: Action,
  user: StoredUser,
  purpose: CodePurpose,
  given: string,
): readonly [StoredUser, SentCode] {
  const sent = user.codes[purpose]
  if (!sent || nowOf(action) >= sent.expiresAt) throw codeExpired()
  if (sent.failures >= MOST_CODE_FAILURES) throw tooManyAttempts()
  if (!isSameText(sent.code, given)) {
    const codes = { ...user.codes, [purpose]: { ...sent, failures: sent.failures + 1 } }
    keepUser(action.state, action.pool, { ...user, codes })
    throw codeMismatch()
  }
  const { [purpose]: _used, ...codes } = user.codes
  return [{ ...user, codes }, sent]
}
