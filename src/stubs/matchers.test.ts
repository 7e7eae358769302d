import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { InvokeModelCommand, BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import { MisuseError } from '../core/errors.ts'
import { createRegion } from '../region/index.ts'
import {
  toHaveBeenInvoked,
  toHaveItem,
  toHaveReceived,
  toHaveReceivedTimes,
} from '../testing/index.ts'

describe('a stub as a subject', () => {
  it('toHaveReceived, with a part of the input', async () => {
    const region = createRegion()
    const stub = region.stub(PublishCommand, { MessageId: '1' })
    expect(() => toHaveReceived(stub, 'Publish')).toThrow(
      'Expected the stub of Publish to have received Publish, but it did not.\n\nIt received nothing.',
    )
    await new SNSClient(region.sdk).send(new PublishCommand({ TopicArn: 'arn:t', Message: 'a' }))
    toHaveReceived(stub, 'Publish')
    toHaveReceived(stub, 'Publish', { Message: expect.stringContaining('a') })
    toHaveReceivedTimes(stub, 'Publish', 1)
    expect(() => toHaveReceived(stub, 'Publish', { Message: 'b' })).toThrow(
      /It received Publish once\. The nearest:[^]*-   Message: 'b',\n\+   Message: 'a',[^]*Publish sns \(stub\)/,
    )
    expect(() => toHaveReceivedTimes(stub, 'Publish', 2)).toThrow('but it received it once')
  })

  it('plain values, and bytes as strings', async () => {
    const region = createRegion()
    const put = region.stub(PutCommand, {})
    const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
    await docs.send(new PutCommand({ TableName: 'orders', Item: { id: 'o1', n: 1 } }))
    toHaveReceived(put, 'PutItem', { Item: { id: 'o1' } })
    const model = region.stub(InvokeModelCommand, { body: '', contentType: '' })
    await new BedrockRuntimeClient(region.sdk).send(
      new InvokeModelCommand({ modelId: 'm', body: '{"a":1}' }),
    )
    toHaveReceived(model, 'InvokeModel', { body: '{"a":1}' })
    expect(() => toHaveReceived(model, 'InvokeModel', { body: '{"a":2}' })).toThrow()
  })

  it('mistakes', () => {
    const stub = createRegion().stub(PublishCommand, {})
    const slip = (body: () => void, message: string) => {
      expect(body).toThrow(MisuseError)
      expect(body).toThrow(message)
    }
    slip(() => toHaveReceived(stub, 'Publis'), "Expected 'Publish'. Did you mean 'Publish'?")
    slip(() => toHaveReceivedTimes(stub, 'PutItem', 1), "Expected 'Publish'.")
    slip(() => toHaveItem(stub, { id: '1' }), 'toHaveItem received a stub. Expected a table.')
    slip(() => toHaveBeenInvoked(stub), 'toHaveBeenInvoked received a stub.')
    slip(() => toHaveReceived({}, 'PutItem'), 'Expected a table or a stub.')
  })
})
