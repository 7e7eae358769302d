import {
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionEventInvokeConfigCommand,
  LambdaClient,
  ListFunctionEventInvokeConfigsCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'
import { errorOf } from '../error-of.fixture.ts'

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:'
const EMPTY = { OnSuccess: {}, OnFailure: {} }

function setUp() {
  const region = createRegion()
  const fail = async () => {
    throw new Error('no')
  }
  const place = region.registerFunction('place', fail, { versions: 1, aliases: { prod: '1' } })
  const dead = region.registerFunction('dead', async () => 1)
  const client = new LambdaClient({ ...region.sdk, maxAttempts: 1 })
  const put = (changes: object) =>
    client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: 'place', ...changes }))
  const get = (changes: object = {}) =>
    client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: 'place', ...changes }))
  return { region, place, dead, client, put, get }
}

describe('the configuration of asynchronous events', () => {
  it('is put, updated, listed and deleted for each qualifier', async () => {
    const { client, put, get } = setUp()
    const created = await put({ MaximumRetryAttempts: 1 })
    expect(created).toMatchObject({
      FunctionArn: `${ARN}place:$LATEST`,
      MaximumRetryAttempts: 1,
      DestinationConfig: EMPTY,
    })
    expect(created.LastModified).toBeInstanceOf(Date)
    expect(created.MaximumEventAgeInSeconds).toBeUndefined()
    const updated = await client.send(
      new UpdateFunctionEventInvokeConfigCommand({
        FunctionName: 'place',
        MaximumEventAgeInSeconds: 60,
        DestinationConfig: { OnFailure: { Destination: `${ARN}dead` } },
      }),
    )
    expect(updated).toMatchObject({
      MaximumRetryAttempts: 1,
      MaximumEventAgeInSeconds: 60,
      DestinationConfig: { OnSuccess: {}, OnFailure: { Destination: `${ARN}dead` } },
    })
    await put({ Qualifier: 'prod', MaximumRetryAttempts: 0 })
    expect(await get({ FunctionName: `${ARN}place:prod` })).toMatchObject({
      FunctionArn: `${ARN}place:prod`,
      MaximumRetryAttempts: 0,
    })
    const { FunctionEventInvokeConfigs } = await client.send(
      new ListFunctionEventInvokeConfigsCommand({ FunctionName: 'place' }),
    )
    expect(FunctionEventInvokeConfigs?.map(({ FunctionArn }) => FunctionArn)).toEqual([
      `${ARN}place:$LATEST`,
      `${ARN}place:prod`,
    ])
    expect((await put({ MaximumEventAgeInSeconds: 90 })).MaximumRetryAttempts).toBeUndefined()
    await client.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName: 'place' }))
    expect(await errorOf(get())).toMatchObject({
      name: 'ResourceNotFoundException',
      message: `The function ${ARN}place:$LATEST doesn't have an EventInvokeConfig`,
    })
  })

  it('decides about retries, age and destinations', async () => {
    const { put, place, dead, region } = setUp()
    await put({
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: dead.arn } },
    })
    await put({ Qualifier: 'prod', MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 60 })
    await place.invoke({ n: 1 }, { type: 'Event' })
    await place.qualifier('prod').invoke({ n: 2 }, { type: 'Event' })
    await region.idle()
    expect(place.invocations.map((run) => [run.version, run.attempt])).toEqual([
      ['$LATEST', 1],
      ['1', 1],
    ])
    expect(dead.invocations).toMatchObject([
      {
        event: {
          requestContext: { functionArn: `${ARN}place:$LATEST`, condition: 'RetriesExhausted' },
          requestPayload: { n: 1 },
        },
      },
    ])
  })

  it('shows the options of registerFunction, and sends to queues', async () => {
    const { region, get, client } = setUp()
    const queue = region.createQueue('failed')
    const fn = region.registerFunction('fn', async () => 1, { retryAttempts: 0, onFailure: queue })
    expect(await get({ FunctionName: 'fn' })).toMatchObject({
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: queue.arn } },
    })
    await client.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: 'fn',
        DestinationConfig: { OnSuccess: { Destination: queue.arn } },
      }),
    )
    await fn.invoke({ n: 1 }, { type: 'Event' })
    await region.idle()
    expect(queue.size).toBe(1)
  })

  it.each<[string, object, object]>([
    [
      'no setting',
      {},
      {
        name: 'InvalidParameterValueException',
        message: 'You must specify at least one of error handling or destination setting.',
      },
    ],
    [
      'the function itself as destination',
      { DestinationConfig: { OnSuccess: { Destination: `${ARN}place` } } },
      { message: "You can't specify the function as a destination for itself." },
    ],
    [
      'a destination of another kind',
      {
        DestinationConfig: {
          OnFailure: { Destination: 'arn:aws:iam:us-east-1:123456789012:role/x' },
        },
      },
      {
        name: 'InvalidParameterValueException',
        message: 'The destination ARN arn:aws:iam:us-east-1:123456789012:role/x is invalid.',
      },
    ],
    [
      'a missing function',
      { FunctionName: 'none', MaximumRetryAttempts: 1 },
      { name: 'InvalidParameterValueException', message: "The function doesn't exist." },
    ],
    [
      'a missing version',
      { Qualifier: '9', MaximumRetryAttempts: 1 },
      { message: "The function doesn't exist." },
    ],
    ['three retries', { MaximumRetryAttempts: 3 }, { name: 'ValidationException' }],
    ['an age under a minute', { MaximumEventAgeInSeconds: 59 }, { name: 'ValidationException' }],
  ])('refuses %s', async (_title, changes, expected) => {
    expect(await errorOf(setUp().put(changes))).toMatchObject(expected)
  })

  it('of a missing function is not found', async () => {
    const { get } = setUp()
    expect(await errorOf(get({ FunctionName: 'none' }))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: "The function doesn't exist.",
    })
  })
})
