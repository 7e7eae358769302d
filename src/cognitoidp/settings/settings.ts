/** The settings of pools and clients, under AWS's names: those of CreateUserPool and its answers. */

export interface PasswordPolicy {
  readonly MinimumLength?: number
  readonly RequireUppercase?: boolean
  readonly RequireLowercase?: boolean
  readonly RequireNumbers?: boolean
  readonly RequireSymbols?: boolean
  readonly PasswordHistorySize?: number
  readonly TemporaryPasswordValidityDays?: number
}

/** The members of LambdaConfig that name a function. */
export type TriggerName =
  | 'PreSignUp'
  | 'CustomMessage'
  | 'PostConfirmation'
  | 'PreAuthentication'
  | 'PostAuthentication'
  | 'DefineAuthChallenge'
  | 'CreateAuthChallenge'
  | 'VerifyAuthChallengeResponse'
  | 'PreTokenGeneration'
  | 'UserMigration'

export interface LambdaConfig extends Readonly<Partial<Record<TriggerName, string>>> {
  readonly PreTokenGenerationConfig?: {
    readonly LambdaVersion: 'V1_0' | 'V2_0' | 'V3_0'
    readonly LambdaArn: string
  }
}

export interface MessageTemplate {
  readonly SMSMessage?: string
  readonly EmailMessage?: string
  readonly EmailSubject?: string
}

export interface SchemaAttribute {
  readonly Name: string
  readonly AttributeDataType: 'String' | 'Number' | 'DateTime' | 'Boolean'
  readonly DeveloperOnlyAttribute: boolean
  readonly Mutable: boolean
  readonly Required: boolean
  readonly NumberAttributeConstraints?: { readonly MinValue?: string; readonly MaxValue?: string }
  readonly StringAttributeConstraints?: { readonly MinLength?: string; readonly MaxLength?: string }
}

export type MfaConfiguration = 'OFF' | 'ON' | 'OPTIONAL'

/** AWS: API_UserPoolType.html, without what the pool itself knows. */
export interface PoolSettings {
  readonly Policies: {
    readonly PasswordPolicy: PasswordPolicy
    readonly SignInPolicy: { readonly AllowedFirstAuthFactors?: readonly string[] }
  }
  readonly DeletionProtection: 'ACTIVE' | 'INACTIVE'
  readonly LambdaConfig: LambdaConfig
  readonly AutoVerifiedAttributes?: readonly string[]
  readonly AliasAttributes?: readonly string[]
  readonly UsernameAttributes?: readonly string[]
  readonly SmsVerificationMessage?: string
  readonly EmailVerificationMessage?: string
  readonly EmailVerificationSubject?: string
  readonly VerificationMessageTemplate: {
    readonly SmsMessage?: string
    readonly EmailMessage?: string
    readonly EmailSubject?: string
    readonly DefaultEmailOption?: 'CONFIRM_WITH_CODE' | 'CONFIRM_WITH_LINK'
  }
  readonly SmsAuthenticationMessage?: string
  readonly MfaConfiguration: MfaConfiguration
  readonly UserAttributeUpdateSettings?: {
    readonly AttributesRequireVerificationBeforeUpdate?: readonly string[]
  }
  readonly DeviceConfiguration?: {
    readonly ChallengeRequiredOnNewDevice?: boolean
    readonly DeviceOnlyRememberedOnUserPrompt?: boolean
  }
  readonly EmailConfiguration: Readonly<Record<string, unknown>>
  readonly SmsConfiguration?: Readonly<Record<string, unknown>>
  readonly AdminCreateUserConfig: {
    readonly AllowAdminCreateUserOnly: boolean
    readonly UnusedAccountValidityDays?: number
    readonly InviteMessageTemplate?: MessageTemplate
  }
  readonly UserPoolAddOns?: Readonly<Record<string, unknown>>
  readonly UsernameConfiguration?: { readonly CaseSensitive: boolean }
  readonly AccountRecoverySetting?: {
    readonly RecoveryMechanisms?: readonly { readonly Priority: number; readonly Name: string }[]
  }
  readonly UserPoolTier: 'LITE' | 'ESSENTIALS' | 'PLUS'
}

export type TimeUnit = 'seconds' | 'minutes' | 'hours' | 'days'

/** AWS: API_UserPoolClientType.html, without what the client itself knows. */
export interface ClientSettings {
  readonly ClientName: string
  readonly RefreshTokenValidity: number
  readonly AccessTokenValidity?: number
  readonly IdTokenValidity?: number
  readonly TokenValidityUnits: {
    readonly AccessToken?: TimeUnit
    readonly IdToken?: TimeUnit
    readonly RefreshToken?: TimeUnit
  }
  readonly ReadAttributes?: readonly string[]
  readonly WriteAttributes?: readonly string[]
  readonly ExplicitAuthFlows?: readonly string[]
  readonly SupportedIdentityProviders?: readonly string[]
  readonly CallbackURLs?: readonly string[]
  readonly LogoutURLs?: readonly string[]
  readonly DefaultRedirectURI?: string
  readonly AllowedOAuthFlows?: readonly string[]
  readonly AllowedOAuthScopes?: readonly string[]
  readonly AllowedOAuthFlowsUserPoolClient: boolean
  readonly PreventUserExistenceErrors?: 'LEGACY' | 'ENABLED'
  readonly EnableTokenRevocation: boolean
  readonly EnablePropagateAdditionalUserContextData: boolean
  readonly AuthSessionValidity: number
  readonly RefreshTokenRotation?: {
    readonly Feature: 'ENABLED' | 'DISABLED'
    readonly RetryGracePeriodSeconds?: number
  }
}
