/**
 * Basic abilities of every runner, written once: worlds, tables, functions, gateways, faults,
 * traces, misuse. A runner provides its `it` and its assertions.
 */
const { DynamoDBClient } = require('@aws-sdk/client-dynamodb')
const { DynamoDBDocumentClient, PutCommand } = require('@aws-sdk/lib-dynamodb')
const assert = require('node:assert/strict')

/**
 * @param {{ it: Function, miniregion: typeof import('miniregion'), matchers: Record<string,
 * Function> }} runner
 */
module.exports = function scenarios({ it, miniregion, matchers }) {
  const { createRegion, defineRegion } = miniregion
  // Handles that code under test keeps.
  let moduleLevel
  const app = defineRegion((region) => {
    const orders = region.createTable('orders', { partitionKey: 'id' })
    orders.seed([{ id: 'seed' }])
    moduleLevel = orders
    const docs = DynamoDBDocumentClient.from(new DynamoDBClient(region.sdk))
    const place = region.registerFunction(
      'place',
      async (event) => {
        const Item = JSON.parse(event.body)
        if (!Item.amount) throw new TypeError('amount is missing')
        await docs.send(new PutCommand({ TableName: process.env.TABLE, Item }))
        console.log('placed', Item.id)
        return { statusCode: 201, body: JSON.stringify(Item) }
      },
      { environment: { TABLE: 'orders' } },
    )
    const slow = region.registerFunction('slow', () => new Promise(() => {}), { timeout: 3 })
    return { orders, place, slow, api: region.createGateway({ 'POST /orders': place }) }
  })

  it(
    'a request through a function into a table',
    app(async ({ api, orders, place, region }) => {
      const res = await api.post('/orders', { id: 'o1', amount: 9 })
      matchers.toHaveStatus(res, 201)
      await matchers.toHaveJson(res, { amount: 9 })
      matchers.toHaveItem(orders, { id: 'o1' }, { amount: 9 })
      matchers.toHaveItemCount(orders, 2)
      matchers.toHaveReceived(orders, 'PutItem', { Item: { id: 'o1' } })
      matchers.toHaveReceivedTimes(orders, 'PutItem', 1)
      matchers.toHaveBeenInvoked(place)
      matchers.toHaveBeenInvokedTimes(place, 1)
      matchers.toHaveBeenInvokedWith(place, { rawPath: '/orders' })
      assert.equal(place.lastInvocation.logs[0].message, 'placed o1')
      assert.match(
        String(region.trace(res)),
        /place \(cold start\)[^]*PutItem orders[^]*INSERT orders/,
      )
    }),
  )

  it('worlds: forty in parallel, with captured handles', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        app(async ({ orders, api }) => {
          for (let k = 0; k < i % 7; k++) {
            moduleLevel.put({ id: `k${k}` })
            await new Promise((resolve) => setImmediate(resolve))
          }
          await api.post('/orders', { id: 'mine', amount: 1 })
          assert.equal(orders.size, 2 + (i % 7))
          assert.equal(moduleLevel.size, orders.size)
        })(),
      ),
    )
  })

  it('worlds: sealed outside, readable afterwards', async () => {
    let leaked
    await app(({ orders }) => {
      leaked = orders
    })()
    assert.equal(leaked.size, 1)
    assert.throws(() => leaked.put({ id: 'x' }), { name: 'MisuseError' })
    assert.throws(() => moduleLevel.size, { name: 'MisuseError' })
    assert.equal(moduleLevel.name, 'orders')
  })

  it(
    'worlds: definitions on top of definitions',
    app.extend((_handles, region) => ({
      audit: region.createTable('audit', { partitionKey: 'id' }),
    }))(({ audit, orders }) => {
      audit.put({ id: '1' })
      assert.deepEqual([audit.size, orders.size], [1, 1])
    }),
  )

  it(
    'failures and timeouts',
    app(async ({ api, place, slow, region }) => {
      const res = await api.post('/orders', { id: 'o1' })
      matchers.toHaveStatus(res, 500)
      matchers.toHaveFailedWith(place, 'TypeError', /missing/)
      const running = slow.invoke({})
      await region.clock.advance('3s')
      matchers.toHaveTimedOut(await running)
    }),
  )

  it(
    'faults below the retries of the SDK',
    app(async ({ api, orders, region }) => {
      orders.fail('PutItem', 'ThrottlingException')
      const answer = api.post('/orders', { id: 'o1', amount: 1 })
      await region.idle()
      matchers.toHaveStatus(await answer, 201)
      matchers.toAllHaveFired(region.faults)
    }),
  )

  it(
    'the clock and what is due',
    app(async ({ region }) => {
      region.clock.freeze('2026-01-01T00:00:00Z')
      await region.clock.advance('48h')
      assert.equal(new Date(region.clock.now()).toISOString(), '2026-01-03T00:00:00.000Z')
    }),
  )

  it('misuse is named', () => {
    const region = createRegion()
    assert.throws(() => region.table('ordres'), { name: 'MisuseError' })
    assert.throws(() => matchers.toHaveItem('orders', {}), /toHaveItem received 'orders'/)
    assert.throws(() => matchers.toHaveStatus(region, 200), { name: 'MisuseError' })
  })
}
