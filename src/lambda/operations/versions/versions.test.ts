import {
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  paginateListVersionsByFunction,
  PublishVersionCommand,
  UpdateAliasCommand,
  UpdateFunctionConfigurationCommand,
  type CreateAliasCommandInput,
} from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:place'

function setUp(versions = 2) {
  const region = createRegion()
  const place = region.registerFunction(
    'place',
    async (_event: unknown, context) => [context.functionVersion, process.env['NAME']],
    { versions },
  )
  const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
  const update = (name: string) =>
    client.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'place',
        Environment: { Variables: { NAME: name } },
      }),
    )
  return { region, place, client, update }
}

describe('PublishVersion', () => {
  it('keeps code and configuration', async () => {
    const { client, place, update } = setUp(0)
    await update('one')
    const first = await client.send(
      new PublishVersionCommand({ FunctionName: 'place', Description: 'the first' }),
    )
    expect(first).toMatchObject({
      FunctionArn: `${ARN}:1`,
      Version: '1',
      Description: 'the first',
      Environment: { Variables: { NAME: 'one' } },
      State: 'Pending',
      StateReasonCode: 'Creating',
    })
    await update('two')
    expect(place.publishVersion()).toBe('2')
    await update('latest')
    const run = async (qualifier: string) => (await place.qualifier(qualifier).invoke({})).payload
    expect(await run('1')).toEqual(['1', 'one'])
    expect(await run('2')).toEqual(['2', 'two'])
    expect((await place.invoke({})).payload).toEqual(['$LATEST', 'latest'])
    expect(place.versions).toEqual(['1', '2'])
    const { Environment, Description } = await client.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'place', Qualifier: '1' }),
    )
    expect([Environment?.Variables?.['NAME'], Description]).toEqual(['one', 'the first'])
  })

  it('answers with the last version if nothing has changed', async () => {
    const { place, update, region, client } = setUp(0)
    await update('one')
    expect([place.publishVersion(), place.publishVersion()]).toEqual(['1', '1'])
    await update('one')
    expect(place.publishVersion()).toBe('1')
    await update('two')
    expect(place.publishVersion()).toBe('2')
    expect(region.function('place:2').name).toBe('place')
    const { Versions } = await client.send(
      new ListVersionsByFunctionCommand({ FunctionName: 'place' }),
    )
    expect(Versions?.map(({ FunctionArn }) => FunctionArn)).toEqual([
      `${ARN}:$LATEST`,
      `${ARN}:1`,
      `${ARN}:2`,
    ])
    expect(Versions?.[0]?.State).toBeUndefined()
  })

  it('is refused for other code and other revisions', async () => {
    const { client } = setUp()
    const publish = (more: object) =>
      errorOf(client.send(new PublishVersionCommand({ FunctionName: 'place', ...more })))
    const { CodeSha256 } = await client.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'place' }),
    )
    expect(await publish({ CodeSha256: 'x' })).toMatchObject({
      name: 'InvalidParameterValueException',
      message: `CodeSHA256 (x) is different from current CodeSHA256 in $LATEST (${CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
    })
    expect(await publish({ RevisionId: 'x' })).toMatchObject({
      name: 'PreconditionFailedException',
    })
    expect(await publish({ CodeSha256 })).toBe('no error')
  })

  it('lists versions in pages', async () => {
    const { client } = setUp(11)
    const pages = paginateListVersionsByFunction({ client, pageSize: 5 }, { FunctionName: 'place' })
    const versions: unknown[] = []
    for await (const page of pages) versions.push(...(page.Versions ?? []).map((v) => v.Version))
    expect(versions).toEqual(['$LATEST', ...Array.from({ length: 11 }, (_, n) => String(n + 1))])
    const { Functions } = await client.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }))
    expect(Functions).toHaveLength(12)
  })
})

const alias = (changes: Partial<CreateAliasCommandInput> = {}): CreateAliasCommand =>
  new CreateAliasCommand({
    FunctionName: 'place',
    Name: 'prod',
    FunctionVersion: '1',
    ...changes,
  })

describe('aliases', () => {
  it('are created, moved, listed and deleted', async () => {
    const { client } = setUp()
    const created = await client.send(alias())
    expect(created).toMatchObject({
      AliasArn: `${ARN}:prod`,
      Name: 'prod',
      FunctionVersion: '1',
      Description: '',
    })
    expect(created.RoutingConfig).toBeUndefined()
    const input = { FunctionName: 'place', Name: 'prod' }
    const { RevisionId } = created
    const moved = await client.send(
      new UpdateAliasCommand({ ...input, FunctionVersion: '2', Description: 'new', RevisionId }),
    )
    expect(moved).toMatchObject({ FunctionVersion: '2', Description: 'new' })
    expect(moved.RevisionId).not.toBe(RevisionId)
    expect(
      await errorOf(client.send(new UpdateAliasCommand({ ...input, RevisionId }))),
    ).toMatchObject({ name: 'PreconditionFailedException', $metadata: { httpStatusCode: 412 } })
    const { FunctionVersion } = await client.send(new GetAliasCommand(input))
    expect(FunctionVersion).toBe('2')
    const { ExecutedVersion } = await client.send(
      new InvokeCommand({ FunctionName: 'place', Qualifier: 'prod' }),
    )
    expect(ExecutedVersion).toBe('2')
    await client.send(alias({ Name: 'beta' }))
    const list = async (version?: string) => {
      const listed = await client.send(
        new ListAliasesCommand({ FunctionName: 'place', FunctionVersion: version }),
      )
      return listed.Aliases?.map(({ Name }) => Name)
    }
    expect(await list()).toEqual(['beta', 'prod'])
    expect(await list('1')).toEqual(['beta'])
    await client.send(new DeleteAliasCommand(input))
    await client.send(new DeleteAliasCommand(input))
    expect(await list()).toEqual(['beta'])
    expect(await errorOf(client.send(new GetAliasCommand(input)))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Cannot find alias arn: ${ARN}:prod`,
    })
    expect(await errorOf(client.send(new UpdateAliasCommand(input)))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Alias not found: ${ARN}:prod`,
    })
  })

  const weights = (AdditionalVersionWeights: Record<string, number>) => ({
    RoutingConfig: { AdditionalVersionWeights },
  })
  it.each<[string, Partial<CreateAliasCommandInput>, object]>([
    [
      'two additional versions',
      weights({ 2: 0.2, 3: 0.2 }),
      {
        name: 'InvalidParameterValueException',
        message: 'Number of items in AdditionalVersionWeights cannot be greater than 1',
      },
    ],
    [
      'the same version twice',
      weights({ 1: 0.5 }),
      {
        message:
          'Invalid function version 1. Function version 1 is already included in routing configuration.',
      },
    ],
    [
      '$LATEST with an additional version',
      { FunctionVersion: '$LATEST', ...weights({ 1: 0.5 }) },
      { message: '$LATEST is not supported for an alias pointing to more than 1 version' },
    ],
    [
      'a weight over 1',
      weights({ 2: 1.1 }),
      { name: 'ValidationException', message: expect.stringContaining('1.1') as string },
    ],
    [
      'an additional version that is no number',
      weights({ prod: 0.5 }),
      { name: 'ValidationException' },
    ],
    [
      'an additional version that does not exist',
      weights({ 9: 0.5 }),
      { name: 'ResourceNotFoundException', message: `Function not found: ${ARN}:9` },
    ],
    [
      'a version that does not exist',
      { FunctionVersion: '9' },
      { name: 'ResourceNotFoundException', message: `Function not found: ${ARN}:9` },
    ],
    ['a name of digits', { Name: '12' }, { name: 'ValidationException' }],
    [
      'a function that does not exist',
      { FunctionName: 'none' },
      {
        name: 'ResourceNotFoundException',
        message: `Function not found: ${ARN.replace('place', 'none')}`,
      },
    ],
  ])('refuse %s', async (_title, changes, expected) => {
    const { client } = setUp()
    expect(await errorOf(client.send(alias(changes)))).toMatchObject(expected)
  })

  it('refuse a name that is taken', async () => {
    const { client } = setUp()
    await client.send(alias())
    expect(await errorOf(client.send(alias()))).toMatchObject({
      name: 'ResourceConflictException',
      message: `Alias already exists: ${ARN}:prod`,
    })
  })

  it('share their invocations by weight, the same way for each seed', async () => {
    const shares = async (seed: number): Promise<string> => {
      const region = createRegion({ seed })
      const fn = region.registerFunction('fn', async (_event: unknown, c) => c.functionVersion, {
        versions: 2,
      })
      const prod = fn.alias('prod', { version: '1', weights: { 2: 0.25 } })
      let versions = ''
      for (let n = 0; n < 200; n++) versions += String((await prod.invoke({})).payload)
      return versions
    }
    const versions = await shares(1)
    const second = [...versions].filter((version) => version === '2').length
    expect(second).toBeGreaterThan(25)
    expect(second).toBeLessThan(80)
    expect(await shares(1)).toBe(versions)
    expect(await shares(2)).not.toBe(versions)
  })

  it('of a handle are created and changed', async () => {
    const { place, client } = setUp()
    const prod = place.alias('prod', '1')
    expect(prod.arn).toBe(`${ARN}:prod`)
    place.alias('prod', { version: '2', weights: { 1: 1 } })
    expect((await prod.invoke({})).version).toBe('1')
    place.alias('prod', '2')
    expect((await prod.invoke({})).version).toBe('2')
    const input = { FunctionName: 'place', Name: 'prod' }
    expect((await client.send(new GetAliasCommand(input))).RoutingConfig).toBeUndefined()
    expect(() => place.alias('next', '9')).toThrow(`Function not found: ${ARN}:9`)
  })
})
