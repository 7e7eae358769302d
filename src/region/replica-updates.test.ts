import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { createRegion } from './index.ts'

describe('UpdateTable with ReplicaUpdates', () => {
  const start = async () => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const client = new DynamoDBClient(region.sdk)
    await client.send(
      new CreateTableCommand({
        TableName: 'orders',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'a', AttributeType: 'S' },
        ],
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        GlobalSecondaryIndexes: [
          {
            IndexName: 'byA',
            KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        Tags: [{ Key: 'team', Value: 'x' }],
      }),
    )
    const update = (input: object) =>
      client.send(new UpdateTableCommand({ TableName: 'orders', ...input }))
    const create = (RegionName: string) => update({ ReplicaUpdates: [{ Create: { RegionName } }] })
    const eu = new DynamoDBClient({ ...region.sdk, region: 'eu-west-1' })
    return { region, client, eu, update, create }
  }

  it('adds, describes and removes a replica; its client is answered there', async () => {
    const { region, client, eu, create, update } = await start()
    await client.send(
      new PutItemCommand({ TableName: 'orders', Item: { pk: { S: '1' }, a: { S: 'x' } } }),
    )
    const { TableDescription } = await create('eu-west-1')
    expect(TableDescription).toMatchObject({
      TableStatus: 'UPDATING',
      GlobalTableVersion: '2019.11.21',
      Replicas: [{ RegionName: 'eu-west-1', ReplicaStatus: 'CREATING' }],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    })
    const describe = async (from: DynamoDBClient) =>
      (await from.send(new DescribeTableCommand({ TableName: 'orders' }))).Table
    expect(await describe(client)).toMatchObject({
      TableStatus: 'ACTIVE',
      Replicas: [{ RegionName: 'eu-west-1', ReplicaStatus: 'ACTIVE' }],
    })
    expect(await describe(eu)).toMatchObject({
      TableArn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/orders',
      Replicas: [{ RegionName: 'us-east-1', ReplicaStatus: 'ACTIVE' }],
      GlobalSecondaryIndexes: [{ IndexName: 'byA', ItemCount: 1 }],
      ItemCount: 1,
    })
    await eu.send(new PutItemCommand({ TableName: 'orders', Item: { pk: { S: '2' } } }))
    await region.idle()
    expect(region.table('orders').size).toBe(2)
    await update({ ReplicaUpdates: [{ Delete: { RegionName: 'eu-west-1' } }] })
    expect((await eu.send(new ListTablesCommand({}))).TableNames).toEqual([])
    expect(await describe(client)).not.toHaveProperty('Replicas')
  })

  it('adds a replica while writes are on their way to it', async () => {
    const { region, create } = await start()
    await create('eu-west-1')
    const eu = region.in('eu-west-1').table('orders')
    eu.put({ pk: '1' })
    region.table('orders').put({ pk: '2' })
    await create('us-west-2')
    await region.idle()
    const size = (name: string) => region.in(name).table('orders').size
    expect([size('us-east-1'), size('eu-west-1'), size('us-west-2')]).toEqual([2, 2, 2])
  })

  it('shares settings and leaves the rest to each replica', async () => {
    const { region, client, eu, create, update } = await start()
    await create('eu-west-1')
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: 'orders',
        TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
      }),
    )
    await update({ DeletionProtectionEnabled: true })
    await update({
      AttributeDefinitions: [{ AttributeName: 'b', AttributeType: 'S' }],
      GlobalSecondaryIndexUpdates: [
        {
          Create: {
            IndexName: 'byB',
            KeySchema: [{ AttributeName: 'b', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        },
      ],
    })
    const { Table } = await eu.send(new DescribeTableCommand({ TableName: 'orders' }))
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName)).toEqual(['byA', 'byB'])
    expect(Table?.DeletionProtectionEnabled).toBe(false)
    region.table('orders').put({ pk: '1', b: 'x' })
    await region.idle()
    const there = region.in('eu-west-1').table('orders')
    expect(there.query({ b: 'x' }, { index: 'byB' })).toHaveLength(1)
    await eu.send(new DeleteTableCommand({ TableName: 'orders' }))
    expect(
      (await client.send(new DescribeTableCommand({ TableName: 'orders' }))).Table,
    ).not.toHaveProperty('Replicas')
  })

  it.each<[string, object, string]>([
    [
      'its own region',
      { ReplicaUpdates: [{ Create: { RegionName: 'us-east-1' } }] },
      'Cannot add, delete, or update the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.',
    ],
    [
      'an unknown replica',
      { ReplicaUpdates: [{ Delete: { RegionName: 'eu-west-1' } }] },
      'Replica specified in the Replica Update or Replica Delete action of the request was not found.',
    ],
    ['no action', { ReplicaUpdates: [{}] }, 'Exactly one of Create, Update or Delete'],
    [
      'no region at all',
      { ReplicaUpdates: [{ Create: { RegionName: 'nowhere' } }] },
      'Region nowhere is not supported',
    ],
    [
      'two of the three of strong consistency',
      {
        ReplicaUpdates: [{ Create: { RegionName: 'us-east-2' } }],
        MultiRegionConsistency: 'STRONG',
      },
      'must be created with two replicas, or with one replica and one witness',
    ],
    [
      'several sets of regions',
      {
        ReplicaUpdates: [
          { Create: { RegionName: 'eu-west-1' } },
          { Create: { RegionName: 'us-west-2' } },
        ],
        MultiRegionConsistency: 'STRONG',
      },
      'must be in one Region set',
    ],
    [
      'a witness without strong consistency',
      { GlobalTableWitnessUpdates: [{ Create: { RegionName: 'us-east-2' } }] },
      'A witness requires multi-Region strong consistency',
    ],
  ])('refuses %s', async (_, input, message) => {
    const { update, region } = await start()
    await expect(update(input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    })
    expect(() => region.partition('eu-west-1')).toThrow('not a region in use')
  })

  it('refuses replicas of provisioned tables and streams that cannot replicate', async () => {
    const { create, update } = await start()
    await update({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      GlobalSecondaryIndexUpdates: [
        {
          Update: {
            IndexName: 'byA',
            ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
          },
        },
      ],
    })
    await expect(create('eu-west-1')).rejects.toThrow(
      'Table write capacity should either be Pay-Per-Request or AutoScaled.',
    )
    await update({ BillingMode: 'PAY_PER_REQUEST' })
    await create('eu-west-1')
    await expect(create('eu-west-1')).rejects.toThrow('already existed as tables')
    await expect(update({ StreamSpecification: { StreamEnabled: false } })).rejects.toThrow(
      'Streams cannot be disabled',
    )
  })

  it('shows the status of a replica that takes time', async () => {
    const region = createRegion({ dynamodb: { tableStatus: '5s' } })
    region.createTable('orders', { partitionKey: 'id' })
    const client = new DynamoDBClient(region.sdk)
    await client.send(
      new UpdateTableCommand({
        TableName: 'orders',
        ReplicaUpdates: [{ Create: { RegionName: 'eu-west-1' } }],
      }),
    )
    const status = async () => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }))
      return Table?.Replicas?.[0]?.ReplicaStatus
    }
    expect(await status()).toBe('CREATING')
    await region.clock.advance('5s')
    expect(await status()).toBe('ACTIVE')
  })
})
