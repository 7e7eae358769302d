import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, it } from 'vitest'
import type { LambdaFunction } from '../lambda/index.ts'
import { createRegion, type Region } from '../region/index.ts'
import type { UserPoolTriggers } from './handle/options.ts'

const PASSWORD = 'P2$Sword'

let region: Region
let client: sdk.CognitoIdentityProvider

beforeEach(() => {
  region = createRegion()
  region.clock.freeze('2026-01-02T03:04:05Z')
  client = new sdk.CognitoIdentityProvider(region.sdk)
})

const NAMES = [
  ...(['preSignUp', 'customMessage', 'postConfirmation', 'preAuthentication'] as const),
  ...(['preTokenGeneration', 'postAuthentication'] as const),
]

/** One function for all triggers, which notes their sources. */
function noting(): { readonly fn: LambdaFunction; readonly triggers: UserPoolTriggers } {
  const fn = region.registerFunction('note', async (event) => event)
  return { fn, triggers: Object.fromEntries(NAMES.map((name) => [name, fn])) }
}

const sourcesOf = (fn: LambdaFunction): string[] =>
  fn.invocations.map(({ event }) => (event as { triggerSource: string }).triggerSource)

describe('triggers', () => {
  it('run in order, with the events of AWS', async () => {
    const { fn, triggers } = noting()
    const users = region.createUserPool('shop', { signInAliases: ['username', 'email'], triggers })
    const web = users.addClient('web', { authFlows: ['USER_PASSWORD_AUTH'] })
    const ClientId = web.id
    await client.signUp({
      ClientId,
      Username: 'ann',
      Password: PASSWORD,
      UserAttributes: [{ Name: 'email', Value: 'ann@example.com' }],
      ValidationData: [{ Name: 'invite', Value: 'x' }],
      ClientMetadata: { page: 'home' },
    })
    expect(fn.invocations[0]?.event).toEqual({
      version: '1',
      region: 'us-east-1',
      userPoolId: users.id,
      userName: 'ann',
      callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: ClientId },
      triggerSource: 'PreSignUp_SignUp',
      request: {
        userAttributes: { email: 'ann@example.com' },
        validationData: { invite: 'x' },
        clientMetadata: { page: 'home' },
      },
      response: { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false },
    })
    const ConfirmationCode = region.outbox.at(-1)?.code
    await client.confirmSignUp({ ClientId, Username: 'ann', ConfirmationCode })
    const { AuthenticationResult } = await client.initiateAuth({
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ann', PASSWORD },
    })
    const { RefreshToken: REFRESH_TOKEN = '' } = AuthenticationResult ?? {}
    await client.initiateAuth({
      ClientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN },
    })
    expect(sourcesOf(fn)).toEqual([
      'PreSignUp_SignUp',
      'CustomMessage_SignUp',
      'PostConfirmation_ConfirmSignUp',
      'PreAuthentication_Authentication',
      'TokenGeneration_Authentication',
      'PostAuthentication_Authentication',
      'TokenGeneration_RefreshTokens',
    ])
    expect(fn.invocations[2]?.event).toMatchObject({
      request: {
        userAttributes: {
          sub: users.user('ann').sub,
          'cognito:user_status': 'CONFIRMED',
          email_verified: 'true',
        },
      },
    })
  })

  it('change claims, groups and scopes', async () => {
    const preTokenGeneration = region.registerFunction('claims', async (event) => {
      event.response.claimsAndScopeOverrideDetails = {
        idTokenGeneration: {
          claimsToAddOrOverride: { tier: 'gold', sub: 'x' },
          claimsToSuppress: ['email'],
        },
        accessTokenGeneration: {
          claimsToAddOrOverride: { tenants: ['a', 'b'] },
          scopesToAdd: ['api/read'],
          scopesToSuppress: ['aws.cognito.signin.user.admin'],
        },
        groupOverrideDetails: { groupsToOverride: ['other'] },
      }
      return event
    })
    const users = region.createUserPool('shop', {
      triggers: { preTokenGeneration },
      preTokenGenerationVersion: 'V2_0',
    })
    const web = users.addClient('web')
    const ann = users.addUser('ann', {
      groups: ['admins'],
      attributes: { email: 'ann@example.com' },
    })
    const { idToken, accessToken } = await web.signIn(ann)
    const claimsOf = (token: string): object =>
      JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(claimsOf(idToken)).toMatchObject({
      tier: 'gold',
      sub: ann.sub,
      'cognito:groups': ['other'],
    })
    expect(claimsOf(idToken)).not.toHaveProperty('email')
    expect(claimsOf(accessToken)).toMatchObject({ tenants: ['a', 'b'], scope: 'api/read' })
    expect(preTokenGeneration.lastInvocation?.event).toMatchObject({
      version: '2',
      request: {
        groupConfiguration: { groupsToOverride: ['admins'], preferredRole: null },
        scopes: ['aws.cognito.signin.user.admin'],
      },
    })
  })

  it('change the tokens of machines', async () => {
    const preTokenGeneration = region.registerFunction('claims', async (event) => {
      event.response.claimsAndScopeOverrideDetails = {
        accessTokenGeneration: {
          claimsToAddOrOverride: { tenant: event.request.clientMetadata.tenant, sub: 'x' },
          scopesToSuppress: ['api/write'],
        },
      }
      return event
    })
    const users = region.createUserPool('shop', {
      triggers: { preTokenGeneration },
      preTokenGenerationVersion: 'V3_0',
    })
    users.addResourceServer('api', ['read', 'write'])
    const job = users.addClient('job', { secret: true, scopes: ['api/read', 'api/write'] })
    const answer = await users.fetch('/oauth2/token', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${job.id}:${job.secret}`)}` },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        aws_client_metadata: '{"tenant":"t1"}',
      }),
    })
    const { access_token: token } = (await answer.json()) as { access_token: string }
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).toMatchObject({ sub: job.id, scope: 'api/read', tenant: 't1' })
    expect(preTokenGeneration.lastInvocation?.event).toMatchObject({
      version: '3',
      triggerSource: 'TokenGeneration_ClientCredentials',
      request: { scopes: ['api/read', 'api/write'], clientMetadata: { tenant: 't1' } },
    })
  })

  it('migrate users, and write messages', async () => {
    const userMigration = region.registerFunction('migrate', async (event) => {
      event.response.userAttributes = { email: 'old@example.com', email_verified: 'true' }
      event.response.finalUserStatus = 'CONFIRMED'
      return event
    })
    const customMessage = region.registerFunction('message', async (event) => {
      event.response.emailMessage = `Your code: ${event.request.codeParameter}`
      event.response.emailSubject = 'Hello'
      return event
    })
    const users = region.createUserPool('shop', { triggers: { userMigration, customMessage } })
    const web = users.addClient('web', { authFlows: ['USER_PASSWORD_AUTH'] })
    const { AuthenticationResult } = await client.initiateAuth({
      ClientId: web.id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'old', PASSWORD },
    })
    expect(AuthenticationResult?.IdToken).toBeDefined()
    expect(users.user('old').status).toBe('CONFIRMED')
    await client.forgotPassword({ ClientId: web.id, Username: 'old' })
    const mail = region.outbox.at(-1)
    expect(mail).toMatchObject({ subject: 'Hello', text: `Your code: ${mail?.code}` })
  })

  it('fail with the words of AWS, and change nothing', async () => {
    const outcomes: Record<string, () => Promise<unknown>> = {
      throws: async () => {
        throw new Error('not today')
      },
      nothing: async () => undefined,
    }
    const attempt = (name: string): Promise<unknown> => {
      const preSignUp = region.registerFunction(name, outcomes[name] as () => Promise<unknown>)
      const web = region.createUserPool(name, { triggers: { preSignUp } }).addClient('web')
      return client.signUp({ ClientId: web.id, Username: 'ann', Password: PASSWORD })
    }
    await expect(attempt('throws')).rejects.toMatchObject({
      name: 'UserLambdaValidationException',
      message: 'PreSignUp failed with error not today.',
    })
    await expect(attempt('nothing')).rejects.toMatchObject({
      name: 'InvalidLambdaResponseException',
      message: 'Unrecognizable lambda output',
    })
    expect(region.userPool('throws').users).toEqual([])
  })

  it('are asked three times if they do not answer', async () => {
    const preSignUp = region.registerFunction('slow', () => new Promise(() => undefined), {
      timeout: 60,
    })
    const web = region.createUserPool('shop', { triggers: { preSignUp } }).addClient('web')
    const signUp = client.signUp({ ClientId: web.id, Username: 'ann', Password: PASSWORD })
    const failure = expect(signUp).rejects.toMatchObject({
      name: 'UnexpectedLambdaException',
      message:
        'PreSignUp invocation failed due to error Socket timeout while invoking Lambda function.',
    })
    for (let i = 0; i < 3; i++) await region.clock.advance('5s')
    await failure
    expect(preSignUp.invocations).toHaveLength(3)
    region.end()
  })
})
