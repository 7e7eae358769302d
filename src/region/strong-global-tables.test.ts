import {
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { createRegion } from './index.ts'

describe('multi-Region strong consistency', () => {
  const strong = (more: object = {}) => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const here = region.createTable('orders', {
      partitionKey: 'id',
      multiRegionConsistency: 'STRONG',
      replicas: ['us-east-2', 'us-west-2'],
      ...more,
    })
    return { region, here, ohio: region.in('us-east-2').table('orders') }
  }

  it('shows every write everywhere at once, and has no stream unless asked', () => {
    const { region, here, ohio } = strong()
    here.put({ id: '1', v: 1 })
    ohio.put({ id: '1', v: 2 })
    expect(here.get({ id: '1' })).toEqual({ id: '1', v: 2 })
    expect(region.in('us-west-2').table('orders').size).toBe(1)
    expect(() => ohio.put({ id: '1' }, { condition: 'v = :v', values: { ':v': 1 } })).toThrow(
      'The conditional request failed',
    )
    expect(here.conflicts).toEqual([])
  })

  it('describes itself, with a witness', async () => {
    const { region } = strong({ replicas: ['us-east-2'], witnessRegion: 'us-west-2' })
    const client = new DynamoDBClient(region.sdk)
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }))
    expect(Table).toMatchObject({
      MultiRegionConsistency: 'STRONG',
      Replicas: [{ RegionName: 'us-east-2', ReplicaStatus: 'ACTIVE' }],
      GlobalTableWitnesses: [{ RegionName: 'us-west-2', WitnessStatus: 'ACTIVE' }],
    })
    expect(Table).not.toHaveProperty('StreamSpecification')
    const TableName = 'orders'
    await expect(client.send(new DeleteTableCommand({ TableName }))).rejects.toThrow(
      'Deleting a single replica is not supported',
    )
    await client.send(
      new UpdateTableCommand({
        TableName,
        ReplicaUpdates: [{ Delete: { RegionName: 'us-east-2' } }],
        GlobalTableWitnessUpdates: [{ Delete: { RegionName: 'us-west-2' } }],
      }),
    )
    await client.send(new DeleteTableCommand({ TableName }))
  })

  it('refuses transactions and time to live', async () => {
    const { region } = strong()
    const client = new DynamoDBClient(region.sdk)
    const transaction = new TransactWriteItemsCommand({
      TransactItems: [{ Put: { TableName: 'orders', Item: { id: { S: '1' } } } }],
    })
    await expect(client.send(transaction)).rejects.toMatchObject({ name: 'ValidationException' })
    const ttl = new UpdateTimeToLiveCommand({
      TableName: 'orders',
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    })
    await expect(client.send(ttl)).rejects.toMatchObject({ name: 'ValidationException' })
    expect(() => strong({ timeToLive: 'ttl' })).toThrow('Time to live is not supported')
  })

  it('refuses a write to an item that another region is writing', async () => {
    const { region, here, ohio } = strong()
    here.delay('PutItem', '2s')
    const put = (name: string, id: string) =>
      new DynamoDBClient({ ...region.in(name).sdk, maxAttempts: 1 }).send(
        new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }),
      )
    const slow = put('us-east-1', '1')
    await expect(put('us-east-2', '1')).rejects.toMatchObject({
      name: 'ReplicatedWriteConflictException',
      message:
        'The request was rejected because one or more items in the request are being modified by a request in another Region.',
    })
    await put('us-east-2', '2')
    await region.clock.advance('2s')
    await slow
    await put('us-east-2', '1')
    expect(ohio.size).toBe(2)
  })

  it('works where two of the three reach each other', async () => {
    const { region, here, ohio } = strong()
    here.put({ id: '1' })
    region.partition('us-east-2')
    here.put({ id: '2' })
    expect(ohio.get({ id: '1' })).toEqual({ id: '1' })
    expect(ohio.get({ id: '2' })).toBeUndefined()
    const client = new DynamoDBClient({ ...region.in('us-east-2').sdk, maxAttempts: 1 })
    const read = (ConsistentRead: boolean) =>
      client.send(
        new GetItemCommand({ TableName: 'orders', Key: { id: { S: '1' } }, ConsistentRead }),
      )
    await expect(read(true)).rejects.toMatchObject({ name: 'InternalServerError' })
    expect((await read(false)).Item).toBeDefined()
    expect(() => ohio.put({ id: '3' })).toThrow('Internal server error')
    region.heal()
    expect(ohio.size).toBe(2)
    ohio.put({ id: '3' })
    expect(here.size).toBe(3)
  })
})
