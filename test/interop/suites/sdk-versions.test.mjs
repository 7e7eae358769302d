// Clients from before auth schemes (3.300), from before schemas (3.840) and the first with schemas
// (3.972): with region.sdk, adopted, and raw.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createRegion, UnsupportedError } from 'miniregion'

const versions = ['3.300', '3.840', '3.972']

const seeded = () => {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  orders.seed([{ id: 'o1', amount: 9 }])
  return { region, orders }
}

for (const version of versions) {
  const sdk = await import(`client-dynamodb-${version}`)
  const { DynamoDB, DynamoDBClient, GetItemCommand } = sdk

  describe(`client-dynamodb ${version}`, () => {
    it('stores and reads, binaries included', async () => {
      const { region, orders } = seeded()
      const client = new DynamoDB(region.sdk)
      const Item = { id: { S: 'o2' }, bytes: { B: new Uint8Array([1, 2]) }, n: { N: '1.50' } }
      await client.putItem({ TableName: 'orders', Item })
      const answer = await client.getItem({ TableName: 'orders', Key: { id: { S: 'o2' } } })
      assert.deepEqual({ ...answer.Item.bytes.B }, { 0: 1, 1: 2 })
      assert.deepEqual(answer.Item.n, { N: '1.5' })
      assert.equal(answer.$metadata.httpStatusCode, 200)
      assert.match(answer.$metadata.requestId, /^[0-9A-Z]{52}$/)
      assert.equal(orders.get({ id: 'o2' }).n, 1.5)
    })

    it('throws its own error classes', async () => {
      const { region } = seeded()
      const client = new DynamoDB(region.sdk)
      const put = client.putItem({
        TableName: 'orders',
        Item: { id: { S: 'o1' } },
        ConditionExpression: 'attribute_not_exists(id)',
      })
      await assert.rejects(put, (error) => {
        assert.ok(error instanceof sdk.ConditionalCheckFailedException)
        assert.equal(error.message, 'The conditional request failed')
        return true
      })
    })

    it('runs paginators and waiters, and is refused by name', async () => {
      const { region } = seeded()
      const client = new DynamoDB(region.sdk)
      const pages = sdk.paginateScan({ client, pageSize: 1 }, { TableName: 'orders' })
      let count = 0
      for await (const page of pages) count += page.Count
      assert.equal(count, 1)
      const { state } = await sdk.waitUntilTableExists(
        { client, maxWaitTime: 60 },
        { TableName: 'orders' },
      )
      assert.equal(state, 'SUCCESS')
      await assert.rejects(client.describeContributorInsights({ TableName: 'orders' }), (error) => {
        assert.equal(error.name, 'UnsupportedError')
        assert.match(error.message, /^DynamoDB DescribeContributorInsights/)
        return true
      })
    })

    it('makes the configured number of attempts after dropped connections', async () => {
      const { region, orders } = seeded()
      const client = new DynamoDBClient({ ...region.sdk, maxAttempts: 2 })
      const get = () =>
        client.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o1' } } }))
      orders.fail('GetItem', 'ProvisionedThroughputExceededException', { times: 2 })
      await assert.rejects(get(), { name: 'ProvisionedThroughputExceededException' })
      orders.fail('GetItem', 'ThrottlingException', { times: 1 })
      const { $metadata } = await get()
      assert.equal($metadata.attempts, 2)
    })

    it('is adopted', async () => {
      const { region } = seeded()
      const client = region.adopt(new DynamoDBClient({ region: 'eu-west-1' }))
      const { Item } = await client.send(
        new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o1' } } }),
      )
      assert.deepEqual(Item, { id: { S: 'o1' }, amount: { N: '9' } })
    })

    it('works with region.listen', async () => {
      const { region } = seeded()
      const server = await region.listen()
      const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
      const client = new DynamoDB({ region: 'local', endpoint: server.url, credentials })
      const { TableNames } = await client.listTables({})
      assert.deepEqual(TableNames, ['orders'])
      client.destroy()
      await server.close()
    })
  })
}

describe('client-lambda', () => {
  it('3.972 invokes', async () => {
    const { Lambda } = await import('client-lambda-3.972')
    const region = createRegion()
    region.registerFunction('f', async (event) => ({ got: event }))
    const { Payload } = await new Lambda(region.sdk).invoke({
      FunctionName: 'f',
      Payload: '{"a":1}',
    })
    assert.equal(Buffer.from(Payload).toString(), '{"got":{"a":1}}')
  })

  it('3.972 can be stubbed, 3.840 cannot', async () => {
    const { LambdaClient, ListLayersCommand } = await import('client-lambda-3.972')
    const older = await import('client-lambda-3.840')
    const region = createRegion()
    region.stub(ListLayersCommand, { Layers: [{ LayerName: 'l' }] })
    const { Layers } = await new LambdaClient(region.sdk).send(new ListLayersCommand({}))
    assert.deepEqual(Layers, [{ LayerName: 'l' }])
    assert.throws(() => region.stub(older.ListLayersCommand, {}), {
      name: 'MisuseError',
      message: /older than schemas.*a client of version 3\.972 or newer/,
    })
  })

  it('3.840, from before schemas, is refused with the version that works', async () => {
    const { Lambda } = await import('client-lambda-3.840')
    const region = createRegion()
    const invoke = new Lambda(region.sdk).invoke({ FunctionName: 'f' })
    await assert.rejects(invoke, (error) => {
      assert.ok(error instanceof UnsupportedError)
      assert.match(error.message, /older than 3\.972/)
      return true
    })
  })
})

describe('SDK v2', () => {
  it('talks to region.listen, checksums verified', async () => {
    const { default: AWS } = await import('aws-sdk-v2')
    const { region, orders } = seeded()
    const server = await region.listen()
    const docs = new AWS.DynamoDB.DocumentClient({
      region: 'local',
      endpoint: server.url,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxRetries: 0,
    })
    await docs
      .put({ TableName: 'orders', Item: { id: 'o2', n: 1.5, bytes: Buffer.from('x') } })
      .promise()
    const { Item } = await docs.get({ TableName: 'orders', Key: { id: 'o2' } }).promise()
    assert.equal(Item.n, 1.5)
    assert.equal(orders.size, 2)
    await assert.rejects(docs.get({ TableName: 'none', Key: { id: 'o2' } }).promise(), {
      code: 'ResourceNotFoundException',
    })
    await server.close()
  })
})
