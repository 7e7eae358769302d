import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetAccountSettingsCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { createRegion, type Region } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:place'
const ROLE = 'arn:aws:iam::123456789012:role/place'
const text = (value: string): Uint8Array => Buffer.from(value)
const zip = Buffer.from([0x50, 0x4b, 0x05, 0x06, ...Array.from({ length: 18 }, () => 0)])

const toInput = (
  changes: Partial<CreateFunctionCommandInput> = {},
): CreateFunctionCommandInput => ({
  FunctionName: 'place',
  Runtime: 'nodejs22.x',
  Role: ROLE,
  Handler: 'index.handler',
  Code: { ZipFile: text('code') },
  ...changes,
})

function setUp(options?: Parameters<typeof createRegion>[0]) {
  const region = createRegion(options)
  region.registerFunction('code', async (event: unknown) => ({ event, name: process.env['NAME'] }))
  const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
  const create = (changes?: Partial<CreateFunctionCommandInput>) =>
    client.send(new CreateFunctionCommand(toInput(changes)))
  return { region, client, create }
}

const invoke = async (client: LambdaClient, FunctionName: string): Promise<unknown> => {
  const { Payload } = await client.send(new InvokeCommand({ FunctionName, Payload: '1' }))
  return JSON.parse(Payload?.transformToString() ?? '')
}

describe('CreateFunction', () => {
  it('makes a function whose code names a registered one', async () => {
    const { client, create, region } = setUp()
    const created = await create({
      Description: 'orders',
      Timeout: 5,
      MemorySize: 256,
      Environment: { Variables: { NAME: 'x' } },
      Tags: { team: 'shop' },
    })
    expect(created).toMatchObject({
      FunctionName: 'place',
      FunctionArn: ARN,
      Runtime: 'nodejs22.x',
      Role: ROLE,
      Handler: 'index.handler',
      CodeSize: 4,
      Description: 'orders',
      Timeout: 5,
      MemorySize: 256,
      Version: '$LATEST',
      Environment: { Variables: { NAME: 'x' } },
      State: 'Pending',
      StateReason: 'The function is being created.',
      StateReasonCode: 'Creating',
      PackageType: 'Zip',
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/place' },
    })
    expect(created.LastUpdateStatus).toBeUndefined()
    const got = await client.send(new GetFunctionCommand({ FunctionName: ARN }))
    expect(got.Configuration).toMatchObject({ State: 'Active', LastUpdateStatus: 'Successful' })
    expect(got.Configuration?.RevisionId).toBe(created.RevisionId)
    expect(got.Tags).toEqual({ team: 'shop' })
    expect(await invoke(client, 'place')).toEqual({ event: 1, name: 'x' })
    expect(region.function('place').invocations).toHaveLength(1)
  })

  it.each([
    ['an object of S3', { S3Bucket: 'artifacts', S3Key: 'build/code.zip' }],
    ['an image', { ImageUri: '123456789012.dkr.ecr.us-east-1.amazonaws.com/shop/code:latest' }],
  ])('finds a registered function by the name of %s', async (_title, Code) => {
    const { client, create } = setUp()
    const isImage = 'ImageUri' in Code
    await create({
      Code,
      ...(isImage && { PackageType: 'Image', Runtime: undefined, Handler: undefined }),
    })
    expect(await invoke(client, 'place')).toEqual({ event: 1 })
    const { Code: location } = await client.send(new GetFunctionCommand({ FunctionName: 'place' }))
    expect(location?.RepositoryType).toBe(isImage ? 'ECR' : 'S3')
  })

  it('takes a package, whose handler a test may register later', async () => {
    const { client, create, region } = setUp()
    await create({ Code: { ZipFile: zip }, Publish: true })
    await expect(invoke(client, 'place')).rejects.toThrow(
      "Lambda Invoke is not simulated. The function 'place' was made from a package that names no handler: registerFunction('place', handler) gives it one.",
    )
    expect(region.unsupported).toHaveLength(1)
    expect(() => region.registerFunction('place', async () => 1, { timeout: 1 })).toThrow(
      "registerFunction('place') received timeout for a function that CreateFunction made. Expected only its handler",
    )
    region.registerFunction('place', async () => 'given')
    expect(await invoke(client, 'place')).toBe('given')
    expect(await invoke(client, 'place:1')).toBe('given')
  })

  it('loads the export that Handler names', async () => {
    const { client, create, region } = setUp()
    region.registerFunction('module', () => ({
      __esModule: true,
      handler: async () => 'handler',
      other: async () => 'other',
    }))
    await create({ Code: { ZipFile: text('module') }, Handler: 'src/app.other' })
    expect(await invoke(client, 'place')).toBe('other')
  })

  const long = { LARGE_VAR: 'x'.repeat(4_100) }
  it.each<[string, Partial<CreateFunctionCommandInput>, object]>([
    [
      'a name that is taken',
      { FunctionName: 'code' },
      { name: 'ResourceConflictException', message: 'Function already exist: code', Type: 'User' },
    ],
    [
      'bytes that are no package and no name',
      { Code: { ZipFile: text('nothing') } },
      {
        name: 'InvalidParameterValueException',
        message: 'Could not unzip uploaded file. Please check your file, then try to upload again.',
      },
    ],
    ['no code', { Code: {} }, { message: 'Please provide a source for function code.' }],
    [
      'too many variables',
      { Environment: { Variables: long } },
      {
        name: 'InvalidParameterValueException',
        message: `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(long)}`,
      },
    ],
    [
      'reserved variables',
      { Environment: { Variables: { AWS_REGION: 'x', A_B: 'y', _HANDLER: 'z' } } },
      { name: 'ValidationException' },
    ],
    [
      'a reserved variable',
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      {
        message:
          'Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION',
      },
    ],
    [
      'a deprecated runtime',
      { Runtime: 'nodejs14.x' },
      {
        message:
          'The runtime parameter of nodejs14.x is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.',
      },
    ],
    [
      'an unknown runtime',
      { Runtime: 'nodejs99.x' as never },
      {
        name: 'InvalidParameterValueException',
        message: expect.stringContaining(
          "Value nodejs99.x at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [nodejs24.x, ",
        ) as string,
      },
    ],
    [
      'a timeout over 15 minutes',
      { Timeout: 901 },
      {
        name: 'ValidationException',
        message:
          "1 validation error detected: Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
      },
    ],
    [
      'a long name',
      { FunctionName: 'x'.repeat(65) },
      {
        name: 'ValidationException',
        message: expect.stringContaining(
          'Member must have length less than or equal to 64',
        ) as string,
      },
    ],
    [
      'no runtime',
      { Runtime: undefined },
      {
        message:
          'Runtime and Handler are mandatory parameters for functions created with deployment packages.',
      },
    ],
    [
      'more than five layers',
      {
        Layers: Array.from(
          { length: 6 },
          (_, n) => `arn:aws:lambda:us-east-1:123456789012:layer:l${n}:1`,
        ),
      },
      { message: 'Cannot reference more than 5 layers.' },
    ],
    [
      'more than 50 tags',
      { Tags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, 'v'])) },
      { message: 'Number of tags exceeds resource tag limit.' },
    ],
    [
      'an ARN of another region',
      { FunctionName: 'arn:aws:lambda:eu-west-1:123456789012:function:place' },
      {
        name: 'ResourceNotFoundException',
        message: "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
      },
    ],
  ])('refuses %s', async (_title, changes, expected) => {
    const { create, client } = setUp()
    expect(await errorOf(create(changes))).toMatchObject(expected)
    const { Functions } = await client.send(new ListFunctionsCommand({}))
    expect(Functions).toHaveLength(1)
  })

  it('refuses members that it does not simulate, by name', async () => {
    const { create } = setUp()
    await expect(
      create({
        CodeSigningConfigArn: `arn:aws:lambda:us-east-1:123456789012:code-signing-config:csc-${'a'.repeat(17)}`,
      }),
    ).rejects.toThrow('Lambda CreateFunction CodeSigningConfigArn is not simulated')
  })
})

describe('the state of a function', () => {
  const slow = { lambda: { functionState: '2s' } } as const

  it('changes on the clock', async () => {
    const { client, create, region } = setUp(slow)
    region.clock.freeze('2026-01-01T00:00:00Z')
    await create()
    const state = async () => {
      const input = { FunctionName: 'place' }
      const { State, LastUpdateStatus } = await client.send(
        new GetFunctionConfigurationCommand(input),
      )
      return [State, LastUpdateStatus]
    }
    expect(await state()).toEqual(['Pending', undefined])
    expect(await errorOf(invoke(client, 'place'))).toMatchObject({
      name: 'ResourceConflictException',
      message:
        'The operation cannot be performed at this time. The function is currently in the following state: Pending',
    })
    const update = () =>
      client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'place', Timeout: 9 }))
    expect(await errorOf(update())).toMatchObject({
      name: 'ResourceConflictException',
      message: `The operation cannot be performed at this time. An update is in progress for resource: ${ARN}`,
    })
    await region.clock.advance('2s')
    expect(await state()).toEqual(['Active', 'Successful'])
    expect(await update()).toMatchObject({
      State: 'Active',
      LastUpdateStatus: 'InProgress',
      LastUpdateStatusReason: 'The function is being created.',
      LastUpdateStatusReasonCode: 'Creating',
    })
    expect(await state()).toEqual(['Active', 'InProgress'])
    expect(await invoke(client, 'place')).toEqual({ event: 1 })
    region.clock.freeze('2027-01-01T00:00:00Z')
    expect(await state()).toEqual(['Active', 'InProgress'])
    await region.clock.advance('2s')
    expect(await state()).toEqual(['Active', 'Successful'])
  })

  it('ends the wait of a waiter', async () => {
    const { client, create, region } = setUp(slow)
    await create()
    const waiting = waitUntilFunctionActiveV2(
      { client, maxWaitTime: 10 },
      { FunctionName: 'place' },
    )
    await region.clock.advance('2s')
    expect((await waiting).state).toBe('SUCCESS')
  })
})

describe('updates', () => {
  it('change the configuration, in new environments', async () => {
    const { client, create, region } = setUp()
    const { RevisionId } = await create()
    await invoke(client, 'place')
    const update = (changes: object) =>
      client.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'place', ...changes }))
    const updated = await update({
      RevisionId,
      Timeout: 7,
      Environment: { Variables: { NAME: 'new' } },
    })
    expect(updated).toMatchObject({ Timeout: 7, MemorySize: 128, Handler: 'index.handler' })
    expect(updated.RevisionId).not.toBe(RevisionId)
    expect(await invoke(client, 'place')).toEqual({ event: 1, name: 'new' })
    expect(region.function('place').invocations.map((run) => run.coldStart)).toEqual([true, true])
    expect(await errorOf(update({ RevisionId }))).toMatchObject({
      name: 'PreconditionFailedException',
      $metadata: { httpStatusCode: 412 },
      message:
        'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    })
    expect((await update({ Environment: { Variables: {} } })).Environment).toBeUndefined()
  })

  it('of the code end running invocations on the old one', async () => {
    const { client, create, region } = setUp()
    let answer: (value: string) => void = () => undefined
    region.registerFunction('slow', () => new Promise<string>((resolve) => (answer = resolve)))
    await create({ Code: { ZipFile: text('slow') } })
    const running = invoke(client, 'place')
    await Promise.resolve()
    const before = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'place' }))
    const updated = await client.send(
      new UpdateFunctionCodeCommand({
        FunctionName: 'place',
        ZipFile: text('code'),
        Publish: true,
      }),
    )
    expect(updated).toMatchObject({ Version: '1', FunctionArn: `${ARN}:1` })
    expect(updated.CodeSha256).not.toBe(before.CodeSha256)
    expect(await invoke(client, 'place')).toEqual({ event: 1 })
    answer('old')
    expect(await running).toBe('old')
    expect(await invoke(client, 'place')).toEqual({ event: 1 })
    expect(region.function('place').invocations.map((run) => run.coldStart)).toEqual([
      true,
      true,
      false,
    ])
  })

  it('may be tried only', async () => {
    const { client, create } = setUp()
    const { CodeSha256 } = await create()
    const input = { FunctionName: 'place', ZipFile: zip, DryRun: true }
    const tried = await client.send(new UpdateFunctionCodeCommand(input))
    expect(tried.CodeSha256).not.toBe(CodeSha256)
    const { CodeSha256: after } = await client.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'place' }),
    )
    expect(after).toBe(CodeSha256)
  })

  it('of registered functions end with a reset', async () => {
    const { client, region } = setUp()
    const input = { FunctionName: 'code', Timeout: 60 }
    await client.send(new UpdateFunctionConfigurationCommand(input))
    region.reset()
    const { Timeout } = await client.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'code' }),
    )
    expect(Timeout).toBe(3)
  })
})

describe('DeleteFunction', () => {
  it('deletes a function with its versions', async () => {
    const { client, create, region } = setUp()
    await create({ Publish: true })
    await client.send(new DeleteFunctionCommand({ FunctionName: 'place' }))
    for (const [Qualifier, arn] of [
      [undefined, ARN],
      ['1', `${ARN}:1`],
    ] as const) {
      const got = client.send(new GetFunctionCommand({ FunctionName: 'place', Qualifier }))
      expect(await errorOf(got)).toMatchObject({
        name: 'ResourceNotFoundException',
        message: `Function not found: ${arn}`,
        Type: 'User',
      })
    }
    expect(() => region.function('place')).toThrow("There is no function 'place'")
  })

  it('is refused for $LATEST and aliases, and for versions that aliases use', async () => {
    const { client, create, region } = setUp()
    await create({ Publish: true })
    region.function('place').alias('prod', '1')
    const remove = (Qualifier: string) =>
      client.send(new DeleteFunctionCommand({ FunctionName: 'place', Qualifier }))
    expect(await errorOf(remove('$LATEST'))).toMatchObject({
      name: 'InvalidParameterValueException',
      message: '$LATEST version cannot be deleted without deleting the function.',
    })
    expect(await errorOf(remove('prod'))).toMatchObject({
      message: 'Deletion of aliases is not currently supported.',
    })
    expect(await errorOf(remove('1'))).toMatchObject({
      name: 'ResourceConflictException',
      message: 'Unable to delete version because the following aliases reference it: [prod]',
    })
  })
})

it('names work in all their forms', async () => {
  const { client, create } = setUp()
  await create({ Publish: true })
  for (const name of ['place', ARN, '123456789012:function:place']) {
    for (const [FunctionName, Qualifier] of [
      [`${name}:1`, undefined],
      [name, '1'],
      [`${name}:1`, '1'],
    ] as const) {
      const { Version } = await client.send(
        new GetFunctionConfigurationCommand({ FunctionName, Qualifier }),
      )
      expect(Version).toBe('1')
    }
  }
  const differing = { FunctionName: `${ARN}:1`, Qualifier: '$LATEST' }
  expect(await errorOf(client.send(new GetFunctionConfigurationCommand(differing)))).toMatchObject({
    message: 'The derived qualifier from the function name does not match the specified qualifier.',
  })
})

it('GetAccountSettings counts functions and concurrency', async () => {
  const { client, region }: { client: LambdaClient; region: Region } = setUp()
  region.registerFunction('reserved', async () => 1, { reservedConcurrentExecutions: 10 })
  expect(await client.send(new GetAccountSettingsCommand({}))).toMatchObject({
    AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 990 },
    AccountUsage: { FunctionCount: 2 },
  })
})
