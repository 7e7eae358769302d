// CreateTable through the SDK, for a table that another file created, and again.
import 'miniregion/vitest'
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, expect, it } from 'vitest'
import { client, expectFresh, leaveBehind } from '../shared.mjs'

const input = {
  TableName: 'orders',
  AttributeDefinitions: [{ AttributeName: 'sdk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'sdk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
}
expectFresh()
await client.send(new CreateTableCommand(input))

it('replaces the table of another file', async () => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }))
  expect(Table.KeySchema).toEqual(input.KeySchema)
  await expect(client.send(new CreateTableCommand(input))).rejects.toMatchObject({
    name: 'ResourceInUseException',
    message: 'Table already exists: orders',
  })
})

afterAll(leaveBehind)
