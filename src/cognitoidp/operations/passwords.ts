/** ForgotPassword, ConfirmForgotPassword, ChangePassword. */
import type { Operation } from '../../core/world/world.ts'
import { defineOperation } from '../api/define-operation.ts'
import { checkPassword } from '../auth/password.ts'
import { cannotReset, notAuthorized, userDisabled } from '../errors.ts'
import { sendResetCode } from '../messages/attribute-codes.ts'
import type { CodeDeliveryDetails } from '../messages/send.ts'
import { checkPassword as checkPolicy } from '../passwords/policy.ts'
import type { CognitoState, StoredUser } from '../state.ts'
import { migrateUser, postConfirmation } from '../triggers/user-triggers.ts'
import { takeCode } from '../users/codes.ts'
import { createUser } from '../users/create.ts'
import { checkAliases, findUser, keepUser } from '../users/names.ts'
import { withPassword } from '../users/set-password.ts'
import {
  isPublic,
  namedAction,
  ownAction,
  userOfCode,
  type NameInput,
  type TokenInput,
} from './parts.ts'
import { CONTEXT_MEMBERS, pretendedDelivery } from './sign-up.ts'

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ForgotPassword.html */
export const forgotPassword: Operation<
  CognitoState,
  NameInput,
  { readonly CodeDeliveryDetails: CodeDeliveryDetails }
> = defineOperation({
  name: 'ForgotPassword',
  handles: ['ClientId', 'SecretHash', 'Username', 'ClientMetadata', ...CONTEXT_MEMBERS],
  access: isPublic,
  async run(state, input, context) {
    const action = namedAction(state, input, context)
    const { pool } = action
    let user = findUser(state, pool, input.Username)
    if (!user) {
      const source = 'UserMigration_ForgotPassword'
      const migrated = await migrateUser(action, source, input.Username, undefined)
      if (migrated) {
        user = createUser(action, input.Username, migrated.attributes, 'CONFIRMED')
        checkAliases(state, pool, user, migrated.forceAliasCreation)
        keepUser(state, pool, user)
      }
    }
    if (!user) return { CodeDeliveryDetails: pretendedDelivery(action, input.Username) }
    checkResettable(user)
    return { CodeDeliveryDetails: await sendResetCode(action, user) }
  },
})

// Observed: public threads.
function checkResettable({ isEnabled, status }: StoredUser): void {
  if (!isEnabled) throw userDisabled()
  if (status === 'UNCONFIRMED') throw cannotReset()
  if (status !== 'CONFIRMED' && status !== 'RESET_REQUIRED')
    throw notAuthorized('User password cannot be reset in the current state.')
}

interface ConfirmInput extends NameInput {
  readonly ConfirmationCode: string
  readonly Password: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ConfirmForgotPassword.html */
export const confirmForgotPassword: Operation<CognitoState, ConfirmInput, object> = defineOperation(
  {
    name: 'ConfirmForgotPassword',
    handles: [
      ...['ClientId', 'SecretHash', 'Username', 'ConfirmationCode', 'Password'],
      ...['ClientMetadata', ...CONTEXT_MEMBERS],
    ],
    access: isPublic,
    async run(state, input, context) {
      const action = namedAction(state, input, context)
      const { pool } = action
      const found = userOfCode(action, input.Username)
      if (!found.isEnabled) throw userDisabled()
      // A refused password must not use the code up.
      checkPolicy(pool.settings.Policies.PasswordPolicy, input.Password)
      const [user] = takeCode(action, found, 'reset', input.ConfirmationCode)
      const next: StoredUser = {
        ...withPassword(action, user, input.Password),
        status: 'CONFIRMED',
      }
      keepUser(state, pool, next)
      await postConfirmation(action, 'PostConfirmation_ConfirmForgotPassword', next)
      return {}
    },
  },
)

interface ChangeInput extends TokenInput {
  readonly PreviousPassword?: string
  readonly ProposedPassword: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html */
export const changePassword: Operation<CognitoState, ChangeInput, object> = defineOperation({
  name: 'ChangePassword',
  handles: ['AccessToken', 'PreviousPassword', 'ProposedPassword'],
  access: isPublic,
  run(state, input, context) {
    const action = ownAction(state, input, context)
    checkPassword(action, action.user, input.PreviousPassword ?? '')
    keepUser(state, action.pool, withPassword(action, action.user, input.ProposedPassword))
    return {}
  },
})
