/**
 * Real clients on `region.sdk`, with the SDK's own behaviour. The mappers on top of it (Dynamoose,
 * ElectroDB, OneTable, dynamodb-toolbox) have suites/mappers.test.mjs, older clients
 * suites/sdk-versions.test.mjs, clients without a region untouched-code.cjs.
 */
const {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DynamoDB,
  DynamoDBClient,
  GetItemCommand,
  DescribeContributorInsightsCommand,
  paginateQuery,
  PutItemCommand,
  ResourceNotFoundException,
  waitUntilTableExists,
} = require('@aws-sdk/client-dynamodb')
const {
  DynamoDBDocumentClient,
  GetCommand,
  paginateScan,
  PutCommand,
} = require('@aws-sdk/lib-dynamodb')
const { ListStateMachinesCommand, SFNClient } = require('@aws-sdk/client-sfn')

module.exports = ({ scenario, miniregion }) => {
  const { createRegion } = miniregion
  const setUp = (options) => {
    const region = createRegion(options)
    const orders = region.createTable('orders', { partitionKey: 'id' })
    return { region, orders, client: new DynamoDB(region.sdk) }
  }

  scenario('a client and a document client on region.sdk', async (t) => {
    const { region, orders, client } = setUp()
    const docs = DynamoDBDocumentClient.from(client)
    await docs.send(new PutCommand({ TableName: 'orders', Item: { id: 'o1', amount: 9 } }))
    t.equal(orders.get({ id: 'o1' }), { id: 'o1', amount: 9 })
    const { Item, $metadata } = await docs.send(
      new GetCommand({ TableName: orders.name, Key: { id: 'o1' } }),
    )
    t.equal(Item, { id: 'o1', amount: 9 })
    t.has($metadata, { httpStatusCode: 200, attempts: 1 })
    t.equal(orders.calls.at(-1).requestId, $metadata.requestId)
    const byArn = await client.getItem({ TableName: orders.arn, Key: { id: { S: 'o1' } } })
    t.equal(byArn.Item.amount, { N: '9' })
    t.equal(await client.config.region(), region.name)
  })

  scenario('the SDK throws its own exceptions, with their members', async (t) => {
    const { orders, client } = setUp()
    orders.put({ id: 'o1', amount: 9 })
    const put = client.putItem({
      TableName: 'orders',
      Item: { id: { S: 'o1' } },
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    })
    const refused = await t.rejects(put, { name: 'ConditionalCheckFailedException' })
    t.ok(refused instanceof ConditionalCheckFailedException)
    t.equal([refused.Item.amount, refused.$metadata.httpStatusCode], [{ N: '9' }, 400])
    const none = await t.rejects(client.getItem({ TableName: 'none', Key: { id: { S: '1' } } }), {})
    t.ok(none instanceof ResourceNotFoundException)
  })

  scenario('the SDK’s validation, serialization and middleware run', async (t) => {
    const { orders, client } = setUp()
    const seen = []
    client.middlewareStack.add(
      (next) => async (args) => {
        seen.push(JSON.parse(new TextDecoder().decode(args.request.body)).Item.bytes)
        return next(args)
      },
      { step: 'finalizeRequest', name: 'look' },
    )
    const Item = { id: { S: 'o1' }, bytes: { B: Uint8Array.of(1, 2, 3) } }
    await client.putItem({ TableName: 'orders', Item })
    t.equal(seen, [{ B: 'AQID' }])
    t.equal([...orders.get({ id: 'o1' }).bytes], [1, 2, 3])
    await t.rejects(client.putItem({ Item }), { message: /TableName|tableName/ })
  })

  scenario('the SDK retries without waiting', async (t) => {
    const { region, orders } = setUp()
    const put = (settings) =>
      new DynamoDBClient({ ...region.sdk, ...settings }).send(
        new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o1' } } }),
      )
    orders.fail('PutItem', 'ProvisionedThroughputExceededException', { times: 2 })
    t.equal((await put()).$metadata.attempts, 3)
    orders.fail('PutItem', 'ProvisionedThroughputExceededException', { times: Infinity })
    const last = await t.rejects(put(), { name: 'ProvisionedThroughputExceededException' })
    t.equal(last.$metadata.attempts, 4)
    const once = await t.rejects(put({ maxAttempts: 1 }), {
      name: 'ProvisionedThroughputExceededException',
    })
    t.equal(once.$metadata.attempts, 1)
  })

  scenario('paginators and waiters work', async (t) => {
    const { region, client } = setUp()
    const lines = region.createTable('lines', { partitionKey: 'order', sortKey: 'line' })
    lines.seed(Array.from({ length: 7 }, (_, n) => ({ order: 'o1', line: `l${n}` })))
    const query = {
      TableName: 'lines',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'order' },
      ExpressionAttributeValues: { ':o': { S: 'o1' } },
    }
    const sizes = []
    for await (const page of paginateQuery({ client, pageSize: 3 }, query)) sizes.push(page.Count)
    t.equal(sizes, [3, 3, 1])
    const docs = DynamoDBDocumentClient.from(client)
    let scanned = 0
    for await (const page of paginateScan({ client: docs, pageSize: 2 }, { TableName: 'lines' })) {
      scanned += page.Items.length
    }
    t.equal(scanned, 7)
    await client.send(
      new CreateTableCommand({
        TableName: 'made',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    )
    const waited = await waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName: 'made' })
    t.equal(waited.state, 'SUCCESS')
  })

  scenario('adopt redirects an existing client', async (t) => {
    const existing = new DynamoDBClient({ region: 'eu-west-3' })
    const { region, orders } = setUp()
    t.ok(region.adopt(existing) === existing)
    await existing.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o1' } } }))
    t.equal(orders.size, 1)
  })

  scenario('the record of a client for another AWS region names that region', async (t) => {
    const { region, orders, client } = setUp()
    await client.getItem({ TableName: 'orders', Key: { id: { S: 'o1' } } })
    t.equal(orders.calls.at(-1).configuredFor, undefined)
    const abroad = region.adopt(new DynamoDBClient({ region: 'eu-west-3' }))
    await abroad.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: 'o1' } } }))
    t.match(orders.calls.at(-1).configuredFor, /eu-west-3/)
  })

  scenario('an operation that is not simulated is refused once, by name, and listed', async (t) => {
    const { region, client } = setUp({ unhandled: 'warn' })
    const machines = new SFNClient(region.sdk).send(new ListStateMachinesCommand({}))
    await t.rejects(machines, {
      name: 'UnsupportedError',
      message: /SFN ListStateMachines is not simulated/,
    })
    const described = await t.rejects(
      client.send(new DescribeContributorInsightsCommand({ TableName: 'orders' })),
      {
        name: 'UnsupportedError',
      },
    )
    t.has(described.feature, { service: 'DynamoDB', operation: 'DescribeContributorInsights' })
    // A retried call would be listed twice.
    t.equal(
      region.unsupported.map(({ feature }) => feature.operation),
      ['ListStateMachines', 'DescribeContributorInsights'],
    )
  })
}
