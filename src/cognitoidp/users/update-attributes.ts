/** Changes attributes of users, and sends codes for new addresses. */
import { nowOf, type Action } from '../action.ts'
import { SIGN_UP_CODE_MS } from '../limits.ts'
import type { StoredUser } from '../state.ts'
import { checkAttributes, checkMutable, withChanges, type Attributes } from './attributes.ts'
import { withCode } from './codes.ts'
import { checkAliases, keepUser } from './names.ts'

const ADDRESSES = ['email', 'phone_number'] as const

/** A code to send to a new address. */
export interface AddressChange {
  readonly attribute: 'email' | 'phone_number'
  readonly value: string
  readonly code: string
}

export interface UpdatedUser {
  readonly user: StoredUser
  readonly toVerify: readonly AddressChange[]
}

/** Changes and keeps a user. */
// AWS: user-pool-settings-email-phone-verification.html
export function updateAttributes(
  action: Action,
  user: StoredUser,
  changes: Attributes,
): UpdatedUser {
  const { state, pool } = action
  checkAttributes(pool, changes)
  checkMutable(pool, user, changes)
  const { AutoVerifiedAttributes = [], UserAttributeUpdateSettings: update } = pool.settings
  const guarded = update?.AttributesRequireVerificationBeforeUpdate ?? []
  let next: StoredUser = user
  let applied: Attributes = changes
  const toVerify: AddressChange[] = []
  for (const attribute of ADDRESSES) {
    const value = changes[attribute]
    if (value === undefined || value === user.attributes[attribute]) continue
    // An administrator may state with the change that the address is verified.
    if (changes[`${attribute}_verified`] === 'true') continue
    if (value !== '' && guarded.includes(attribute)) {
      const { [attribute]: _later, ...others } = applied
      applied = others
      next = { ...next, pendingAttributes: { ...next.pendingAttributes, [attribute]: value } }
    } else applied = { ...applied, [`${attribute}_verified`]: value === '' ? '' : 'false' }
    if (value === '' || !AutoVerifiedAttributes.includes(attribute)) continue
    const [coded, code] = withCode(action, next, attribute, attribute, value, SIGN_UP_CODE_MS)
    next = coded
    toVerify.push({ attribute, value, code })
  }
  const attributes = withChanges(next.attributes, applied)
  const changed = { ...next, attributes, modifiedAt: nowOf(action) }
  checkAliases(state, pool, changed)
  keepUser(state, pool, changed)
  return { user: changed, toVerify }
}
