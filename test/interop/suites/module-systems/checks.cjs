// Invariants of every way to load the package, its rooms and the SDK. Node, Jest and Vitest run
// this file, and it is bundled.
const assert = require('node:assert/strict')

/** `twin`: the package from the other module system. */
module.exports = async function check({ miniregion, twin, sdk }) {
  const { createRegion, defineRegion, isMisuseError, MisuseError, NumberValue, Table } = miniregion
  const region = createRegion()

  // First-class names: Table is a class before its room loads.
  assert.equal(Table.name, 'Table')
  class Orders extends Table {
    get count() {
      return this.items.length
    }
  }
  const orders = new Orders('orders', { partitionKey: 'id' }, { region })
  orders.put({ id: 'a' })
  assert.ok(orders instanceof Orders && orders instanceof Table && orders.constructor === Orders)
  assert.ok(region.table('orders') instanceof Table)
  assert.equal(orders.count, 1)
  assert.equal(String(new NumberValue('7')), '7')

  // Errors of a room have the core's classes, and begin at the test's call.
  assert.throws(() => region.table('order'), MisuseError)
  assert.throws(() => new Table('x', {}, { region }), isMisuseError)

  // DynamoDB through the client. PartiQL and recipes are parts that load here.
  const client = new sdk.DynamoDBClient(region.sdk)
  const Item = { id: { S: 'b' }, total: { N: '9' } }
  await client.send(new sdk.PutItemCommand({ TableName: 'orders', Item }))
  const Statement = 'SELECT * FROM orders WHERE id = ?'
  const read = new sdk.ExecuteStatementCommand({ Statement, Parameters: [{ S: 'b' }] })
  assert.deepEqual((await client.send(read)).Items, [Item])
  const missing = new sdk.GetItemCommand({ TableName: 'no-such', Key: { id: { S: 'a' } } })
  await assert.rejects(client.send(missing), (error) => {
    return error instanceof sdk.ResourceNotFoundException
  })
  orders.update({ id: 'b' }, (draft) => {
    draft.tags = ['new']
  })
  assert.deepEqual(orders.get({ id: 'b' }), { id: 'b', total: 9, tags: ['new'] })

  // The generic codec, with the SDK's own schemas.
  const place = region.registerFunction('place', async ({ body }) => ({ statusCode: 201, body }))
  const invoked = await new sdk.LambdaClient(region.sdk).send(
    new sdk.InvokeCommand({ FunctionName: 'place', Payload: '{"body":"hi"}' }),
  )
  assert.equal(Buffer.from(invoked.Payload).toString(), '{"statusCode":201,"body":"hi"}')

  // A request, its trace, and coverage.
  const api = region.createGateway({ 'POST /orders': place })
  const res = await api.post('/orders', { id: 'c' })
  assert.deepEqual([res.status, await res.json()], [201, { id: 'c' }])
  assert.match(String(region.trace(res)), /POST \/orders[^]*place/)
  assert.deepEqual(region.coverage().unused, [])

  // Definitions.
  const app = defineRegion((own) => ({ carts: own.createTable('carts', { partitionKey: 'id' }) }))
  await app(({ carts }) => carts.put({ id: 'a' }))()

  // One copy, from every module system.
  if (!twin) return
  assert.equal(twin.Table, Table)
  assert.equal(twin.MisuseError, MisuseError)
  const name = `of-twin-${Math.random()}`
  new twin.Table(name, { partitionKey: 'id' }).put({ id: 'a' })
  assert.equal(miniregion.defaultRegion.table(name).size, 1)
}
