import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { InvokeCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { StartExecutionCommand } from '@aws-sdk/client-sfn'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { describe, expect, it } from 'vitest'
import { awsError } from '../core/planned/aws-error.ts'
import { MisuseError } from '../core/errors.ts'
import { createRegion } from '../region/index.ts'

const setUp = () => {
  const region = createRegion()
  const client = new SNSClient(region.sdk)
  const publish = () => client.send(new PublishCommand({ Message: 'm' }))
  return { region, publish }
}

describe('mistakes in the call', () => {
  const { region } = setUp()
  const refused = (body: () => unknown, message: string | RegExp) => {
    expect(body).toThrow(MisuseError)
    expect(body).toThrow(message)
  }
  const command = (value: unknown) => () => region.stub(value as typeof PublishCommand, {})

  it('a value that is not a command', () => {
    refused(
      command(new PublishCommand({ Message: 'm' })),
      /Did you mean the class itself: PublishCommand\?/,
    )
    refused(command(SNSClient), /region\.stub\(\) received the class SNSClient.*a command's class/s)
    refused(command('Publish'), 'region.stub() received a string.')
    refused(
      command(() => ({})),
      'region.stub() received a function.',
    )
    refused(command(undefined), 'region.stub() received undefined.')
    class OldCommand {
      input = {}
      resolveMiddleware() {}
    }
    refused(command(OldCommand), /OldCommand of a client that is older than schemas.*3\.972/s)
  })

  it('a value that is not an answer', () => {
    refused(
      () => region.stub(PublishCommand, undefined as never),
      /received undefined as its answer/,
    )
    refused(() => region.stub(PublishCommand, 'x' as never), /received a string as its answer/)
  })

  it('options', () => {
    const stub = (options: object) => () => region.stub(PublishCommand, {}, options)
    refused(stub({ time: 1 }), "Did you mean 'times'?")
    refused(stub({ times: 0 }), 'times: 0')
    refused(stub({ times: 1.5 }), 'times: 1.5')
    refused(stub({ when: 'x' }), /when: "x"/)
    refused(
      stub({ when: { Topic: 'x' } }),
      /condition on 'Topic', which the input of PublishCommand does not have/,
    )
    stub({ times: Infinity })()
  })

  it('errors', () => {
    refused(() => awsError('', 'x'), /awsError\(\) received ""/)
    refused(() => awsError('X', 1 as never), /its message/)
    refused(() => awsError('X', 'x', { status: 200 }), /status: 200/)
  })
})

describe('mistakes in an answer', () => {
  const misuse = async (body: () => Promise<unknown>, message: string | RegExp) => {
    await expect(body()).rejects.toThrow(MisuseError)
    await expect(body()).rejects.toThrow(message)
  }

  it('throw at once for a value', () => {
    const { region } = setUp()
    expect(() => region.stub(PublishCommand, { MesageId: '1' } as never)).toThrow(
      "The answer to PublishCommand has no member 'MesageId'. Expected one of MessageId, SequenceNumber. Did you mean 'MessageId'?",
    )
    expect(() => region.stub(PublishCommand, { MessageId: 1 } as never)).toThrow(
      "The answer to PublishCommand has 1 at 'MessageId'. Expected a string.",
    )
  })

  it('throw at the call for a function', async () => {
    const { region, publish } = setUp()
    region.stub(PublishCommand, () => ({ MesageId: '1' }) as never)
    await misuse(() => publish(), /has no member 'MesageId'/)
    region.stub(PublishCommand, (() => {}) as never)
    await misuse(() => publish(), /The answer to PublishCommand is undefined\..*\{\}/)
    region.stub(PublishCommand, (() => 'x') as never)
    await misuse(() => publish(), 'The answer to PublishCommand is a string.')
  })

  it('name the path of a nested member', () => {
    const region = createRegion()
    const refused = (answer: unknown, message: string) =>
      expect(() => region.stub(ListFunctionsCommand, answer as never)).toThrow(message)
    refused({ Functions: [{}, { FunctionNam: 'f' }] }, "has no member 'Functions[1].FunctionNam'")
    refused(
      { Functions: [{ Environment: { Variables: { A: 1 } } }] },
      "1 at 'Functions[0].Environment.Variables.A'",
    )
    refused({ Functions: { FunctionName: 'f' } }, "an object at 'Functions'. Expected an array.")
    refused({ Functions: [null] }, "null at 'Functions[0]'")
  })

  it('include wrong scalars', () => {
    const region = createRegion()
    const start = (answer: unknown) => () => region.stub(StartExecutionCommand, answer as never)
    expect(start({ executionArn: 'a', startDate: '2026' })).toThrow(
      `"2026" at 'startDate'. Expected a Date.`,
    )
    expect(start({ executionArn: 'a', startDate: new Date(NaN) })).toThrow('an invalid Date')
    const invoke = (answer: unknown) => () => region.stub(InvokeCommand, answer as never)
    expect(invoke({ StatusCode: '200' })).toThrow('Expected a number.')
    expect(invoke({ Payload: { a: 1 } })).toThrow(/Expected a string or bytes.*JSON\.stringify/s)
    const item = (answer: unknown) => () => region.stub(GetItemCommand, answer as never)
    expect(item({ Item: { id: 'x' } })).toThrow(/"x" at 'Item\.id'.*lib-dynamodb: GetCommand/s)
    expect(item({ Item: { id: { S: 'x', N: '1' } } })).toThrow(/one of/)
  })

  it('do not include undefined members and $metadata', async () => {
    const { region, publish } = setUp()
    const recorded = { MessageId: '1', SequenceNumber: undefined, $metadata: { attempts: 9 } }
    region.stub(PublishCommand, recorded)
    expect((await publish()).$metadata.attempts).toBe(1)
  })

  it('include unknown members of an error', async () => {
    const region = createRegion()
    const client = new DynamoDBClient(region.sdk)
    region.stub(
      GetItemCommand,
      awsError('ProvisionedThroughputExceededException', 'x', { ThrottlingReason: [] }),
    )
    await expect(client.send(new GetItemCommand({ TableName: 't', Key: {} }))).rejects.toThrow(
      /has no member 'ThrottlingReason'.*Did you mean 'ThrottlingReasons'/,
    )
  })
})
