import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

const region = createRegion()
const orders = region.createTable('orders', { partitionKey: 'id' })
const client = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))

async function placeOrder(id: string): Promise<void> {
  await client.send(new PutCommand({ TableName: 'orders', Item: { id, status: 'NEW' } }))
  await client.send(
    new UpdateCommand({
      TableName: 'orders',
      Key: { id },
      UpdateExpression: 'SET #s = :s',
      ExpressionAttributeNames: { '#s': 'status' },
      ExpressionAttributeValues: { ':s': 'OPEN' },
    }),
  )
}

it('shows its calls and writes', async () => {
  await placeOrder('o1')

  expect(orders.writes).toMatchObject([
    { type: 'INSERT', key: { id: 'o1' }, newItem: { status: 'NEW' } },
    { type: 'MODIFY', patches: [{ op: 'replace', path: ['status'], value: 'OPEN' }] },
  ])
  expect(orders.calls.map(({ operation }) => operation)).toEqual(['PutItem', 'UpdateItem'])
})
