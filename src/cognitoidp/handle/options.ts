/** The options of `createUserPool`, which have CDK's names. */
import { checkNames, shownValue } from '../../core/checks.ts'
import { MisuseError } from '../../core/errors.ts'
import { FUNCTION_KIND } from '../../core/resources/kinds.ts'
import { toReference } from '../../core/resources/reference.ts'
import { toMilliseconds, type Duration } from '../../core/time/duration.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { World } from '../../core/world/world.ts'
import { DAY_MS } from '../limits.ts'
import type { LambdaConfig } from '../settings/settings.ts'
import type { MfaMethod } from '../state.ts'

/** A function by its handle, name or ARN. */
export type TriggerFunction = string | { readonly name: string; readonly arn: string }

/** The functions that a user pool invokes. */
export interface UserPoolTriggers {
  readonly preSignUp?: TriggerFunction
  readonly postConfirmation?: TriggerFunction
  readonly preAuthentication?: TriggerFunction
  readonly postAuthentication?: TriggerFunction
  readonly preTokenGeneration?: TriggerFunction
  readonly defineAuthChallenge?: TriggerFunction
  readonly createAuthChallenge?: TriggerFunction
  readonly verifyAuthChallengeResponse?: TriggerFunction
  readonly customMessage?: TriggerFunction
  readonly userMigration?: TriggerFunction
}

export type SignInAlias = 'username' | 'email' | 'phone' | 'preferredUsername'

/** An attribute of a pool's own. */
export interface CustomAttribute {
  /** Default `String`. */
  readonly type?: 'String' | 'Number' | 'DateTime' | 'Boolean'
  /** Whether it can change. Default true. */
  readonly mutable?: boolean
  readonly minLength?: number
  readonly maxLength?: number
  readonly min?: number
  readonly max?: number
}

/** A standard attribute, by its name on AWS. */
export interface StandardAttribute {
  /** Whether every user has it. Default false. */
  readonly required?: boolean
  /** Whether it can change. Default true. */
  readonly mutable?: boolean
}

/**
 * Options of `createUserPool`.
 * AWS: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html
 */
export interface UserPoolOptions {
  /**
   * What users sign in with. Without `username` users have no name of their own: email or phone
   * is their name, as with AWS's UsernameAttributes. Default `['username']`.
   */
  readonly signInAliases?: readonly SignInAlias[]
  /** Whether names differ by upper and lower case. Default true, as on AWS. */
  readonly signInCaseSensitive?: boolean
  /** Whether users sign themselves up. Default true, as in AWS's API. */
  readonly selfSignUpEnabled?: boolean
  /** What a code verifies at sign-up. Default: email and phone if users sign in with them. */
  readonly autoVerify?: readonly ('email' | 'phone')[]
  /** Default: eight characters with upper case, lower case, digits and symbols. */
  readonly passwordPolicy?: {
    readonly minLength?: number
    readonly requireUppercase?: boolean
    readonly requireLowercase?: boolean
    readonly requireDigits?: boolean
    readonly requireSymbols?: boolean
    /** How many earlier passwords cannot be used again. Default 0. */
    readonly historySize?: number
    /** How long a temporary password works. Default seven days. */
    readonly tempPasswordValidity?: Duration
  }
  /** Default `OFF`. */
  readonly mfa?: 'OFF' | 'OPTIONAL' | 'REQUIRED'
  /** The second factors, if `mfa` is not off. Default `['sms', 'otp']`. */
  readonly mfaSecondFactor?: readonly ('sms' | 'otp' | 'email')[]
  /** What users sign in with first, in the flow USER_AUTH. Default `['password']`. */
  readonly signInPolicy?: readonly ('password' | 'emailOtp' | 'smsOtp')[]
  /** By name: `{ email: { required: true } }`. */
  readonly standardAttributes?: Readonly<Record<string, StandardAttribute>>
  /** By name without `custom:`: `{ tier: { type: 'String' } }`. */
  readonly customAttributes?: Readonly<Record<string, CustomAttribute>>
  readonly triggers?: UserPoolTriggers
  /** The version of the events of `preTokenGeneration`. Default `V1_0`. */
  readonly preTokenGenerationVersion?: 'V1_0' | 'V2_0' | 'V3_0'
  /** Addresses that change only once the new one is verified. Default: none. */
  readonly keepOriginal?: readonly ('email' | 'phone')[]
  /** Default: devices are not remembered. */
  readonly deviceTracking?: {
    readonly challengeRequiredOnNewDevice?: boolean
    readonly deviceOnlyRememberedOnUserPrompt?: boolean
  }
  /** The messages with codes. `{####}` is the code. */
  readonly userVerification?: {
    readonly emailSubject?: string
    readonly emailBody?: string
    readonly smsMessage?: string
  }
  /** The messages to users whom an administrator creates. `{username}` and `{####}` are filled in. */
  readonly userInvitation?: {
    readonly emailSubject?: string
    readonly emailBody?: string
    readonly smsMessage?: string
  }
  /** Default false. */
  readonly deletionProtection?: boolean
  /** The prefix of its domain: `shop` for `https://shop.auth.us-east-1.amazoncognito.com`. Default: none. */
  readonly domain?: string
  /** Tags. Kept and shown. */
  readonly tags?: Readonly<Record<string, string>>
  /** The region that it belongs to. Default: the one that this code runs in. */
  readonly region?: object
}

const NAMES: Readonly<Record<keyof UserPoolOptions, true>> = {
  signInAliases: true,
  signInCaseSensitive: true,
  selfSignUpEnabled: true,
  autoVerify: true,
  passwordPolicy: true,
  mfa: true,
  mfaSecondFactor: true,
  signInPolicy: true,
  standardAttributes: true,
  customAttributes: true,
  triggers: true,
  preTokenGenerationVersion: true,
  keepOriginal: true,
  deviceTracking: true,
  userVerification: true,
  userInvitation: true,
  deletionProtection: true,
  domain: true,
  tags: true,
  region: true,
}

export function checkOptions(options: UserPoolOptions, caller: string): void {
  checkNames(options, caller, Object.keys(NAMES))
  const { mfa, triggers = {}, passwordPolicy = {}, mfaSecondFactor = [] } = options
  checkWords(options.signInAliases, ALIAS_NAMES, `${caller}: signInAliases`)
  checkWords(mfaSecondFactor, ['sms', 'otp', 'email'], `${caller}: mfaSecondFactor`)
  checkWords(options.signInPolicy, Object.keys(FACTOR_OF), `${caller}: signInPolicy`)
  checkWords(options.autoVerify, ['email', 'phone'], `${caller}: autoVerify`)
  checkWords(options.keepOriginal, ['email', 'phone'], `${caller}: keepOriginal`)
  checkNames(triggers, `${caller}: triggers`, Object.keys(TRIGGERS), 'trigger')
  checkNames(passwordPolicy, `${caller}: passwordPolicy`, POLICY_NAMES)
  if (mfa !== undefined && !['OFF', 'OPTIONAL', 'REQUIRED'].includes(mfa))
    throw new MisuseError(
      `${caller} received mfa: ${shownValue(mfa)}.`,
      "'OFF', 'OPTIONAL' or 'REQUIRED'",
    )
}

export function checkWords(given: unknown, known: readonly string[], place: string): void {
  if (given === undefined) return
  const list: readonly unknown[] = Array.isArray(given) ? given : [given]
  const wrong = list.find((each) => !known.includes(String(each)))
  if (wrong !== undefined || !Array.isArray(given))
    throw new MisuseError(
      `${place} is ${shownValue(wrong ?? given)}.`,
      `a list of ${known.join(', ')}`,
    )
}

const POLICY_NAMES = [
  ...['minLength', 'requireUppercase', 'requireLowercase', 'requireDigits', 'requireSymbols'],
  ...['historySize', 'tempPasswordValidity'],
]

const FACTOR_OF = { password: 'PASSWORD', emailOtp: 'EMAIL_OTP', smsOtp: 'SMS_OTP' } as const

const ALIAS_NAMES = ['username', 'email', 'phone', 'preferredUsername']

const ATTRIBUTE_OF = {
  email: 'email',
  phone: 'phone_number',
  preferredUsername: 'preferred_username',
} as const

const TRIGGERS = {
  preSignUp: 'PreSignUp',
  postConfirmation: 'PostConfirmation',
  preAuthentication: 'PreAuthentication',
  postAuthentication: 'PostAuthentication',
  preTokenGeneration: 'PreTokenGeneration',
  defineAuthChallenge: 'DefineAuthChallenge',
  createAuthChallenge: 'CreateAuthChallenge',
  verifyAuthChallengeResponse: 'VerifyAuthChallengeResponse',
  customMessage: 'CustomMessage',
  userMigration: 'UserMigration',
} as const

function toLambdaConfig(
  world: World,
  caller: string,
  { triggers = {}, preTokenGenerationVersion: version }: UserPoolOptions,
): LambdaConfig {
  const config: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(triggers)) {
    if (value === undefined) continue
    const option = { world, caller, option: `triggers.${name}` }
    const { arn } = toReference(value, [FUNCTION_KIND], option)
    config[TRIGGERS[name as keyof typeof TRIGGERS]] = arn
  }
  const { PreTokenGeneration: arn } = config
  if (arn !== undefined && version !== undefined)
    config['PreTokenGenerationConfig'] = { LambdaVersion: version, LambdaArn: arn }
  return config
}

function toSchema({ standardAttributes = {}, customAttributes = {} }: UserPoolOptions): object[] {
  const standard = Object.entries(standardAttributes).map(([Name, { required, mutable }]) =>
    withoutUndefined({ Name, Required: required, Mutable: mutable }),
  )
  const text = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : String(value)
  const custom = Object.entries(customAttributes).map(([Name, given]) => {
    const { type = 'String', mutable = true, minLength, maxLength, min, max } = given
    return withoutUndefined({
      Name: Name.replace(/^custom:/, ''),
      AttributeDataType: type,
      Mutable: mutable,
      StringAttributeConstraints:
        type === 'String'
          ? withoutUndefined({ MinLength: text(minLength), MaxLength: text(maxLength) })
          : undefined,
      NumberAttributeConstraints:
        type === 'Number'
          ? withoutUndefined({ MinValue: text(min), MaxValue: text(max) })
          : undefined,
    })
  })
  return [...standard, ...custom]
}

function toPolicy({ passwordPolicy: policy = {} }: UserPoolOptions): object {
  const { tempPasswordValidity: validity } = policy
  return withoutUndefined({
    MinimumLength: policy.minLength,
    RequireUppercase: policy.requireUppercase,
    RequireLowercase: policy.requireLowercase,
    RequireNumbers: policy.requireDigits,
    RequireSymbols: policy.requireSymbols,
    PasswordHistorySize: policy.historySize,
    TemporaryPasswordValidityDays:
      validity === undefined
        ? undefined
        : Math.ceil(toMilliseconds(validity, 'tempPasswordValidity') / DAY_MS),
  })
}

/** CDK: the members of CreateUserPool that say what users sign in with. */
function toNames({ signInAliases = ['username'], autoVerify }: UserPoolOptions): object {
  const attributes = signInAliases.flatMap((alias) =>
    alias === 'username' ? [] : [ATTRIBUTE_OF[alias]],
  )
  const hasName = signInAliases.includes('username')
  const verified = (autoVerify ?? signInAliases).flatMap((alias) =>
    alias === 'email' || alias === 'phone' ? [ATTRIBUTE_OF[alias]] : [],
  )
  return withoutUndefined({
    AliasAttributes: hasName && attributes.length > 0 ? attributes : undefined,
    UsernameAttributes: !hasName && attributes.length > 0 ? attributes : undefined,
    AutoVerifiedAttributes: verified.length > 0 ? verified : undefined,
  })
}

/** The input of CreateUserPool. */
export function toCreateInput(
  world: World,
  name: string,
  options: UserPoolOptions,
  caller: string,
): Record<string, unknown> {
  const { mfa = 'OFF', keepOriginal, deviceTracking: devices, userInvitation: invitation } = options
  const { userVerification: verification, signInCaseSensitive } = options
  const schema = toSchema(options)
  return withoutUndefined({
    PoolName: name,
    ...toNames(options),
    Policies: withoutUndefined({
      PasswordPolicy: toPolicy(options),
      SignInPolicy: options.signInPolicy && {
        AllowedFirstAuthFactors: options.signInPolicy.map((each) => FACTOR_OF[each]),
      },
    }),
    LambdaConfig: toLambdaConfig(world, caller, options),
    MfaConfiguration: mfa === 'REQUIRED' ? 'ON' : mfa,
    Schema: schema.length > 0 ? schema : undefined,
    UsernameConfiguration:
      signInCaseSensitive === undefined ? undefined : { CaseSensitive: signInCaseSensitive },
    AdminCreateUserConfig: withoutUndefined({
      AllowAdminCreateUserOnly: options.selfSignUpEnabled === false,
      InviteMessageTemplate:
        invitation &&
        withoutUndefined({
          EmailSubject: invitation.emailSubject,
          EmailMessage: invitation.emailBody,
          SMSMessage: invitation.smsMessage,
        }),
    }),
    UserAttributeUpdateSettings: keepOriginal && {
      AttributesRequireVerificationBeforeUpdate: keepOriginal.map((each) => ATTRIBUTE_OF[each]),
    },
    DeviceConfiguration:
      devices &&
      withoutUndefined({
        ChallengeRequiredOnNewDevice: devices.challengeRequiredOnNewDevice,
        DeviceOnlyRememberedOnUserPrompt: devices.deviceOnlyRememberedOnUserPrompt,
      }),
    VerificationMessageTemplate:
      verification &&
      withoutUndefined({
        EmailSubject: verification.emailSubject,
        EmailMessage: verification.emailBody,
        SmsMessage: verification.smsMessage,
      }),
    DeletionProtection: options.deletionProtection ? 'ACTIVE' : 'INACTIVE',
    UserPoolTags: options.tags,
  })
}

const METHOD_OF = { sms: 'SMS_MFA', otp: 'SOFTWARE_TOKEN_MFA', email: 'EMAIL_OTP' } as const

/** The second factors that a pool allows. */
export const toMfaMethods = ({
  mfa = 'OFF',
  mfaSecondFactor = ['sms', 'otp'],
}: UserPoolOptions): readonly MfaMethod[] =>
  mfa === 'OFF' ? [] : mfaSecondFactor.map((each) => METHOD_OF[each])
