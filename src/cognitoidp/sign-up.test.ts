import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  CognitoIdentityProviderClient,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'

const PASSWORD = 'P2$Sword'

const setUp = (): { region: Region; client: CognitoIdentityProviderClient } => {
  const region = createRegion()
  region.clock.freeze('2026-01-02T03:04:05Z')
  return { region, client: new CognitoIdentityProviderClient(region.sdk) }
}

let region: Region
let client: CognitoIdentityProviderClient

beforeEach(() => {
  ;({ region, client } = setUp())
})

const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token!.split('.')[1]!, 'base64url').toString())

describe('sign-up', () => {
  it('confirms by a code', async () => {
    const users = region.createUserPool('shop', { signInAliases: ['email'] })
    const web = users.addClient('web', { authFlows: ['USER_PASSWORD_AUTH'] })
    const signedUp = await client.send(
      new SignUpCommand({ ClientId: web.id, Username: 'test@test.com', Password: PASSWORD }),
    )
    expect(signedUp).toMatchObject({
      UserConfirmed: false,
      CodeDeliveryDetails: {
        Destination: 't***@t***',
        DeliveryMedium: 'EMAIL',
        AttributeName: 'email',
      },
    })
    const signIn = new InitiateAuthCommand({
      ClientId: web.id,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'test@test.com', PASSWORD },
    })
    await expect(client.send(signIn)).rejects.toMatchObject({ name: 'UserNotConfirmedException' })
    const confirm = (ConfirmationCode: string) =>
      client.send(
        new ConfirmSignUpCommand({
          ClientId: web.id,
          Username: 'test@test.com',
          ConfirmationCode,
        }),
      )
    await expect(confirm('xxxxxx')).rejects.toMatchObject({ name: 'CodeMismatchException' })
    const mail = region.outbox.at(-1)!
    expect(mail).toMatchObject({ to: 'test@test.com', via: 'email' })
    await confirm(mail.code!)
    await expect(confirm(mail.code!)).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'User cannot be confirmed. Current status is CONFIRMED',
    })
    const { AuthenticationResult: tokens } = await client.send(signIn)
    expect(tokens).toMatchObject({ TokenType: 'Bearer', ExpiresIn: 3600 })
    expect(claimsOf(tokens?.IdToken)).toMatchObject({
      'cognito:username': signedUp.UserSub,
      email: 'test@test.com',
      email_verified: true,
      token_use: 'id',
      aud: web.id,
    })
    expect(claimsOf(tokens?.AccessToken)).toMatchObject({
      username: signedUp.UserSub,
      scope: 'aws.cognito.signin.user.admin',
      client_id: web.id,
    })
  })

  it('refuses passwords one reason at a time', async () => {
    const web = region.createUserPool('shop').addClient('web')
    const attempt = (Password: string) =>
      client.send(new SignUpCommand({ ClientId: web.id, Username: 'ann', Password }))
    const refusal = (reason: string) => ({
      name: 'InvalidPasswordException',
      message: `Password did not conform with policy: ${reason}`,
    })
    await expect(attempt('abc')).rejects.toMatchObject({ name: 'InvalidParameterException' })
    await expect(attempt('abcdefg')).rejects.toMatchObject(refusal('Password not long enough'))
    await expect(attempt('abcdefgh')).rejects.toMatchObject(
      refusal('Password must have uppercase characters'),
    )
    await expect(attempt('Abcdefgh')).rejects.toMatchObject(
      refusal('Password must have numeric characters'),
    )
    await expect(attempt('Abcdefg1')).rejects.toMatchObject(
      refusal('Password must have symbol characters'),
    )
    await attempt(PASSWORD)
    await expect(attempt(PASSWORD)).rejects.toMatchObject({
      name: 'UsernameExistsException',
      message: 'User already exists',
    })
  })

  it('invites users, who set a password', async () => {
    const users = region.createUserPool('shop')
    const web = users.addClient('web', { authFlows: ['USER_PASSWORD_AUTH'] })
    await client.send(
      new AdminCreateUserCommand({
        UserPoolId: users.id,
        Username: 'ann',
        UserAttributes: [{ Name: 'email', Value: 'ann@example.com' }],
      }),
    )
    const temporary = region.outbox.at(-1)!.code!
    const challenge = await client.send(
      new InitiateAuthCommand({
        ClientId: web.id,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ann', PASSWORD: temporary },
      }),
    )
    expect(challenge).toMatchObject({
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      ChallengeParameters: { USER_ID_FOR_SRP: 'ann', requiredAttributes: '[]' },
    })
    await expect(web.signIn('ann')).rejects.toMatchObject({ name: 'NEW_PASSWORD_REQUIRED' })
    const respond = new RespondToAuthChallengeCommand({
      ClientId: web.id,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: challenge.Session,
      ChallengeResponses: { USERNAME: 'ann', NEW_PASSWORD: PASSWORD },
    })
    const answer = await client.send(respond)
    expect(answer.AuthenticationResult?.IdToken).toBeDefined()
    await expect(client.send(respond)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    expect(users.user('ann').status).toBe('CONFIRMED')
  })
})

describe('passwords and attributes', () => {
  it('resets a forgotten password', async () => {
    const users = region.createUserPool('shop', { signInAliases: ['email'] })
    const web = users.addClient('web', { authFlows: ['USER_PASSWORD_AUTH'] })
    users.addUser('ann@example.com', { password: PASSWORD })
    await client.send(new ForgotPasswordCommand({ ClientId: web.id, Username: 'ann@example.com' }))
    const confirm = (ConfirmationCode: string, Password: string) =>
      client.send(
        new ConfirmForgotPasswordCommand({
          ClientId: web.id,
          Username: 'ann@example.com',
          ConfirmationCode,
          Password,
        }),
      )
    const code = region.outbox.at(-1)!.code!
    await expect(confirm(code, 'short')).rejects.toThrow()
    await confirm(code, 'N3w$Password')
    await web.signIn('ann@example.com', { password: 'N3w$Password' })
    await expect(web.signIn('ann@example.com', { password: PASSWORD })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
    await expect(confirm(code, PASSWORD)).rejects.toMatchObject({ name: 'ExpiredCodeException' })
  })

  it('verifies a changed address', async () => {
    const users = region.createUserPool('shop', {
      signInAliases: ['username', 'email'],
      customAttributes: { tier: { mutable: false } },
    })
    const web = users.addClient('web')
    const ann = users.addUser('ann', {
      attributes: { email: 'ann@example.com', 'custom:tier': 'gold' },
    })
    const { accessToken: AccessToken, idToken } = await web.signIn('ann@example.com')
    expect(claimsOf(idToken)).toMatchObject({ 'custom:tier': 'gold', email_verified: true })
    const update = (Name: string, Value: string) =>
      client.send(
        new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }),
      )
    await expect(update('custom:tier', 'iron')).rejects.toMatchObject({
      message: 'user.custom:tier: Attribute cannot be updated.\n',
    })
    await expect(update('email_verified', 'true')).rejects.toMatchObject({
      message: 'A client attempted to write unauthorized attribute',
    })
    const changed = await update('email', 'new@example.com')
    expect(changed.CodeDeliveryDetailsList).toMatchObject([{ Destination: 'n***@e***' }])
    expect(ann.attributes).toMatchObject({ email: 'new@example.com', email_verified: 'false' })
    await client.send(
      new VerifyUserAttributeCommand({
        AccessToken,
        AttributeName: 'email',
        Code: region.outbox.at(-1)!.code,
      }),
    )
    await web.signIn('new@example.com')
  })

  it('lists users by filter and page', async () => {
    const users = region.createUserPool('shop')
    for (const name of ['ann', 'bob', 'cy'])
      users.addUser(name, { attributes: { email: `${name}@example.com` } })
    const list = (more: object) =>
      client.send(new ListUsersCommand({ UserPoolId: users.id, ...more }))
    const { Users } = await list({ Filter: 'email ^= "b"' })
    expect(Users?.map(({ Username }) => Username)).toEqual(['bob'])
    const first = await list({ Limit: 2 })
    const second = await list({ Limit: 2, PaginationToken: first.PaginationToken })
    expect(second.Users?.map(({ Username }) => Username)).toEqual(['cy'])
    expect(second.PaginationToken).toBeUndefined()
    expect(
      await client.send(new AdminGetUserCommand({ UserPoolId: users.id, Username: 'bob' })),
    ).toMatchObject({ Username: 'bob', Enabled: true, UserStatus: 'CONFIRMED' })
  })
})
