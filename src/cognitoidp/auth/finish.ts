/** What follows after a user has proved who it is: a new password, a second factor, tokens. */
import { nowOf, type ClientAction } from '../action.ts'
import { notAuthorized } from '../errors.ts'
import type { StoredUser } from '../state.ts'
import type { TokenSource } from '../triggers/pre-token-generation.ts'
import { postAuthentication } from '../triggers/user-triggers.ts'
import { freshUser } from './find-sign-in.ts'
import { challengeOf, type AuthAnswer, type SessionData } from './sessions.ts'
import { createGrant, createRefreshToken, signTokens } from './tokens.ts'

/** How far a sign-in has come. */
export interface Progress extends SessionData {
  readonly source?: TokenSource
  readonly deviceKey?: string
  /** Whether a second factor has passed. */
  readonly hasSecondFactor?: boolean
}

/** Continues after the first factor. */
export async function proceed(
  action: ClientAction,
  user: StoredUser,
  progress: Progress = {},
): Promise<AuthAnswer> {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return askForPassword(action, user, progress)
  return complete(action, user, progress)
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
async function complete(
  action: ClientAction,
  user: StoredUser,
  { source = 'TokenGeneration_Authentication', deviceKey }: Progress = {},
): Promise<AuthAnswer> {
  const grant = createGrant(action, user, { source, deviceKey })
  const pair = await signTokens(action, user, grant, source)
  await postAuthentication(action, freshUser(action, user), false)
  return {
    ChallengeParameters: {},
    AuthenticationResult: { ...pair, RefreshToken: createRefreshToken(action, grant) },
  }
}
