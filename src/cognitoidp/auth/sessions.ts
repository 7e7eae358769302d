/** Challenges that wait for an answer. Their session is an opaque text. */
import { nowOf, type ClientAction } from '../action.ts'
import { sessionExpired, sessionInvalid, sessionUsed } from '../errors.ts'
import { opaqueText } from '../opaque-text.ts'
import type { CognitoState, StoredSession, StoredUser } from '../state.ts'

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
  const token = `AYABe${opaqueText(action.world.ids, 'cognito-session', 203)}`
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
    // A session that has expired or was used stays for a while, because answers to it and to an
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
    isUsed: false,
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
  if (session.isUsed) throw sessionUsed()
  if (nowOf(action) >= session.expiresAt) throw sessionExpired()
  return session
}

/** A session ends with the answer that passed. A wrong answer may be followed by another one. */
export function endSession({ sessions }: CognitoState, token: string | undefined): void {
  const session = token === undefined ? undefined : sessions.get(token)
  if (token !== undefined && session) sessions.set(token, { ...session, isUsed: true, data: {} })
}
