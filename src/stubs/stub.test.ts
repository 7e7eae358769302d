import { BedrockRuntimeClient, InvokeModelCommand } from '@aws-sdk/client-bedrock-runtime'
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import {
  InternalErrorException,
  PublishCommand,
  SNSClient,
  ThrottledException,
} from '@aws-sdk/client-sns'
import { describe, expect, it } from 'vitest'
import { awsError } from '../core/planned/aws-error.ts'
import { MisuseError, UnsupportedError } from '../core/errors.ts'
import { defineRegion } from '../region/definition/definition.ts'
import { createRegion } from '../region/index.ts'

const setUp = () => {
  const region = createRegion({ unhandled: 'warn' })
  const client = new SNSClient(region.sdk)
  const publish = (Message = 'm', TopicArn = 'arn:t') =>
    client.send(new PublishCommand({ TopicArn, Message }))
  const idOf = async (...args: Parameters<typeof publish>) => (await publish(...args)).MessageId
  return { region, client, publish, idOf }
}

describe('answers', () => {
  it('with a value, a function, an asynchronous function', async () => {
    const { region, idOf } = setUp()
    region.stub(PublishCommand, { MessageId: '1' })
    expect(await idOf()).toBe('1')
    region.stub(PublishCommand, ({ Message }) => ({ MessageId: Message! }))
    expect(await idOf('2')).toBe('2')
    region.stub(PublishCommand, async ({ Message }) => ({ MessageId: `a${Message}` }))
    expect(await idOf('3')).toBe('a3')
  })

  it('with errors: given, returned, thrown, and the SDK’s own', async () => {
    const { region, publish } = setUp()
    const throttled = () => awsError('ThrottledException', 'Rate exceeded')
    const answers = [
      throttled(),
      () => throttled(),
      async () => throttled(),
      () => {
        throw throttled()
      },
      async () => {
        throw throttled()
      },
      new ThrottledException({ message: 'Rate exceeded', $metadata: {} }),
      () => {
        throw new ThrottledException({ message: 'Rate exceeded', $metadata: {} })
      },
    ]
    for (const answer of answers) {
      const stub = region.stub(PublishCommand, answer)
      const failed = publish()
      await expect(failed).rejects.toThrow(ThrottledException)
      await expect(failed).rejects.toMatchObject({
        message: 'Rate exceeded',
        $metadata: { httpStatusCode: 429, attempts: 3 },
      })
      expect(stub.calls.map(({ status, error }) => [status, error?.name])).toEqual(
        Array(3).fill([429, 'ThrottledException']),
      )
    }
  })

  it('pass any other error to the caller unchanged and without a retry', async () => {
    const { region, publish } = setUp()
    const stub = region.stub(PublishCommand, () => {
      throw new RangeError('mine')
    })
    await expect(publish()).rejects.toThrow(RangeError)
    expect(stub.calls).toHaveLength(1)
    const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
    region.stub(PublishCommand, { MessageId: 'after' })
    region.stub(PublishCommand, lost, { times: 1 })
    expect((await publish()).$metadata.attempts).toBe(2)
  })

  it('take status and retries from the model, the error’s name, or the test', async () => {
    const { region, publish } = setUp()
    const attempt = async (...args: Parameters<typeof awsError>) => {
      region.stub(PublishCommand, awsError(...args))
      const { $metadata } = await publish().then(
        () => undefined as never,
        (error: { $metadata: { httpStatusCode: number; attempts: number } }) => error,
      )
      return [$metadata.httpStatusCode, $metadata.attempts]
    }
    expect(await attempt('InternalErrorException', 'x')).toEqual([500, 3])
    expect(await attempt('NotFoundException', 'x')).toEqual([404, 1])
    expect(await attempt('NotFoundException', 'x', { status: 410 })).toEqual([410, 1])
    expect(await attempt('NotFoundException', 'x', { retryable: true })).toEqual([404, 3])
    expect(await attempt('InternalErrorException', 'x', { retryable: false })).toEqual([500, 1])
    expect(await attempt('SomethingElse', 'x')).toEqual([400, 1])
    expect(await attempt('SomethingElse', 'x', { retryable: true })).toEqual([503, 3])
    region.stub(PublishCommand, awsError('InternalErrorException', 'x'))
    await expect(publish()).rejects.toThrow(InternalErrorException)
  })

  it('run outside the sandbox of a handler that calls', async () => {
    const { region, client } = setUp()
    let seen: unknown
    region.stub(PublishCommand, () => {
      seen = process.env['AWS_LAMBDA_FUNCTION_NAME']
      return { MessageId: '1' }
    })
    const fn = region.registerFunction('f', () => client.send(new PublishCommand({ Message: 'x' })))
    const run = await fn.invoke({})
    expect(run.status).toBe('succeeded')
    expect(seen).toBeUndefined()
    expect(run.calls.map(({ operation }) => operation)).toEqual(['Publish'])
  })
})

describe('the stub that answers', () => {
  it('is the newest that matches, then an older one', async () => {
    const { region, idOf } = setUp()
    region.stub(PublishCommand, { MessageId: 'first' })
    region.stub(PublishCommand, { MessageId: 'b' }, { when: { Message: 'b' } })
    const once = region.stub(PublishCommand, { MessageId: 'once' }, { times: 1 })
    expect(await idOf('b')).toBe('once')
    expect(await idOf('b')).toBe('b')
    expect(await idOf('c')).toBe('first')
    expect(once.calls).toHaveLength(1)
  })

  it('is chosen by a deep part of the input, asymmetric matchers, or a predicate', async () => {
    const { region, client, idOf } = setUp()
    region.stub(PublishCommand, { MessageId: 'other' })
    region.stub(
      PublishCommand,
      { MessageId: 'deep' },
      { when: { MessageAttributes: { k: { StringValue: expect.stringContaining('v') } } } },
    )
    region.stub(
      PublishCommand,
      { MessageId: 'predicate' },
      { when: ({ Message }) => Message === 'p' },
    )
    const MessageAttributes = { k: { DataType: 'String', StringValue: 'v1' } }
    const deep = await client.send(new PublishCommand({ Message: 'x', MessageAttributes }))
    expect(deep.MessageId).toBe('deep')
    expect(await idOf('p')).toBe('predicate')
    expect(await idOf('q')).toBe('other')
  })

  it('is chosen by bytes written as a string', async () => {
    const region = createRegion()
    region.stub(InvokeModelCommand, { body: 'no' } as never)
    region.stub(
      InvokeModelCommand,
      { body: 'yes', contentType: 'x' },
      { when: { body: '{"a":1}' } },
    )
    const client = new BedrockRuntimeClient(region.sdk)
    const { body } = await client.send(new InvokeModelCommand({ modelId: 'm', body: '{"a":1}' }))
    expect(body.transformToString()).toBe('yes')
  })

  it('is chosen for each of several parallel calls', async () => {
    const { region, idOf } = setUp()
    region.stub(PublishCommand, { MessageId: 'rest' })
    region.stub(PublishCommand, async () => ({ MessageId: 'once' }), { times: 1 })
    expect((await Promise.all([idOf(), idOf(), idOf()])).sort()).toEqual(['once', 'rest', 'rest'])
  })

  it('may be missing, and the error says why', async () => {
    const { region } = setUp()
    const client = new SFNClient(region.sdk)
    const start = () => client.send(new StartExecutionCommand({ stateMachineArn: 'arn:m' }))
    const answer = { executionArn: 'a', startDate: new Date(0) }
    region.stub(StartExecutionCommand, answer, { times: 1 })
    region.stub(StartExecutionCommand, answer, { when: { stateMachineArn: 'arn:x' } })
    await start()
    await expect(start()).rejects.toThrow(UnsupportedError)
    await expect(start()).rejects.toThrow(
      'SFN StartExecution is not simulated. Of its 2 stubs, 1 is used up and 1 is for other input.',
    )
    expect(region.unsupported).toHaveLength(2)
  })

  it('fails the call if its condition throws', async () => {
    const { region, publish } = setUp()
    const stub = region.stub(
      PublishCommand,
      {},
      {
        when: () => {
          throw new RangeError('mine')
        },
      },
    )
    await expect(publish()).rejects.toThrow('mine')
    expect(stub.calls[0]!.error).toBeInstanceOf(RangeError)
  })

  it('can be ended with restore(), also twice', async () => {
    const { region, idOf, publish } = setUp()
    region.stub(PublishCommand, { MessageId: 'old' })
    const stub = region.stub(PublishCommand, { MessageId: 'new' })
    expect(await idOf()).toBe('new')
    stub.restore()
    stub.restore()
    expect(await idOf()).toBe('old')
    expect(stub.calls).toHaveLength(1)
    const { region: other } = setUp()
    expect(other.unsupported).toEqual([])
    void publish
  })
})

describe('the error of an unsupported call suggests a stub for', () => {
  it('an operation of a service that is not simulated', async () => {
    const { region } = setUp()
    const client = new SFNClient(region.sdk)
    const start = client.send(new StartExecutionCommand({ stateMachineArn: 'arn:m' }))
    await expect(start).rejects.toThrow(
      'SFN StartExecution is not simulated. To answer it yourself: region.stub(StartExecutionCommand, ...). ',
    )
  })

  it('an operation that a simulated service does not have', async () => {
    const region = createRegion({ unhandled: 'warn' })
    region.stub(ListFunctionsCommand, { Functions: [] })
    const client = new LambdaClient(region.sdk)
    const { ListLayersCommand } = await import('@aws-sdk/client-lambda')
    await expect(client.send(new ListLayersCommand({}))).rejects.toThrow(
      'Lambda ListLayers is not simulated. To answer it yourself: region.stub(ListLayersCommand, ...). See',
    )
    region.stub(ListLayersCommand, { Layers: [{ LayerName: 'l' }] })
    expect((await client.send(new ListLayersCommand({}))).Layers).toHaveLength(1)
  })
})

describe('calls', () => {
  it('are records in journal and trace, with causes', async () => {
    const { region, client } = setUp()
    const stub = region.stub(PublishCommand, { MessageId: '1' })
    const place = region.registerFunction('place', async () => {
      await client.send(new PublishCommand({ TopicArn: 'arn:t', Message: 'placed' }))
    })
    const run = await place.invoke({})
    const [call] = stub.calls
    expect(call).toMatchObject({
      kind: 'call',
      service: 'sns',
      operation: 'Publish',
      input: { TopicArn: 'arn:t', Message: 'placed' },
      output: { MessageId: '1' },
      status: 200,
      stubbed: true,
    })
    expect(call!.causedBy).toBe(run)
    expect(String(region.trace(run))).toMatch(/place.*succeeded[^]*Publish sns \(stub\) +200/)
    expect(String(region.trace(stub))).toContain('Publish')
  })

  it('print', async () => {
    const { region, publish } = setUp()
    const stub = region.stub(PublishCommand, { MessageId: '1' }, { times: 2 })
    await publish()
    const { inspect } = await import('node:util')
    expect(inspect(stub)).toBe('Stub of PublishCommand (1 call, answers 1 more)')
  })

  it('meet planned faults before stubs', async () => {
    const { region, client, idOf } = setUp()
    const stub = region.stub(PublishCommand, { MessageId: '1' }, { times: 1 })
    region.faults.fail('sns', 'ThrottlingException')
    expect(await idOf()).toBe('1')
    expect(stub.calls.map(({ status }) => status)).toEqual([400, 200])
    void client
    region.stub(InvokeModelCommand, { body: 'x', contentType: 'y' })
    region.faults.fail('bedrock-runtime', 'ThrottlingException', { operation: 'InvokeModel' })
    const { $metadata } = await new BedrockRuntimeClient(region.sdk).send(
      new InvokeModelCommand({ modelId: 'm' }),
    )
    expect($metadata.attempts).toBe(2)
    expect(region.faults.pending).toEqual([])
    expect(() => region.faults.fail('bedrock-runtim', 'X')).toThrow(/Did you mean 'bedrockruntime'/)
    expect(() => region.faults.fail('sns', 'X', { operation: 'Publis' })).toThrow(MisuseError)
    region.stub(StartExecutionCommand, { executionArn: 'a', startDate: new Date(0) })
    region.faults.delay('sfn', '2s')
    const started = new SFNClient(region.sdk).send(
      new StartExecutionCommand({ stateMachineArn: 'a' }),
    )
    await region.clock.advance('2s')
    expect((await started).executionArn).toBe('a')
  })
})

/** The simulation's answer to a call that no stub answers: the topic does not exist. */
const SIMULATED = /^Invalid parameter: TopicArn/

describe('worlds', () => {
  const app = defineRegion(
    (region) => {
      const stub = region.stub(PublishCommand, { MessageId: 'defined' }, { times: 1 })
      return { stub, client: new SNSClient(region.sdk) }
    },
    { unhandled: 'warn' },
  )
  const send = async (client: SNSClient) =>
    (await client.send(new PublishCommand({ Message: 'm' }))).MessageId

  it(
    'forks inherit stubs, and count their calls separately',
    app(async ({ stub, client, region }) => {
      expect(await send(client)).toBe('defined')
      expect(stub.calls).toHaveLength(1)
      await expect(send(client)).rejects.toThrow(SIMULATED)
      const own = region.stub(PublishCommand, { MessageId: 'own' })
      expect(await send(client)).toBe('own')
      expect(own.calls).toHaveLength(1)
    }),
  )

  it(
    'a test’s own stub ends with its world',
    app(async ({ stub, client, region }) => {
      expect(stub.calls).toHaveLength(0)
      expect(await send(client)).toBe('defined')
      region.stub(PublishCommand, { MessageId: 'own' })
      region.reset()
      expect(stub.calls).toHaveLength(0)
      expect(await send(client)).toBe('defined')
      await expect(send(client)).rejects.toThrow(SIMULATED)
      stub.restore()
    }),
  )

  it(
    'restore() of an inherited stub applies only to this world',
    app(async ({ stub, client }) => {
      expect(await send(client)).toBe('defined')
      void stub
    }),
  )

  it('snapshots keep stubs, reset() removes them', async () => {
    const { region, idOf, publish } = setUp()
    region.stub(PublishCommand, { MessageId: '1' }, { times: 2 })
    await idOf()
    const snapshot = region.snapshot()
    await idOf()
    region.stub(PublishCommand, { MessageId: '2' })
    region.restore(snapshot)
    expect(await idOf()).toBe('1')
    await expect(publish()).rejects.toThrow(SIMULATED)
    region.reset()
    region.restore(snapshot)
    expect(await idOf()).toBe('1')
    region.reset()
    await expect(publish()).rejects.toThrow(SIMULATED)
  })

  it('a world that has ended refuses stubs', () => {
    const { region } = setUp()
    region.end()
    expect(() => region.stub(PublishCommand, {})).toThrow(MisuseError)
  })

  it('a stub of the main region answers in every region, another one only in its own', async () => {
    const { region } = setUp()
    const eu = region.in('eu-west-1')
    const everywhere = region.stub(PublishCommand, { MessageId: 'everywhere' })
    const there = eu.stub(PublishCommand, { MessageId: 'there' }, { times: 1 })
    const sendFrom = (name: string) => send(new SNSClient({ ...region.sdk, region: name }))
    expect(await sendFrom('us-east-1')).toBe('everywhere')
    expect(await sendFrom('ap-south-1')).toBe('everywhere')
    expect(await sendFrom('eu-west-1')).toBe('there')
    expect(await sendFrom('eu-west-1')).toBe('everywhere')
    expect([everywhere.calls.length, there.calls.length]).toEqual([3, 1])
  })

  it('regions share nothing', async () => {
    const { region } = setUp()
    region.stub(PublishCommand, { MessageId: '1' })
    await expect(setUp().publish()).rejects.toThrow(SIMULATED)
  })
})
