import { BatchWriteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const region = createRegion()
const orders = region.createTable('orders', { partitionKey: 'id' })
const client = new DynamoDBClient({ ...region.sdk, maxAttempts: 1 })
const put = (id: string) =>
  client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id } } }))

it('fails as planned', async () => {
  orders.fail('PutItem', 'ProvisionedThroughputExceededException', { nth: 2 })
  await put('o1')
  await expect(put('o2')).rejects.toThrow('The level of configured provisioned throughput')
  await put('o3')

  orders.fail('PutItem', 'ThrottlingException', { key: { id: 'o4' } })
  await put('o5')
  expect(region.faults.pending).toHaveLength(1) // it waits for o4
  await expect(put('o4')).rejects.toThrow()

  expect(orders.items.map(({ id }) => id as string).sort()).toEqual(['o1', 'o3', 'o5'])
})

it('leaves requests of a batch unprocessed', async () => {
  orders.unprocessed(1)
  const requests = ['a', 'b'].map((id) => ({ PutRequest: { Item: { id: { S: id } } } }))
  const { UnprocessedItems } = await client.send(
    new BatchWriteItemCommand({ RequestItems: { orders: requests } }),
  )
  expect(UnprocessedItems?.orders).toHaveLength(1)
})
