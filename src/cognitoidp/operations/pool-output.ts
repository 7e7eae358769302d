/** Pools and clients as requests give and answers show them. */
import { withoutUndefined } from '../../core/without-undefined.ts'
import { DEFAULT_POLICY } from '../passwords/policy.ts'
import type { ClientSettings, PoolSettings } from '../settings/settings.ts'
import type { CognitoState, StoredClient, StoredPool } from '../state.ts'

/** The settings of CreateUserPool and UpdateUserPool. */
export type GivenPool = Partial<PoolSettings>

/** The settings that both requests have. */
export const POOL_MEMBERS: readonly string[] = [
  ...['Policies', 'DeletionProtection', 'LambdaConfig', 'AutoVerifiedAttributes'],
  ...['SmsVerificationMessage', 'EmailVerificationMessage', 'EmailVerificationSubject'],
  ...['VerificationMessageTemplate', 'SmsAuthenticationMessage', 'MfaConfiguration'],
  ...['UserAttributeUpdateSettings', 'DeviceConfiguration', 'EmailConfiguration'],
  ...['SmsConfiguration', 'AdminCreateUserConfig', 'UserPoolAddOns', 'AccountRecoverySetting'],
  ...['UserPoolTier'],
]

const pick = (given: object, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).filter(([name]) => names.includes(name)))

/** AWS: API_CreateUserPool.html: the defaults. UpdateUserPool sets what it does not name to them. */
export function toPoolSettings(given: object, fixed: GivenPool): PoolSettings {
  const own = pick(given, POOL_MEMBERS) as GivenPool
  const { Policies, AdminCreateUserConfig, VerificationMessageTemplate: template } = own
  const password = { ...DEFAULT_POLICY, ...Policies?.PasswordPolicy }
  return {
    ...(withoutUndefined(fixed) as GivenPool),
    ...own,
    Policies: {
      PasswordPolicy: password,
      SignInPolicy: Policies?.SignInPolicy ?? { AllowedFirstAuthFactors: ['PASSWORD'] },
    },
    DeletionProtection: own.DeletionProtection ?? 'INACTIVE',
    LambdaConfig: own.LambdaConfig ?? {},
    VerificationMessageTemplate: {
      ...templateOf(own),
      ...template,
      DefaultEmailOption: template?.DefaultEmailOption ?? 'CONFIRM_WITH_CODE',
    },
    MfaConfiguration: own.MfaConfiguration ?? 'OFF',
    EmailConfiguration: own.EmailConfiguration ?? { EmailSendingAccount: 'COGNITO_DEFAULT' },
    AdminCreateUserConfig: {
      UnusedAccountValidityDays: 7,
      ...AdminCreateUserConfig,
      AllowAdminCreateUserOnly: AdminCreateUserConfig?.AllowAdminCreateUserOnly ?? false,
    },
    UserPoolTier: own.UserPoolTier ?? 'ESSENTIALS',
  }
}

const templateOf = (given: GivenPool): object =>
  withoutUndefined({
    SmsMessage: given.SmsVerificationMessage,
    EmailMessage: given.EmailVerificationMessage,
    EmailSubject: given.EmailVerificationSubject,
  })

export function describePool(
  { users, domains }: CognitoState,
  pool: StoredPool,
): Record<string, unknown> {
  const domain = [...domains.values()].filter(({ poolId }) => poolId === pool.id)
  return withoutUndefined({
    Id: pool.id,
    Name: pool.name,
    ...pool.settings,
    LastModifiedDate: new Date(pool.modifiedAt),
    CreationDate: new Date(pool.createdAt),
    SchemaAttributes: pool.schema,
    EstimatedNumberOfUsers: [...users.values()].filter(({ poolId }) => poolId === pool.id).length,
    UserPoolTags: pool.tags,
    Domain: domain.find(({ isCustom }) => !isCustom)?.domain,
    CustomDomain: domain.find(({ isCustom }) => isCustom)?.domain,
    Arn: pool.arn,
  })
}

export const CLIENT_MEMBERS: readonly string[] = [
  ...['ClientName', 'RefreshTokenValidity', 'AccessTokenValidity', 'IdTokenValidity'],
  ...['TokenValidityUnits', 'ReadAttributes', 'WriteAttributes', 'ExplicitAuthFlows'],
  ...['SupportedIdentityProviders', 'CallbackURLs', 'LogoutURLs', 'DefaultRedirectURI'],
  ...['AllowedOAuthFlows', 'AllowedOAuthScopes', 'AllowedOAuthFlowsUserPoolClient'],
  ...['PreventUserExistenceErrors', 'EnableTokenRevocation', 'AuthSessionValidity'],
  ...['EnablePropagateAdditionalUserContextData', 'RefreshTokenRotation'],
]

/** AWS: API_CreateUserPoolClient.html: the defaults. */
export function toClientSettings(given: object): ClientSettings {
  const own = pick(given, CLIENT_MEMBERS) as unknown as Partial<ClientSettings>
  return {
    ...own,
    ClientName: own.ClientName ?? '',
    RefreshTokenValidity: own.RefreshTokenValidity || 30,
    TokenValidityUnits: own.TokenValidityUnits ?? {},
    AllowedOAuthFlowsUserPoolClient: own.AllowedOAuthFlowsUserPoolClient ?? false,
    EnableTokenRevocation: own.EnableTokenRevocation ?? true,
    EnablePropagateAdditionalUserContextData: own.EnablePropagateAdditionalUserContextData ?? false,
    AuthSessionValidity: own.AuthSessionValidity ?? 3,
  }
}

export const describeClient = (client: StoredClient): Record<string, unknown> =>
  withoutUndefined({
    UserPoolId: client.poolId,
    ClientId: client.id,
    ClientSecret: client.secret,
    LastModifiedDate: new Date(client.modifiedAt),
    CreationDate: new Date(client.createdAt),
    ...client.settings,
  })
