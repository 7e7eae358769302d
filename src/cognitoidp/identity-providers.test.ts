import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'
import type { UserPool } from './handle/user-pool.ts'

let region: Region
let client: sdk.CognitoIdentityProvider
let users: UserPool
let UserPoolId: string

const GOOGLE = {
  ProviderName: 'Google',
  ProviderType: 'Google',
  ProviderDetails: { client_id: 'c', client_secret: 's', authorize_scopes: 'openid email' },
} as const

const OKTA = {
  ProviderName: 'Okta',
  ProviderType: 'OIDC',
  ProviderDetails: {
    client_id: 'c',
    client_secret: 's',
    authorize_scopes: 'openid',
    attributes_request_method: 'GET',
    oidc_issuer: 'https://okta.example',
  },
} as const

beforeEach(() => {
  region = createRegion()
  region.clock.freeze('2026-01-02T03:04:05Z')
  client = new sdk.CognitoIdentityProvider(region.sdk)
  users = region.createUserPool('shop')
  UserPoolId = users.id
})

const at = new Date('2026-01-02T03:04:05Z')

describe('identity providers', () => {
  it('are kept and shown, with what the service adds', async () => {
    const { IdentityProvider } = await client.createIdentityProvider({
      UserPoolId,
      ...GOOGLE,
      AttributeMapping: { email: 'email' },
      IdpIdentifiers: ['google.example'],
    })
    expect(IdentityProvider).toMatchObject({
      UserPoolId,
      ProviderName: 'Google',
      ProviderType: 'Google',
      ProviderDetails: {
        ...GOOGLE.ProviderDetails,
        oidc_issuer: 'https://accounts.google.com',
        token_request_method: 'POST',
      },
      AttributeMapping: { username: 'sub', email: 'email' },
      CreationDate: at,
      LastModifiedDate: at,
    })
    const ProviderName = 'Google'
    const described = await client.describeIdentityProvider({ UserPoolId, ProviderName })
    expect(described.IdentityProvider).toEqual(IdentityProvider)
    const found = await client.getIdentityProviderByIdentifier({
      UserPoolId,
      IdpIdentifier: 'google.example',
    })
    expect(found.IdentityProvider).toEqual(IdentityProvider)
    expect((await client.listIdentityProviders({ UserPoolId })).Providers).toEqual([
      { ProviderName, ProviderType: 'Google', CreationDate: at, LastModifiedDate: at },
    ])

    await client.updateIdentityProvider({ UserPoolId, ProviderName, IdpIdentifiers: [] })
    const after = await client.describeIdentityProvider({ UserPoolId, ProviderName })
    expect(after.IdentityProvider).toEqual({ ...IdentityProvider, IdpIdentifiers: [] })
    await client.deleteIdentityProvider({ UserPoolId, ProviderName })
    await expect(
      client.describeIdentityProvider({ UserPoolId, ProviderName }),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('are refused in the words of AWS', async () => {
    const create = (more: object): Promise<unknown> =>
      client.createIdentityProvider({ UserPoolId, ...OKTA, ...more })
    await create({})
    await expect(create({})).rejects.toMatchObject({
      name: 'DuplicateProviderException',
      message: `Okta already exists in user pool ${UserPoolId}`,
    })
    await expect(create({ ...GOOGLE, ProviderName: 'Mine' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Provider Mine cannot be of type Google.',
    })
    const mapped = { ProviderName: 'Other', AttributeMapping: { 'custom:groups': 'groups' } }
    await expect(create(mapped)).rejects.toMatchObject({
      message: 'AttributeMapping contains invalid mapping: [custom:groups]',
    })
    await expect(create({ ProviderName: 'Other', ProviderDetails: {} })).rejects.toMatchObject({
      message: 'ProviderDetails of OIDC must have client_id.',
    })
    const web = { UserPoolId, ClientName: 'web', SupportedIdentityProviders: ['COGNITO', 'Okta'] }
    await client.createUserPoolClient(web)
    await expect(
      client.createUserPoolClient({ ...web, SupportedIdentityProviders: ['Saml'] }),
    ).rejects.toMatchObject({
      message: `The provider Saml does not exist for User Pool ${UserPoolId}.`,
    })
    const { Providers } = await client.listIdentityProviders({ UserPoolId })
    expect(Providers?.map(({ ProviderName }) => ProviderName)).toEqual(['Okta'])
  })
})

describe('links', () => {
  const link = (ProviderAttributeValue: string, Username = 'ann'): Promise<unknown> =>
    client.adminLinkProviderForUser({
      UserPoolId,
      DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: Username },
      SourceUser: {
        ProviderName: 'Google',
        ProviderAttributeName: 'Cognito_Subject',
        ProviderAttributeValue,
      },
    })

  beforeEach(async () => {
    await client.createIdentityProvider({ UserPoolId, ...GOOGLE })
    users.addUser('ann', { password: 'P2$Sword' })
    users.addUser('ben')
  })

  it('are an attribute of the user, and a claim of its tokens', async () => {
    await link('108')
    const identity = {
      userId: '108',
      providerName: 'Google',
      providerType: 'Google',
      issuer: null,
      primary: false,
      dateCreated: at.getTime(),
    }
    const { identities = '' } = users.user('ann').attributes
    expect(JSON.parse(identities)).toEqual([identity])
    const { idToken } = await users.addClient('web').signIn('ann')
    const claims: unknown = JSON.parse(
      Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString(),
    )
    expect(claims).toMatchObject({
      identities: [{ ...identity, primary: 'false', dateCreated: String(at.getTime()) }],
    })

    await client.adminDisableProviderForUser({
      UserPoolId,
      User: {
        ProviderName: 'Google',
        ProviderAttributeName: 'Cognito_Subject',
        ProviderAttributeValue: '108',
      },
    })
    expect(users.user('ann').attributes).not.toHaveProperty('identities')
  })

  it('are refused in the words of AWS', async () => {
    await link('108')
    await expect(link('108')).rejects.toMatchObject({
      message: 'SourceUser is already linked to DestinationUser',
    })
    await expect(link('108', 'ben')).rejects.toMatchObject({
      message:
        'Merging is not currently supported, provide a SourceUser that has not been signed up in order to link',
    })
    await expect(link('109', 'nobody')).rejects.toMatchObject({ name: 'UserNotFoundException' })
    for (const id of ['1', '2', '3', '4']) await link(id)
    await expect(link('5')).rejects.toMatchObject({ name: 'LimitExceededException' })
  })

  it('a user of the pool itself loses its password', async () => {
    const User = { ProviderName: 'Cognito', ProviderAttributeValue: 'ann' }
    await client.adminDisableProviderForUser({ UserPoolId, User })
    const web = users.addClient('web')
    await expect(web.signIn('ann', { password: 'P2$Sword' })).rejects.toMatchObject({
      name: 'NotAuthorizedException',
    })
  })

  it('nobody signs in with them yet, which is refused by name', async () => {
    const web = users.addClient('web', { callbackUrls: ['https://a.example'], scopes: ['openid'] })
    const query = new URLSearchParams({
      client_id: web.id,
      redirect_uri: 'https://a.example',
      response_type: 'code',
      identity_provider: 'Google',
    })
    await expect(users.fetch(`/oauth2/authorize?${query}`)).rejects.toMatchObject({
      name: 'UnsupportedError',
    })
  })
})
