/** The triggers of users' lives: sign-up, confirmation, authentication, migration. */
import type { JsonObject } from '../../core/json.ts'
import { withoutUndefined } from '../../core/without-undefined.ts'
import type { Action } from '../action.ts'
import { userAttributesOf, type TriggerUser } from './event.ts'
import { runTrigger } from './run-trigger.ts'

const metadataOf = ({ metadata }: Action): JsonObject =>
  metadata ? { clientMetadata: metadata } : {}

export interface PreSignUpAnswer {
  readonly autoConfirmUser: boolean
  readonly autoVerifyEmail: boolean
  readonly autoVerifyPhone: boolean
}

// AWS: user-pool-lambda-pre-sign-up.html
export async function preSignUp(
  action: Action,
  source: 'PreSignUp_SignUp' | 'PreSignUp_AdminCreateUser',
  user: TriggerUser,
): Promise<PreSignUpAnswer> {
  const { validationData } = action
  const answer = await runTrigger(action, {
    name: 'PreSignUp',
    source,
    user,
    request: {
      userAttributes: user.attributes,
      validationData: validationData ?? null,
      ...metadataOf(action),
    },
    response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  })
  return {
    autoConfirmUser: answer?.['autoConfirmUser'] === true,
    autoVerifyEmail: answer?.['autoVerifyEmail'] === true,
    autoVerifyPhone: answer?.['autoVerifyPhone'] === true,
  }
}

// AWS: user-pool-lambda-post-confirmation.html
export async function postConfirmation(
  action: Action,
  source: 'PostConfirmation_ConfirmSignUp' | 'PostConfirmation_ConfirmForgotPassword',
  user: TriggerUser,
): Promise<void> {
  await runTrigger(action, {
    name: 'PostConfirmation',
    source,
    user,
    request: { userAttributes: userAttributesOf(user), ...metadataOf(action) },
    response: {},
  })
}

// AWS: user-pool-lambda-pre-authentication.html
export async function preAuthentication(
  action: Action,
  user: TriggerUser,
  isUnknown = false,
): Promise<void> {
  const { metadata } = action
  await runTrigger(action, {
    name: 'PreAuthentication',
    source: 'PreAuthentication_Authentication',
    user,
    request: {
      userAttributes: userAttributesOf(user),
      // AWS: the metadata of InitiateAuth arrives as validation data.
      validationData: metadata ?? null,
      ...(isUnknown && { userNotFound: true }),
    },
    response: {},
  })
}

// AWS: user-pool-lambda-post-authentication.html
export async function postAuthentication(
  action: Action,
  user: TriggerUser,
  isNewDevice: boolean,
): Promise<void> {
  await runTrigger(action, {
    name: 'PostAuthentication',
    source: 'PostAuthentication_Authentication',
    user,
    request: {
      userAttributes: userAttributesOf(user),
      newDeviceUsed: isNewDevice,
      ...metadataOf(action),
    },
    response: {},
  })
}

export interface MigratedUser {
  readonly attributes: Readonly<Record<string, string>>
  readonly finalUserStatus: 'CONFIRMED' | 'RESET_REQUIRED' | undefined
  readonly messageAction: string | undefined
  readonly forceAliasCreation: boolean
}

// AWS: user-pool-lambda-migrate-user.html
export async function migrateUser(
  action: Action,
  source: 'UserMigration_Authentication' | 'UserMigration_ForgotPassword',
  username: string,
  password: string | undefined,
): Promise<MigratedUser | undefined> {
  const answer = await runTrigger(action, {
    name: 'UserMigration',
    source,
    user: { username, attributes: {} },
    request: withoutUndefined({
      password: password ?? null,
      validationData: action.metadata ?? null,
      userAttributes: null,
      clientMetadata: action.metadata,
    }) as JsonObject,
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  })
  const attributes = answer?.['userAttributes']
  if (typeof attributes !== 'object' || attributes === null) return undefined
  return {
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, String(value)]),
    ),
    finalUserStatus: answer?.['finalUserStatus'] as MigratedUser['finalUserStatus'],
    messageAction: answer?.['messageAction'] as string | undefined,
    forceAliasCreation: answer?.['forceAliasCreation'] === true,
  }
}
