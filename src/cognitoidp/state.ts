/** The state of user pools in one world. */
import { CopyOnWriteMap } from '../core/collections/copy-on-write-map.ts'
import type { Declared } from '../core/world/generation.ts'
import type { IdentityProvider } from './settings/identity-providers.ts'
import type { ClientSettings, PoolSettings, SchemaAttribute } from './settings/settings.ts'

/** A user pool. As everything here it is immutable: worlds share it until one changes it. */
export interface StoredPool extends Declared {
  /** `us-east-1_a1B2c3D4e` */
  readonly id: string
  readonly name: string
  readonly arn: string
  readonly createdAt: number
  readonly modifiedAt: number
  /** See keys/key-ring.ts. */
  readonly keyPair: number
  readonly settings: PoolSettings
  readonly schema: readonly SchemaAttribute[]
  /** The second factors that the pool allows, if its users have any. */
  readonly mfaMethods: readonly MfaMethod[]
  readonly tags: Readonly<Record<string, string>>
  readonly resourceServers: Readonly<Record<string, ResourceServer>>
  readonly identityProviders: Readonly<Record<string, IdentityProvider>>
  /** As `createUserPool` made it, which a reset returns to. */
  readonly declared: StoredPool | undefined
}

export interface ResourceServer {
  readonly identifier: string
  readonly name: string
  readonly scopes: readonly { readonly ScopeName: string; readonly ScopeDescription: string }[]
}

export interface StoredClient extends Declared {
  readonly id: string
  readonly poolId: string
  readonly secret: string | undefined
  readonly createdAt: number
  readonly modifiedAt: number
  readonly settings: ClientSettings
  readonly declared: StoredClient | undefined
}

export interface StoredDomain extends Declared {
  /** The prefix, or the whole name of a custom domain. */
  readonly domain: string
  readonly poolId: string
  readonly isCustom: boolean
  readonly managedLoginVersion: number
  readonly certificateArn: string | undefined
  readonly declared: StoredDomain | undefined
}

export interface StoredGroup {
  readonly poolId: string
  readonly name: string
  readonly description: string | undefined
  readonly roleArn: string | undefined
  readonly precedence: number | undefined
  readonly createdAt: number
  readonly modifiedAt: number
  readonly declared: StoredGroup | undefined
}

export type UserStatus =
  | 'UNCONFIRMED'
  | 'CONFIRMED'
  | 'ARCHIVED'
  | 'COMPROMISED'
  | 'UNKNOWN'
  | 'RESET_REQUIRED'
  | 'FORCE_CHANGE_PASSWORD'
  | 'EXTERNAL_PROVIDER'

/** A password that is not kept: what the protocol SRP needs to check it. Both in hexadecimal. */
export interface PasswordVerifier {
  readonly salt: string
  /** SRP's x. */
  readonly hash: string
}

/** A code that was sent, and not used yet. */
export interface SentCode {
  readonly code: string
  readonly expiresAt: number
  readonly failures: number
  /** The attribute that the code was sent to, and its value, which the code verifies. */
  readonly attribute: string
  readonly value: string
}

/** `signUp`, `reset`, or the attribute that a code verifies. */
export type CodePurpose = 'signUp' | 'reset' | 'email' | 'phone_number'

export type MfaMethod = 'SMS_MFA' | 'SOFTWARE_TOKEN_MFA' | 'EMAIL_OTP'

export interface UserMfa {
  readonly enabled: readonly MfaMethod[]
  readonly preferred: MfaMethod | undefined
  /** The secret of an authenticator app, in base32, once it is verified. */
  readonly totpSecret: string | undefined
  /** Times 30 seconds: codes of this time and before do not work again. */
  readonly totpUsed: number
  /** A secret that AssociateSoftwareToken gave, before VerifySoftwareToken. */
  readonly totpPending: string | undefined
}

export const NO_MFA: UserMfa = {
  enabled: [],
  preferred: undefined,
  totpSecret: undefined,
  totpUsed: 0,
  totpPending: undefined,
}

/** A remembered device of a user. */
export interface StoredDevice {
  readonly key: string
  readonly groupKey: string
  readonly name: string | undefined
  readonly verifier: { readonly salt: string; readonly verifier: string } | undefined
  readonly isRemembered: boolean
  readonly createdAt: number
  readonly modifiedAt: number
  readonly authenticatedAt: number
}

export interface StoredUser {
  readonly poolId: string
  readonly username: string
  readonly sub: string
  /** With `sub`. Every value is text. */
  readonly attributes: Readonly<Record<string, string>>
  /** New values that wait for their verification (UserAttributeUpdateSettings). */
  readonly pendingAttributes: Readonly<Record<string, string>>
  readonly status: UserStatus
  readonly isEnabled: boolean
  readonly createdAt: number
  readonly modifiedAt: number
  readonly password: PasswordVerifier | undefined
  /** When a temporary password ends. */
  readonly passwordExpiresAt: number | undefined
  /** Earlier passwords, newest first, if the pool's policy keeps any. */
  readonly passwordHistory: readonly PasswordVerifier[]
  readonly groups: readonly string[]
  readonly codes: Readonly<Partial<Record<CodePurpose, SentCode>>>
  /** Failed passwords in a row, and the end of the lockout. */
  readonly failures: number
  readonly lockedUntil: number
  readonly mfa: UserMfa
  readonly devices: Readonly<Record<string, StoredDevice>>
  /** Counts global sign-outs. Tokens of earlier counts are revoked. */
  readonly signOuts: number
  readonly declared: StoredUser | undefined
}

/** A sign-in: the tokens with one `origin_jti`. */
export interface StoredGrant {
  readonly originJti: string
  readonly poolId: string
  readonly username: string
  readonly clientId: string
  /** Seconds since 1970. */
  readonly authTime: number
  readonly scope: string
  readonly signOuts: number
  readonly isRevoked: boolean
  readonly deviceKey: string | undefined
  readonly nonce: string | undefined
  /** Whether the token endpoint issued it. */
  readonly isHosted: boolean
}

export interface StoredRefreshToken {
  readonly originJti: string
  readonly expiresAt: number
  /** Since when a rotated token does not work any more. */
  readonly endsAt: number | undefined
}

/** A challenge that waits for its answer. */
export interface StoredSession {
  readonly poolId: string
  readonly clientId: string
  readonly username: string
  readonly challenge: string
  readonly expiresAt: number
  /** Whether an answer to it has passed. */
  readonly isUsed: boolean
  readonly data: Readonly<Record<string, unknown>>
}

/** A code of the authorize endpoint. */
export interface StoredAuthorization {
  readonly poolId: string
  readonly clientId: string
  readonly username: string
  readonly redirectUri: string
  readonly scope: string
  readonly nonce: string | undefined
  readonly challenge: string | undefined
  readonly expiresAt: number
  readonly authTime: number
}

/** A sign-in at the hosted login page, by the value of its cookie. */
export interface StoredLogin {
  readonly poolId: string
  readonly username: string
  readonly authTime: number
  readonly expiresAt: number
  readonly signOuts: number
}

export interface CognitoState {
  readonly pools: CopyOnWriteMap<string, StoredPool>
  readonly clients: CopyOnWriteMap<string, StoredClient>
  readonly domains: CopyOnWriteMap<string, StoredDomain>
  /** By pool and name: `keyOf`. */
  readonly groups: CopyOnWriteMap<string, StoredGroup>
  /** By pool and username. */
  readonly users: CopyOnWriteMap<string, StoredUser>
  /** Usernames by pool, attribute and value: `users/index-names.ts`. */
  readonly names: CopyOnWriteMap<string, string>
  readonly grants: CopyOnWriteMap<string, StoredGrant>
  readonly refreshTokens: CopyOnWriteMap<string, StoredRefreshToken>
  readonly sessions: CopyOnWriteMap<string, StoredSession>
  readonly authorizations: CopyOnWriteMap<string, StoredAuthorization>
  readonly logins: CopyOnWriteMap<string, StoredLogin>
}

const MAPS = [
  'pools',
  'clients',
  'domains',
  'groups',
  'users',
  'names',
  'grants',
  'refreshTokens',
  'sessions',
  'authorizations',
  'logins',
] as const satisfies readonly (keyof CognitoState)[]

/** The key of something in a pool. Ids of pools have no spaces. */
export const keyOf = (poolId: string, name: string): string => `${poolId} ${name}`

export const createState = (): CognitoState => ({
  pools: new CopyOnWriteMap(),
  clients: new CopyOnWriteMap(),
  domains: new CopyOnWriteMap(),
  groups: new CopyOnWriteMap(),
  users: new CopyOnWriteMap(),
  names: new CopyOnWriteMap(),
  grants: new CopyOnWriteMap(),
  refreshTokens: new CopyOnWriteMap(),
  sessions: new CopyOnWriteMap(),
  authorizations: new CopyOnWriteMap(),
  logins: new CopyOnWriteMap(),
})

export const forkState = (state: CognitoState): CognitoState =>
  Object.fromEntries(MAPS.map((name) => [name, state[name].fork()])) as unknown as CognitoState

/** What tests declared returns to its declaration. Everything else is removed. */
export function resetDefinitions(state: CognitoState): void {
  for (const name of ['pools', 'clients', 'domains', 'groups', 'users'] as const)
    restoreDeclared(state[name])
  for (const name of [
    'names',
    'grants',
    'refreshTokens',
    'sessions',
    'authorizations',
    'logins',
  ] as const)
    state[name].clear()
}

interface Declaring {
  readonly declared: object | undefined
}

function restoreDeclared(map: CopyOnWriteMap<string, Declaring>): void {
  for (const [key, { declared }] of [...map]) {
    if (declared) map.set(key, { ...declared, declared })
    else map.delete(key)
  }
}
