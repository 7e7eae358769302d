import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { createRegion } from 'miniregion'
import { expect, it } from 'vitest'

it('a transaction delayed by a fault locks its items until it commits', async () => {
  const region = createRegion()
  const accounts = region.createTable('accounts', { partitionKey: 'id' })
  accounts.seed([
    { id: 'ann', balance: 10 },
    { id: 'bob', balance: 0 },
  ])
  accounts.delay('TransactWriteItems', '2s')
  const client = new DynamoDB({ ...region.sdk, maxAttempts: 1 })
  const add = (id: string, amount: number) => ({
    Update: {
      TableName: accounts.name,
      Key: { id: { S: id } },
      UpdateExpression: 'ADD balance :n',
      ExpressionAttributeValues: { ':n': { N: String(amount) } },
    },
  })
  const TransactItems = [add('ann', -5), add('bob', 5)]
  const moving = client.transactWriteItems({ TransactItems, ClientRequestToken: 'move' })
  await Promise.resolve()

  const put = (id: string) => client.putItem({ TableName: accounts.name, Item: { id: { S: id } } })
  await expect(put('ann')).rejects.toMatchObject({ name: 'TransactionConflictException' })
  await expect(client.transactWriteItems({ TransactItems: [add('bob', 1)] })).rejects.toMatchObject(
    {
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }],
    },
  )
  await expect(
    client.transactWriteItems({ TransactItems, ClientRequestToken: 'move' }),
  ).rejects.toMatchObject({ name: 'TransactionInProgressException' })
  await put('eve')
  expect(accounts.get({ id: 'ann' })).toEqual({ id: 'ann', balance: 10 })

  await region.idle()
  await moving
  expect(accounts.get({ id: 'ann' })).toEqual({ id: 'ann', balance: 5 })
  expect(accounts.get({ id: 'bob' })).toEqual({ id: 'bob', balance: 5 })
})
