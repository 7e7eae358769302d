import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
  type AssumeRoleCommandInput,
  type Credentials,
} from '@aws-sdk/client-sts'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'

const setUp = (): { region: Region; client: STSClient } => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return { region, client: new STSClient({ ...region.sdk, maxAttempts: 1 }) }
}

const ROLE = 'arn:aws:iam::123456789012:role/team/deploy'
const assume = (client: STSClient, input: Partial<AssumeRoleCommandInput> = {}) =>
  client.send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'ci', ...input }))
const identity = async (client: STSClient) => {
  const { Account, Arn, UserId } = await client.send(new GetCallerIdentityCommand({}))
  return { Account, Arn, UserId }
}
const as = (region: Region, credentials: Credentials | undefined): STSClient =>
  new STSClient({
    ...region.sdk,
    maxAttempts: 1,
    credentials: {
      accessKeyId: credentials?.AccessKeyId ?? '',
      secretAccessKey: credentials?.SecretAccessKey ?? '',
      sessionToken: credentials?.SessionToken ?? '',
    },
  })

describe('AssumeRole', () => {
  it('issues credentials, whose holder is the session', async () => {
    const { region, client } = setUp()
    const { Credentials, AssumedRoleUser, $metadata, ...rest } = await assume(client)
    expect(rest).toEqual({})
    expect($metadata.httpStatusCode).toBe(200)
    expect(Credentials).toEqual({
      AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
      SecretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
      SessionToken: expect.stringMatching(/^[\w+/]{100,}$/),
      Expiration: new Date('2026-01-01T01:00:00Z'),
    })
    expect(AssumedRoleUser).toEqual({
      Arn: 'arn:aws:sts::123456789012:assumed-role/deploy/ci',
      AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:ci$/),
    })
    expect(await identity(as(region, Credentials))).toEqual({
      Account: '123456789012',
      Arn: AssumedRoleUser?.Arn,
      UserId: AssumedRoleUser?.AssumedRoleId,
    })
  })

  it('gives the sessions of one role the same role id, and other accounts their own ARN', async () => {
    const { client } = setUp()
    const [a, b, c] = [
      await assume(client),
      await assume(client, { RoleSessionName: 'other' }),
      await assume(client, { RoleArn: 'arn:aws:iam::999999999999:role/deploy' }),
    ].map(({ AssumedRoleUser }) => AssumedRoleUser)
    expect(a?.AssumedRoleId?.split(':')[0]).toBe(b?.AssumedRoleId?.split(':')[0])
    expect(c?.Arn).toBe('arn:aws:sts::999999999999:assumed-role/deploy/ci')
    expect(c?.AssumedRoleId?.split(':')[0]).not.toBe(a?.AssumedRoleId?.split(':')[0])
  })

  it.each<[Partial<AssumeRoleCommandInput>, string, string]>([
    [
      { RoleArn: 'arn::b:::something/test-role' },
      'ValidationError',
      'arn::b:::something/test-role is invalid',
    ],
    [
      { RoleArn: 'arn:a::::something/test-role' },
      'ValidationError',
      'arn:a::::something/test-role is invalid',
    ],
    [{ RoleArn: 'arn:a:a::aaaaaaaaaa:' }, 'ValidationError', 'arn:a:a::aaaaaaaaaa: is invalid'],
    [
      { RoleSessionName: 'Session1:2' },
      'ValidationError',
      "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    [
      { Tags: [{ Key: 'a', Value: '1' }], TransitiveTagKeys: ['b'] },
      'InvalidParameterValue',
      'The specified transitive tag key must be included in the requested tags.',
    ],
    [
      {
        Tags: [
          { Key: 'a', Value: '1' },
          { Key: 'A', Value: '2' },
        ],
      },
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [{ Policy: '{' }, 'MalformedPolicyDocumentException', 'This policy contains invalid Json'],
    [
      { DurationSeconds: 60 },
      'ValidationError',
      "at 'durationSeconds' failed to satisfy constraint",
    ],
  ])('refuses %j', async (input, name, message) => {
    const { client } = setUp()
    await expect(assume(client, input)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
      $metadata: { httpStatusCode: 400 },
    })
  })

  it('chains for an hour at most, with transitive tags', async () => {
    const { region, client } = setUp()
    const first = await assume(client, {
      Tags: [{ Key: 'team', Value: 'shop' }],
      TransitiveTagKeys: ['team'],
      SourceIdentity: 'ann',
    })
    expect(first.PackedPolicySize).toBeGreaterThan(0)
    const chained = as(region, first.Credentials)
    await expect(assume(chained, { DurationSeconds: 7200 })).rejects.toThrow('1 hour session limit')
    await expect(assume(chained, { Tags: [{ Key: 'TEAM', Value: 'x' }] })).rejects.toThrow(
      'conflicts with a transitive tag key',
    )
    expect(await assume(chained)).toMatchObject({ SourceIdentity: 'ann' })
  })

  it('expires on the clock', async () => {
    const { region, client } = setUp()
    const { Credentials } = await assume(client, { DurationSeconds: 900 })
    const holder = as(region, Credentials)
    await region.clock.advance('899s')
    expect((await identity(holder)).Arn).toContain('assumed-role')
    await region.clock.advance('1s')
    await expect(identity(holder)).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
      $metadata: { httpStatusCode: 403 },
    })
    const forged = as(region, { ...Credentials, SessionToken: 'x' } as Credentials)
    await expect(identity(forged)).rejects.toMatchObject({ name: 'InvalidClientTokenId' })
  })
})

describe('GetCallerIdentity', () => {
  it('shows the test as the administrator, and a function as its role', async () => {
    const { region, client } = setUp()
    expect(await identity(client)).toEqual({
      Account: '123456789012',
      Arn: 'arn:aws:iam::123456789012:root',
      UserId: '123456789012',
    })
    const fn = region.registerFunction('place', () => identity(client))
    expect((await fn.invoke()).payload).toEqual({
      Account: '123456789012',
      Arn: 'arn:aws:sts::123456789012:assumed-role/place/place',
      UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:place$/),
    })
  })

  it('is the same in every region of the account', async () => {
    const { region, client } = setUp()
    const { Credentials } = await assume(client)
    const elsewhere = as(region.in('eu-west-1'), Credentials)
    expect((await identity(elsewhere)).Arn).toContain('assumed-role/deploy/ci')
  })
})

it('GetSessionToken gives the owner an hour, and a session nothing', async () => {
  const { region, client } = setUp()
  const { Credentials } = await client.send(new GetSessionTokenCommand({}))
  expect(Credentials?.Expiration).toEqual(new Date('2026-01-01T01:00:00Z'))
  const holder = as(region, Credentials)
  expect((await identity(holder)).Arn).toBe('arn:aws:iam::123456789012:root')
  await expect(holder.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: 'Cannot call GetSessionToken with session credentials',
  })
})

const jwt = (claims: object): string =>
  [{ alg: 'RS256' }, claims, 'signature']
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')

it('AssumeRoleWithWebIdentity reads the token', async () => {
  const { region, client } = setUp()
  const claims = { iss: 'https://token.example', aud: 'sts.amazonaws.com', sub: 'repo:a/b' }
  const send = (WebIdentityToken: string) =>
    client.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: ROLE,
        RoleSessionName: 'gh',
        WebIdentityToken,
      }),
    )
  const answer = await send(jwt({ ...claims, exp: 2_000_000_000 }))
  expect(answer).toMatchObject({
    Provider: 'https://token.example',
    Audience: 'sts.amazonaws.com',
    SubjectFromWebIdentityToken: 'repo:a/b',
    AssumedRoleUser: { Arn: 'arn:aws:sts::123456789012:assumed-role/deploy/gh' },
  })
  expect((await identity(as(region, answer.Credentials))).Arn).toBe(answer.AssumedRoleUser?.Arn)
  await expect(send('nonsense')).rejects.toMatchObject({ name: 'InvalidIdentityTokenException' })
  await expect(send(jwt({ ...claims, exp: 1 }))).rejects.toMatchObject({
    name: 'ExpiredTokenException',
  })
})

it('worlds share no sessions, and a reset ends them', async () => {
  const { region, client } = setUp()
  const { Credentials } = await assume(client)
  const fork = region.fork()
  expect((await identity(as(fork, Credentials))).Arn).toContain('assumed-role')
  region.reset()
  expect((await identity(as(region, Credentials))).Arn).toBe('arn:aws:iam::123456789012:root')
})

it('the rest', async () => {
  const { client } = setUp()
  expect(
    await client.send(new GetAccessKeyInfoCommand({ AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' })),
  ).toMatchObject({ Account: '123456789012' })
  const { FederatedUser } = await client.send(new GetFederationTokenCommand({ Name: 'ann' }))
  expect(FederatedUser).toEqual({
    Arn: 'arn:aws:sts::123456789012:federated-user/ann',
    FederatedUserId: '123456789012:ann',
  })
  const message = 'STS DecodeAuthorizationMessage is not simulated'
  await expect(
    client.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: 'x' })),
  ).rejects.toThrow(message)
})
