/**
 * The matchers: `expect(x).toHaveStatus(201)` in Vitest and Jest, `toHaveStatus(x, 201)` in
 * node:test. docs/guide/matchers.md has their messages in full. The suites of runners with
 * aws-sdk-client-mock's matchers test them side by side.
 */
module.exports = ({ scenario, miniregion, asymmetric, spy }) => {
  const { defineRegion } = miniregion
  const { any, containing } = asymmetric

  const app = defineRegion((region) => {
    const orders = region.createTable('orders', { partitionKey: 'customerId', sortKey: 'orderId' })
    const place = region.registerFunction('place', async (event) => {
      const order = JSON.parse(event.body)
      if (!order.amount) throw new TypeError('amount is missing')
      orders.put(order)
      return { statusCode: 201, body: JSON.stringify({ ...order, status: 'OPEN' }) }
    })
    const audit = region.registerFunction('audit', async () => null)
    const slow = region.registerFunction('slow', () => new Promise(() => {}), { timeout: 1 })
    return { orders, place, audit, slow, api: region.createGateway({ 'POST /orders': place }) }
  })
  const ORDER = { customerId: 'c1', orderId: 'o1', amount: 9 }
  const KEY = { customerId: 'c1', orderId: 'o1' }

  scenario(
    'toHaveStatus and toHaveJson check answers',
    app(async ({ api }, t) => {
      const res = await api.post('/orders', ORDER)
      t.expect.toHaveStatus(res, 201)
      t.expect.toHaveStatus(res, any(Number))
      t.not.toHaveStatus(res, 200)
      await t.expect.toHaveJson(res, { status: 'OPEN', amount: any(Number) })
      await t.not.toHaveJson(res, { status: 'PAID' })
      t.expect.toHaveStatus(api.lastRequest, 201)
      await t.expect.toHaveJson(api.lastRequest, { orderId: containing('o') })
      t.has(await res.json(), { orderId: 'o1' })
      t.expect.toHaveStatus(new Response('', { status: 404 }), 404)
    }),
  )

  scenario(
    'toHaveItem, toHaveItemCount, toHaveReceived check tables',
    app(async ({ api, orders }, t) => {
      t.expect.toHaveItemCount(orders, 0)
      t.not.toHaveItem(orders, KEY)
      await api.post('/orders', ORDER)
      t.expect.toHaveItem(orders, KEY)
      t.expect.toHaveItem(orders, KEY, { amount: any(Number) })
      t.not.toHaveItem(orders, KEY, { amount: 10 })
      t.expect.toHaveItemCount(orders, 1)
      t.not.toHaveItemCount(orders, 2)
      t.expect.toHaveReceived(orders, 'PutItem')
      t.expect.toHaveReceived(orders, 'PutItem', { Item: { orderId: 'o1' } })
      t.expect.toHaveReceived(orders, 'PutItem', { Item: { orderId: { S: containing('o') } } })
      t.not.toHaveReceived(orders, 'PutItem', { Item: { orderId: 'o2' } })
      t.not.toHaveReceived(orders, 'DeleteItem')
      t.expect.toHaveReceivedTimes(orders, 'PutItem', 1)
      t.not.toHaveReceivedTimes(orders, 'PutItem', 2)
      // Assertions leave no record.
      t.equal(orders.calls.length, 1)
    }),
  )

  scenario(
    'toHaveBeenInvoked and its siblings check functions',
    app(async ({ api, place, audit }, t) => {
      await api.post('/orders', ORDER)
      t.expect.toHaveBeenInvoked(place)
      t.not.toHaveBeenInvoked(audit)
      t.expect.toHaveBeenInvokedTimes(place, 1)
      t.expect.toHaveBeenInvokedTimes(audit, 0)
      t.not.toHaveBeenInvokedTimes(place, 2)
      t.expect.toHaveBeenInvokedWith(place, { rawPath: containing('orders'), version: '2.0' })
      t.not.toHaveBeenInvokedWith(place, { rawPath: '/other' })
    }),
  )

  scenario(
    'toHaveTimedOut and toHaveFailedWith check how functions ended',
    app(async ({ api, place, slow, region }, t) => {
      const res = await api.post('/orders', KEY)
      t.expect.toHaveFailedWith(place, 'TypeError')
      t.expect.toHaveFailedWith(place, 'TypeError', /missing/)
      t.expect.toHaveFailedWith(place, containing('Error'), 'amount')
      t.expect.toHaveFailedWith(res, 'TypeError')
      t.expect.toHaveFailedWith(place.lastInvocation, 'TypeError')
      t.not.toHaveFailedWith(place, 'RangeError')
      t.not.toHaveFailedWith(place, 'TypeError', 'something else')
      const running = slow.invoke({})
      await region.clock.advance('1s')
      t.expect.toHaveTimedOut(await running)
      t.expect.toHaveTimedOut(slow)
      t.not.toHaveTimedOut(place)
    }),
  )

  scenario(
    'toAllHaveFired checks planned faults',
    app(async ({ api, place, region }, t) => {
      t.expect.toAllHaveFired(region.faults)
      place.fail('Unhandled')
      t.not.toAllHaveFired(region.faults)
      await api.post('/orders', ORDER)
      t.expect.toAllHaveFired(region.faults)
      t.expect.toHaveFailedWith(place, 'Unhandled')
    }),
  )

  scenario(
    'a failure lists similar items and prints the trace',
    app(async ({ api, orders, place, audit }, t) => {
      const res = await api.post('/orders', ORDER)
      const trace = /POST \/orders[^]*place \(cold start\)[^]*PutItem orders/
      const message = (check) => t.throws(check, { message: trace }).message
      t.match(
        message(() => t.expect.toHaveStatus(res, 200)),
        /Expected status 200, but POST \/orders answered 201/,
      )
      await t.rejects((async () => t.expect.toHaveJson(res, { amount: 10 }))(), {
        message: /- {3}amount: 10,\n\+ {3}amount: 9,[^]*place \(cold start\)/,
      })
      const other = { ...KEY, orderId: 'o2' }
      t.match(
        message(() => t.expect.toHaveItem(orders, other)),
        /nearest first:\n- { customerId: 'c1', orderId: 'o1'/,
      )
      t.match(
        message(() => t.expect.toHaveItem(orders, KEY, { amount: 1 })),
        /- {3}amount: 1,\n\+ {3}amount: 9,/,
      )
      t.match(
        message(() => t.expect.toHaveReceived(orders, 'DeleteItem')),
        /It received:\n- PutItem once/,
      )
      t.throws(() => t.expect.toHaveReceived(orders, 'PutItme'), {
        name: 'MisuseError',
        message: /Did you mean 'PutItem'/,
      })
      t.match(
        message(() => t.expect.toHaveBeenInvoked(audit)),
        /Invoked functions:\n- place once/,
      )
      t.match(
        message(() => t.expect.toHaveBeenInvokedWith(place, { rawPath: '/x' })),
        /\+ {3}rawPath: '\/orders'/,
      )
    }),
  )

  scenario(
    'a matcher on the wrong subject names its subject',
    app(async ({ api, orders, place }, t) => {
      const wrong = (check, message) => t.throws(check, { name: 'MisuseError', message })
      wrong(() => t.expect.toHaveStatus(orders, 200), /toHaveStatus received the table 'orders'/)
      wrong(() => t.expect.toHaveItem('orders', {}), /toHaveItem received .orders/)
      wrong(() => t.expect.toHaveItemCount(place, 1), /the function 'place'/)
      wrong(() => t.expect.toHaveBeenInvoked(spy(() => 1)), /toHaveBeenCalled/)
      wrong(() => t.expect.toHaveBeenInvoked(async () => {}), /registerFunction/)
      wrong(() => t.expect.toAllHaveFired(undefined), /toAllHaveFired received undefined/)
      const pending = api.post('/orders', ORDER)
      wrong(() => t.expect.toHaveStatus(pending, 200), /Did you forget to await it/)
      t.expect.toHaveStatus(await pending, 201)
    }),
  )
}
