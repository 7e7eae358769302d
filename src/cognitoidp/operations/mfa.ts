/** Second factors: authenticator apps, preferences of users, settings of pools. */
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { Operation } from '../../core/world/world.ts'
import type { Action } from '../action.ts'
import { defineOperation } from '../api/define-operation.ts'
import { authenticate } from '../auth/access-token.ts'
import { challengeOf, endSession } from '../auth/sessions.ts'
import {
  appNotEnabled,
  invalidParameter,
  sessionExpired,
  sessionInvalid,
  sessionUsed,
  tokenNotFound,
} from '../errors.ts'
import { createTotpSecret, stepOfCode } from '../passwords/totp.ts'
import { findPool } from '../pools/find.ts'
import {
  keyOf,
  type CognitoState,
  type MfaMethod,
  type StoredPool,
  type StoredSession,
  type StoredUser,
} from '../state.ts'
import { keepUser } from '../users/names.ts'
import {
  accessTo,
  adminAction,
  findUserOf,
  isPublic,
  ownAction,
  type PoolInput,
  type TokenInput,
  type UserInput,
} from './parts.ts'

interface AppInput {
  readonly AccessToken?: string
  readonly Session?: string
}

interface AppUser {
  readonly action: Action
  readonly user: StoredUser
  /** Of the challenge MFA_SETUP. */
  readonly session?: StoredSession
}

/** The user of a token, or of a session of the challenge MFA_SETUP. */
function appUser(
  state: CognitoState,
  { AccessToken, Session }: AppInput,
  { world, record }: Pick<Action, 'world' | 'record'>,
): AppUser {
  const shared = { world, state, record, metadata: undefined }
  if (AccessToken !== undefined) {
    const { pool, client, user } = authenticate(world, state, AccessToken)
    return { action: { ...shared, pool, client }, user }
  }
  // Unverified: the wording.
  if (Session === undefined) throw invalidParameter('Either Session or AccessToken is required')
  const session = state.sessions.get(Session)
  if (session?.challenge !== 'MFA_SETUP') throw sessionInvalid()
  if (session.isUsed) throw sessionUsed()
  if (world.clock.now() >= session.expiresAt) throw sessionExpired()
  const user = state.users.get(keyOf(session.poolId, session.username))
  if (!user) throw sessionInvalid()
  const client = state.clients.get(session.clientId)
  return { action: { ...shared, pool: findPool(state, session.poolId), client }, user, session }
}

/** A new session of the same challenge, which takes the place of the old one. */
function renewSession(
  { action, user, session }: AppUser,
  token: string | undefined,
  isVerified: boolean,
): { readonly Session?: string } {
  const { state, client } = action
  if (!session || !client || token === undefined) return {}
  endSession(state, token)
  const data = { ...session.data, ...(isVerified && { isVerified }) }
  const { Session } = challengeOf({ ...action, client }, user, 'MFA_SETUP', {}, data)
  return Session === undefined ? {} : { Session }
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html */
export const associateSoftwareToken: Operation<CognitoState, AppInput, object> = defineOperation({
  name: 'AssociateSoftwareToken',
  handles: ['AccessToken', 'Session'],
  access: isPublic,
  run(state, input: AppInput, context) {
    const asked = appUser(state, input, context)
    const { action, user } = asked
    // Observed: the wording of pools without the method.
    if (!action.pool.mfaMethods.includes('SOFTWARE_TOKEN_MFA')) throw tokenNotFound()
    const totpPending = createTotpSecret(action.world.ids)
    keepUser(state, action.pool, { ...user, mfa: { ...user.mfa, totpPending } })
    return { SecretCode: totpPending, ...renewSession(asked, input.Session, false) }
  },
})

interface VerifyInput extends AppInput {
  readonly UserCode: string
  readonly FriendlyDeviceName?: string
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifySoftwareToken.html */
export const verifySoftwareToken: Operation<CognitoState, VerifyInput, object> = defineOperation({
  name: 'VerifySoftwareToken',
  handles: ['AccessToken', 'Session', 'UserCode', 'FriendlyDeviceName'],
  access: isPublic,
  run(state, input: VerifyInput, context) {
    const asked = appUser(state, input, context)
    const { action, user, session } = asked
    const { totpPending: secret } = user.mfa
    if (secret === undefined) throw tokenNotFound()
    const step = stepOfCode(secret, input.UserCode, action.world.clock.now())
    if (step === undefined) throw appNotEnabled()
    const enabled: readonly MfaMethod[] = session
      ? [...new Set([...user.mfa.enabled, 'SOFTWARE_TOKEN_MFA' as const])]
      : user.mfa.enabled
    keepUser(state, action.pool, {
      ...user,
      mfa: {
        ...user.mfa,
        enabled,
        totpSecret: secret,
        totpPending: undefined,
        totpUsed: step,
      },
    })
    return { Status: 'SUCCESS', ...renewSession(asked, input.Session, true) }
  },
})

interface Preference {
  readonly Enabled?: boolean
  readonly PreferredMfa?: boolean
}

interface Preferences {
  readonly SMSMfaSettings?: Preference
  readonly SoftwareTokenMfaSettings?: Preference
  readonly EmailMfaSettings?: Preference
}

const PREFERENCES = ['SMSMfaSettings', 'SoftwareTokenMfaSettings', 'EmailMfaSettings']

// Recorded: admin_set_user_mfa_preference of an app that was not verified. Unverified: the other wordings.
function checkMethod(user: StoredUser, method: MfaMethod): void {
  if (method === 'SOFTWARE_TOKEN_MFA' && user.mfa.totpSecret === undefined)
    throw invalidParameter('User has not verified software token mfa')
  if (method === 'SMS_MFA' && user.attributes['phone_number'] === undefined)
    throw invalidParameter('User does not have phone_number')
  if (method === 'EMAIL_OTP' && user.attributes['email'] === undefined)
    throw invalidParameter('User does not have email')
}

function prefer({ state, pool }: Action, user: StoredUser, input: Preferences): void {
  const given: readonly (readonly [MfaMethod, Preference | undefined])[] = [
    ['SMS_MFA', input.SMSMfaSettings],
    ['SOFTWARE_TOKEN_MFA', input.SoftwareTokenMfaSettings],
    ['EMAIL_OTP', input.EmailMfaSettings],
  ]
  const enabled = new Set(user.mfa.enabled)
  let { preferred } = user.mfa
  for (const [method, preference] of given) {
    if (!preference) continue
    const isOn = preference.Enabled ?? enabled.has(method)
    if (isOn) checkMethod(user, method)
    if (isOn) enabled.add(method)
    else enabled.delete(method)
    if (preference.PreferredMfa && isOn) preferred = method
    else if (preferred === method && preference.PreferredMfa === false) preferred = undefined
  }
  if (preferred && !enabled.has(preferred)) preferred = undefined
  keepUser(state, pool, { ...user, mfa: { ...user.mfa, enabled: [...enabled], preferred } })
}

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserMFAPreference.html */
export const setUserMfaPreference: Operation<CognitoState, TokenInput & Preferences, object> =
  defineOperation({
    name: 'SetUserMFAPreference',
    handles: ['AccessToken', ...PREFERENCES],
    access: isPublic,
    run(state, input: TokenInput & Preferences, context) {
      const action = ownAction(state, input, context)
      prefer(action, action.user, input)
      return {}
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html */
export const adminSetUserMfaPreference: Operation<CognitoState, UserInput & Preferences, object> =
  defineOperation({
    name: 'AdminSetUserMFAPreference',
    handles: ['UserPoolId', 'Username', ...PREFERENCES],
    access: accessTo('AdminSetUserMFAPreference'),
    run(state, input: UserInput & Preferences, context) {
      const action = adminAction(state, input, context)
      prefer(action, findUserOf(action, input.Username), input)
      return {}
    },
  })

interface MfaConfigInput extends PoolInput {
  readonly SmsMfaConfiguration?: {
    readonly SmsAuthenticationMessage?: string
    readonly SmsConfiguration?: Readonly<Record<string, unknown>>
  }
  readonly SoftwareTokenMfaConfiguration?: { readonly Enabled?: boolean }
  readonly EmailMfaConfiguration?: { readonly Message?: string; readonly Subject?: string }
  readonly MfaConfiguration?: 'OFF' | 'ON' | 'OPTIONAL'
}

const describeMfa = ({ settings, mfaMethods }: StoredPool): Record<string, unknown> =>
  withoutUndefined({
    SmsMfaConfiguration: mfaMethods.includes('SMS_MFA')
      ? withoutUndefined({
          SmsAuthenticationMessage: settings.SmsAuthenticationMessage,
          SmsConfiguration: settings.SmsConfiguration,
        })
      : undefined,
    SoftwareTokenMfaConfiguration: { Enabled: mfaMethods.includes('SOFTWARE_TOKEN_MFA') },
    EmailMfaConfiguration: mfaMethods.includes('EMAIL_OTP') ? {} : undefined,
    MfaConfiguration: settings.MfaConfiguration,
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserPoolMfaConfig.html */
export const getUserPoolMfaConfig: Operation<CognitoState, PoolInput, object> = defineOperation({
  name: 'GetUserPoolMfaConfig',
  handles: ['UserPoolId'],
  access: accessTo('GetUserPoolMfaConfig'),
  run: (state, { UserPoolId }: PoolInput) => describeMfa(findPool(state, UserPoolId)),
})

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html */
export const setUserPoolMfaConfig: Operation<CognitoState, MfaConfigInput, object> =
  defineOperation({
    name: 'SetUserPoolMfaConfig',
    handles: [
      ...['UserPoolId', 'SmsMfaConfiguration', 'SoftwareTokenMfaConfiguration'],
      ...['EmailMfaConfiguration', 'MfaConfiguration'],
    ],
    access: accessTo('SetUserPoolMfaConfig'),
    run(state, input: MfaConfigInput) {
      const pool = findPool(state, input.UserPoolId)
      const { SmsMfaConfiguration: sms, MfaConfiguration = 'OFF' } = input
      const mfaMethods: MfaMethod[] = [
        ...(sms ? (['SMS_MFA'] as const) : []),
        ...(input.SoftwareTokenMfaConfiguration?.Enabled ? (['SOFTWARE_TOKEN_MFA'] as const) : []),
        ...(input.EmailMfaConfiguration ? (['EMAIL_OTP'] as const) : []),
      ]
      // Observed: public threads.
      if (MfaConfiguration !== 'OFF' && mfaMethods.length === 0)
        throw invalidParameter(
          'Invalid MFA configuration given, can not turn on MFA without an MFA method',
        )
      const settings = {
        ...pool.settings,
        MfaConfiguration,
        ...withoutUndefined({
          SmsAuthenticationMessage: sms?.SmsAuthenticationMessage,
          SmsConfiguration: sms?.SmsConfiguration,
        }),
      }
      const next = { ...pool, settings, mfaMethods }
      state.pools.set(pool.id, next)
      return describeMfa(next)
    },
  })

/** AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAuthFactors.html */
export const getUserAuthFactors: Operation<CognitoState, TokenInput, object> = defineOperation({
  name: 'GetUserAuthFactors',
  handles: ['AccessToken'],
  access: isPublic,
  run(state, input: TokenInput, context) {
    const { user } = ownAction(state, input, context)
    const { enabled, preferred } = user.mfa
    return withoutUndefined({
      Username: user.username,
      PreferredMfaSetting: preferred,
      UserMFASettingList: enabled.length > 0 ? enabled : undefined,
      ConfiguredUserAuthFactors: [
        ...(user.password ? ['PASSWORD'] : []),
        ...(user.attributes['email_verified'] === 'true' ? ['EMAIL_OTP'] : []),
        ...(user.attributes['phone_number_verified'] === 'true' ? ['SMS_OTP'] : []),
      ],
    })
  },
})
