import {
  BatchGetItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  ExecuteStatementCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { createRegion, ServiceError } from '../../index.ts'

const arn = (path: string): string => `arn:aws:dynamodb:us-east-1:123456789012:table/${path}`

function setup() {
  const region = createRegion()
  const orders = region.createTable('orders', {
    partitionKey: 'id',
    globalSecondaryIndexes: { byStatus: { partitionKey: 'status' } },
  })
  region.createTable('other', { partitionKey: 'id' })
  const client = new DynamoDBClient({ ...region.sdk, maxAttempts: 1 })
  type Sent = (command: unknown) => Promise<unknown>
  const failure = (command: unknown): Promise<any> =>
    (client.send as Sent).call(client, command).then(
      () => 'accepted',
      (error: unknown) => error,
    )
  return { region, orders, client, failure }
}

const Key = { id: { S: '1' } }
const put = new PutItemCommand({ TableName: 'orders', Item: Key })
const get = new GetItemCommand({ TableName: 'orders', Key })
const query = new QueryCommand({
  TableName: 'orders',
  IndexName: 'byStatus',
  KeyConditionExpression: '#s = :s',
  ExpressionAttributeNames: { '#s': 'status' },
  ExpressionAttributeValues: { ':s': { S: 'open' } },
})
const batch = new BatchGetItemCommand({
  RequestItems: { orders: { Keys: [Key] }, other: { Keys: [Key] } },
})
const transaction = new TransactWriteItemsCommand({
  TransactItems: [
    { Put: { TableName: 'orders', Item: Key } },
    { Put: { TableName: 'orders', Item: { id: { S: '2' } } } },
  ],
})
const statement = (Statement: string) => new ExecuteStatementCommand({ Statement })

describe('a planned throttle', () => {
  it.each([
    ['a write', 'PutItem', put, [['TableWriteProvisionedThroughputExceeded', 'orders']]],
    ['a read', 'GetItem', get, [['TableReadProvisionedThroughputExceeded', 'orders']]],
    [
      'a read of an index',
      'Query',
      query,
      [['IndexReadProvisionedThroughputExceeded', 'orders/index/byStatus']],
    ],
    [
      'a batch of two tables',
      'BatchGetItem',
      batch,
      [
        ['TableReadProvisionedThroughputExceeded', 'orders'],
        ['TableReadProvisionedThroughputExceeded', 'other'],
      ],
    ],
    [
      'a transaction',
      'TransactWriteItems',
      transaction,
      [['TableWriteProvisionedThroughputExceeded', 'orders']],
    ],
    [
      'a statement that reads',
      'ExecuteStatement',
      statement(`SELECT * FROM "orders" WHERE id = '1'`),
      [['TableReadProvisionedThroughputExceeded', 'orders']],
    ],
    [
      'a statement that writes',
      'ExecuteStatement',
      statement(`DELETE FROM "orders" WHERE id = '1'`),
      [['TableWriteProvisionedThroughputExceeded', 'orders']],
    ],
  ] as const)('of %s names its resource', async (_, operation, command, reasons) => {
    const { orders, region, failure } = setup()
    const expected = {
      name: 'ProvisionedThroughputExceededException',
      ThrottlingReasons: reasons.map(([reason, path]) => ({ reason, resource: arn(path) })),
    }
    orders.fail(operation, 'ProvisionedThroughputExceededException')
    expect(await failure(command)).toMatchObject(expected)
    region.faults.fail('dynamodb', 'ProvisionedThroughputExceededException')
    expect(await failure(command)).toMatchObject(expected)
    expect(await failure(command)).not.toHaveProperty('ThrottlingReasons')
  })

  it('has the member that its model has, and the reason of the table', async () => {
    const { client, orders, region, failure } = setup()
    orders.fail('PutItem', 'ThrottlingException')
    const account = [{ reason: 'TableWriteAccountLimitExceeded', resource: arn('orders') }]
    expect(await failure(put)).toMatchObject({ throttlingReasons: account })
    orders.fail('PutItem', 'RequestLimitExceeded')
    expect(await failure(put)).toMatchObject({ ThrottlingReasons: account })
    await client.send(
      new CreateTableCommand({
        TableName: 'peaked',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        OnDemandThroughput: { MaxReadRequestUnits: 1 },
      }),
    )
    region.faults.fail('dynamodb', 'ThrottlingException')
    expect(await failure(new GetItemCommand({ TableName: 'peaked', Key }))).toMatchObject({
      throttlingReasons: [
        { reason: 'TableReadMaxOnDemandThroughputExceeded', resource: arn('peaked') },
      ],
    })
  })

  it('keeps the members that the test gives, and other errors', async () => {
    const { orders, region, failure } = setup()
    const given = [{ reason: 'TableWriteKeyRangeThroughputExceeded', resource: 'mine' }]
    orders.fail('PutItem', 'ThrottlingException', { fields: { throttlingReasons: given } })
    expect((await failure(put)).throttlingReasons).toEqual(given)
    const own = new ServiceError('ThrottlingException', 'Slow down.', {
      status: 429,
      fields: { throttlingReasons: given },
    })
    orders.fail('PutItem', own)
    expect(await failure(put)).toMatchObject({ message: 'Slow down.', throttlingReasons: given })
    orders.fail('PutItem', 'InternalServerError')
    expect(await failure(put)).not.toHaveProperty('ThrottlingReasons')
    region.faults.fail('dynamodb', 'ThrottlingException', { operation: 'DescribeTable' })
    expect(region.faults.pending).toHaveLength(1)
  })

  it('completes an error of the test with its status and retries', async () => {
    const { orders, failure } = setup()
    orders.fail('PutItem', new ServiceError('ThrottlingException', 'Slow down.', { status: 429 }))
    const error = await failure(put)
    expect(error.message).toBe('Slow down.')
    expect(error.$metadata.httpStatusCode).toBe(429)
    expect(error.throttlingReasons).toHaveLength(1)
  })

  it('has no reasons where nothing is throttled: control plane, missing tables, broken input', async () => {
    const { region, failure } = setup()
    const fail = (): void => region.faults.fail('dynamodb', 'ThrottlingException')
    fail()
    expect(await failure(new GetItemCommand({ TableName: 'nothing', Key }))).not.toHaveProperty(
      'throttlingReasons.0',
    )
    fail()
    expect(await failure(statement('nonsense'))).not.toHaveProperty('throttlingReasons.0')
    fail()
    const raw = await region.fetch(
      new Request('https://dynamodb.us-east-1.amazonaws.com/', {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'DynamoDB_20120810.BatchExecuteStatement',
          authorization:
            'AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
          'x-amz-date': '20260101T000000Z',
        },
        body: JSON.stringify({ Statements: [null, {}] }),
      }),
    )
    expect(raw.status).toBe(400)
    expect(await raw.text()).toContain('ThrottlingException')
  })
})
