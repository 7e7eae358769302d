import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../region/index.ts'
import type { FunctionOptions } from '../options.ts'

const START = '2026-01-01T00:00:00Z'

function create(handler: (event: any) => unknown, options: (queues: any) => FunctionOptions) {
  const region = createRegion()
  region.clock.freeze(START)
  const ok = region.createQueue('ok')
  const dead = region.createQueue('dead')
  const lost = region.createQueue('lost')
  const fn = region.registerFunction(
    'place',
    async (event: any) => handler(event),
    options({ ok, dead, lost }),
  )
  return { region, ok, dead, lost, fn }
}

const fail = (): never => {
  throw new RangeError('too many')
}

describe('destinations that are queues', () => {
  it('receive the record of a success', async () => {
    const { region, ok, dead, fn } = create(
      () => ({ done: true }),
      (queues) => ({ onSuccess: queues.ok, onFailure: queues.dead }),
    )
    await fn.invoke({ id: 1 }, { type: 'Event' })
    await region.idle()
    expect(ok.messages.map(({ json }) => json)).toEqual([
      {
        version: '1.0',
        timestamp: '2026-01-01T00:00:00.000Z',
        requestContext: {
          requestId: fn.lastInvocation?.requestId,
          functionArn: `${fn.arn}:$LATEST`,
          condition: 'Success',
          approximateInvokeCount: 1,
        },
        requestPayload: { id: 1 },
        responseContext: { statusCode: 200, executedVersion: '$LATEST' },
        responsePayload: { done: true },
      },
    ])
    expect(dead.size).toBe(0)
    expect(ok.messages[0]?.causedBy).toMatchObject({
      operation: 'SendMessage',
      causedBy: fn.lastInvocation,
    })
  })

  it('receive the record of a failure, after both retries', async () => {
    const { region, dead, fn } = create(fail, (queues) => ({ onFailure: `${queues.dead}` }))
    await fn.invoke({ id: 1 }, { type: 'Event' })
    await region.idle()
    const [record] = dead.messages.map(({ json }) => json as any)
    expect(record).toMatchObject({
      timestamp: '2026-01-01T00:03:00.000Z',
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 3 },
      responseContext: { functionError: 'Unhandled' },
      responsePayload: { errorType: 'RangeError', errorMessage: 'too many' },
    })
  })

  it('receive events of a function without concurrency at once', async () => {
    const { region, dead, fn } = create(fail, (queues) => ({
      onFailure: queues.dead,
      reservedConcurrentExecutions: 0,
    }))
    await fn.invoke({ id: 1 }, { type: 'Event' })
    await region.idle()
    const [record] = dead.messages.map(({ json }) => json as any)
    expect(Object.keys(record)).toEqual([
      'version',
      'timestamp',
      'requestContext',
      'requestPayload',
    ])
    expect(record.requestContext).toMatchObject({
      condition: 'ZeroReservedConcurrency',
      approximateInvokeCount: 0,
    })
  })

  it('that are gone are a mistake of the test', async () => {
    const { region, fn } = create(
      () => 1,
      () => ({ onSuccess: 'arn:aws:sqs:us-east-1:123456789012:gone' }),
    )
    const listeners = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    const seen = new Promise((resolve) => process.once('unhandledRejection', resolve))
    await fn.invoke({}, { type: 'Event' })
    await region.idle()
    expect(String(await seen)).toContain('which does not exist')
    for (const listener of listeners) process.on('unhandledRejection', listener)
  })

  it('are refused by name if their service is not simulated', () => {
    expect(() =>
      create(
        () => 1,
        () => ({ onFailure: 'arn:aws:firehose:us-east-1:123456789012:deliverystream/failures' }),
      ),
    ).toThrow(/onFailure/)
  })

  it('may be buckets, which receive an object for each event', async () => {
    const { region, fn } = create(fail, () => ({
      onFailure: 'arn:aws:s3:::failures',
      retryAttempts: 0,
    }))
    const failures = region.createBucket('failures')
    await fn.invoke({ id: 1 }, { type: 'Event' })
    await region.idle()
    const [object] = failures.objects
    expect(object?.key).toMatch(
      /^aws\/lambda\/async\/place\/2026\/01\/01\/2026-01-01T00\.00\.00-[0-9a-f-]{36}$/,
    )
    expect(object?.json()).toMatchObject({ requestPayload: { id: 1 } })
    expect(failures.writes[0]?.causedBy).toMatchObject({ operation: 'PutObject' })
  })
})

describe('a dead-letter queue', () => {
  it('receives the event as it was sent, beside the failure destination', async () => {
    const { region, dead, lost, fn } = create(fail, (queues) => ({
      deadLetterQueue: queues.lost,
      onFailure: queues.dead,
      retryAttempts: 0,
    }))
    await fn.invoke({ id: 1 }, { type: 'Event' })
    await region.idle()
    const client = new SQSClient(region.sdk)
    const { Messages } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: lost.url, MessageAttributeNames: ['All'] }),
    )
    expect(Messages).toMatchObject([
      {
        Body: '{"id":1}',
        MessageAttributes: {
          RequestID: { DataType: 'String', StringValue: fn.lastInvocation?.requestId },
          ErrorCode: { DataType: 'Number', StringValue: '200' },
          ErrorMessage: { DataType: 'String', StringValue: 'too many' },
        },
      },
    ])
    expect(dead.size).toBe(1)
  })

  it('takes errors without a message, and the first 1 KB of a long one', async () => {
    const messages = ['', 'x'.repeat(5_000)]
    const { region, lost, fn } = create(
      () => {
        throw new Error(messages.shift())
      },
      (queues) => ({ deadLetterQueue: queues.lost, retryAttempts: 0 }),
    )
    await fn.invoke({}, { type: 'Event' })
    await fn.invoke({}, { type: 'Event' })
    await region.idle()
    const lengths = lost.messages.map(({ attributes }) => attributes['ErrorMessage']?.length)
    expect(lengths).toEqual([undefined, 1_024])
  })

  it('is a queue or a topic, never a function', () => {
    expect(() =>
      create(fail, () => ({
        deadLetterQueue: 'arn:aws:lambda:us-east-1:123456789012:function:place',
      })),
    ).toThrow('deadLetterQueue')
  })
})

describe('through the SDK', () => {
  it('destinations and dead-letter queues are configured, shown and used', async () => {
    const { region, dead, lost } = create(fail, () => ({}))
    const client = new LambdaClient(region.sdk)
    const FunctionName = 'place'
    await client.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName,
        MaximumRetryAttempts: 0,
        DestinationConfig: { OnFailure: { Destination: dead.arn } },
      }),
    )
    const DeadLetterConfig = { TargetArn: lost.arn }
    await client.send(new UpdateFunctionConfigurationCommand({ FunctionName, DeadLetterConfig }))
    const shown = await client.send(new GetFunctionConfigurationCommand({ FunctionName }))
    expect(shown.DeadLetterConfig).toEqual(DeadLetterConfig)
    await client.send(
      new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{ "id": 1 }' }),
    )
    await region.idle()
    expect([dead.size, lost.messages.map(({ body }) => body)]).toEqual([1, ['{ "id": 1 }']])
  })

  it('functions are destinations by ARN', async () => {
    const { region, fn } = create(
      () => 1,
      () => ({}),
    )
    const audit = region.registerFunction('audit', async () => undefined)
    const client = new LambdaClient(region.sdk)
    await client.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: 'place',
        DestinationConfig: { OnSuccess: { Destination: audit.arn } },
      }),
    )
    await fn.invoke({}, { type: 'Event' })
    await region.idle()
    expect(audit.invocations).toHaveLength(1)
  })

  it('targets that do not exist are refused', async () => {
    const { region } = create(fail, () => ({}))
    const client = new LambdaClient(region.sdk)
    const Destination = 'arn:aws:sqs:us-east-1:123456789012:gone'
    const config = { FunctionName: 'place', DestinationConfig: { OnSuccess: { Destination } } }
    await expect(client.send(new PutFunctionEventInvokeConfigCommand(config))).rejects.toThrow(
      `The destination ARN ${Destination} is invalid.`,
    )
    const DeadLetterConfig = { TargetArn: Destination }
    await expect(
      client.send(
        new UpdateFunctionConfigurationCommand({ FunctionName: 'place', DeadLetterConfig }),
      ),
    ).rejects.toMatchObject({ name: 'InvalidParameterValueException' })
  })
})
