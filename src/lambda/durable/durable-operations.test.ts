import {
  CheckpointDurableExecutionCommand,
  GetDurableExecutionCommand,
  InvokeCommand,
  ListDurableExecutionsByFunctionCommand,
  StopDurableExecutionCommand,
  type OperationUpdate,
} from '@aws-sdk/client-lambda'
import { describe, expect, it } from 'vitest'
import { type Event, DONE, PENDING, START, setUp, checkpointer } from './protocol.fixture.ts'

describe('the operations', () => {
  const durable = { executionTimeout: '10m' } as const

  it('Invoke wants a qualifier, and at most 15 minutes from those who wait', async () => {
    const { region, client } = setUp()
    region.registerFunction('short', async () => DONE, { durable, versions: 1 })
    region.registerFunction('long', async () => DONE, { durable: { executionTimeout: '1h' } })
    region.registerFunction('plain', async () => 1)
    const invoke = (input: ConstructorParameters<typeof InvokeCommand>[0]) =>
      client.send(new InvokeCommand(input))
    await expect(invoke({ FunctionName: 'short' })).rejects.toMatchObject({
      name: 'InvalidParameterValueException',
      message: 'You cannot invoke a durable function using an unqualified ARN.',
    })
    await expect(invoke({ FunctionName: 'long:$LATEST' })).rejects.toThrow(
      'You cannot synchronously invoke a durable function with an executionTimeout greater than 15 minutes.',
    )
    await expect(invoke({ FunctionName: 'plain', DurableExecutionName: 'x' })).rejects.toThrow(
      'Function plain is not a durable function',
    )
    const answer = await invoke({ FunctionName: 'short:1', DurableExecutionName: 'order-1' })
    expect(Buffer.from(answer.Payload ?? []).toString()).toBe('"done"')
    expect(answer.DurableExecutionArn).toMatch(
      /^arn:aws:lambda:us-east-1:123456789012:function:short:1\/durable-execution\/order-1\/[\w-]{36}$/,
    )
    const event = await invoke({
      FunctionName: 'long',
      Qualifier: '$LATEST',
      InvocationType: 'Event',
    })
    expect(event).toMatchObject({ StatusCode: 202 })
    await region.idle()
    const { Status } = await client.send(
      new GetDurableExecutionCommand({ DurableExecutionArn: event.DurableExecutionArn }),
    )
    expect(Status).toBe('SUCCEEDED')
  })

  it('a name stands for one execution of one payload', async () => {
    const { region, client } = setUp()
    const fn = region.registerFunction('once', async () => DONE, { durable })
    const invoke = (payload: string) =>
      client.send(
        new InvokeCommand({
          FunctionName: 'once:$LATEST',
          DurableExecutionName: 'o1',
          Payload: Buffer.from(payload),
        }),
      )
    const first = await invoke('{"n":1}')
    const again = await invoke('{"n":1}')
    expect(again.DurableExecutionArn).toBe(first.DurableExecutionArn)
    expect(fn.invocations).toHaveLength(1)
    await expect(invoke('{"n":2}')).rejects.toMatchObject({
      name: 'DurableExecutionAlreadyStartedException',
      $metadata: { httpStatusCode: 409 },
      message: `Execution already started: ${first.DurableExecutionArn}`,
    })
  })

  it('show, list and stop executions, and forget them after their retention', async () => {
    const { region, client } = setUp()
    const fn = region.registerFunction(
      'ask',
      async (event: Event) => {
        await checkpointer(client, event)({ ...START, Id: 'c', Type: 'CALLBACK' })
        return PENDING
      },
      { durable: { executionTimeout: '10m', retention: '2d' } },
    )
    const running = fn.invoke({ n: 1 } as never)
    await region.idle()
    const DurableExecutionArn = fn.executions[0]?.arn
    const list = async (input = {}) =>
      (
        await client.send(
          new ListDurableExecutionsByFunctionCommand({ FunctionName: 'ask', ...input }),
        )
      ).DurableExecutions
    expect(await list({ Statuses: ['RUNNING'] })).toMatchObject([{ DurableExecutionArn }])
    expect(await list({ Statuses: ['FAILED'] })).toEqual([])
    const stopped = await client.send(
      new StopDurableExecutionCommand({ DurableExecutionArn, Error: { ErrorMessage: 'enough' } }),
    )
    expect(stopped.StopTimestamp).toEqual(new Date('2026-01-01T00:00:00Z'))
    expect(await running).toMatchObject({ status: 'failed', error: { errorMessage: 'enough' } })
    const get = () => client.send(new GetDurableExecutionCommand({ DurableExecutionArn }))
    const { $metadata: _, ...shown } = await get()
    expect(shown).toEqual({
      DurableExecutionArn,
      DurableExecutionName: fn.executions[0]?.name,
      FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:ask:$LATEST',
      Status: 'STOPPED',
      StartTimestamp: new Date('2026-01-01T00:00:00Z'),
      EndTimestamp: new Date('2026-01-01T00:00:00Z'),
      Version: '$LATEST',
      InputPayload: '{"n":1}',
      Error: { ErrorMessage: 'enough' },
      ExecutionDataIncluded: true,
      DurableConfig: { ExecutionTimeout: 600, RetentionPeriodInDays: 2 },
    })
    await region.clock.advance('2d')
    await expect(get()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  })

  it('list the newest execution first, or the oldest, in pages', async () => {
    const { region, client } = setUp()
    const durable = { executionTimeout: '10m' } as const
    const fn = region.registerFunction('page', async () => DONE, { durable })
    for (const n of [1, 2, 3]) await fn.invoke({ n } as never)
    const list = async (ReverseOrder: boolean): Promise<(string | undefined)[]> => {
      const input = { FunctionName: 'page', ReverseOrder, MaxItems: 2 }
      const send = (Marker?: string) =>
        client.send(new ListDurableExecutionsByFunctionCommand({ ...input, Marker }))
      const first = await send()
      const second = await send(first.NextMarker)
      expect([first.DurableExecutions?.length, second.DurableExecutions?.length]).toEqual([2, 1])
      expect(second.NextMarker).toBeUndefined()
      return [...(first.DurableExecutions ?? []), ...(second.DurableExecutions ?? [])].map(
        ({ DurableExecutionArn }) => DurableExecutionArn,
      )
    }
    const arns = fn.executions.map(({ arn }) => arn)
    expect(arns).toHaveLength(3)
    expect(await list(true)).toEqual(arns)
    expect(await list(false)).toEqual([...arns].reverse())
  })

  it('a checkpoint needs the latest token, and changes nothing when it is refused', async () => {
    const { region, client } = setUp()
    const messages: string[] = []
    const fn = region.registerFunction(
      'checks',
      async (event: Event) => {
        const send = (CheckpointToken: string | undefined, ...Updates: OperationUpdate[]) =>
          client.send(
            new CheckpointDurableExecutionCommand({
              DurableExecutionArn: event.DurableExecutionArn,
              CheckpointToken,
              Updates,
            }),
          )
        const refused = async (token: string | undefined, ...updates: OperationUpdate[]) =>
          messages.push(
            await send(token, ...updates).then(
              () => 'ok',
              (e: Error) => e.message,
            ),
          )
        const step = { Id: 's', Type: 'STEP' } as const
        const { CheckpointToken: token } = await send(event.CheckpointToken, { ...step, ...START })
        await refused(event.CheckpointToken)
        await refused('nonsense')
        await refused(token, { ...step, ...START })
        await refused(token, { Id: 'a b', Type: 'STEP', ...START })
        await refused(token, { Id: 'x', ParentId: 's', Type: 'STEP', ...START })
        await refused(token, { Id: 's', Type: 'WAIT', ...START })
        await refused(token, { Id: 'w', Type: 'WAIT', ...START })
        await refused(token, { Id: 'w', Type: 'WAIT', Action: 'SUCCEED' })
        await refused(token, { Id: 'n', Type: 'STEP', ...START }, { ...step, Action: 'RETRY' })
        await refused(token, { ...step, Action: 'SUCCEED', Error: {} })
        await refused(
          token,
          { Id: 'e', Type: 'EXECUTION', Action: 'SUCCEED' },
          { ...step, ...START },
        )
        await send(token, { ...step, Action: 'SUCCEED' })
        return DONE
      },
      { durable },
    )
    expect(await fn.invoke({} as never)).toMatchObject({ status: 'succeeded' })
    expect(messages).toEqual([
      'Invalid checkpoint token',
      'Invalid checkpoint token',
      'Invalid current STEP state to start.',
      'Invalid operation id.',
      'Invalid parent operation id.',
      'Inconsistent operation type.',
      'Update for WAIT operation requires WaitOptions.',
      'Invalid action for the given operation type.',
      'Invalid StepOptions for the given action.',
      'Cannot provide an Error for SUCCEED action.',
      'EXECUTION checkpoint must be the last update.',
    ])
    expect(fn.executions[0]?.steps).toHaveLength(1)
  })

  it('end with their world', async () => {
    const { region, client } = setUp()
    const fn = region.registerFunction(
      'open',
      async (event: Event) => {
        await checkpointer(client, event)({ ...START, Id: 'c', Type: 'CALLBACK' })
        return PENDING
      },
      { durable },
    )
    const running = fn.invoke({} as never)
    await region.idle()
    region.reset()
    expect(await running).toMatchObject({ error: { errorType: 'Miniregion.Ended' } })
    expect(fn.executions).toEqual([])
  })
})
