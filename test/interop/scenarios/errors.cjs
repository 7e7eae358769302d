/** The three families of errors. */
const {
  DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
} = require('@aws-sdk/client-dynamodb')

module.exports = ({ scenario, miniregion, secondCopy }) => {
  const {
    createRegion,
    isMisuseError,
    isServiceError,
    isUnsupportedError,
    MisuseError,
    ServiceError,
    UnsupportedError,
  } = miniregion

  scenario('Table throws what the SDK throws: name, message, fields', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' }).seed([{ id: '1' }])
    const client = new DynamoDBClient(region.sdk)
    const input = {
      TableName: 'orders',
      Item: { id: { S: '1' } },
      ConditionExpression: 'attribute_not_exists(id)',
    }
    const fromSdk = await t.rejects(client.send(new PutItemCommand(input)), {})
    const condition = 'attribute_not_exists(id)'
    const own = t.throws(() => orders.put({ id: '1' }, { condition }), {})
    t.equal([own.name, own.message], [fromSdk.name, fromSdk.message])
    t.ok(own instanceof ServiceError && isServiceError(own))
    t.has(own, { code: 'ConditionalCheckFailedException', status: 400, $fault: 'client' })

    const Put = { ...input }
    const transaction = await t.rejects(
      client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }] })),
      { name: 'TransactionCanceledException' },
    )
    t.has(transaction.CancellationReasons, [{ Code: 'ConditionalCheckFailed' }])
  })

  scenario('a test can plan its own ServiceError', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id' })
    orders.fail('PutItem', new ServiceError('ThrottlingException', 'Slow down.', { status: 400 }))
    const client = new DynamoDBClient({ ...region.sdk, maxAttempts: 1 })
    const put = client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: '1' } } }))
    await t.rejects(put, { name: 'ThrottlingException', message: 'Slow down.' })
  })

  scenario('UnsupportedError names service, operation and parameter', async (t) => {
    const region = createRegion({ unhandled: 'warn' })
    const handler = async () => 1
    const make = () =>
      region.registerFunction('fn', handler, {
        onFailure: 'arn:aws:kafka:us-east-1:123456789012:cluster/c/1',
      })
    const error = t.throws(make, {
      name: 'UnsupportedError',
      message: /^Lambda onFailure is not simulated/,
    })
    t.ok(error instanceof UnsupportedError && isUnsupportedError(error) && !isMisuseError(error))
    t.equal(error.feature, { service: 'Lambda', parameter: 'onFailure' })
    t.ok(region.unsupported[0] === error)
  })

  scenario('MisuseError says what it received, what it expected, and the likely mistake', (t) => {
    const region = createRegion()
    region.createTable('orders', { partitionKey: 'id' })
    const error = t.throws(() => region.table('order'), {
      name: 'MisuseError',
      message: /'order'.*Did you mean 'orders'\?/,
    })
    t.ok(error instanceof MisuseError && isMisuseError(error) && !isServiceError(error))
    const [first] = error.stack.split('\n').filter((line) => /^\s+at /.test(line))
    t.match(first, /errors\.cjs/)
  })

  // Alone: Jest refuses require() between two of its concurrent tests.
  scenario.alone('errors and handles of another copy of the package are recognized', async (t) => {
    const other = await secondCopy()
    t.ok(typeof other.createRegion === 'function')
    // If both ways of importing return one copy (Vitest's vmThreads), no other copy exists.
    if (other.createRegion === createRegion) return
    const region = other.createRegion({ unhandled: 'warn' })
    const orders = region.createTable('orders', { partitionKey: 'id' })
    const slip = t.throws(() => region.table('order'), {})
    t.ok(isMisuseError(slip) && !(slip instanceof MisuseError))
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }
    const statement = { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition }
    const options = { type: 'rest', policy: { Statement: statement } }
    t.ok(isUnsupportedError(t.throws(() => region.createGateway({}, options), {})))
    t.ok(isServiceError(t.throws(() => orders.put({}), {})))
    orders.put({ id: '1' })
    t.expect.toHaveItem(orders, { id: '1' })
    t.throws(() => t.expect.toHaveStatus(orders, 1), { message: /the table 'orders'/ })
    t.equal(other.defaultRegion.accountId, miniregion.defaultRegion.accountId)
    t.match(String(region.trace(orders)), /PutItem orders/)
  })
}
