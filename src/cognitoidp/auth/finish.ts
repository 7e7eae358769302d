/** The steps after the first proof of a sign-in: a new password, a second factor, tokens. */
import { nowOf, type ClientAction } from '../action.ts'
import { notAuthorized } from '../errors.ts'
import type { StoredUser } from '../state.ts'
import type { TokenSource } from '../triggers/pre-token-generation.ts'
import { postAuthentication } from '../triggers/user-triggers.ts'
import { challengeDevice, createDevice, knownDevice } from './devices.ts'
import { freshUser } from './find-sign-in.ts'
import { askForSecondFactor } from './second-factor.ts'
import { challengeOf, type AuthAnswer, type SessionData } from './sessions.ts'
import { createGrant, createRefreshToken, signTokens } from './tokens.ts'

/** How far a sign-in has come. */
export interface Progress extends SessionData {
  readonly source?: TokenSource
  /** The device that the client named. */
  readonly deviceKey?: string
  /** Whether the hosted page asks, which issues a code instead of tokens. */
  readonly isHosted?: boolean
  /** Whether the device has proved itself. */
  readonly hasDevice?: boolean
  /** Whether the device takes the place of a second factor. */
  readonly hasSecondFactor?: boolean
}

/** Continues after the first factor. */
export async function proceed(
  action: ClientAction,
  user: StoredUser,
  progress: Progress = {},
): Promise<AuthAnswer> {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return askForPassword(action, user, progress)
  const device = progress.hasDevice ? undefined : knownDevice(user, progress.deviceKey)
  if (device && action.pool.settings.DeviceConfiguration)
    return challengeDevice(action, user, device, progress)
  const asked = progress.hasSecondFactor
    ? undefined
    : await askForSecondFactor(action, user, progress)
  return asked ?? complete(action, user, progress)
}

// AWS: amazon-cognito-user-pools-authentication-flow.html. Recorded: cog-groups.
function askForPassword(action: ClientAction, user: StoredUser, progress: Progress): AuthAnswer {
  if (user.passwordExpiresAt !== undefined && nowOf(action) >= user.passwordExpiresAt)
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.')
  const { sub: _sub, ...attributes } = user.attributes
  const missing = action.pool.schema.filter(
    ({ Name, Required }) => Required && Name !== 'sub' && attributes[Name] === undefined,
  )
  return challengeOf(
    action,
    user,
    'NEW_PASSWORD_REQUIRED',
    {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(missing.map(({ Name }) => `userAttributes.${Name}`)),
      userAttributes: JSON.stringify(attributes),
    },
    progress,
  )
}

/** Issues the tokens. */
// AWS: user-pool-lambda-post-authentication.html: the trigger runs once the user is signed in
export async function complete(
  action: ClientAction,
  user: StoredUser,
  progress: Progress = {},
): Promise<AuthAnswer> {
  const { source = 'TokenGeneration_Authentication', deviceKey, hasDevice = false } = progress
  if (progress.isHosted) {
    await postAuthentication(action, user, false)
    return { ChallengeParameters: {}, signedInAs: user.username }
  }
  const device = hasDevice ? undefined : createDevice(action, user)
  const grant = createGrant(action, user, {
    source,
    deviceKey: hasDevice ? deviceKey : device?.key,
  })
  const pair = await signTokens(action, user, grant, source)
  await postAuthentication(action, freshUser(action, user), device !== undefined)
  return {
    ChallengeParameters: {},
    AuthenticationResult: {
      ...pair,
      RefreshToken: createRefreshToken(action, grant),
      ...(device && {
        NewDeviceMetadata: { DeviceKey: device.key, DeviceGroupKey: device.groupKey },
      }),
    },
  }
}
