import * as identity from '@aws-sdk/client-cognito-identity'
import { STS } from '@aws-sdk/client-sts'
import { fromCognitoIdentityPool } from '@aws-sdk/credential-providers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { UserPool, UserPoolClient } from '../cognitoidp/index.ts'
import { createRegion, type Region } from '../region/index.ts'

let region: Region
let client: identity.CognitoIdentity
let users: UserPool
let web: UserPoolClient
let provider: string

beforeEach(() => {
  region = createRegion()
  region.clock.freeze('2026-01-02T03:04:05Z')
  client = new identity.CognitoIdentity(region.sdk)
  users = region.createUserPool('shop')
  web = users.addClient('web')
  users.addUser('ann')
  provider = users.issuer.replace('https://', '')
})

const setUp = (more: object = {}): string =>
  region.createIdentityPool('app', { userPool: web, authenticatedRole: 'app-user', ...more }).id

const refusal = (message: string): object => ({
  name: 'NotAuthorizedException',
  message,
  $metadata: { httpStatusCode: 400 },
})

describe('identities', () => {
  it('are those of a login, and act as the role', async () => {
    const IdentityPoolId = setUp()
    const Logins = { [provider]: web.token('ann') }
    const { IdentityId } = await client.getId({ IdentityPoolId, Logins })
    expect(IdentityId).toMatch(/^us-east-1:[0-9a-f-]{36}$/)
    expect(await client.getId({ IdentityPoolId, Logins })).toMatchObject({ IdentityId })
    const { Credentials } = await client.getCredentialsForIdentity({ IdentityId, Logins })
    expect(Credentials).toMatchObject({ Expiration: new Date('2026-01-02T04:04:05Z') })
    const sts = new STS({
      ...region.sdk,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    })
    expect((await sts.getCallerIdentity({})).Arn).toBe(
      'arn:aws:sts::123456789012:assumed-role/app-user/CognitoIdentityCredentials',
    )
    await expect(client.getCredentialsForIdentity({ IdentityId })).rejects.toMatchObject(
      refusal(`Access to Identity '${IdentityId}' is forbidden.`),
    )
    expect(region.identityPool('app').identities).toMatchObject([
      { logins: { [provider]: users.user('ann').sub } },
    ])
  })

  it('of nobody need a role for everyone', async () => {
    const closed = setUp()
    await expect(client.getId({ IdentityPoolId: closed })).rejects.toMatchObject(
      refusal('Unauthenticated access is not supported for this identity pool.'),
    )
    const open = region.createIdentityPool('open', { unauthenticatedRole: 'guest' })
    const credentials = await fromCognitoIdentityPool({
      clientConfig: region.sdk,
      identityPoolId: open.id,
    })()
    expect(credentials.sessionToken).toBeDefined()
    expect(open.calls.map(({ operation }) => operation)).toEqual([
      'GetId',
      'GetCredentialsForIdentity',
    ])
  })

  it('refuse tokens that are foreign, forged or late', async () => {
    const IdentityPoolId = setUp()
    const attempt = (token: string, name = provider): Promise<unknown> =>
      client.getId({ IdentityPoolId, Logins: { [name]: token } })
    const token = web.token('ann')
    await expect(attempt(token, 'accounts.google.com')).rejects.toMatchObject(
      refusal('Token is not from a supported provider of this identity pool.'),
    )
    const other = region.createUserPool('other')
    const foreign = other.addClient('web').token(other.addUser('ann'))
    await expect(attempt(foreign)).rejects.toMatchObject(
      refusal("Invalid login token. Issuer doesn't match providerName"),
    )
    const [header, , signature] = token.split('.')
    const claims = { iss: users.issuer, aud: web.id, sub: 'x', token_use: 'id', exp: 9e9 }
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url')
    await expect(attempt(`${header}.${forged}.${signature}`)).rejects.toMatchObject(
      refusal("Invalid login token. Couldn't verify signed token."),
    )
    await expect(attempt(users.addClient('cli').token('ann'))).rejects.toMatchObject(
      refusal('Token is not from a supported provider of this identity pool.'),
    )
    await region.clock.advance('2h')
    await expect(attempt(token)).rejects.toMatchObject({
      message: expect.stringContaining('Invalid login token. Token expired: '),
    })
  })
})

describe('roles', () => {
  it('come from groups, rules, or the pool', async () => {
    const role = (name: string): string => `arn:aws:iam::123456789012:role/${name}`
    users.addGroup('admins', { role: role('admin'), precedence: 1 })
    users.addUser('root', { groups: ['admins'] })
    const roleOf = async (IdentityPoolId: string, name: string): Promise<string | undefined> => {
      const Logins = { [provider]: web.token(name) }
      const { IdentityId } = await client.getId({ IdentityPoolId, Logins })
      const { Credentials } = await client.getCredentialsForIdentity({ IdentityId, Logins })
      const { AccessKeyId: accessKeyId = '', SecretKey = '', SessionToken } = Credentials ?? {}
      const credentials = {
        accessKeyId,
        secretAccessKey: SecretKey,
        sessionToken: SessionToken ?? '',
      }
      const { Arn } = await new STS({ ...region.sdk, credentials }).getCallerIdentity({})
      return Arn?.split('/')[1]
    }
    const byToken = setUp({
      roleMapping: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole' },
    })
    expect(await roleOf(byToken, 'root')).toBe('admin')
    expect(await roleOf(byToken, 'ann')).toBe('app-user')
    const byRules = region.createIdentityPool('rules', {
      userPool: web,
      roleMapping: {
        Type: 'Rules',
        AmbiguousRoleResolution: 'Deny',
        RulesConfiguration: {
          Rules: [
            {
              Claim: 'cognito:username',
              MatchType: 'StartsWith',
              Value: 'ro',
              RoleARN: role('ruler'),
            },
          ],
        },
      },
    }).id
    expect(await roleOf(byRules, 'root')).toBe('ruler')
    await expect(roleOf(byRules, 'ann')).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    const without = region.createIdentityPool('none', { userPool: web }).id
    await expect(roleOf(without, 'ann')).rejects.toMatchObject({
      name: 'InvalidIdentityPoolConfigurationException',
      message: 'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    })
  })
})
