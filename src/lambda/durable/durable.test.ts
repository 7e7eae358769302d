import {
  GetDurableExecutionHistoryCommand,
  LambdaClient,
  SendDurableExecutionCallbackFailureCommand,
  SendDurableExecutionCallbackHeartbeatCommand,
  SendDurableExecutionCallbackSuccessCommand,
  StopDurableExecutionCommand,
} from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../region/index.ts'
import {
  type Event,
  DONE,
  PENDING,
  START,
  setUp,
  checkpointer,
  statusOf,
} from './protocol.fixture.ts'

describe('a durable function', () => {
  it('waits three days on the clock of its region', async () => {
    const { region, client } = setUp()
    const fn = region.registerFunction(
      'trip',
      async (event: Event) => {
        if (statusOf(event, 'w') === 'SUCCEEDED') return DONE
        const checkpoint = checkpointer(client, event)
        await checkpoint({
          ...START,
          Id: 'w',
          Name: 'cool down',
          Type: 'WAIT',
          WaitOptions: { WaitSeconds: 259_200 },
        })
        return PENDING
      },
      { durable: { executionTimeout: '7d', retention: '14d' } },
    )
    const running = fn.invoke({ id: 1 } as never)
    await region.idle()
    expect(await running).toMatchObject({
      status: 'succeeded',
      payload: 'done',
      event: { id: 1 },
      duration: 259_200_000,
    })
    expect(fn.executions).toMatchObject([
      {
        status: 'SUCCEEDED',
        result: 'done',
        attempts: 2,
        waits: [{ name: 'cool down', status: 'SUCCEEDED', seconds: 259_200 }],
        steps: [],
      },
    ])
    expect(fn.invocations).toHaveLength(2)
  })
  it('retries steps when they are due, and counts their attempts', async () => {
    const { region, client } = setUp()
    const fn = region.registerFunction(
      'retry',
      async (event: Event) => {
        const checkpoint = checkpointer(client, event)
        const step = event.InitialExecutionState.Operations.find(({ Id }) => Id === 's')
        if (step?.Status !== 'READY') {
          const error = { ErrorMessage: 'busy', ErrorType: 'Busy' }
          await checkpoint({ ...START, Id: 's', Name: 'charge', Type: 'STEP' })
          await checkpoint({
            Id: 's',
            Type: 'STEP',
            Action: 'RETRY',
            Error: error,
            StepOptions: { NextAttemptDelaySeconds: 60 },
          })
          return PENDING
        }
        expect(step.StepDetails?.Attempt).toBe(1)
        await checkpoint({ Id: 's', Type: 'STEP', Action: 'SUCCEED', Payload: '{"paid":true}' })
        return DONE
      },
      { durable: { executionTimeout: '1h' } },
    )
    await fn.invoke({} as never, { type: 'Event' })
    await region.idle()
    expect(fn.executions[0]).toMatchObject({
      status: 'SUCCEEDED',
      attempts: 2,
      steps: [
        {
          name: 'charge',
          status: 'SUCCEEDED',
          attempts: 2,
          result: { paid: true },
          error: undefined,
        },
      ],
    })
    const { Events = [] } = await client.send(
      new GetDurableExecutionHistoryCommand({ DurableExecutionArn: fn.executions[0]?.arn }),
    )
    expect(Events.map(({ EventId, EventType }) => `${EventId} ${EventType}`)).toEqual([
      '1 ExecutionStarted',
      '2 StepStarted',
      '3 StepFailed',
      '4 InvocationCompleted',
      '5 StepSucceeded',
      '6 InvocationCompleted',
      '7 ExecutionSucceeded',
    ])
    expect(Events[2]?.StepFailedDetails).toEqual({
      Error: { Payload: { ErrorMessage: 'busy', ErrorType: 'Busy' }, Truncated: false },
      RetryDetails: { CurrentAttempt: 1, NextAttemptDelaySeconds: 60 },
    })
  })

  it('is invoked again after a crash, with what it had checkpointed', async () => {
    const { region, client } = setUp()
    let crashes = 2
    const fn = region.registerFunction(
      'crash',
      async (event: Event) => {
        if (!statusOf(event, 's')) {
          await checkpointer(
            client,
            event,
          )({ Id: 's', Type: 'STEP', Action: 'SUCCEED', Payload: '1' })
        }
        if (crashes-- > 0) throw new Error('crash')
        return DONE
      },
      { durable: { executionTimeout: '1h' } },
    )
    await fn.invoke({} as never, { type: 'Event' })
    await region.idle()
    expect(fn.executions[0]).toMatchObject({
      status: 'SUCCEEDED',
      attempts: 3,
      steps: [{ attempts: 1, result: 1 }],
    })
    expect(fn.invocations.map(({ status }) => status)).toEqual(['failed', 'failed', 'succeeded'])
    expect(fn.invocations.map(({ startedAt }) => startedAt % 60_000)).toEqual([0, 1_000, 3_000])
  })

  it('fails when it breaks the protocol, and when it says so', async () => {
    const { region } = setUp()
    const answers = [
      ['text', 'Invalid Status in invocation output.'],
      [PENDING, 'Cannot return PENDING status with no pending operations.'],
      [{ ...DONE, Error: {} }, 'Cannot provide an Error for SUCCEEDED status.'],
      [{ Status: 'FAILED', Result: '1' }, 'Cannot provide a Result for FAILED status.'],
      [{ Status: 'FAILED', Error: { ErrorMessage: 'no', ErrorType: 'Refused' } }, 'no'],
    ] as const
    for (const [index, [answer, message]] of answers.entries()) {
      const fn = region.registerFunction(`broken-${index}`, async () => answer, {
        durable: { executionTimeout: 60 },
      })
      const run = await fn.invoke()
      expect(run).toMatchObject({ status: 'failed', error: { errorMessage: message } })
      expect(fn.executions[0]).toMatchObject({ status: 'FAILED', attempts: 1 })
    }
  })

  it('times out as a whole', async () => {
    const { region, client } = setUp()
    const fn = region.registerFunction(
      'slow',
      async (event: Event) => {
        await checkpointer(client, event)({ ...START, Id: 'c', Type: 'CALLBACK' })
        return PENDING
      },
      { durable: { executionTimeout: '1h' } },
    )
    const running = fn.invoke({} as never)
    await region.idle()
    expect(fn.executions[0]?.status).toBe('RUNNING')
    await region.clock.advance('1h')
    expect(await running).toMatchObject({
      status: 'timedOut',
      error: { errorMessage: 'Execution timed out after 3600 seconds.' },
    })
  })
})

describe('callbacks', () => {
  const waitFor = async (client: LambdaClient, event: Event, options = {}) => {
    const status = statusOf(event, 'c')
    if (status === 'SUCCEEDED') return DONE
    if (status) return { Status: 'FAILED', Error: { ErrorType: status } }
    await checkpointer(
      client,
      event,
    )({
      ...START,
      Id: 'c',
      Name: 'approval',
      Type: 'CALLBACK',
      CallbackOptions: options,
    })
    return PENDING
  }

  const begin = async (options = {}) => {
    const { region, client } = setUp()
    const fn = region.registerFunction('ask', (event: Event) => waitFor(client, event, options), {
      durable: { executionTimeout: '1d' },
    })
    await fn.invoke({} as never, { type: 'Event' })
    await region.idle()
    const CallbackId = fn.executions[0]?.callbacks[0]?.id ?? ''
    return { region, client, fn, CallbackId }
  }

  it('wake the execution', async () => {
    const { region, client, fn, CallbackId } = await begin()
    expect(fn.executions[0]?.callbacks).toMatchObject([{ name: 'approval', status: 'STARTED' }])
    const command = new SendDurableExecutionCallbackSuccessCommand({
      CallbackId,
      Result: Buffer.from('{"yes":true}'),
    })
    await client.send(command)
    await region.idle()
    expect(fn.executions[0]).toMatchObject({
      status: 'SUCCEEDED',
      callbacks: [{ status: 'SUCCEEDED', result: { yes: true } }],
    })
    await expect(client.send(command)).rejects.toMatchObject({
      name: 'CallbackTimeoutException',
      message: 'The callback is either timed out or already completed',
    })
  })

  it('fail', async () => {
    const { region, client, fn, CallbackId } = await begin()
    const Error = { ErrorMessage: 'declined', ErrorType: 'Declined' }
    await client.send(new SendDurableExecutionCallbackFailureCommand({ CallbackId, Error }))
    await region.idle()
    expect(fn.executions[0]).toMatchObject({ status: 'FAILED', callbacks: [{ error: Error }] })
  })

  it('time out, and without heartbeats earlier', async () => {
    const { region, client, fn, CallbackId } = await begin({
      TimeoutSeconds: 600,
      HeartbeatTimeoutSeconds: 120,
    })
    await region.clock.advance('110s')
    await client.send(new SendDurableExecutionCallbackHeartbeatCommand({ CallbackId }))
    await region.clock.advance('110s')
    expect(fn.executions[0]?.callbacks[0]?.status).toBe('STARTED')
    await region.clock.advance('10s')
    expect(fn.executions[0]).toMatchObject({
      status: 'FAILED',
      callbacks: [{ status: 'TIMED_OUT', error: { ErrorType: 'Callback.Heartbeat' } }],
    })
  })

  it('of nobody are refused', async () => {
    const { client } = setUp()
    await expect(
      client.send(new SendDurableExecutionCallbackSuccessCommand({ CallbackId: 'nonsense' })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'Invalid callback id',
    })
  })
})

describe('invoked functions', () => {
  it.each([
    ['plain', { status: 'SUCCEEDED', result: { twice: 4 } }],
    ['failing', { status: 'FAILED', error: { ErrorMessage: 'no', ErrorType: 'Error' } }],
    ['nested:$LATEST', { status: 'SUCCEEDED', result: 'done' }],
    [
      'nested',
      {
        status: 'FAILED',
        error: { ErrorMessage: 'You cannot invoke a durable function using an unqualified ARN.' },
      },
    ],
    ['missing', { status: 'FAILED', error: { ErrorType: 'ResourceNotFoundException' } }],
  ])('%s', async (FunctionName, outcome) => {
    const { region, client } = setUp()
    region.registerFunction('plain', async ({ n }: { n: number }) => ({ twice: n * 2 }))
    region.registerFunction('failing', async () => {
      throw new Error('no')
    })
    const durable = { executionTimeout: '1h' } as const
    region.registerFunction('nested', async () => DONE, { durable })
    const fn = region.registerFunction(
      'caller',
      async (event: Event) => {
        if (statusOf(event, 'i') !== undefined) return DONE
        await checkpointer(
          client,
          event,
        )({
          ...START,
          Id: 'i',
          Type: 'CHAINED_INVOKE',
          Payload: '{"n":2}',
          ChainedInvokeOptions: { FunctionName },
        })
        return PENDING
      },
      { durable },
    )
    await fn.invoke({} as never, { type: 'Event' })
    await region.idle()
    expect(fn.executions[0]).toMatchObject({ status: 'SUCCEEDED', invokes: [outcome] })
  })
})

it.each([
  [{}, "an executionTimeout, such as '1h'"],
  [{ executionTimeout: '400d' }, '1 seconds to 31622400 seconds'],
  [{ executionTimeout: '1h', retention: '1h' }, '86400 seconds to 7776000 seconds'],
  [{ executionTimeOut: '1h' }, "Did you mean 'executionTimeout'?"],
])('registerFunction refuses durable: %j', (durable, message) => {
  const region = createRegion()
  expect(() => region.registerFunction('f', async () => 1, { durable: durable as never })).toThrow(
    message,
  )
})

// AWS: durable-best-practices.html, "Error handling".
describe('the dead-letter queue of a durable function', () => {
  const failed = { Status: 'FAILED', Error: { ErrorType: 'Declined', ErrorMessage: 'no money' } }

  it('receives the event of an execution that failed', async () => {
    const { region } = setUp()
    const dead = region.createQueue('dead')
    const fn = region.registerFunction('pay', async () => failed, {
      durable: { executionTimeout: '7d' },
      deadLetterQueue: dead,
    })
    await fn.invoke({ id: 1 } as never, { type: 'Event' })
    await region.idle()
    expect(fn.executions).toMatchObject([{ status: 'FAILED' }])
    expect(dead.messages).toMatchObject([
      { json: { id: 1 }, attributes: { ErrorCode: '200', ErrorMessage: 'no money' } },
    ])
  })

  it('receives the event of one that timed out or was stopped', async () => {
    const { region, client } = setUp()
    const dead = region.createQueue('dead')
    const fn = region.registerFunction(
      'wait',
      async (event: Event) => {
        const wait = { WaitOptions: { WaitSeconds: 7_200 } }
        await checkpointer(client, event)({ ...START, Id: 'w', Type: 'WAIT', ...wait })
        return PENDING
      },
      { durable: { executionTimeout: '1h' }, deadLetterQueue: dead },
    )
    await fn.invoke({ id: 1 } as never, { type: 'Event' })
    await fn.invoke({ id: 2 } as never, { type: 'Event' })
    await region.clock.advance('1s')
    const DurableExecutionArn = fn.executions[1]?.arn
    await client.send(new StopDurableExecutionCommand({ DurableExecutionArn }))
    await region.clock.advance('1h')
    await region.idle()
    expect(fn.executions.map(({ status }) => status)).toEqual(['TIMED_OUT', 'STOPPED'])
    expect(dead.messages.map(({ json }) => json)).toEqual([{ id: 2 }, { id: 1 }])
  })

  it('receives nothing of a success, nor of a synchronous call', async () => {
    const { region } = setUp()
    const dead = region.createQueue('dead')
    const options = { durable: { executionTimeout: '5m' }, deadLetterQueue: dead } as const
    const done = region.registerFunction('done', async () => DONE, options)
    const pay = region.registerFunction('pay', async () => failed, options)
    await done.invoke({ id: 1 } as never, { type: 'Event' })
    await pay.invoke({ id: 2 } as never)
    await region.idle()
    expect(dead.messages).toEqual([])
  })
})
