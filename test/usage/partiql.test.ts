import {
  BatchExecuteStatementCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb'
import { createRegion, type Region, type Table } from 'miniregion'
import { beforeEach, describe, expect, it } from 'vitest'

interface Order {
  customerId: string
  orderId: string
  amount?: number
}

let region: Region
let orders: Table<Order>
let client: DynamoDBClient

beforeEach(() => {
  region = createRegion()
  orders = region.createTable<Order>('orders', {
    partitionKey: 'customerId',
    sortKey: 'orderId',
  })
  orders.seed([
    { customerId: 'c1', orderId: 'o1', amount: 5 },
    { customerId: 'c1', orderId: 'o2', amount: 9 },
    { customerId: 'c2', orderId: 'o1', amount: 1 },
  ])
  client = new DynamoDBClient(region.sdk)
})

describe('PartiQL through the SDK', () => {
  it('reads and writes', async () => {
    const { Items } = await client.send(
      new ExecuteStatementCommand({
        Statement: 'SELECT orderId, amount FROM "orders" WHERE customerId = ? AND amount > ?',
        Parameters: [{ S: 'c1' }, { N: '5' }],
      }),
    )
    expect(Items).toEqual([{ orderId: { S: 'o2' }, amount: { N: '9' } }])

    await client.send(
      new ExecuteStatementCommand({
        Statement:
          "UPDATE orders SET amount = amount + 1 WHERE customerId = 'c2' AND orderId = 'o1'",
      }),
    )
    expect(orders.get({ customerId: 'c2', orderId: 'o1' })).toMatchObject({ amount: 2 })
    expect(orders.writes).toMatchObject([{ type: 'MODIFY', newItem: { amount: 2 } }])
    expect(orders.calls.map(({ operation }) => operation)).toContain('ExecuteStatement')
  })

  it('pages with NextToken', async () => {
    const seen: unknown[] = []
    let token: string | undefined
    do {
      const page = await client.send(
        new ExecuteStatementCommand({
          Statement: 'SELECT * FROM orders',
          Limit: 2,
          NextToken: token,
        }),
      )
      seen.push(...(page.Items ?? []))
      token = page.NextToken
    } while (token)
    expect(seen).toHaveLength(3)
  })

  it('answers batches statement by statement', async () => {
    const { Responses } = await client.send(
      new BatchExecuteStatementCommand({
        Statements: [
          { Statement: "INSERT INTO orders VALUE {'customerId': 'c3', 'orderId': 'o1'}" },
          { Statement: "INSERT INTO orders VALUE {'customerId': 'c1', 'orderId': 'o1'}" },
        ],
      }),
    )
    expect(Responses).toMatchObject([{ TableName: 'orders' }, { Error: { Code: 'DuplicateItem' } }])
  })

  it('cancels transactions', async () => {
    const failure = client.send(
      new ExecuteTransactionCommand({
        TransactStatements: [
          { Statement: "INSERT INTO orders VALUE {'customerId': 'c4', 'orderId': 'o1'}" },
          {
            Statement:
              "DELETE FROM orders WHERE customerId = 'c1' AND orderId = 'o1' AND amount = 7",
          },
        ],
      }),
    )
    await expect(failure).rejects.toBeInstanceOf(TransactionCanceledException)
    await expect(failure).rejects.toMatchObject({
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    })
    expect(orders.size).toBe(3)
  })
})
