/** Challenges that wait for an answer. Their session is an opaque text. */
import { nowOf, type ClientAction } from '../action.ts'
import { sessionExpired, sessionInvalid } from '../errors.ts'
import type { CognitoState, StoredSession, StoredUser } from '../state.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

export interface AuthAnswer {
  readonly ChallengeName?: string
  readonly Session?: string
  readonly ChallengeParameters: Readonly<Record<string, string>>
  readonly AuthenticationResult?: AuthenticationResult
  readonly AvailableChallenges?: readonly string[]
  /** The user that the hosted page has signed in. */
  readonly signedInAs?: string
}

export interface AuthenticationResult {
  readonly AccessToken: string
  readonly ExpiresIn: number
  readonly TokenType: 'Bearer'
  readonly RefreshToken?: string
  readonly IdToken?: string
  readonly NewDeviceMetadata?: { readonly DeviceKey: string; readonly DeviceGroupKey: string }
}

/** What a session carries from one challenge to the next. */
export type SessionData = Readonly<Record<string, unknown>>

function openSession(
  action: ClientAction,
  user: Pick<StoredUser, 'username'>,
  challenge: string,
  data: SessionData = {},
): string {
  // Captured: sessions of the service begin so.
  const token = `AYABe${action.world.ids.text('cognito-session', 203, ALPHABET)}`
  keepSession(action, token, user.username, challenge, data)
  return token
}

/** Keeps a session under a text that the client sends back. */
export function keepSession(
  action: ClientAction,
  token: string,
  username: string,
  challenge: string,
  data: SessionData,
): void {
  const { state, pool, client } = action
  const now = nowOf(action)
  for (const [token, { expiresAt }] of state.sessions) {
    // An expired session stays for a while, because a late answer to it and an answer to an
    // unknown session get different errors.
    if (expiresAt + FORGOTTEN_MS > now) break
    state.sessions.delete(token)
  }
  state.sessions.set(token, {
    poolId: pool.id,
    clientId: client.id,
    username,
    challenge,
    // AWS: API_CreateUserPoolClient.html, AuthSessionValidity: three minutes unless the client says more
    expiresAt: now + client.settings.AuthSessionValidity * 60_000,
    data,
  })
}

const FORGOTTEN_MS = 3_600_000

export function challengeOf(
  action: ClientAction,
  user: Pick<StoredUser, 'username'>,
  name: string,
  parameters: Readonly<Record<string, string>>,
  data: SessionData = {},
): AuthAnswer {
  return {
    ChallengeName: name,
    Session: openSession(action, user, name, data),
    ChallengeParameters: parameters,
  }
}

/** Returns the session of an answer. */
export function readSession(
  action: ClientAction,
  token: string | undefined,
  challenge: string,
): StoredSession {
  const session = token === undefined ? undefined : action.state.sessions.get(token)
  const { pool, client } = action
  if (
    session?.poolId !== pool.id ||
    session.clientId !== client.id ||
    session.challenge !== challenge
  )
    throw sessionInvalid()
  if (nowOf(action) >= session.expiresAt) throw sessionExpired()
  return session
}

/** A session ends with the answer that passed. A wrong answer may be followed by another one. */
export function endSession({ sessions }: CognitoState, token: string | undefined): void {
  if (token !== undefined) sessions.delete(token)
}
