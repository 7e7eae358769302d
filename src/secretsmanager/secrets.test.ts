import {
  BatchGetSecretValueCommand,
  DeleteResourcePolicyCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetResourcePolicyCommand,
  ListSecretsCommand,
  PutResourcePolicyCommand,
  RestoreSecretCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type CreateSecretCommandInput,
  ValidateResourcePolicyCommand,
} from '@aws-sdk/client-secrets-manager'
import { describe, expect, it } from 'vitest'
import { create, get, put, setUp } from './secrets.fixture.ts'

describe('CreateSecret and GetSecretValue', () => {
  it('by name, ARN, and ARN without its suffix', async () => {
    const { client } = setUp()
    const { ARN, VersionId, $metadata } = await create(client, { Description: 'd' })
    expect($metadata.httpStatusCode).toBe(200)
    expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:s-[A-Za-z0-9]{6}$/)
    const { $metadata: _, ...value } = await get(client)
    expect(value).toEqual({
      ARN,
      Name: 's',
      VersionId,
      SecretString: 'one',
      VersionStages: ['AWSCURRENT'],
      CreatedDate: new Date('2026-01-01T12:00:00Z'),
    })
    expect((await get(client, { SecretId: ARN })).Name).toBe('s')
    expect((await get(client, { SecretId: ARN?.slice(0, -7) })).Name).toBe('s')
    const { $metadata: __, ...described } = await client.send(
      new DescribeSecretCommand({ SecretId: 's' }),
    )
    expect(described).toEqual({
      ARN,
      Name: 's',
      Description: 'd',
      LastChangedDate: new Date('2026-01-01T12:00:00Z'),
      LastAccessedDate: new Date('2026-01-01T00:00:00Z'),
      CreatedDate: new Date('2026-01-01T12:00:00Z'),
      VersionIdsToStages: { [VersionId ?? '']: ['AWSCURRENT'] },
    })
  })

  it('an ARN whose name looks like a suffix needs its own', async () => {
    const { client } = setUp()
    await create(client, { Name: 'n-a1b2c3' })
    await expect(
      get(client, { SecretId: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:n-a1b2c3' }),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: "Secrets Manager can't find the specified secret.",
      $metadata: { httpStatusCode: 400 },
    })
  })

  it('keep bytes', async () => {
    const { client } = setUp()
    const SecretBinary = new Uint8Array([0, 255])
    await create(client, { SecretString: undefined, SecretBinary })
    const value = await get(client)
    expect([...(value.SecretBinary ?? [])]).toEqual([0, 255])
    expect(value.SecretString).toBeUndefined()
  })

  it.each<[Partial<CreateSecretCommandInput>, string, string]>([
    [{ Name: 'a b' }, 'ValidationException', 'Invalid name. Must be a valid name'],
    [
      { Name: 's' },
      'ResourceExistsException',
      'The operation failed because the secret s already exists.',
    ],
    [{ Name: '' }, 'ValidationException', "at 'name' failed to satisfy constraint"],
    [
      { Name: 'x', SecretBinary: new Uint8Array([1]) },
      'InvalidParameterException',
      "can't specify both",
    ],
    [{ Name: 'x', Tags: [{ Key: 'aws:x', Value: '1' }] }, 'InvalidParameterException', 'tag'],
    [{ Name: 'x', ClientRequestToken: 'short' }, 'ValidationException', 'clientRequestToken'],
  ])('refuse %j', async (input, name, message) => {
    const { client } = setUp()
    await create(client)
    await expect(create(client, input)).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    })
    await expect(get(client, { SecretId: 'x' })).rejects.toThrow('specified secret.')
  })

  it('find versions by id and stage', async () => {
    const { client } = setUp()
    const { VersionId: v1 } = await create(client)
    const { VersionId: v2 } = await put(client)
    expect((await get(client, { VersionId: v1 })).SecretString).toBe('one')
    expect((await get(client, { VersionStage: 'AWSPREVIOUS' })).VersionId).toBe(v1)
    expect((await get(client, { VersionId: v2, VersionStage: 'AWSCURRENT' })).SecretString).toBe(
      'two',
    )
    await expect(get(client, { VersionId: v2, VersionStage: 'AWSPREVIOUS' })).rejects.toMatchObject(
      {
        name: 'InvalidRequestException',
        message: 'You provided a VersionStage that is not associated to the provided VersionId.',
      },
    )
    await expect(get(client, { VersionStage: 'beta' })).rejects.toThrow(
      "Secrets Manager can't find the specified secret value for staging label: beta",
    )
    await expect(get(client, { VersionId: 'v'.repeat(32) })).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
  })
})

it('a request that is sent again changes nothing', async () => {
  const { client } = setUp()
  const ClientRequestToken = 'a'.repeat(32)
  const created = await create(client, { ClientRequestToken })
  const again = await create(client, { ClientRequestToken })
  expect([again.ARN, again.VersionId]).toEqual([created.ARN, ClientRequestToken])
  await expect(create(client, { ClientRequestToken, SecretString: 'x' })).rejects.toMatchObject({
    name: 'ResourceExistsException',
  })
  await put(client)
  await put(client, { ClientRequestToken, SecretString: 'one' })
  expect((await get(client)).SecretString).toBe('two')
})

describe('deletion', () => {
  it('waits for its window, and can be undone', async () => {
    const { region, client } = setUp()
    const { ARN } = await create(client)
    const { DeletionDate } = await client.send(
      new DeleteSecretCommand({ SecretId: 's', RecoveryWindowInDays: 7 }),
    )
    expect(DeletionDate).toEqual(new Date('2026-01-08T12:00:00Z'))
    const marked = {
      name: 'InvalidRequestException',
      message: "You can't perform this operation on the secret because it was marked for deletion.",
    }
    await expect(get(client)).rejects.toMatchObject(marked)
    await expect(
      client.send(new TagResourceCommand({ SecretId: 's', Tags: [{ Key: 'a', Value: 'b' }] })),
    ).rejects.toMatchObject(marked)
    await expect(create(client)).rejects.toMatchObject({
      name: 'InvalidRequestException',
      message:
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
    })
    expect((await client.send(new ListSecretsCommand({}))).SecretList).toEqual([])
    expect(
      (await client.send(new ListSecretsCommand({ IncludePlannedDeletion: true }))).SecretList,
    ).toMatchObject([{ Name: 's', DeletedDate: new Date('2026-01-01T12:00:00Z') }])
    const { $metadata: _, ...restored } = await client.send(
      new RestoreSecretCommand({ SecretId: 's' }),
    )
    expect(restored).toEqual({ ARN, Name: 's' })
    expect((await get(client)).SecretString).toBe('one')
    await client.send(new DeleteSecretCommand({ SecretId: 's' }))
    await region.clock.advance('30d')
    await expect(client.send(new RestoreSecretCommand({ SecretId: 's' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    })
    expect((await create(client)).ARN).not.toBe(ARN)
  })

  it('can be forced', async () => {
    const { client } = setUp()
    await create(client)
    const remove = (input: object) =>
      client.send(new DeleteSecretCommand({ SecretId: 's', ...input }))
    await expect(remove({ RecoveryWindowInDays: 6 })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    await expect(
      remove({ RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true }),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' })
    await remove({ ForceDeleteWithoutRecovery: true })
    expect(await create(client)).toHaveProperty('ARN')
  })

  it('can be forced for a secret that waits for it, and for one that does not exist', async () => {
    const { client } = setUp()
    const { ARN } = await create(client)
    await client.send(new DeleteSecretCommand({ SecretId: 's' }))
    const remove = (SecretId: string) =>
      client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }))
    expect(await remove('s')).toMatchObject({ ARN, Name: 's' })
    expect(await create(client)).toHaveProperty('ARN')
    expect(await remove('none')).toMatchObject({
      Name: 'none',
      DeletionDate: new Date('2026-01-01T12:00:00Z'),
    })
  })
})

it('lists with filters and pages', async () => {
  const { region, client } = setUp()
  region.createSecret('shop/db', '1', { description: 'The database', tags: { team: 'shop' } })
  region.createSecret('shop/key', '2')
  region.createSecret('mail', '3')
  const list = async (input: object) => client.send(new ListSecretsCommand(input))
  const names = async (Filters: object[]) =>
    (await list({ Filters, SortOrder: 'asc' })).SecretList?.map(({ Name }) => Name)
  expect(await names([{ Key: 'name', Values: ['shop/'] }])).toEqual(['shop/db', 'shop/key'])
  expect(await names([{ Key: 'name', Values: ['!shop/'] }])).toEqual(['mail'])
  expect(await names([{ Key: 'description', Values: ['data'] }])).toEqual(['shop/db'])
  expect(await names([{ Key: 'tag-value', Values: ['shop'] }])).toEqual(['shop/db'])
  const first = await list({ MaxResults: 2 })
  expect(first.SecretList?.map(({ Name }) => Name)).toEqual(['mail', 'shop/key'])
  expect((await list({ MaxResults: 2, NextToken: first.NextToken })).SecretList).toMatchObject([
    { Name: 'shop/db', SecretVersionsToStages: expect.any(Object) },
  ])
  await expect(list({ NextToken: 'forged' })).rejects.toMatchObject({
    name: 'InvalidNextTokenException',
  })
  expect(
    await client.send(new BatchGetSecretValueCommand({ SecretIdList: ['mail', 'no'] })),
  ).toMatchObject({
    SecretValues: [{ Name: 'mail', SecretString: '3' }],
    Errors: [{ SecretId: 'no', ErrorCode: 'ResourceNotFoundException' }],
  })
})

it('tags, policies and passwords', async () => {
  const { client } = setUp()
  await create(client, { Tags: [{ Key: 'a', Value: '1' }] })
  await client.send(new TagResourceCommand({ SecretId: 's', Tags: [{ Key: 'b', Value: '2' }] }))
  await client.send(new UntagResourceCommand({ SecretId: 's', TagKeys: ['a'] }))
  const described = await client.send(new DescribeSecretCommand({ SecretId: 's' }))
  expect(described.Tags).toEqual([{ Key: 'b', Value: '2' }])
  const ResourcePolicy = '{"Version":"2012-10-17","Statement":[]}'
  await client.send(new PutResourcePolicyCommand({ SecretId: 's', ResourcePolicy }))
  const policy = () => client.send(new GetResourcePolicyCommand({ SecretId: 's' }))
  expect(await policy()).toMatchObject({ ResourcePolicy })
  await client.send(new DeleteResourcePolicyCommand({ SecretId: 's' }))
  expect(await policy()).not.toHaveProperty('ResourcePolicy')
  await expect(
    client.send(new PutResourcePolicyCommand({ SecretId: 's', ResourcePolicy: '{' })),
  ).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' })
  const password = async (input: object) =>
    (await client.send(new GetRandomPasswordCommand(input))).RandomPassword
  expect(await password({})).toHaveLength(32)
  expect(await password({ ExcludePunctuation: true, PasswordLength: 20 })).toMatch(
    /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d]{20}$/,
  )
  await expect(password({ PasswordLength: 3 })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
})

it('what is not simulated says so', async () => {
  const { client } = setUp()
  await expect(
    client.send(new ValidateResourcePolicyCommand({ ResourcePolicy: '{}' })),
  ).rejects.toThrow('Secrets Manager ValidateResourcePolicy is not simulated')
})

describe('a secret’s handle', () => {
  it('shows value, history and reads', async () => {
    const { region, client } = setUp()
    const db = region.createSecret('shop/db', { user: 'ann', password: 'hush' })
    expect(`${db}`).toMatch(/:secret:shop\/db-\w{6}$/)
    expect([db.value, db.json]).toEqual([
      '{"user":"ann","password":"hush"}',
      { user: 'ann', password: 'hush' },
    ])
    await get(client, { SecretId: db.arn })
    expect(db.reads).toHaveLength(1)
    db.put('later')
    expect(db.history.map(({ value, stages: own }) => [value, own])).toEqual([
      ['{"user":"ann","password":"hush"}', ['AWSPREVIOUS']],
      ['later', ['AWSCURRENT']],
    ])
    expect(region.secret(db.arn).value).toBe('later')
    db.fail('GetSecretValue', 'DecryptionFailure')
    await expect(get(client, { SecretId: 'shop/db' })).rejects.toMatchObject({
      name: 'DecryptionFailure',
    })
    region.reset()
    expect(db.json).toEqual({ user: 'ann', password: 'hush' })
    expect(region.coverage().of('secrets')).toEqual([{ name: 'shop/db', uses: 0 }])
  })

  it('refuses slips', () => {
    const { region } = setUp()
    region.createSecret('a', new Uint8Array([1]))
    expect(region.secret('a').value).toEqual(new Uint8Array([1]))
    expect(() => region.createSecret('a', 'x')).toThrow("There is already a secret 'a'")
    expect(() => region.createSecret('a b', 'x')).toThrow("createSecret('a b') was refused")
    expect(() => region.createSecret('b', undefined)).toThrow('received undefined as its value')
    expect(() => region.createSecret('b', 'x', { rotate: 1 } as never)).toThrow("'rotate'")
    expect(() => region.secret('b')).toThrow("There is no secret 'b' in this region")
  })
})
