import { DynamoDB, TableNotFoundException, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import { DynamoDBStreams, type _Record } from '@aws-sdk/client-dynamodb-streams'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const schema = {
  TableName: 'orders',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' as const }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  BillingMode: 'PAY_PER_REQUEST' as const,
}

it('creates, changes and deletes tables like AWS', async () => {
  const region = createRegion()
  const client = new DynamoDB(region.sdk)
  const { TableDescription } = await client.createTable(schema)
  expect(TableDescription).toMatchObject({ TableStatus: 'CREATING', ItemCount: 0 })
  await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: 'orders' })

  await client.updateTable({
    TableName: 'orders',
    AttributeDefinitions: [{ AttributeName: 'status', AttributeType: 'S' }],
    GlobalSecondaryIndexUpdates: [
      {
        Create: {
          IndexName: 'byStatus',
          KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      },
    ],
  })
  await client.putItem({ TableName: 'orders', Item: { id: { S: '1' }, status: { S: 'OPEN' } } })
  expect(region.table('orders').query({ status: 'OPEN' }, { index: 'byStatus' })).toHaveLength(1)

  await client.deleteTable({ TableName: 'orders' })
  expect(await client.listTables({})).toMatchObject({ TableNames: [] })
})

it('reads streams', async () => {
  const region = createRegion()
  const streams = new DynamoDBStreams(region.sdk)
  const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
  orders.put({ id: '1', amount: 9 })
  orders.put({ id: '1', amount: 10 })

  const { Streams } = await streams.listStreams({ TableName: 'orders' })
  const StreamArn = Streams![0]!.StreamArn
  const { StreamDescription } = await streams.describeStream({ StreamArn })
  const { ShardIterator } = await streams.getShardIterator({
    StreamArn,
    ShardId: StreamDescription!.Shards![0]!.ShardId,
    ShardIteratorType: 'TRIM_HORIZON',
  })
  const { Records } = await streams.getRecords({ ShardIterator })
  expect(Records!.map((record: _Record) => record.eventName)).toEqual(['INSERT', 'MODIFY'])
  expect(Records![1]!.dynamodb!.NewImage).toEqual({ id: { S: '1' }, amount: { N: '10' } })
})

it('tags, backs up and restores', async () => {
  const region = createRegion()
  const client = new DynamoDB(region.sdk)
  const orders = region.createTable('orders', { partitionKey: 'id' })
  orders.put({ id: '1' })

  await client.tagResource({ ResourceArn: orders.arn, Tags: [{ Key: 'team', Value: 'a' }] })
  const { Tags } = await client.listTagsOfResource({ ResourceArn: orders.arn })
  expect(Tags).toEqual([{ Key: 'team', Value: 'a' }])

  const { BackupDetails } = await client.createBackup({ TableName: 'orders', BackupName: 'daily' })
  orders.put({ id: '2' })
  await client.restoreTableFromBackup({
    TargetTableName: 'restored',
    BackupArn: BackupDetails!.BackupArn,
  })
  expect(region.table('restored').items).toEqual([{ id: '1' }])
  await expect(client.describeContinuousBackups({ TableName: 'none' })).rejects.toBeInstanceOf(
    TableNotFoundException,
  )
})

it('deletes expired items as the clock moves', async () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  const sessions = region.createTable('sessions', { partitionKey: 'id', timeToLive: 'expires' })
  sessions.put({ id: 'old', expires: Date.parse('2025-12-31T23:00:00Z') / 1000 })
  expect(sessions.size).toBe(1)
  await region.clock.advance('48h')
  expect(sessions.size).toBe(0)
})
