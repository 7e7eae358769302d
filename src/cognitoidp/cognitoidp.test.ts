import {
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  GetTokensFromRefreshTokenCommand,
  GetUserCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { cognitoAuthorizer, jwtAuthorizer } from '../gateway/index.ts'
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

describe('pools and clients', () => {
  it('shows a pool with its defaults', async () => {
    const { UserPool } = await client.send(new CreateUserPoolCommand({ PoolName: 'shop' }))
    expect(UserPool?.Id).toMatch(/^us-east-1_\w{9}$/)
    const { UserPool: described } = await client.send(
      new DescribeUserPoolCommand({ UserPoolId: UserPool!.Id }),
    )
    expect(described).toMatchObject({
      Name: 'shop',
      MfaConfiguration: 'OFF',
      Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
      Arn: `arn:aws:cognito-idp:us-east-1:123456789012:userpool/${UserPool!.Id}`,
    })
    expect(region.userPool('shop').id).toBe(UserPool!.Id)
  })

  it('names what does not exist', async () => {
    await expect(
      client.send(new DescribeUserPoolCommand({ UserPoolId: 'us-east-1_aaaaaaaaa' })),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'User pool us-east-1_aaaaaaaaa does not exist.',
      $metadata: { httpStatusCode: 400 },
    })
    await expect(
      client.send(new SignUpCommand({ ClientId: 'abc', Username: 'ann', Password: PASSWORD })),
    ).rejects.toMatchObject({ message: 'User pool client abc does not exist.' })
  })
})

describe('sign-in', () => {
  const passwordAuth = (ClientId: string, PASS: string, more: Record<string, string> = {}) =>
    client.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'ann', PASSWORD: PASS, ...more },
      }),
    )

  it('locks out after five failures', async () => {
    const users = region.createUserPool('shop')
    const web = users.addClient('web', { authFlows: ['USER_PASSWORD_AUTH'] })
    users.addUser('ann', { password: PASSWORD })
    for (let i = 0; i < 5; i++)
      await expect(passwordAuth(web.id, 'wrong')).rejects.toMatchObject({
        message: 'Incorrect username or password.',
      })
    await expect(passwordAuth(web.id, PASSWORD)).rejects.toMatchObject({
      message: 'Password attempts exceeded',
    })
    await region.clock.advance('1s')
    await passwordAuth(web.id, PASSWORD)
  })

  it('tells or hides that a user does not exist', async () => {
    const users = region.createUserPool('shop')
    const authFlows = ['USER_PASSWORD_AUTH'] as const
    const open = users.addClient('open', { authFlows })
    const closed = users.addClient('closed', { authFlows, preventUserExistenceErrors: true })
    await expect(passwordAuth(open.id, 'x')).rejects.toMatchObject({
      name: 'UserNotFoundException',
      message: 'User does not exist.',
    })
    await expect(passwordAuth(closed.id, 'x')).rejects.toMatchObject({
      name: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    })
  })

  it('wants the hash of a secret', async () => {
    const users = region.createUserPool('shop')
    const web = users.addClient('web', { authFlows: ['USER_PASSWORD_AUTH'], secret: true })
    users.addUser('ann', { password: PASSWORD })
    await expect(passwordAuth(web.id, PASSWORD)).rejects.toMatchObject({
      message: `Client ${web.id} is configured with secret but SECRET_HASH was not received`,
    })
    await expect(passwordAuth(web.id, PASSWORD, { SECRET_HASH: 'x' })).rejects.toMatchObject({
      message: `Unable to verify secret hash for client ${web.id}`,
    })
    const SECRET_HASH = createHmac('sha256', web.secret!).update(`ann${web.id}`).digest('base64')
    await passwordAuth(web.id, PASSWORD, { SECRET_HASH })
  })

  it('refreshes, rotates and revokes', async () => {
    const users = region.createUserPool('shop')
    const ann = users.addUser('ann')
    const web = users.addClient('web')
    const first = await web.signIn(ann)
    await region.clock.advance('10m')
    const refresh = (ClientId: string, REFRESH_TOKEN: string) =>
      client.send(
        new InitiateAuthCommand({
          ClientId,
          AuthFlow: 'REFRESH_TOKEN_AUTH',
          AuthParameters: { REFRESH_TOKEN },
        }),
      )
    const { AuthenticationResult: second } = await refresh(web.id, first.refreshToken)
    expect(second?.RefreshToken).toBeUndefined()
    const [before, after] = [claimsOf(first.idToken), claimsOf(second?.IdToken)]
    expect(after).toMatchObject({
      auth_time: before['auth_time'],
      origin_jti: before['origin_jti'],
    })
    expect(after['jti']).not.toBe(before['jti'])
    await client.send(new RevokeTokenCommand({ ClientId: web.id, Token: first.refreshToken }))
    await expect(refresh(web.id, first.refreshToken)).rejects.toMatchObject({
      message: 'Refresh Token has been revoked',
    })
    await expect(
      client.send(new GetUserCommand({ AccessToken: second?.AccessToken })),
    ).rejects.toMatchObject({ message: 'Access Token has been revoked' })

    const mobile = users.addClient('mobile', { refreshTokenRotationGracePeriod: '10s' })
    const { refreshToken } = await mobile.signIn(ann)
    await expect(refresh(mobile.id, refreshToken)).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    const rotate = (RefreshToken: string) =>
      client.send(new GetTokensFromRefreshTokenCommand({ ClientId: mobile.id, RefreshToken }))
    const rotated = await rotate(refreshToken)
    expect(rotated.AuthenticationResult?.RefreshToken).not.toBe(refreshToken)
    await rotate(refreshToken)
    await region.clock.advance('11s')
    await expect(rotate(refreshToken)).rejects.toMatchObject({
      message: 'Refresh Token has been revoked',
    })
    await rotate(rotated.AuthenticationResult!.RefreshToken!)
  })

  it('signs a user out everywhere', async () => {
    const users = region.createUserPool('shop')
    const web = users.addClient('web')
    const { accessToken } = await web.signIn(users.addUser('ann', { attributes: { name: 'Ann' } }))
    const get = new GetUserCommand({ AccessToken: accessToken })
    expect(await client.send(get)).toMatchObject({ Username: 'ann' })
    await client.send(new GlobalSignOutCommand({ AccessToken: accessToken }))
    await expect(client.send(get)).rejects.toMatchObject({
      message: 'Access Token has been revoked',
    })
    const again = await web.signIn('ann')
    await region.clock.advance('1h')
    await expect(
      client.send(new GetUserCommand({ AccessToken: again.accessToken })),
    ).rejects.toMatchObject({ message: 'Access Token has expired' })
  })
})

describe('tokens', () => {
  it('verify with aws-jwt-verify, and not for another pool', async () => {
    // The verifier reads the host's clock.
    region = createRegion()
    const users = region.createUserPool('shop')
    const others = region.createUserPool('other')
    const web = users.addClient('web')
    const ann = users.addUser('ann', { groups: ['admins'] })
    const verifier = CognitoJwtVerifier.create({
      userPoolId: users.id,
      clientId: web.id,
      tokenUse: 'access',
    })
    verifier.cacheJwks(users.jwks as never)
    const { accessToken } = await web.signIn(ann)
    expect(await verifier.verify(accessToken)).toMatchObject({ 'cognito:groups': ['admins'] })
    const foreign = others.addClient('web').token(others.addUser('ann'), {
      use: 'access',
      claims: { iss: users.issuer, client_id: web.id },
    })
    await expect(verifier.verify(foreign)).rejects.toThrow()
    const [kept] = users.jwks.keys
    expect(others.jwks.keys.some(({ kid, n }) => kid === kept?.kid || n === kept?.n)).toBe(false)
  })

  it('are checked by authorizers, which find the keys by themselves', async () => {
    const users = region.createUserPool('shop')
    const web = users.addClient('web')
    const me = region.registerFunction('me', async () => ({ statusCode: 200 }))
    const rest = region.createGateway(
      { 'GET /me': { handler: me, authorizer: cognitoAuthorizer(users) } },
      { type: 'rest' },
    )
    const http = region.createGateway({
      'GET /me': {
        handler: me,
        authorizer: jwtAuthorizer({ issuer: users.issuer, audience: web.id }),
      },
    })
    const { idToken } = await web.signIn(users.addUser('ann'))
    const expired = web.token('ann', { expiresIn: 0 })
    for (const api of [rest, http]) {
      const get = async (token: string): Promise<Response> =>
        api.get('/me', { headers: { authorization: `Bearer ${token}` } })
      expect((await get(idToken)).status).toBe(200)
      expect((await get(expired)).status).toBe(401)
    }
  })

  it('have their keys under the issuer', async () => {
    const users = region.createUserPool('shop')
    const keys = await region.fetch(`${users.issuer}/.well-known/jwks.json`)
    expect(await keys.json()).toEqual(users.jwks)
    const discovery = await region.fetch(`${users.issuer}/.well-known/openid-configuration`)
    expect(await discovery.json()).toMatchObject({ issuer: users.issuer })
  })
})

describe('worlds', () => {
  it('forks and resets', async () => {
    const users = region.createUserPool('shop')
    const web = users.addClient('web')
    users.addUser('ann')
    const fork = region.fork()
    await fork.run(async () => {
      users.addUser('bob')
      await web.signIn('bob')
      expect(users.users).toHaveLength(2)
    })
    expect(users.users).toHaveLength(1)
    await client.send(new CreateUserPoolClientCommand({ UserPoolId: users.id, ClientName: 'more' }))
    await client.send(new SignUpCommand({ ClientId: web.id, Username: 'cy', Password: PASSWORD }))
    region.reset()
    expect(users.users.map(({ username }) => username)).toEqual(['ann'])
    expect(() => users.client('more')).toThrow("no user pool client 'more'")
    await web.signIn('ann')
  })
})
