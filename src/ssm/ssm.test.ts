import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  RemoveTagsFromResourceCommand,
  SendCommandCommand,
  SSMClient,
  UnlabelParameterVersionCommand,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../region/index.ts'

const setUp = (): { region: Region; client: SSMClient } => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return { region, client: new SSMClient({ ...region.sdk, maxAttempts: 1 }) }
}

const put = (client: SSMClient, input: PutParameterCommandInput) =>
  client.send(new PutParameterCommand({ Type: 'String', ...input }))

const get = async (client: SSMClient, Name: string, WithDecryption?: boolean) =>
  (await client.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter

describe('PutParameter and GetParameter', () => {
  it('keep versions', async () => {
    const { client } = setUp()
    expect(await put(client, { Name: '/shop/table', Value: 'orders' })).toMatchObject({
      Version: 1,
      Tier: 'Standard',
    })
    expect(
      await put(client, { Name: '/shop/table', Value: 'orders-2', Overwrite: true }),
    ).toMatchObject({ Version: 2 })
    expect(await get(client, '/shop/table')).toEqual({
      ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/shop/table',
      DataType: 'text',
      LastModifiedDate: new Date('2026-01-01T00:00:00Z'),
      Name: '/shop/table',
      Type: 'String',
      Value: 'orders-2',
      Version: 2,
    })
    expect(await get(client, '/shop/table:1')).toMatchObject({ Value: 'orders', Selector: ':1' })
    expect(
      await get(client, 'arn:aws:ssm:us-east-1:123456789012:parameter/shop/table:1'),
    ).toMatchObject({ Value: 'orders' })
    await put(client, { Name: 'plain', Value: 'x' })
    expect(await get(client, 'arn:aws:ssm:us-east-1:123456789012:parameter/plain')).toMatchObject({
      Name: 'plain',
      ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/plain',
    })
  })

  it('may change the type with a new version', async () => {
    const { region, client } = setUp()
    region.createParameter('/shop/key', 'x')
    await put(client, { Name: '/shop/key', Value: 'y', Type: 'SecureString', Overwrite: true })
    const { Parameter } = await client.send(
      new GetParameterCommand({ Name: '/shop/key', WithDecryption: true }),
    )
    expect(Parameter).toMatchObject({ Type: 'SecureString', Value: 'y', Version: 2 })
  })

  it('show a SecureString only with decryption', async () => {
    const { client } = setUp()
    await put(client, { Name: 'key', Value: 'hush', Type: 'SecureString' })
    expect((await get(client, 'key'))?.Value).toMatch(/^AQICA[\w+/=]{80,}$/)
    expect((await get(client, 'key', true))?.Value).toBe('hush')
  })

  it.each<[Partial<PutParameterCommandInput>, string, string]>([
    [{ Type: undefined }, 'ValidationException', 'A parameter type is required'],
    [{ Name: 'a b' }, 'ValidationException', 'sub-paths divided by slash symbol'],
    [{ Name: '/ssm/a' }, 'ValidationException', "can't be prefixed with"],
    [{ Name: 'a/b' }, 'ValidationException', 'Parameter name must be a fully qualified name.'],
    [{ Name: '/aws/a' }, 'AccessDeniedException', 'No access to reserved parameter name: /aws/a.'],
    [{ Name: '/x'.repeat(16) }, 'HierarchyLevelLimitExceededException', '15 levels'],
    [{ Value: 'x'.repeat(4097) }, 'ValidationException', 'maximum parameter value of 4096'],
    [{ Value: '' }, 'ValidationException', "Value '' at 'value' failed"],
    [{ DataType: 'json' }, 'ValidationException', 'data type is not supported: json'],
    [{ AllowedPattern: '^\\d+$' }, 'ParameterPatternMismatchException', 'allowedPattern: ^\\d+$'],
    [{ AllowedPattern: '(' }, 'InvalidAllowedPatternException', 'regular expression'],
    [{ Name: 'taken' }, 'ParameterAlreadyExists', 'set the overwrite option in the request'],
    [
      { Name: 'taken', Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] },
      'ValidationException',
      "tags and overwrite can't be used together",
    ],
    [{ Type: 'Text' as never }, 'ValidationException', "at 'type' failed to satisfy constraint"],
  ])('PutParameter refuses %j', async (input, name, message) => {
    const { region, client } = setUp()
    region.createParameter('taken', 'x')
    await expect(put(client, { Name: 'p', Value: 'v', ...input })).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    })
    await expect(get(client, 'p')).rejects.toMatchObject({ name: 'ParameterNotFound' })
  })

  it('have tiers', async () => {
    const { client } = setUp()
    const Value = 'x'.repeat(5000)
    const Tier = 'Intelligent-Tiering'
    expect(await put(client, { Name: 'p', Value, Tier })).toMatchObject({ Tier: 'Advanced' })
    expect(await put(client, { Name: 'q', Value: 'x', Tier })).toMatchObject({ Tier: 'Standard' })
    await expect(
      put(client, { Name: 'p', Value: 'x', Overwrite: true, Tier: 'Standard' }),
    ).rejects.toThrow("You can't downgrade a parameter")
    expect(await put(client, { Name: 'p', Value: 'x', Overwrite: true })).toMatchObject({
      Tier: 'Advanced',
    })
  })

  it('keep 100 versions, and the oldest only as long as it has no label', async () => {
    const { region, client } = setUp()
    const limit = region.createParameter('limit', '1')
    for (let n = 2; n <= 101; n++) limit.put(String(n))
    expect(limit.history.map(({ version }) => version).slice(0, 2)).toEqual([2, 3])
    const label = { Name: 'limit', ParameterVersion: 2, Labels: ['keep'] }
    await client.send(new LabelParameterVersionCommand(label))
    await expect(put(client, { Name: 'limit', Value: 'x', Overwrite: true })).rejects.toMatchObject(
      { name: 'ParameterMaxVersionLimitExceeded' },
    )
    expect(limit.value).toBe('101')
  })
})

describe('hierarchies', () => {
  const seeded = () => {
    const { region, client } = setUp()
    for (const name of ['/a/x', '/a/y', '/a/b/z', '/ab', 'plain'])
      region.createParameter(name, name)
    const byPath = async (input: object) => {
      const answer = await client.send(new GetParametersByPathCommand({ Path: '/a', ...input }))
      return { ...answer, names: answer.Parameters?.map(({ Name }) => Name) }
    }
    return { region, client, byPath }
  }

  it('are listed by level, or below', async () => {
    const { byPath } = seeded()
    expect((await byPath({})).names).toEqual(['/a/x', '/a/y'])
    expect((await byPath({ Path: '/a/', Recursive: true })).names).toEqual([
      '/a/b/z',
      '/a/x',
      '/a/y',
    ])
    expect((await byPath({ Path: '/' })).names).toEqual(['/ab', 'plain'])
    expect((await byPath({ Path: '/none' })).names).toEqual([])
  })

  it('have pages', async () => {
    const { byPath } = seeded()
    const first = await byPath({ Recursive: true, MaxResults: 2 })
    expect(first.names).toEqual(['/a/b/z', '/a/x'])
    const { NextToken } = first
    expect((await byPath({ Recursive: true, MaxResults: 2, NextToken })).names).toEqual(['/a/y'])
    await expect(byPath({ NextToken: 'forged' })).rejects.toMatchObject({
      name: 'InvalidNextToken',
    })
    await expect(byPath({ Recursive: false, NextToken })).rejects.toMatchObject({
      name: 'InvalidNextToken',
    })
  })

  it('have filters', async () => {
    const { region, client, byPath } = seeded()
    region.createParameter('/a/secret', 's', { type: 'SecureString', tags: { team: 'shop' } })
    const ParameterFilters = [{ Key: 'Type', Values: ['SecureString'] }]
    expect((await byPath({ ParameterFilters })).names).toEqual(['/a/secret'])
    await expect(
      byPath({ ParameterFilters: [{ Key: 'Name', Values: ['x'] }] }),
    ).rejects.toMatchObject({
      name: 'InvalidFilterKey',
      message:
        'The following filter key is not valid: Name. Valid filter keys include: [Type, KeyId, Label].',
    })
    const described = await client.send(
      new DescribeParametersCommand({
        ParameterFilters: [
          { Key: 'Path', Option: 'Recursive', Values: ['/a'] },
          { Key: 'tag:team', Values: ['shop'] },
        ],
      }),
    )
    expect(described.Parameters).toEqual([
      {
        ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/a/secret',
        DataType: 'text',
        KeyId: 'alias/aws/ssm',
        LastModifiedDate: new Date('2026-01-01T00:00:00Z'),
        LastModifiedUser: 'arn:aws:iam::123456789012:root',
        Name: '/a/secret',
        Policies: [],
        Tier: 'Standard',
        Type: 'SecureString',
        Version: 1,
      },
    ])
    const names = await client.send(
      new DescribeParametersCommand({
        ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: ['/ab', 'pl'] }],
      }),
    )
    expect(names.Parameters?.map(({ Name }) => Name)).toEqual(['/ab', 'plain'])
  })

  it.each(['a', '/aws', '/a b'])('a path %s is refused', async (Path) => {
    const { byPath } = seeded()
    await expect(byPath({ Path })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('must begin with a forward slash'),
    })
  })
})

it('GetParameters lists the names that it does not know', async () => {
  const { region, client } = setUp()
  region.createParameter('a', '1')
  region.createParameter('b', '2', { type: 'SecureString' })
  const answer = await client.send(
    new GetParametersCommand({ Names: ['b', 'c', 'a:1', 'a:9'], WithDecryption: true }),
  )
  expect(answer.Parameters?.map(({ Name, Value }) => [Name, Value])).toEqual([
    ['b', '2'],
    ['a', '1'],
  ])
  expect(answer.InvalidParameters).toEqual(['c', 'a:9'])
})

it('labels name one version each', async () => {
  const { region, client } = setUp()
  const url = region.createParameter('url', 'one').put('two')
  const label = (input: object) =>
    client.send(new LabelParameterVersionCommand({ Name: 'url', Labels: ['prod'], ...input }))
  expect(await label({ ParameterVersion: 1, Labels: ['prod', '1st', 'awsome'] })).toMatchObject({
    InvalidLabels: ['1st', 'awsome'],
    ParameterVersion: 1,
  })
  expect(await get(client, 'url:prod')).toMatchObject({ Value: 'one', Selector: ':prod' })
  await label({})
  expect(await get(client, 'url:prod')).toMatchObject({ Value: 'two' })
  expect(url.history.map(({ labels }) => labels)).toEqual([[], ['prod']])
  await expect(label({ ParameterVersion: 7 })).rejects.toMatchObject({
    name: 'ParameterVersionNotFound',
  })
  await expect(
    label({ Labels: Array.from({ length: 10 }, (_, n) => `l${n}`) }),
  ).rejects.toMatchObject({ name: 'ParameterVersionLabelLimitExceeded' })
  const history = await client.send(new GetParameterHistoryCommand({ Name: 'url' }))
  expect(history.Parameters?.map(({ Version, Value, Labels }) => [Version, Value, Labels])).toEqual(
    [
      [1, 'one', []],
      [2, 'two', ['prod']],
    ],
  )
  const removed = await client.send(
    new UnlabelParameterVersionCommand({
      Name: 'url',
      ParameterVersion: 2,
      Labels: ['prod', 'other'],
    }),
  )
  expect(removed).toMatchObject({ RemovedLabels: ['prod'], InvalidLabels: ['other'] })
})

it('tags and deletions', async () => {
  const { region, client } = setUp()
  region.createParameter('/a', '1', { tags: { team: 'shop' } })
  const resource = { ResourceType: 'Parameter', ResourceId: '/a' } as const
  await client.send(
    new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: 'stage', Value: 'test' }] }),
  )
  await client.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ['team'] }))
  const list = (ResourceId: string) =>
    client.send(new ListTagsForResourceCommand({ ...resource, ResourceId }))
  expect((await list('/a')).TagList).toEqual([{ Key: 'stage', Value: 'test' }])
  await expect(list('/b')).rejects.toMatchObject({ name: 'InvalidResourceId' })
  expect(await client.send(new DeleteParametersCommand({ Names: ['/a', '/b'] }))).toMatchObject({
    DeletedParameters: ['/a'],
    InvalidParameters: ['/b'],
  })
  await expect(client.send(new DeleteParameterCommand({ Name: '/a' }))).rejects.toMatchObject({
    name: 'ParameterNotFound',
  })
})

it('what is not simulated says so', async () => {
  const { client } = setUp()
  await expect(
    client.send(new SendCommandCommand({ DocumentName: 'd', InstanceIds: ['i-0'] })),
  ).rejects.toThrow('SSM SendCommand is not simulated')
  await expect(get(client, '/aws/service/ami')).rejects.toThrow('/aws/service is not simulated')
})

it('a reference reads a secret', async () => {
  const { region, client } = setUp()
  const db = region.createSecret('shop/db', { user: 'ann' })
  const name = '/aws/reference/secretsmanager/shop/db'
  const parameter = await get(client, name, true)
  expect(parameter).toMatchObject({ Name: name, Type: 'SecureString', Value: '{"user":"ann"}' })
  expect(JSON.parse(parameter?.SourceResult ?? '')).toMatchObject({
    ARN: db.arn,
    name: 'shop/db',
    versionStages: ['AWSCURRENT'],
  })
  await expect(get(client, name)).rejects.toMatchObject({ name: 'ValidationException' })
  await expect(get(client, '/aws/reference/secretsmanager/no', true)).rejects.toMatchObject({
    name: 'ParameterNotFound',
    message: 'Secret no not found.',
  })
  const many = new GetParametersCommand({ Names: [name, `${name}x`], WithDecryption: true })
  expect(await client.send(many)).toMatchObject({
    Parameters: [{ Name: name }],
    InvalidParameters: [`${name}x`],
  })
})

describe('a parameter’s handle', () => {
  it('shows its value, history and reads', async () => {
    const { region, client } = setUp()
    const table = region.createParameter('/shop/table', 'orders')
    expect(`${table}`).toBe('arn:aws:ssm:us-east-1:123456789012:parameter/shop/table')
    expect([table.value, table.reads]).toEqual(['orders', []])
    await client.send(new GetParametersByPathCommand({ Path: '/shop' }))
    await client.send(new GetParametersCommand({ Names: ['/shop/table:1'] }))
    await get(client, '/shop/table')
    expect(table.reads.map(({ operation }) => operation)).toEqual([
      'GetParametersByPath',
      'GetParameters',
      'GetParameter',
    ])
    expect(table.calls.map(({ operation }) => operation)).toContain('GetParameters')
    await put(client, { Name: '/shop/table', Value: 'later', Overwrite: true })
    expect(table.value).toBe('later')
    expect(region.parameter(table.arn).value).toBe('later')
    expect(region.coverage().of('parameters')).toEqual([{ name: '/shop/table', uses: 3 }])
  })

  it('fails as planned', async () => {
    const { region, client } = setUp()
    const table = region.createParameter('t', 'x')
    table.fail('GetParameter', 'InternalServerError')
    await expect(get(client, 't')).rejects.toMatchObject({ name: 'InternalServerError' })
    expect((await get(client, 't'))?.Value).toBe('x')
  })

  it('belongs to its region, its forks and its account’s other regions', async () => {
    const { region, client } = setUp()
    region.createParameter('/a', 'declared')
    await put(client, { Name: '/b', Value: 'by a call' })
    const fork = region.fork()
    await put(new SSMClient(fork.sdk), { Name: '/a', Value: 'changed', Overwrite: true })
    expect([fork.parameter('/a').value, region.parameter('/a').value]).toEqual([
      'changed',
      'declared',
    ])
    expect(() => region.in('eu-west-1').parameter('/a')).toThrow("There is no parameter '/a'")
    region.parameter('/a').put('later')
    region.reset()
    expect(region.parameter('/a').value).toBe('declared')
    expect(() => region.parameter('/b')).toThrow("There is no parameter '/b' in this region")
  })

  it.each<[() => unknown, string]>([
    [() => setUp().region.createParameter('a b', 'x'), "createParameter('a b') was refused"],
    [() => setUp().region.createParameter('a', 1 as never), 'received a number as its value'],
    [() => setUp().region.createParameter('a', 'x', { typ: 'String' } as never), "'typ'"],
    [() => setUp().region.createParameter('a', '1').put(''), 'a.put() was refused'],
  ])('refuses slips: %s', (slip, message) => {
    expect(slip).toThrow(message)
  })

  it('refuses a second parameter of its name', () => {
    const { region } = setUp()
    region.createParameter('a', '1')
    expect(() => region.createParameter('a', '2')).toThrow(
      "There is already a parameter 'a' in this region. Expected a new name. Did you mean region.parameter('a')?",
    )
    expect(region.createParameter('l', ['a', 'b']).value).toBe('a,b')
  })
})
