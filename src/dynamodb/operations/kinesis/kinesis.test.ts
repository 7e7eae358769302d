import {
  DescribeKinesisStreamingDestinationCommand,
  DisableKinesisStreamingDestinationCommand,
  DynamoDBClient,
  EnableKinesisStreamingDestinationCommand,
  PutItemCommand,
  UpdateKinesisStreamingDestinationCommand,
} from '@aws-sdk/client-dynamodb'
import { DeleteStreamCommand, KinesisClient } from '@aws-sdk/client-kinesis'
import { describe, expect, it } from 'vitest'
import { createRegion } from '../../../region/index.ts'

function setUp() {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const changes = region.createStream('changes')
  const client = new DynamoDBClient({ ...region.sdk, maxAttempts: 1 })
  return { region, orders, changes, client }
}

const refusal = async (call: Promise<unknown>): Promise<string> => {
  const error = await call.then(
    () => new Error('accepted'),
    (caught: Error) => caught,
  )
  return `${error.name}: ${error.message}`
}

describe('Kinesis streaming destinations', () => {
  it('are enabled, updated, disabled and described', async () => {
    const { orders, changes, client } = setUp()
    const named = { TableName: 'orders', StreamArn: changes.arn }
    const enable = () => client.send(new EnableKinesisStreamingDestinationCommand(named))
    const disable = () => client.send(new DisableKinesisStreamingDestinationCommand(named))
    const update = (precision?: 'MICROSECOND' | 'MILLISECOND') =>
      client.send(
        new UpdateKinesisStreamingDestinationCommand({
          ...named,
          UpdateKinesisStreamingConfiguration: precision && {
            ApproximateCreationDateTimePrecision: precision,
          },
        }),
      )
    const describe_ = async () =>
      (await client.send(new DescribeKinesisStreamingDestinationCommand({ TableName: orders.arn })))
        .KinesisDataStreamDestinations
    const invalid =
      'ValidationException: Table is not in a valid state to enable Kinesis Streaming Destination: '
    const none = `${invalid}No streaming destination with streamArn: ${changes.arn} found for table with tableName: orders`
    expect(await refusal(disable())).toBe(none)
    expect(await refusal(update('MICROSECOND'))).toBe(none)
    expect(await enable()).toMatchObject({ ...named, DestinationStatus: 'ENABLING' })
    expect(await refusal(enable())).toBe(
      `${invalid}KinesisStreamingDestination must be DISABLED to perform ENABLE operation.`,
    )
    expect(await describe_()).toEqual([{ StreamArn: changes.arn, DestinationStatus: 'ACTIVE' }])
    expect(await refusal(update())).toBe(
      'ValidationException: Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or contain only null values',
    )
    expect(await update('MICROSECOND')).toMatchObject({ DestinationStatus: 'UPDATING' })
    expect(await refusal(update('MICROSECOND'))).toMatch(
      /^ValidationException: Invalid Request: Precision is already set to the desired value of MICROSECOND for tableId: [\da-f-]{36}, kdsArn: arn:/,
    )
    expect(await disable()).toMatchObject({ DestinationStatus: 'DISABLING' })
    expect(await describe_()).toMatchObject([{ DestinationStatus: 'DISABLED' }])
    expect(await refusal(disable())).toMatch(/must be ACTIVE to perform DISABLE operation\.$/)
  })

  it('are at most two, of streams that exist', async () => {
    const { region, client } = setUp()
    const enable = (StreamArn: string, TableName = 'orders') =>
      refusal(client.send(new EnableKinesisStreamingDestinationCommand({ TableName, StreamArn })))
    const arnOf = (name: string) => region.createStream(name).arn
    expect(await enable(arnOf('a'))).toBe('Error: accepted')
    expect(await enable(arnOf('b'))).toBe('Error: accepted')
    expect(await enable(arnOf('c'))).toMatch(/^LimitExceededException/)
    expect(await enable(region.stream('a').arn, 'missing')).toBe(
      'ResourceNotFoundException: Requested resource not found: Table: missing not found',
    )
    expect(await enable('arn:aws:kinesis:us-east-1:123456789012:stream/none')).toBe(
      'ValidationException: User does not have a permission to use kinesis stream',
    )
    expect(await enable('short')).toMatch(/'streamArn' failed to satisfy constraint/)
  })

  it('receive each change after the write, with both images', async () => {
    const { region, orders, changes, client } = setUp()
    orders.streamTo(changes)
    await client.send(
      new PutItemCommand({
        TableName: 'orders',
        Item: { id: { S: 'a' }, bytes: { B: Buffer.from('x') } },
      }),
    )
    await region.idle()
    const [record] = changes.records
    expect(record?.json).toEqual({
      awsRegion: 'us-east-1',
      eventID: expect.stringMatching(/^[\da-f-]{36}$/),
      eventName: 'INSERT',
      userIdentity: null,
      recordFormat: 'application/json',
      tableName: 'orders',
      dynamodb: {
        ApproximateCreationDateTime: Date.UTC(2026, 0, 1),
        Keys: { id: { S: 'a' } },
        NewImage: { id: { S: 'a' }, bytes: { B: 'eA==' } },
        SizeBytes: 12,
      },
      eventSource: 'aws:dynamodb',
    })
    expect(record?.causedBy).toMatchObject({ kind: 'write', table: 'orders' })
    expect(record?.partitionKey).toMatch(/^[\dA-F]{32}$/)
    orders.put({ id: 'a' })
    expect(changes.size).toBe(1)
    orders.put({ id: 'a' })
    orders.delete({ id: 'a' })
    await region.idle()
    expect(changes.records.map(({ json }) => json.eventName)).toEqual([
      'INSERT',
      'MODIFY',
      'REMOVE',
    ])
    expect(changes.records[1]?.json.dynamodb.OldImage).toEqual({
      id: { S: 'a' },
      bytes: { B: 'eA==' },
    })
  })

  it('have microseconds if asked, and name the expiry of an item', async () => {
    const { region, changes } = setUp()
    const carts = region.createTable('carts', { partitionKey: 'id', timeToLive: 'expires' })
    carts.streamTo('changes', { precision: 'MICROSECOND' })
    carts.put({ id: 'a', expires: Date.UTC(2026, 0, 1) / 1000 - 10 })
    carts.sweepExpired()
    await region.idle()
    expect(changes.records.map(({ json }) => json)).toMatchObject([
      {
        dynamodb: {
          ApproximateCreationDateTime: Date.UTC(2026, 0, 1) * 1000,
          ApproximateCreationDateTimePrecision: 'MICROSECOND',
        },
      },
      {
        eventName: 'REMOVE',
        userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' },
      },
    ])
  })

  it('may disappear, and are checked in a test’s words', async () => {
    const { region, orders, changes } = setUp()
    orders.streamTo(changes.arn)
    orders.put({ id: 'a' })
    await region.idle()
    await new KinesisClient(region.sdk).send(new DeleteStreamCommand({ StreamName: 'changes' }))
    orders.put({ id: 'b' })
    await region.idle()
    expect(() => orders.streamTo(region.createTable('carts', { partitionKey: 'id' }))).toThrow(
      "orders.streamTo received stream: the table 'carts'. Expected a Kinesis stream",
    )
    expect(() => orders.streamTo('changes', { precise: true } as never)).toThrow(
      "orders.streamTo() received the unknown option 'precise'",
    )
    expect(() => orders.streamTo('other')).toThrow(/permission to use kinesis stream/)
  })
})
