/**
 * Events of a user pool's triggers.
 * AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html
 */
import type {
  CreateAuthChallengeTriggerEvent,
  CustomEmailSenderTriggerEvent,
  CustomMessageTriggerEvent,
  CustomSMSSenderTriggerEvent,
  DefineAuthChallengeTriggerEvent,
  PostAuthenticationTriggerEvent,
  PostConfirmationTriggerEvent,
  PreAuthenticationTriggerEvent,
  PreSignUpTriggerEvent,
  PreTokenGenerationTriggerEvent,
  PreTokenGenerationV2TriggerEvent,
  UserMigrationTriggerEvent,
  VerifyAuthChallengeResponseTriggerEvent,
} from 'aws-lambda'
import { withOverrides, type Partly } from './overrides.ts'
import { REGION, uuid } from './sample-facts.ts'

/** The members that all triggers have. */
interface Common {
  readonly region?: string | undefined
  readonly userPoolId?: string | undefined
  readonly userName?: string | undefined
}

const SUB = uuid(0)

const userAttributes = {
  sub: SUB,
  email_verified: 'true',
  'cognito:user_status': 'CONFIRMED',
  email: 'ann@example.com',
}

const groupConfiguration = { groupsToOverride: [], iamRolesToOverride: [], preferredRole: null }

/** Creates a trigger's factory. The region and the user pool's id name the same region. */
const trigger =
  <Event extends object>(
    triggerSource: string,
    request: object,
    response: object | undefined,
    version = '1',
  ) =>
  (overrides: Partly<Event> = {} as Partly<Event>): Event => {
    const given = overrides as Common
    const region = given.region ?? given.userPoolId?.split('_')[0] ?? REGION
    const base = {
      version,
      region,
      userPoolId: `${region}_EXAMPLE00`,
      userName: 'ann',
      callerContext: {
        awsSdkVersion: 'aws-sdk-unknown-unknown',
        clientId: '1example23456789',
      },
      triggerSource,
      request,
      // Senders answer nothing.
      ...(response && { response }),
    }
    return withOverrides(base, overrides)
  }

/** What the AWS Encryption SDK makes of a code. */
const ENCRYPTED = 'AYADeFd3gq1Gy3dpsyyEXAMPLEcode=='

const newUser = { email: 'ann@example.com' }

/** The factory of a trigger's event. */
export type TriggerFactory<Event extends object> = (overrides?: Partly<Event>) => Event

/** One factory for each trigger. */
export const cognito: {
  readonly preSignUp: TriggerFactory<PreSignUpTriggerEvent>
  readonly postConfirmation: TriggerFactory<PostConfirmationTriggerEvent>
  readonly preAuthentication: TriggerFactory<PreAuthenticationTriggerEvent>
  readonly postAuthentication: TriggerFactory<PostAuthenticationTriggerEvent>
  readonly preTokenGeneration: TriggerFactory<PreTokenGenerationTriggerEvent>
  readonly preTokenGenerationV2: TriggerFactory<PreTokenGenerationV2TriggerEvent>
  readonly customMessage: TriggerFactory<CustomMessageTriggerEvent>
  readonly defineAuthChallenge: TriggerFactory<DefineAuthChallengeTriggerEvent>
  readonly createAuthChallenge: TriggerFactory<CreateAuthChallengeTriggerEvent>
  readonly verifyAuthChallengeResponse: TriggerFactory<VerifyAuthChallengeResponseTriggerEvent>
  readonly userMigration: TriggerFactory<UserMigrationTriggerEvent>
  readonly customEmailSender: TriggerFactory<CustomEmailSenderTriggerEvent>
  readonly customSmsSender: TriggerFactory<CustomSMSSenderTriggerEvent>
} = {
  preSignUp: trigger<PreSignUpTriggerEvent>(
    'PreSignUp_SignUp',
    { userAttributes: newUser, validationData: null },
    { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
  ),
  postConfirmation: trigger<PostConfirmationTriggerEvent>(
    'PostConfirmation_ConfirmSignUp',
    { userAttributes },
    {},
  ),
  preAuthentication: trigger<PreAuthenticationTriggerEvent>(
    'PreAuthentication_Authentication',
    { userAttributes, validationData: null },
    {},
  ),
  postAuthentication: trigger<PostAuthenticationTriggerEvent>(
    'PostAuthentication_Authentication',
    { userAttributes, newDeviceUsed: false },
    {},
  ),
  preTokenGeneration: trigger<PreTokenGenerationTriggerEvent>(
    'TokenGeneration_Authentication',
    { userAttributes, groupConfiguration },
    { claimsOverrideDetails: null },
  ),
  preTokenGenerationV2: trigger<PreTokenGenerationV2TriggerEvent>(
    'TokenGeneration_Authentication',
    { userAttributes, groupConfiguration, scopes: ['aws.cognito.signin.user.admin'] },
    { claimsAndScopeOverrideDetails: null },
    '2',
  ),
  customMessage: trigger<CustomMessageTriggerEvent>(
    'CustomMessage_SignUp',
    {
      userAttributes,
      codeParameter: '{####}',
      linkParameter: '{##Click Here##}',
      usernameParameter: null,
    },
    { smsMessage: null, emailMessage: null, emailSubject: null },
  ),
  defineAuthChallenge: trigger<DefineAuthChallengeTriggerEvent>(
    'DefineAuthChallenge_Authentication',
    { userAttributes, session: [] },
    { challengeName: null, issueTokens: null, failAuthentication: null },
  ),
  createAuthChallenge: trigger<CreateAuthChallengeTriggerEvent>(
    'CreateAuthChallenge_Authentication',
    { userAttributes, challengeName: 'CUSTOM_CHALLENGE', session: [] },
    { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  ),
  verifyAuthChallengeResponse: trigger<VerifyAuthChallengeResponseTriggerEvent>(
    'VerifyAuthChallengeResponse_Authentication',
    { userAttributes, privateChallengeParameters: {}, challengeAnswer: '' },
    { answerCorrect: null },
  ),
  userMigration: trigger<UserMigrationTriggerEvent>(
    'UserMigration_Authentication',
    { password: 'secret', validationData: null, userAttributes: null },
    {
      userAttributes: null,
      forceAliasCreation: null,
      enableSMSMFA: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  ),
  // AWS: user-pool-lambda-custom-email-sender.html: a pool's key encrypts the code.
  customEmailSender: trigger<CustomEmailSenderTriggerEvent>(
    'CustomEmailSender_SignUp',
    { type: 'customEmailSenderRequestV1', code: ENCRYPTED, userAttributes },
    undefined,
  ),
  // AWS: user-pool-lambda-custom-sms-sender.html
  customSmsSender: trigger<CustomSMSSenderTriggerEvent>(
    'CustomSMSSender_SignUp',
    {
      type: 'customSMSSenderRequestV1',
      code: ENCRYPTED,
      userAttributes: { ...userAttributes, phone_number: '+14255550142' },
    },
    undefined,
  ),
}
