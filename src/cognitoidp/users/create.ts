/** Creates users. */
import { nowOf, type Action } from '../action.ts'
import { invalidParameter, usernameExists } from '../errors.ts'
import { NO_MFA, type StoredUser, type UserStatus } from '../state.ts'
import { checkAttributes, isEmail, isPhone, type Attributes } from './attributes.ts'
import { findUser, hasUsernameAttributes, normalized } from './names.ts'

/** The attribute that a name is, in a pool whose users sign in with one. */
// Observed: public threads (`Username should be an email.`).
function attributeOfName({ pool }: Action, name: string): 'email' | 'phone_number' {
  const { UsernameAttributes: allowed = [] } = pool.settings
  if (allowed.includes('email') && isEmail(name)) return 'email'
  if (allowed.includes('phone_number') && isPhone(name)) return 'phone_number'
  if (allowed.length > 1)
    throw invalidParameter('Username should be either an email or a phone number.')
  throw invalidParameter(
    allowed.includes('email')
      ? 'Username should be an email.'
      : 'Username should be a phone number.',
  )
}

// Observed: public threads.
function checkName({ pool }: Action, name: string): void {
  const { AliasAttributes: aliases = [] } = pool.settings
  if (aliases.includes('email') && isEmail(name))
    throw invalidParameter(
      'Username cannot be of email format, since user pool is configured for email alias.',
    )
  if (aliases.includes('phone_number') && isPhone(name))
    throw invalidParameter(
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    )
}

/** A new user, which is not kept yet. */
// AWS: user-pool-settings-attributes.html. Recorded: with UsernameAttributes the name is the sub.
export function createUser(
  action: Action,
  name: string,
  given: Attributes,
  status: UserStatus,
): StoredUser {
  const { world, state, pool } = action
  const isAttribute = hasUsernameAttributes(pool)
  const attribute = isAttribute ? attributeOfName(action, name) : undefined
  if (!attribute) checkName(action, name)
  const attributes = attribute ? { [attribute]: name, ...given } : given
  checkAttributes(pool, attributes)
  const existing = findUser(state, pool, attribute ? (attributes[attribute] ?? name) : name)
  if (existing) {
    const noun = attribute === 'phone_number' ? 'phone_number' : 'email'
    if (attribute) throw usernameExists(`An account with the given ${noun} already exists.`)
    // Observed: localstack#4465: AdminCreateUser, which names no client, has words of its own.
    throw action.client ? usernameExists() : usernameExists('User account already exists')
  }
  const now = nowOf(action)
  const sub = world.ids.uuid('cognito-sub')
  return {
    poolId: pool.id,
    username: attribute ? sub : normalized(pool, name),
    sub,
    attributes: { sub, ...attributes },
    pendingAttributes: {},
    status,
    isEnabled: true,
    createdAt: now,
    modifiedAt: now,
    password: undefined,
    passwordExpiresAt: undefined,
    passwordHistory: [],
    groups: [],
    codes: {},
    failures: 0,
    lockedUntil: 0,
    mfa: NO_MFA,
    devices: {},
    signOuts: 0,
    declared: undefined,
  }
}
