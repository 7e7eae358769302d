import { DeleteItemCommand, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { CreateAccessKeyCommand, CreateUserCommand, IAMClient } from '@aws-sdk/client-iam'
import { CreateRoleCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam'
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
  type Credentials,
} from '@aws-sdk/client-sts'
import { expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'
import { allow } from './handle/statements.ts'

const failure = (promise: Promise<unknown>): Promise<any> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

const setUp = async (trust: object, MaxSessionDuration = 3600) => {
  const region = createRegion({ iam: 'enforce' })
  region.clock.freeze('2026-01-01T00:00:00Z')
  const iam = new IAMClient(region.sdk)
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRole', ...trust }
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'deploy',
      MaxSessionDuration,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    }),
  )
  const RoleArn = Role!.Arn!
  const sts = new STSClient({ ...region.sdk, maxAttempts: 1 })
  const assume = (more: object = {}) =>
    failure(sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ci', ...more })))
  return { region, iam, sts, RoleArn, assume }
}

const ACCOUNT = { AWS: 'arn:aws:iam::123456789012:root' }

it('a trust policy may ask for an external id and a device', async () => {
  const { assume } = await setUp({
    Principal: ACCOUNT,
    Condition: {
      StringEquals: { 'sts:ExternalId': 'e-1', 'sts:RoleSessionName': 'ci' },
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    },
  })
  const denied = { name: 'AccessDenied' }
  const device = { SerialNumber: 'arn:aws:iam::123456789012:mfa/ann', TokenCode: '123456' }
  expect(await assume()).toMatchObject(denied)
  expect(await assume({ ExternalId: 'e-1' })).toMatchObject(denied)
  expect(await assume({ ExternalId: 'e-2', ...device })).toMatchObject(denied)
  expect(await assume({ ExternalId: 'e-1', ...device })).toBeUndefined()
})

it('tags and source identities need permissions of their own', async () => {
  const { assume } = await setUp({ Principal: ACCOUNT })
  expect(await assume({ Tags: [{ Key: 'team', Value: 'shop' }] })).toMatchObject({
    message: expect.stringMatching(/not authorized to perform: sts:TagSession on resource/),
  })
  expect(await assume({ SourceIdentity: 'ann' })).toMatchObject({
    message: expect.stringMatching(/not authorized to perform: sts:SetSourceIdentity/),
  })
  expect(await assume()).toBeUndefined()
})

it('a session is no longer than its role allows', async () => {
  const { assume } = await setUp({ Principal: ACCOUNT }, 7200)
  expect(await assume({ DurationSeconds: 7200 })).toBeUndefined()
  expect(await assume({ DurationSeconds: 7201 })).toMatchObject({
    name: 'ValidationError',
    message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
  })
})

const tokenOf = (claims: object) =>
  ['{}', JSON.stringify(claims), '']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')

it('a web identity is trusted by its provider, audience and subject', async () => {
  const provider = 'token.actions.githubusercontent.com'
  const { region, sts, RoleArn } = await setUp({
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${provider}` },
    Condition: {
      StringEquals: { [`${provider}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${provider}:sub`]: 'repo:shop/*' },
    },
  })
  const assume = (claims: object) =>
    failure(
      sts.send(
        new AssumeRoleWithWebIdentityCommand({
          RoleArn,
          RoleSessionName: 'ci',
          WebIdentityToken: tokenOf({
            iss: `https://${provider}`,
            aud: 'sts.amazonaws.com',
            sub: 'repo:shop/api:ref:refs/heads/main',
            ...claims,
          }),
        }),
      ),
    )
  expect(await assume({})).toBeUndefined()
  const denied = {
    name: 'AccessDenied',
    message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
  }
  expect(await assume({ sub: 'repo:other/api' })).toMatchObject(denied)
  expect(await assume({ iss: 'https://example.com' })).toMatchObject(denied)
  expect(region.denials).toHaveLength(2)
})

const userOf = async (region: Region, Action: string) => {
  const iam = new IAMClient(region.sdk)
  await iam.send(new CreateUserCommand({ UserName: 'ann' }))
  const Statement = { Effect: 'Allow', Action: [Action, 'sts:GetFederationToken'], Resource: '*' }
  await iam.send(
    new PutUserPolicyCommand({
      UserName: 'ann',
      PolicyName: 'p',
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    }),
  )
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }))
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {}
  return { ...region.sdk, maxAttempts: 1, credentials: { accessKeyId, secretAccessKey } }
}

const withCredentials = (region: Region, given: Credentials | undefined) => ({
  ...region.sdk,
  maxAttempts: 1,
  credentials: {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  },
})

it("a federated user may do what its session policy and its user's policies allow", async () => {
  const region = createRegion({ iam: 'enforce' })
  region.createTable('orders', { partitionKey: 'id' })
  const config = await userOf(region, 'dynamodb:GetItem')
  const federate = async (policy?: object) => {
    const { Credentials, FederatedUser } = await new STSClient(config).send(
      new GetFederationTokenCommand({
        Name: 'bob',
        ...(policy && { Policy: JSON.stringify({ Version: '2012-10-17', Statement: policy }) }),
      }),
    )
    expect(FederatedUser).toEqual({
      FederatedUserId: '123456789012:bob',
      Arn: 'arn:aws:sts::123456789012:federated-user/bob',
    })
    return withCredentials(region, Credentials)
  }
  const get = (given: object) =>
    failure(
      new DynamoDBClient(given).send(
        new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'a' } } }),
      ),
    )
  const all = { Effect: 'Allow', Action: '*', Resource: '*' }
  expect(await get(await federate(all))).toBeUndefined()
  expect(await get(await federate({ ...all, Action: 'sqs:*' }))).toMatchObject({
    message: expect.stringMatching(
      /^User: arn:aws:sts::123456789012:federated-user\/bob is not authorized .* because no session policy allows the dynamodb:GetItem action$/,
    ),
  })
  expect(await get(await federate())).toMatchObject({ name: 'AccessDeniedException' })
  const bob = new STSClient(await federate(all))
  expect(await bob.send(new GetCallerIdentityCommand({}))).toMatchObject({
    UserId: '123456789012:bob',
  })
  expect(await failure(bob.send(new GetFederationTokenCommand({ Name: 'xx' })))).toMatchObject({
    name: 'AccessDenied',
  })
  expect(await failure(bob.send(new GetSessionTokenCommand({})))).toMatchObject({
    message: 'Cannot call GetSessionToken with session credentials',
  })
})

it('coverage lists the permissions that roles were given, and never used', async () => {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const role = region.createRole('reader', [
    allow(['dynamodb:Get*', 'dynamodb:PutItem'], orders),
    allow('s3:GetObject', '*'),
  ])
  await new DynamoDBClient(region.as(role).sdk).send(
    new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'a' } } }),
  )
  const coverage = region.coverage()
  expect(coverage.permissions).toEqual([
    { name: `reader dynamodb:Get* on ${orders.arn}`, uses: 1 },
    { name: `reader dynamodb:PutItem on ${orders.arn}`, uses: 0 },
    { name: 'reader s3:GetObject on *', uses: 0 },
  ])
  expect(coverage.unused).toEqual([])
  expect(String(coverage)).toMatch(/^permissions1 of 3, never: reader dynamodb:PutItem/m)
})

it('service control policies limit everyone in the account', async () => {
  const region = createRegion({
    iam: {
      mode: 'enforce',
      serviceControlPolicies: [
        {
          Version: '2012-10-17',
          Statement: [
            { Sid: 'NoDeletes', Effect: 'Deny', Action: 'dynamodb:Delete*', Resource: '*' },
          ],
        },
      ],
    },
  })
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const client = new DynamoDBClient({ ...region.sdk, maxAttempts: 1 })
  const input = { TableName: 'orders', Key: { id: { S: 'a' } } }
  await client.send(new GetItemCommand(input))
  expect(await failure(client.send(new DeleteItemCommand(input)))).toMatchObject({
    message: `User: arn:aws:iam::123456789012:root is not authorized to perform: dynamodb:DeleteItem on resource: ${orders.arn} with an explicit deny in a service control policy`,
  })
  expect(region.denials[0]!.reason).toBe(
    `Statement NoDeletes of the service control policy serviceControlPolicies[0] denies dynamodb:DeleteItem on ${orders.arn}.`,
  )
})

it('service control policies that allow something allow nothing else', async () => {
  const region = createRegion({
    iam: {
      mode: 'enforce',
      serviceControlPolicies: [
        { Statement: [{ Effect: 'Allow', Action: 'dynamodb:Get*', Resource: '*' }] },
      ],
    },
  })
  region.createTable('orders', { partitionKey: 'id' })
  const role = region.createRole('admin', [allow('*', '*')])
  const client = new DynamoDBClient({ ...region.as(role).sdk, maxAttempts: 1 })
  const input = { TableName: 'orders', Key: { id: { S: 'a' } } }
  await client.send(new GetItemCommand(input))
  expect(await failure(client.send(new DeleteItemCommand(input)))).toMatchObject({
    message: expect.stringMatching(
      /because no service control policy allows the dynamodb:DeleteItem action$/,
    ),
  })
})

it('wrong options name what they expect', () => {
  expect(() => createRegion({ iam: 'no' as 'off' })).toThrow(/'record', 'enforce' or 'off'/)
  expect(() => createRegion({ iam: { mode: 'no' as 'off' } })).toThrow(/iam: mode is "no"/)
  expect(() => createRegion({ iam: { policies: [] } as object })).toThrow(/policies/)
  expect(() => createRegion({ iam: { serviceControlPolicies: [{} as never] } })).toThrow(
    /a list of policies/,
  )
})
