import { DynamoDB, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

it('throttles like a provisioned table', async () => {
  const region = createRegion({ dynamodb: { capacity: 'enforced' } })
  region.clock.freeze('2026-01-01T00:00:00Z')
  const client = new DynamoDB({ ...region.sdk, maxAttempts: 1 })
  await client.createTable({
    TableName: 'orders',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
  })
  const put = (id: number) =>
    client.putItem({ TableName: 'orders', Item: { id: { S: String(id) } } })

  await region.clock.advance('1h') // up to five minutes' worth is kept for bursts
  for (let id = 0; id < 300; id++) await put(id)
  await expect(put(300)).rejects.toMatchObject({
    name: 'ProvisionedThroughputExceededException',
  })
  await region.clock.advance('1s')
  await put(300)
})

it('returns older data for eventually consistent reads', async () => {
  const region = createRegion({
    dynamodb: { consistency: 'eventual', consistencyLag: '500ms' },
  })
  region.clock.freeze('2026-01-01T00:00:00Z')
  const client = new DynamoDB(region.sdk)
  region.createTable('orders', { partitionKey: 'id' })
  await client.putItem({ TableName: 'orders', Item: { id: { S: '1' } } })

  const get = async (ConsistentRead: boolean) =>
    (await client.getItem({ TableName: 'orders', Key: { id: { S: '1' } }, ConsistentRead })).Item
  expect(await get(true)).toBeDefined()
  expect(await get(false)).toBeUndefined()
  await region.clock.advance(0.5)
  expect(await get(false)).toBeDefined()
})

it('passes through statuses', async () => {
  const region = createRegion({ dynamodb: { tableStatus: '5s' } })
  const client = new DynamoDB(region.sdk)
  await client.createTable({
    TableName: 'orders',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  })
  const item = { TableName: 'orders', Item: { id: { S: '1' } } }
  await expect(client.putItem(item)).rejects.toThrow('Requested resource not found')
  await region.clock.advance('5s')
  await waitUntilTableExists({ client, maxWaitTime: 30 }, { TableName: 'orders' })
  await client.putItem(item)
})
