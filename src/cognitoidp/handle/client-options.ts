/** The options of `users.addClient`. */
import { checkNames } from '../../core/checks.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import { checkWords } from './options.ts'

/** Flows of InitiateAuth and AdminInitiateAuth. */
export type ClientAuthFlow =
  'USER_PASSWORD_AUTH' | 'USER_SRP_AUTH' | 'ADMIN_USER_PASSWORD_AUTH' | 'CUSTOM_AUTH' | 'USER_AUTH'

/**
 * Options of `users.addClient`. Durations are seconds or strings such as `'30m'`.
 * AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export interface UserPoolClientOptions {
  /** The flows that it may use, beside refresh tokens. Default: SRP and custom, as on AWS. */
  readonly authFlows?: readonly ClientAuthFlow[]
  /** Whether it has a secret. Default false. */
  readonly secret?: boolean
  /** Where the hosted login may return to. Default: none. */
  readonly callbackUrls?: readonly string[]
  /** Where the hosted logout may return to. Default: none. */
  readonly logoutUrls?: readonly string[]
  /** OAuth scopes. Default: with `oAuthFlows` or `callbackUrls` openid, email and profile. */
  readonly scopes?: readonly string[]
  /** Default: `['code']` with `callbackUrls`, `['client_credentials']` with scopes and a secret. */
  readonly oAuthFlows?: readonly ('code' | 'implicit' | 'client_credentials')[]
  /** Default one hour. */
  readonly accessTokenValidity?: Duration
  /** Default one hour. */
  readonly idTokenValidity?: Duration
  /** Default 30 days. */
  readonly refreshTokenValidity?: Duration
  /** How long a challenge waits: 3 to 15 minutes. Default 3 minutes. */
  readonly authSessionValidity?: Duration
  /** Rotates refresh tokens; the old one works this much longer: up to 60 seconds. Default: none. */
  readonly refreshTokenRotationGracePeriod?: Duration
  /** Whether it hides which users exist. Default false, as in AWS's API. */
  readonly preventUserExistenceErrors?: boolean
  /** Default true. */
  readonly enableTokenRevocation?: boolean
  /** Attributes that it reads. Default: all. */
  readonly readAttributes?: readonly string[]
  /** Attributes that it writes. Default: all. */
  readonly writeAttributes?: readonly string[]
}

const NAMES: Readonly<Record<keyof UserPoolClientOptions, true>> = {
  authFlows: true,
  secret: true,
  callbackUrls: true,
  logoutUrls: true,
  scopes: true,
  oAuthFlows: true,
  accessTokenValidity: true,
  idTokenValidity: true,
  refreshTokenValidity: true,
  authSessionValidity: true,
  refreshTokenRotationGracePeriod: true,
  preventUserExistenceErrors: true,
  enableTokenRevocation: true,
  readAttributes: true,
  writeAttributes: true,
}

const FLOWS = [
  ...['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'ADMIN_USER_PASSWORD_AUTH', 'CUSTOM_AUTH'],
  'USER_AUTH',
]

const seconds = (duration: Duration | undefined, option: string): number | undefined =>
  duration === undefined ? undefined : Math.round(toMilliseconds(duration, option) / 1_000)

function toOAuth(options: UserPoolClientOptions): object {
  const { callbackUrls, logoutUrls, scopes, secret = false } = options
  const machine = scopes && secret ? (['client_credentials'] as const) : undefined
  const flows = options.oAuthFlows ?? (callbackUrls ? (['code'] as const) : machine)
  if (!flows) return withoutUndefined({ AllowedOAuthScopes: scopes, LogoutURLs: logoutUrls })
  const isMachine = flows.includes('client_credentials')
  return withoutUndefined({
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: flows,
    AllowedOAuthScopes: scopes ?? (isMachine ? undefined : ['openid', 'email', 'profile']),
    CallbackURLs: callbackUrls,
    LogoutURLs: logoutUrls,
    SupportedIdentityProviders: isMachine ? undefined : ['COGNITO'],
  })
}

/** The input of CreateUserPoolClient. */
export function toClientInput(
  poolId: string,
  name: string,
  options: UserPoolClientOptions,
  caller: string,
): Record<string, unknown> {
  checkNames(options, caller, Object.keys(NAMES))
  checkWords(options.authFlows, FLOWS, `${caller}: authFlows`)
  const { authFlows, authSessionValidity, refreshTokenRotationGracePeriod: grace } = options
  const sessionSeconds = seconds(authSessionValidity, 'authSessionValidity')
  return withoutUndefined({
    UserPoolId: poolId,
    ClientName: name,
    GenerateSecret: options.secret,
    ExplicitAuthFlows: authFlows && [
      ...authFlows.map((flow) => `ALLOW_${flow}`),
      'ALLOW_REFRESH_TOKEN_AUTH',
    ],
    ...toOAuth(options),
    AccessTokenValidity: seconds(options.accessTokenValidity, 'accessTokenValidity'),
    IdTokenValidity: seconds(options.idTokenValidity, 'idTokenValidity'),
    RefreshTokenValidity: seconds(options.refreshTokenValidity, 'refreshTokenValidity'),
    TokenValidityUnits: withoutUndefined({
      AccessToken: options.accessTokenValidity === undefined ? undefined : 'seconds',
      IdToken: options.idTokenValidity === undefined ? undefined : 'seconds',
      RefreshToken: options.refreshTokenValidity === undefined ? undefined : 'seconds',
    }),
    AuthSessionValidity: sessionSeconds === undefined ? undefined : Math.ceil(sessionSeconds / 60),
    RefreshTokenRotation:
      grace === undefined
        ? undefined
        : { Feature: 'ENABLED', RetryGracePeriodSeconds: seconds(grace, 'grace period') },
    PreventUserExistenceErrors: options.preventUserExistenceErrors ? 'ENABLED' : undefined,
    EnableTokenRevocation: options.enableTokenRevocation,
    ReadAttributes: options.readAttributes,
    WriteAttributes: options.writeAttributes,
  })
}
