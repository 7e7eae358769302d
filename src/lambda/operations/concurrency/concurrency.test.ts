import {
  DeleteFunctionConcurrencyCommand,
  DeleteProvisionedConcurrencyConfigCommand,
  GetFunctionConcurrencyCommand,
  GetProvisionedConcurrencyConfigCommand,
  InvokeCommand,
  LambdaClient,
  ListProvisionedConcurrencyConfigsCommand,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
} from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:place'

/** A function whose invocations run until `finish`. */
function setUp(options?: Parameters<typeof createRegion>[0]) {
  const region = createRegion(options)
  const finishers: (() => void)[] = []
  const place = region.registerFunction(
    'place',
    async () => {
      const kind = process.env['AWS_LAMBDA_INITIALIZATION_TYPE']
      await new Promise<void>((resolve) => finishers.push(resolve))
      return kind
    },
    { versions: 2, aliases: { prod: '1' } },
  )
  const finish = (): void => finishers.splice(0).forEach((each) => each())
  const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
  const reserve = (count: number, FunctionName = 'place') =>
    client.send(
      new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: count }),
    )
  const provision = (Qualifier: string, count: number) =>
    client.send(
      new PutProvisionedConcurrencyConfigCommand({
        FunctionName: 'place',
        Qualifier,
        ProvisionedConcurrentExecutions: count,
      }),
    )
  return { region, place, client, reserve, provision, finish }
}

describe('reserved concurrency', () => {
  it('is set, read and deleted', async () => {
    const { client, reserve } = setUp()
    const get = async () => {
      const { $metadata: _, ...rest } = await client.send(
        new GetFunctionConcurrencyCommand({ FunctionName: 'place' }),
      )
      return rest
    }
    expect(await get()).toEqual({})
    expect(await reserve(5)).toMatchObject({ ReservedConcurrentExecutions: 5 })
    expect(await get()).toEqual({ ReservedConcurrentExecutions: 5 })
    await client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'place' }))
    expect(await get()).toEqual({})
  })

  it('throttles invocations beyond it', async () => {
    const { client, reserve, place, finish } = setUp()
    await reserve(1)
    const running = place.invoke({})
    expect(await errorOf(client.send(new InvokeCommand({ FunctionName: 'place' })))).toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      Type: 'User',
      $metadata: { httpStatusCode: 429 },
    })
    finish()
    expect((await running).status).toBe('succeeded')
  })

  it('is refused on versions, beyond the account, and for missing functions', async () => {
    const { reserve } = setUp()
    const onlyFunctions =
      'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.'
    expect(await errorOf(reserve(1, 'place:1'))).toMatchObject({
      name: 'InvalidParameterValueException',
      message: onlyFunctions,
    })
    expect(await errorOf(reserve(901))).toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    })
    expect(await errorOf(reserve(1, 'none'))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${ARN.replace('place', 'none')}`,
    })
    expect(await errorOf(reserve(900))).toBe('no error')
  })
})

it('the concurrency of the account is shared by functions without a reservation', async () => {
  const { client, place, region, finish } = setUp({ lambda: { concurrentExecutions: 3 } })
  const other = region.registerFunction('other', async () => 1)
  region.registerFunction('reserved', async () => 1, { reservedConcurrentExecutions: 1 })
  const running = [place.invoke({}), place.invoke({})]
  expect((await other.invoke({})).status).toBe('throttled')
  expect(await errorOf(client.send(new InvokeCommand({ FunctionName: 'other' })))).toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ConcurrentInvocationLimitExceeded',
  })
  expect((await region.function('reserved').invoke({})).status).toBe('succeeded')
  finish()
  await Promise.all(running)
  expect((await other.invoke({})).status).toBe('succeeded')
})

describe('provisioned concurrency', () => {
  it('initializes environments before their first invocation', async () => {
    const { client, provision, place, finish, region } = setUp()
    expect(await provision('1', 2)).toMatchObject({
      RequestedProvisionedConcurrentExecutions: 2,
      AvailableProvisionedConcurrentExecutions: 0,
      AllocatedProvisionedConcurrentExecutions: 0,
      Status: 'IN_PROGRESS',
    })
    await region.idle()
    const input = { FunctionName: 'place', Qualifier: '1' }
    expect(await client.send(new GetProvisionedConcurrencyConfigCommand(input))).toMatchObject({
      RequestedProvisionedConcurrentExecutions: 2,
      AvailableProvisionedConcurrentExecutions: 2,
      AllocatedProvisionedConcurrentExecutions: 2,
      Status: 'READY',
    })
    const one = place.qualifier('1')
    const runs = [one.invoke({}), one.invoke({}), one.invoke({})]
    finish()
    const ended = await Promise.all(runs)
    expect(ended.map(({ coldStart, payload }) => [coldStart, payload])).toEqual([
      [false, 'provisioned-concurrency'],
      [false, 'provisioned-concurrency'],
      [true, 'on-demand'],
    ])
    await client.send(new DeleteProvisionedConcurrencyConfigCommand(input))
    expect(
      await errorOf(client.send(new GetProvisionedConcurrencyConfigCommand(input))),
    ).toMatchObject({
      name: 'ProvisionedConcurrencyConfigNotFoundException',
      message: 'No Provisioned Concurrency Config found for this function',
      $metadata: { httpStatusCode: 404 },
    })
  })

  it('loads modules, and fails if they cannot be loaded', async () => {
    const region = createRegion()
    const client = new LambdaClient(region.sdk)
    let loads = 0
    const loader = () => {
      loads++
      return { __esModule: true, handler: async () => loads }
    }
    const options = { versions: 1, aliases: { prod: '1' }, handler: 'handler' }
    const fn = region.registerFunction('fn', loader, options)
    fn.qualifier('prod').provision(3)
    await region.idle()
    expect(loads).toBe(3)
    const run = await fn.qualifier('prod').invoke({})
    expect([run.payload, run.coldStart, run.initDuration]).toEqual([3, false, undefined])

    const broken = region.registerFunction('broken', () => Promise.reject(new Error('no')), options)
    broken.qualifier('1').provision(1)
    await region.idle()
    const config = await client.send(
      new GetProvisionedConcurrencyConfigCommand({ FunctionName: 'broken', Qualifier: '1' }),
    )
    expect(config).toMatchObject({ Status: 'FAILED', StatusReason: 'FUNCTION_ERROR_INIT_FAILURE' })
  })

  it('is refused where Lambda refuses it', async () => {
    const { provision, place, reserve } = setUp()
    expect(await errorOf(provision('$LATEST', 1))).toMatchObject({
      name: 'InvalidParameterValueException',
      message:
        'Provisioned Concurrency Configs cannot be applied to unpublished function versions.',
    })
    expect(await errorOf(provision('9', 1))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${ARN}:9`,
    })
    expect(await errorOf(provision('none', 1))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Cannot find alias arn: ${ARN}:none`,
    })
    expect(await errorOf(provision('1', 0))).toMatchObject({ name: 'ValidationException' })
    expect(await errorOf(provision('1', 1001))).toMatchObject({
      message:
        "Specified ConcurrentExecutions for function is greater than account's unreserved concurrency [1000].",
    })
    expect(await errorOf(provision('1', 901))).toMatchObject({
      message:
        "Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [100].",
    })
    await provision('prod', 2)
    expect(await errorOf(provision('1', 1))).toMatchObject({
      name: 'ResourceConflictException',
      message: 'Version is pointed to by a Provisioned Concurrency alias',
    })
    expect(await errorOf(reserve(1))).toMatchObject({
      message:
        " ReservedConcurrentExecutions  1 should not be lower than function's total provisioned concurrency [2].",
    })
    await reserve(2)
    expect(await errorOf(provision('2', 1))).toMatchObject({
      message:
        'Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function',
    })
    expect(() => place.provision(2)).toThrow(
      "place.provision() was called on $LATEST. Expected a version or an alias: fn.qualifier('prod').provision(2).",
    )
  })

  it('takes its part of reserved concurrency', async () => {
    const { provision, place, reserve, finish, client } = setUp()
    await reserve(2)
    await provision('prod', 1)
    const prod = place.qualifier('prod')
    const first = [prod.invoke({}), prod.invoke({})]
    expect((await place.invoke({})).status).toBe('throttled')
    finish()
    expect((await Promise.all(first)).map(({ payload }) => payload)).toEqual([
      'provisioned-concurrency',
      'on-demand',
    ])
    const { ProvisionedConcurrencyConfigs } = await client.send(
      new ListProvisionedConcurrencyConfigsCommand({ FunctionName: 'place' }),
    )
    expect(ProvisionedConcurrencyConfigs).toMatchObject([
      { FunctionArn: `${ARN}:prod`, RequestedProvisionedConcurrentExecutions: 1 },
    ])
  })
})
