/**
 * `Table`: schemas, writes, content. test/types checks that a schema's names are those of the
 * item's type.
 */
const {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  PutItemCommand,
} = require('@aws-sdk/client-dynamodb')
const {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} = require('@aws-sdk/client-dynamodb-streams')

const KEY = { customerId: 'c1', orderId: 'o1' }

module.exports = ({ scenario, miniregion }) => {
  const { createRegion, Table } = miniregion
  const ordersIn = (region) =>
    region.createTable('orders', { partitionKey: 'customerId', sortKey: 'orderId' })

  scenario('a schema describes the table that CreateTable would create', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', {
      partitionKey: 'customerId',
      sortKey: { name: 'orderId', type: 'N' },
      globalSecondaryIndexes: {
        byStatus: { partitionKey: 'status', sortKey: 'placedAt', projection: 'ALL' },
        byPlace: {
          partitionKey: ['country', 'city'],
          sortKey: ['street', { name: 'number', type: 'N' }],
        },
      },
      localSecondaryIndexes: {
        byAmount: { sortKey: { name: 'amount', type: 'N' }, projection: ['note'] },
      },
      stream: true,
      timeToLive: 'expiresAt',
    })
    const client = new DynamoDBClient(region.sdk)
    const { Table: made } = await client.send(new DescribeTableCommand({ TableName: 'orders' }))
    t.equal(made.KeySchema, [
      { AttributeName: 'customerId', KeyType: 'HASH' },
      { AttributeName: 'orderId', KeyType: 'RANGE' },
    ])
    t.equal(
      Object.fromEntries(
        made.AttributeDefinitions.map((each) => [each.AttributeName, each.AttributeType]),
      ),
      {
        customerId: 'S',
        orderId: 'N',
        status: 'S',
        placedAt: 'S',
        country: 'S',
        city: 'S',
        street: 'S',
        number: 'N',
        amount: 'N',
      },
    )
    const byName = (name) => made.GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === name)
    t.equal(byName('byStatus').Projection, { ProjectionType: 'ALL' })
    t.equal(
      byName('byPlace').KeySchema.map(({ KeyType }) => KeyType),
      ['HASH', 'HASH', 'RANGE', 'RANGE'],
    )
    t.equal(made.LocalSecondaryIndexes[0].Projection, {
      ProjectionType: 'INCLUDE',
      NonKeyAttributes: ['note'],
    })
    t.has(made.StreamSpecification, { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' })
    const ttl = await client.send(new DescribeTimeToLiveCommand({ TableName: 'orders' }))
    t.equal(ttl.TimeToLiveDescription, { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' })

    const home = { country: 'at', city: 'graz', street: 'a', number: 3 }
    orders.put({ customerId: 'c1', orderId: 1, ...home })
    const found = orders.query(
      { country: 'at', city: 'graz', street: 'a', number: { gt: 2 } },
      { index: 'byPlace' },
    )
    t.has(found, [{ orderId: 1, number: 3 }])
  })

  scenario('a table can search vectors', (t) => {
    const notes = createRegion().createTable('notes', {
      partitionKey: 'id',
      vectorIndexes: {
        byMeaning: {
          attribute: 'embedding',
          dimensions: 2,
          distance: 'EUCLIDEAN',
          partitionKey: 'tenant',
          filters: ['kind'],
          projection: ['text'],
        },
      },
    })
    notes.seed([
      { id: 'n1', embedding: [0, 1], tenant: 't1', kind: 'a', text: 'one' },
      { id: 'n2', embedding: [0, 3], tenant: 't1', kind: 'a', text: 'two', more: 1 },
      { id: 'n3', embedding: [0, 0], tenant: 't2', kind: 'a' },
    ])
    const filter = { tenant: 't1', kind: 'a' }
    const found = notes.search([0, 3], { index: 'byMeaning', top: 1, filter })
    t.equal(found, [{ item: { id: 'n2', tenant: 't1', kind: 'a', text: 'two' }, score: 0 }])
    t.throws(() => notes.search([0], { filter }), { name: 'ValidationException' })
  })

  scenario('a table can have an input of CreateTable as its schema', (t) => {
    const region = createRegion()
    const input = {
      TableName: 'orders',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
      BillingMode: 'PAY_PER_REQUEST',
    }
    const orders = new Table(input, { region })
    orders.put({ id: 1 })
    t.equal(region.table('orders').items, [{ id: 1 }])
    t.throws(() => orders.put({ id: '1' }), { name: 'ValidationException' })
    t.throws(() => createRegion().createTable('orders', { partitionKye: 'id' }), {
      name: 'MisuseError',
      message: /'partitionKey'/,
    })
  })

  scenario(
    'seed returns the table, is all or nothing, names the item, and leaves no record',
    (t) => {
      const orders = ordersIn(createRegion())
      t.ok(orders.seed([{ ...KEY, amount: 9 }]) === orders)
      const wrong = [{ customerId: 'c2', orderId: 'o1' }, { customerId: 'c2' }]
      t.throws(() => orders.seed(wrong), { message: /item 1\b.*orderId/ })
      t.equal(orders.items, [{ ...KEY, amount: 9 }])
      t.equal([orders.calls.length, orders.writes.length], [0, 0])
    },
  )

  scenario('put and delete return the old item', (t) => {
    const orders = ordersIn(createRegion())
    t.equal(orders.put({ ...KEY, amount: 1 }), undefined)
    t.equal(orders.put({ ...KEY, amount: 2 }), { ...KEY, amount: 1 })
    t.equal(orders.delete(KEY), { ...KEY, amount: 2 })
    t.equal(orders.delete(KEY), undefined)
    t.equal(orders.size, 0)
  })

  scenario('a condition that fails throws AWS’s error', (t) => {
    const orders = ordersIn(createRegion()).seed([{ ...KEY, amount: 1 }])
    const refused = {
      name: 'ConditionalCheckFailedException',
      message: 'The conditional request failed',
    }
    const unless = { condition: 'attribute_not_exists(orderId)' }
    t.throws(() => orders.put({ ...KEY, amount: 2 }, unless), refused)
    t.throws(() => orders.delete(KEY, { condition: 'amount > :n', values: { ':n': 5 } }), refused)
    const change = () =>
      orders.update(KEY, 'SET #a = :n', {
        condition: '#a > :n',
        names: { '#a': 'amount' },
        values: { ':n': 5 },
      })
    t.throws(change, refused)
    t.equal(orders.get(KEY), { ...KEY, amount: 1 })
    t.equal(orders.get({ ...KEY, orderId: 'o2' }), undefined)
  })

  scenario('update takes a recipe', (t) => {
    const orders = ordersIn(createRegion())
    const made = orders.update(KEY, (draft) => {
      draft.amount = (draft.amount ?? 0) + 1
      draft.tags = new Set(['new'])
      draft.lines = [{ sku: 'a' }]
    })
    t.equal(made, { ...KEY, amount: 1, tags: new Set(['new']), lines: [{ sku: 'a' }] })
    const changed = orders.update(KEY, (draft) => {
      draft.tags.add('changed')
      draft.lines[0].count = 2
      delete draft.amount
    })
    t.equal(changed, { ...KEY, tags: new Set(['new', 'changed']), lines: [{ sku: 'a', count: 2 }] })
    t.equal(
      orders.calls.map(({ operation }) => operation),
      ['UpdateItem', 'UpdateItem'],
    )
    t.throws(() => orders.update(KEY, (draft) => void (draft.orderId = 'o2')), {
      message: /orderId/,
    })
    t.equal(orders.get(KEY), changed)
  })

  scenario('update takes an expression, and returns the new item', (t) => {
    const orders = ordersIn(createRegion()).seed([{ ...KEY, amount: 1, note: 'x' }])
    const byTwo = { values: { ':d': 2 } }
    t.equal(orders.update(KEY, 'SET amount = amount + :d REMOVE note', byTwo), {
      ...KEY,
      amount: 3,
    })
    t.equal(orders.get(KEY, { projection: ['amount'] }), { amount: 3 })
  })

  scenario('Table’s methods run the same operations as the SDK', async (t) => {
    const region = createRegion()
    const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
    const client = new DynamoDBClient(region.sdk)
    const answered = await t.rejects(
      client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: '' } } })),
      { name: 'ValidationException' },
    )
    t.throws(() => orders.put({ id: '' }), { name: answered.name, message: answered.message })

    orders.put({ id: '1' })
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: '2' } } }))
    t.equal(
      orders.calls.slice(-2).map(({ operation, source }) => [operation, source]),
      [
        ['PutItem', 'table'],
        ['PutItem', 'sdk'],
      ],
    )
    const { Table: described } = await client.send(
      new DescribeTableCommand({ TableName: 'orders' }),
    )
    const streams = new DynamoDBStreamsClient(region.sdk)
    const StreamArn = described.LatestStreamArn
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }))
    const { ShardId } = StreamDescription.Shards[0]
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    )
    const { Records } = await streams.send(new GetRecordsCommand({ ShardIterator }))
    t.equal(
      Records.map(({ eventName, dynamodb }) => [eventName, dynamodb.Keys.id.S]),
      [
        ['INSERT', '1'],
        ['INSERT', '2'],
      ],
    )
  })

  scenario('writes and calls record what happened, with causes', async (t) => {
    const region = createRegion()
    const orders = ordersIn(region)
    const fn = region.registerFunction('fn', async () => void orders.put({ ...KEY, amount: 2 }))
    orders.put({ ...KEY, amount: 1 })
    const run = await fn.invoke({})
    orders.delete(KEY)
    t.has(orders.writes, [
      { type: 'INSERT', key: KEY, oldItem: undefined, newItem: { amount: 1 } },
      { type: 'MODIFY', key: KEY, oldItem: { amount: 1 }, newItem: { amount: 2 } },
      { type: 'REMOVE', key: KEY, oldItem: { amount: 2 }, newItem: undefined },
    ])
    const [, changed] = orders.writes
    t.equal(changed.patches, [{ op: 'replace', path: ['amount'], value: 2 }])
    t.equal(typeof changed.at, 'number')
    t.ok(changed.causedBy.causedBy === run)
    t.equal(
      orders.calls.map(({ operation }) => operation),
      ['PutItem', 'PutItem', 'DeleteItem'],
    )
    t.ok(orders.calls[1].causedBy === run && run.calls[0] === orders.calls[1])
  })

  scenario('items can be kept, put back and cleared', (t) => {
    const orders = ordersIn(createRegion()).seed([KEY])
    const before = orders.snapshot()
    orders.put({ ...KEY, orderId: 'o2' })
    t.equal(orders.size, 2)
    orders.restore(before)
    t.equal(orders.items, [KEY])
    orders.clear()
    t.equal([orders.size, orders.items], [0, []])
    orders.restore(before)
    t.equal(orders.size, 1)
  })

  scenario('an expired item is deleted within two days, or by sweepExpired', async (t) => {
    const region = createRegion()
    region.clock.freeze('2026-01-01T00:00:00Z')
    const sessions = region.createTable('sessions', { partitionKey: 'id', timeToLive: 'expiresAt' })
    const expiresAt = Date.UTC(2026, 0, 1, 1) / 1000
    sessions.seed([
      { id: '1', expiresAt },
      { id: '2', expiresAt: expiresAt + 3600 },
    ])
    await region.clock.advance('90m')
    t.equal(sessions.size, 2)
    t.has(sessions.sweepExpired(), [{ id: '1' }])
    t.equal(
      sessions.items.map(({ id }) => id),
      ['2'],
    )
    await region.clock.advance('72h')
    t.equal(sessions.size, 0)
  })
}
