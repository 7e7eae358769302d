import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'
import { totpCode } from './passwords/totp.ts'
import type { UserPoolClient } from './handle/client.ts'
import type { UserPoolOptions } from './handle/options.ts'
import type { UserPool } from './handle/user-pool.ts'

const PASSWORD = 'P2$Sword'

let region: Region
let client: sdk.CognitoIdentityProvider

beforeEach(() => {
  region = createRegion()
  region.clock.freeze('2026-01-02T03:04:05Z')
  client = new sdk.CognitoIdentityProvider(region.sdk)
})

const setUp = (options: UserPoolOptions): { users: UserPool; web: UserPoolClient } => {
  const users = region.createUserPool('shop', options)
  const authFlows = ['USER_PASSWORD_AUTH', 'USER_AUTH', 'CUSTOM_AUTH'] as const
  return { users, web: users.addClient('web', { authFlows }) }
}

const signIn = ({ id }: UserPoolClient): Promise<sdk.InitiateAuthCommandOutput> =>
  client.initiateAuth({
    ClientId: id,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: 'ann', PASSWORD },
  })

const answer = (
  { id }: UserPoolClient,
  challenge: { ChallengeName?: string | undefined; Session?: string | undefined },
  responses: Record<string, string>,
): Promise<sdk.RespondToAuthChallengeCommandOutput> =>
  client.respondToAuthChallenge({
    ClientId: id,
    ChallengeName: challenge.ChallengeName as sdk.ChallengeNameType,
    Session: challenge.Session,
    ChallengeResponses: { USERNAME: 'ann', ...responses },
  })

describe('second factors', () => {
  it('sets an app up at the first sign-in, and asks for its codes later', async () => {
    const { users, web } = setUp({ mfa: 'REQUIRED', mfaSecondFactor: ['otp'] })
    users.addUser('ann', { password: PASSWORD })
    const setup = await signIn(web)
    expect(setup).toMatchObject({
      ChallengeName: 'MFA_SETUP',
      ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]' },
    })
    const { Session, SecretCode = '' } = await client.associateSoftwareToken({
      Session: setup.Session,
    })
    await expect(client.verifySoftwareToken({ Session, UserCode: '000000' })).rejects.toMatchObject(
      { name: 'EnableSoftwareTokenMFAException' },
    )
    const code = (): string => totpCode(SecretCode, region.clock.now())
    const verified = await client.verifySoftwareToken({ Session, UserCode: code() })
    expect(verified.Status).toBe('SUCCESS')
    const done = await answer(web, { ...setup, Session: verified.Session }, {})
    expect(done.AuthenticationResult?.IdToken).toBeDefined()

    const asked = await signIn(web)
    expect(asked.ChallengeName).toBe('SOFTWARE_TOKEN_MFA')
    await expect(answer(web, asked, { SOFTWARE_TOKEN_MFA_CODE: code() })).rejects.toMatchObject({
      name: 'ExpiredCodeException',
      message: 'Your software token has already been used once.',
    })
    await region.clock.advance('30s')
    await expect(answer(web, asked, { SOFTWARE_TOKEN_MFA_CODE: 'abcdef' })).rejects.toMatchObject({
      name: 'CodeMismatchException',
    })
    const passed = await answer(web, asked, { SOFTWARE_TOKEN_MFA_CODE: code() })
    expect(passed.AuthenticationResult?.AccessToken).toBeDefined()
    expect(users.users[0]?.mfa).toEqual(['SOFTWARE_TOKEN_MFA'])
  })

  it('sends codes, and lets a user choose', async () => {
    const { users, web } = setUp({ mfa: 'OPTIONAL', mfaSecondFactor: ['sms', 'email'] })
    users.addUser('ann', {
      password: PASSWORD,
      attributes: { phone_number: '+491234567890', email: 'ann@example.com' },
    })
    expect((await signIn(web)).AuthenticationResult).toBeDefined()
    await client.adminSetUserMFAPreference({
      UserPoolId: users.id,
      Username: 'ann',
      SMSMfaSettings: { Enabled: true },
      EmailMfaSettings: { Enabled: true },
    })
    const choice = await signIn(web)
    expect(choice).toMatchObject({
      ChallengeName: 'SELECT_MFA_TYPE',
      ChallengeParameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","EMAIL_OTP"]' },
    })
    const asked = await answer(web, choice, { ANSWER: 'SMS_MFA' })
    expect(asked).toMatchObject({
      ChallengeName: 'SMS_MFA',
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: '+********7890' },
    })
    const sms = region.outbox.at(-1)
    expect(sms).toMatchObject({ via: 'sms', to: '+491234567890' })
    await expect(answer(web, asked, { SMS_MFA_CODE: 'x' })).rejects.toMatchObject({
      message: 'Invalid code or auth state for the user.',
    })
    const passed = await answer(web, asked, { SMS_MFA_CODE: sms?.code ?? '' })
    expect(passed.AuthenticationResult?.IdToken).toBeDefined()
    await expect(answer(web, asked, { SMS_MFA_CODE: sms?.code ?? '' })).rejects.toMatchObject({
      message: 'Invalid session for the user, session can only be used once.',
    })
    const late = await answer(web, await signIn(web), { ANSWER: 'EMAIL_OTP' })
    await region.clock.advance('3m')
    await expect(
      answer(web, late, { EMAIL_OTP_CODE: region.outbox.at(-1)?.code ?? '' }),
    ).rejects.toMatchObject({ message: 'Invalid session for the user, session is expired.' })
  })

  it('keeps the settings of a pool', async () => {
    const { UserPool } = await client.createUserPool({ PoolName: 'plain' })
    const UserPoolId = UserPool?.Id
    await client.setUserPoolMfaConfig({
      UserPoolId,
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    })
    expect(await client.getUserPoolMfaConfig({ UserPoolId })).toMatchObject({
      MfaConfiguration: 'OPTIONAL',
      SoftwareTokenMfaConfiguration: { Enabled: true },
    })
  })
})

describe('choice', () => {
  it('offers the first factors of the pool', async () => {
    const { users, web } = setUp({ signInPolicy: ['password', 'emailOtp'] })
    users.addUser('ann', { password: PASSWORD, attributes: { email: 'ann@example.com' } })
    const begin = (more: object): Promise<sdk.InitiateAuthCommandOutput> =>
      client.initiateAuth({
        ClientId: web.id,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME: 'ann', ...more },
      })
    const choice = await begin({})
    expect(choice).toMatchObject({
      ChallengeName: 'SELECT_CHALLENGE',
      AvailableChallenges: ['EMAIL_OTP', 'PASSWORD_SRP', 'PASSWORD'],
    })
    const asked = await answer(web, choice, { ANSWER: 'EMAIL_OTP' })
    const { code = '' } = region.outbox.at(-1) ?? {}
    const passed = await answer(web, asked, { EMAIL_OTP_CODE: code })
    expect(passed.AuthenticationResult?.IdToken).toBeDefined()
    const direct = await begin({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD })
    expect(direct.AuthenticationResult?.IdToken).toBeDefined()
  })

  it('has users without a password', async () => {
    const { users, web } = setUp({ signInPolicy: ['password', 'emailOtp'] })
    const UserAttributes = [{ Name: 'email', Value: 'ann@example.com' }]
    const { User } = await client.adminCreateUser({
      UserPoolId: users.id,
      Username: 'ann',
      UserAttributes,
    })
    expect(User?.UserStatus).toBe('CONFIRMED')
    const begin = (USERNAME: string): Promise<sdk.InitiateAuthCommandOutput> =>
      client.initiateAuth({
        ClientId: web.id,
        AuthFlow: 'USER_AUTH',
        AuthParameters: { USERNAME, PREFERRED_CHALLENGE: 'EMAIL_OTP' },
      })
    expect(await begin('ann')).toMatchObject({
      ChallengeName: 'EMAIL_OTP',
      AvailableChallenges: ['EMAIL_OTP'],
      ChallengeParameters: { CODE_DELIVERY_DESTINATION: 'a***@e***' },
    })
    users.addUser('new', { password: PASSWORD, status: 'FORCE_CHANGE_PASSWORD' })
    expect((await begin('new')).AvailableChallenges).toEqual(['PASSWORD_SRP', 'PASSWORD'])
  })

  it('is made up for users that a client hides', async () => {
    const { users } = setUp({ signInPolicy: ['password', 'emailOtp'] })
    const authFlows = ['USER_AUTH'] as const
    const web = users.addClient('hiding', { authFlows, preventUserExistenceErrors: true })
    const asked = await client.initiateAuth({
      ClientId: web.id,
      AuthFlow: 'USER_AUTH',
      AuthParameters: { USERNAME: 'ann', PREFERRED_CHALLENGE: 'EMAIL_OTP' },
    })
    expect(asked.ChallengeName).toBe('EMAIL_OTP')
    expect(region.outbox).toEqual([])
    await expect(answer(web, asked, { EMAIL_OTP_CODE: '12345678' })).rejects.toMatchObject({
      message: 'Invalid code or auth state for the user.',
    })
  })
})

describe('custom challenges', () => {
  const define = async (event: any): Promise<object> => {
    const { session } = event.request
    const last = session.at(-1)
    if (last?.challengeName === 'CUSTOM_CHALLENGE' && last.challengeResult)
      event.response.issueTokens = true
    else if (session.length >= 3) event.response.failAuthentication = true
    else event.response.challengeName = 'CUSTOM_CHALLENGE'
    return event
  }
  const create = async (event: any): Promise<object> => {
    event.response.publicChallengeParameters = { question: '6 * 7' }
    event.response.privateChallengeParameters = { answer: '42' }
    event.response.challengeMetadata = 'SUM'
    return event
  }
  const verify = async (event: any): Promise<object> => {
    const { privateChallengeParameters, challengeAnswer } = event.request
    event.response.answerCorrect = privateChallengeParameters.answer === challengeAnswer
    return event
  }

  it('are asked until the functions decide', async () => {
    const defineAuthChallenge = region.registerFunction('define', define)
    const { users, web } = setUp({
      triggers: {
        defineAuthChallenge,
        createAuthChallenge: region.registerFunction('create', create),
        verifyAuthChallengeResponse: region.registerFunction('verify', verify),
      },
    })
    users.addUser('ann')
    const begin = (): Promise<sdk.InitiateAuthCommandOutput> =>
      client.initiateAuth({
        ClientId: web.id,
        AuthFlow: 'CUSTOM_AUTH',
        AuthParameters: { USERNAME: 'ann' },
      })
    const first = await begin()
    expect(first).toMatchObject({
      ChallengeName: 'CUSTOM_CHALLENGE',
      ChallengeParameters: { USERNAME: 'ann', question: '6 * 7' },
    })
    const second = await answer(web, first, { ANSWER: '41' })
    const passed = await answer(web, second, { ANSWER: '42' })
    expect(passed.AuthenticationResult?.IdToken).toBeDefined()
    expect(defineAuthChallenge.lastInvocation?.event).toMatchObject({
      triggerSource: 'DefineAuthChallenge_Authentication',
      request: {
        session: [
          {
            challengeName: 'CUSTOM_CHALLENGE',
            challengeResult: false,
            challengeMetadata: 'SUM',
          },
          { challengeResult: true },
        ],
      },
      response: { challengeName: null, issueTokens: null, failAuthentication: null },
    })
    let challenge: sdk.RespondToAuthChallengeCommandOutput = await begin()
    for (let i = 0; i < 2; i++) challenge = await answer(web, challenge, { ANSWER: 'x' })
    await expect(answer(web, challenge, { ANSWER: 'x' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
  })
})
