import {
  ConditionalCheckFailedException,
  DynamoDB,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import { ServiceError, UnsupportedError } from '../../core/errors.ts'
import { stubWorld } from '../stub-services.fixture.ts'
import { createSdkConfig } from './config.ts'

const throttled = (): ServiceError =>
  new ServiceError('ProvisionedThroughputExceededException', 'slow down')

describe('a DynamoDB client with region.sdk', () => {
  it('calls the operation and returns its output', async () => {
    const world = stubWorld(() => ({ Item: { id: { S: 'a' }, bin: { B: 'AQI=' } } }))
    const client = new DynamoDB(createSdkConfig(world))
    const answer = await client.getItem({ TableName: 't', Key: { id: { S: 'a' } } })
    expect(answer.Item).toEqual({ id: { S: 'a' }, bin: { B: new Uint8Array([1, 2]) } })
    expect(answer.$metadata).toMatchObject({ httpStatusCode: 200, attempts: 1 })
    expect(answer.$metadata.requestId).toBe(world.calls[0]!.requestId)
    expect(world.calls[0]).toMatchObject({
      service: 'dynamodb',
      operation: 'GetItem',
      input: { TableName: 't', Key: { id: { S: 'a' } } },
      source: 'sdk',
    })
    expect(world.calls[0]?.configuredFor).toBeUndefined()
  })

  it('works through the DocumentClient', async () => {
    const world = stubWorld(() => ({ Item: { id: { S: 'a' }, n: { N: '1' } } }))
    const docs = DynamoDBDocumentClient.from(new DynamoDB(createSdkConfig(world)))
    const { Item } = await docs.send(new GetCommand({ TableName: 't', Key: { id: 'a' } }))
    expect(Item).toEqual({ id: 'a', n: 1 })
  })

  it("throws the SDK's own error classes with their members", async () => {
    const world = stubWorld(() => {
      throw new ServiceError('ConditionalCheckFailedException', 'The conditional request failed', {
        fields: { Item: { id: { S: 'x' } } },
      })
    })
    const client = new DynamoDB(createSdkConfig(world))
    const error = await client
      .putItem({ TableName: 't', Item: { id: { S: 'x' } } })
      .catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(ConditionalCheckFailedException)
    expect(error).toMatchObject({
      message: 'The conditional request failed',
      Item: { id: { S: 'x' } },
      $fault: 'client',
      $metadata: { httpStatusCode: 400, attempts: 1 },
    })
  })

  it("makes this client's default number of attempts, in no time", async () => {
    const world = stubWorld(() => {
      if (world.calls.length < 4) throw throttled()
      return {}
    })
    const client = new DynamoDB(createSdkConfig(world))
    const { $metadata } = await client.putItem({ TableName: 't', Item: {} })
    expect($metadata).toMatchObject({ attempts: 4, totalRetryDelay: 0 })
  })

  it.each([1, 2, 7])('makes the %i attempts that the user configured', async (maxAttempts) => {
    const world = stubWorld(() => {
      throw throttled()
    })
    const client = new DynamoDB({ ...createSdkConfig(world), maxAttempts })
    await expect(client.putItem({ TableName: 't', Item: {} })).rejects.toMatchObject({
      name: 'ProvisionedThroughputExceededException',
      $metadata: { attempts: maxAttempts },
    })
    expect(world.calls).toHaveLength(maxAttempts)
  })

  it('retries a dropped connection', async () => {
    const world = stubWorld(() => {
      if (world.calls.length > 2) return {}
      throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
    })
    const client = new DynamoDB(createSdkConfig(world))
    const { $metadata } = await client.putItem({ TableName: 't', Item: {} })
    expect($metadata.attempts).toBe(3)
  })

  it('refuses unknown operations and services once, by name', async () => {
    const world = stubWorld(() => ({}))
    const client = new DynamoDB(createSdkConfig(world))
    await expect(client.describeLimits({})).rejects.toThrow(UnsupportedError)
    await expect(client.describeLimits({})).rejects.toThrow(
      'DynamoDB DescribeLimits is not simulated.',
    )
    expect(world.refused).toHaveLength(2)
  })

  it('stops waiting when the caller aborts', async () => {
    const world = stubWorld(() => new Promise(() => {}))
    const client = new DynamoDBClient(createSdkConfig(world))
    const controller = new AbortController()
    const sent = client.send(new PutItemCommand({ TableName: 't', Item: {} }), {
      abortSignal: controller.signal,
    })
    await Promise.resolve()
    controller.abort()
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' })
    const again = client.send(new PutItemCommand({ TableName: 't', Item: {} }), {
      abortSignal: controller.signal,
    })
    await expect(again).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('records another region or endpoint that a client was configured for', async () => {
    const world = stubWorld(() => ({}))
    const config = createSdkConfig(world)
    for (const other of [
      { region: 'eu-west-1' },
      { endpoint: 'http://localhost:8000' },
      { endpoint: 'https://dynamodb.us-east-1.amazonaws.com' },
    ]) {
      const client = new DynamoDB({ ...config, ...other })
      await client.listTables({})
      await client.listTables({})
    }
    expect(world.calls.map(({ configuredFor }) => configuredFor)).toEqual([
      'eu-west-1',
      'eu-west-1',
      'localhost',
      'localhost',
      undefined,
      undefined,
    ])
  })
})
