/**
 * Names of the contract that came later, and those that this release does not have yet, which throw
 * errors by name. If the name starts to work, its scenario here fails and moves to its section.
 */
const { DynamoDB } = require('@aws-sdk/client-dynamodb')

module.exports = ({ scenario, miniregion }) => {
  const { createRegion } = miniregion
  const setUp = () => {
    const region = createRegion({ unhandled: 'warn' })
    const fn = region.registerFunction('fn', async () => 1)
    return {
      region,
      fn,
      orders: region.createTable('orders', { partitionKey: 'id', stream: true }),
    }
  }

  const TABLE = {
    TableName: 'orders',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  }
  const ITEM = { TableName: 'orders', Item: { id: { S: '1' } } }

  scenario("capacity: 'enforced' throttles like a provisioned table", async (t) => {
    const region = createRegion({ dynamodb: { capacity: 'enforced' } })
    region.clock.freeze()
    const client = new DynamoDB({ ...region.sdk, maxAttempts: 1 })
    const ProvisionedThroughput = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 }
    await client.createTable({ ...TABLE, ProvisionedThroughput })
    let put = 0
    const refused = await t.rejects(
      (async () => {
        for (; put < 400; put++) await client.putItem(ITEM)
      })(),
      { name: 'ProvisionedThroughputExceededException' },
    )
    t.equal(refused.$metadata.httpStatusCode, 400)
    await region.clock.advance('1s')
    await client.putItem(ITEM)
    t.equal(createRegion({ dynamodb: { capacity: 'unlimited' } }).name, 'us-east-1')
  })

  scenario(
    "consistency: 'eventual' returns older data for eventually consistent reads",
    async (t) => {
      const region = createRegion({
        dynamodb: { consistency: 'eventual', consistencyLag: '500ms' },
      })
      region.clock.freeze()
      const orders = region.createTable('orders', { partitionKey: 'id' })
      orders.put({ id: '1' })
      t.equal(
        [orders.get({ id: '1' }), orders.get({ id: '1' }, { consistent: true })],
        [undefined, { id: '1' }],
      )
      await region.clock.advance('500ms')
      t.equal(orders.get({ id: '1' }), { id: '1' })
    },
  )

  scenario('tableStatus: a table passes through its statuses', async (t) => {
    const region = createRegion({ dynamodb: { tableStatus: '5s' } })
    const client = new DynamoDB(region.sdk)
    await client.createTable({ ...TABLE, BillingMode: 'PAY_PER_REQUEST' })
    await t.rejects(client.putItem(ITEM), { name: 'ResourceNotFoundException' })
    await region.clock.advance('5s')
    await client.putItem(ITEM)
    t.equal(region.table('orders').size, 1)
  })

  scenario('coldStart() works', async (t) => {
    const { fn } = setUp()
    await fn.invoke({})
    fn.coldStart()
    t.equal((await fn.invoke({})).coldStart, true)
  })
}
