import 'miniregion/vitest'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { defaultRegion, Table } from 'miniregion'
import { beforeAll, expect, it } from 'vitest'

const orders = new Table<{ id: string }>('chained-orders', { partitionKey: 'id' })
const client = new DynamoDBClient(defaultRegion.sdk)

beforeAll(() => {
  void (async () => {
    const { TableNames = [] } = await client.send(new ListTablesCommand({}))
    defaultRegion.seed({ 'chained-orders': TableNames.map((id) => ({ id })) })
  })()
})

it('passes: the seed comes during the test', () => {
  expect(orders.get({ id: 'chained-orders' })).toBeDefined()
})

it('passes: the seed is undone', () => {
  expect(orders.size).toBe(0)
})
