// The messages of matchers on logs, metrics, event buses and schedules.
import { createRegion, type Region } from 'miniregion'
import 'miniregion/vitest'
import { expect, it } from 'vitest'

const frozen = (): Region => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  return region
}

const messageOf = (assert: () => void): string => {
  try {
    assert()
  } catch (error) {
    // Runners with colours get coloured diffs.
    return (error as Error).message.replace(/\u001B\[\d+m/g, '')
  }
  throw new Error('The assertion passed.')
}

it('toHaveLogged takes functions, invocations, log groups and regions', async () => {
  const region = frozen()
  const place = region.registerFunction('place', async (order: { id: string }) => {
    console.log(JSON.stringify({ level: 'INFO', order: order.id, state: 'placed' }))
    console.warn('low stock of', order.id)
  })
  await place.invoke({ id: '7' })
  region.createLogGroup('/shop/audit').put({ user: 'ann', action: 'login' })

  expect(place).toHaveLogged('low stock')
  expect(place).toHaveLogged(/stock of \d/)
  expect(place).toHaveLogged({ order: '7', state: expect.any(String) })
  expect(place).toHaveLogged({ level: 'WARN', message: 'low stock of 7' })
  expect(place).not.toHaveLogged({ level: 'ERROR' })
  expect(place.lastInvocation).toHaveLogged('low stock')
  expect(place.logGroup).toHaveLogged('REPORT RequestId')
  expect(region).toHaveLogged({ order: '7' })
  expect(region).toHaveLogged({ user: 'ann' })
  expect(place.logs).toHaveLength(2)
})

it('toHaveLogged shows the nearest lines', async () => {
  const region = frozen()
  const place = region.registerFunction('place', async () => {
    console.log('starting')
    console.log(JSON.stringify({ level: 'INFO', order: '8', state: 'placed' }))
  })
  await place.invoke({})
  expect(messageOf(() => expect(place).toHaveLogged({ order: '7', state: 'placed' }))).toContain(
    `Expected place to have logged a line with the members marked '-':

- expected
+ received

  {
-   order: '7',
+   order: '8',
    state: 'placed',
  }

It logged 2 lines, the nearest first:
- {"level":"INFO","order":"8","state":"placed"}
- starting`,
  )
  const text = messageOf(() => expect(place).toHaveLogged('started'))
  expect(text).toContain("Expected place to have logged 'started'.")
  expect(text).toContain('place (cold start)')
  expect(messageOf(() => expect(place).not.toHaveLogged('starting'))).toContain(
    "Expected place not to have logged 'starting', but it did:\n\nstarting",
  )
  expect(() => expect('place').toHaveLogged('x')).toThrow(/a function, an invocation, a log group/)
  expect(() => expect(place).toHaveLogged(7 as never)).toThrow(/a part of a line/)
})

it('toHaveMetric takes the metrics of a namespace, and regions', async () => {
  const region = frozen()
  const shop = region.metrics('Shop')
  shop.put('Orders', 2, { dimensions: { shop: 'a' }, unit: 'Count' })
  shop.put('Orders', 3, { dimensions: { shop: 'a' }, unit: 'Count' })
  const place = region.registerFunction('place', async () => 1)
  await place.invoke({})

  expect(shop).toHaveMetric('Orders')
  expect(shop).toHaveMetric('Orders', { dimensions: { shop: 'a' }, value: 3, unit: 'Count' })
  expect(shop).toHaveMetric('Orders', { sum: 5, count: 2 })
  expect(region).toHaveMetric('Errors', {
    namespace: 'AWS/Lambda',
    dimensions: { FunctionName: 'place' },
    sum: 0,
  })
  expect(shop).not.toHaveMetric('Orders', { value: 4 })
})

it('toHaveMetric shows the nearest metric', () => {
  const region = frozen()
  const shop = region.metrics('Shop')
  shop.put('Orders', 2, { dimensions: { shop: 'a' } })
  const message = messageOf(() => expect(shop).toHaveMetric('Orders', { sum: 3, count: 1 }))
  expect(message).toContain(
    `Expected Shop to have the metric 'Orders' with the members marked '-':

- expected
+ received

  {
-   sum: 3,
+   sum: 2,
    count: 1,
  }`,
  )
  expect(messageOf(() => expect(shop).toHaveMetric('Order'))).toContain(
    "but it has none of that name.\n\nDid you mean 'Orders'?",
  )
  expect(() => expect(shop).toHaveMetric('Orders', { total: 3 })).toThrow(/'total'.*one of/s)
  expect(() => expect(7).toHaveMetric('Orders')).toThrow(/the metrics of a namespace/)
})

it('toHaveEvent and toHaveMatched show what differs, and the trace', () => {
  const region = frozen()
  const bus = region.createEventBus('shop')
  bus.rule('mail', { source: ['crm'] }, region.createQueue('mail'))
  bus.put({ source: 'shop', detailType: 'Placed', detail: { id: '1' } })
  bus.put({ source: 'web', detailType: 'Called', detail: {} })
  const message = messageOf(() => expect(bus).toHaveEvent({ source: 'shop', detail: { id: '2' } }))
  expect(message).toContain(`-     id: '2',\n+     id: '1',`)
  expect(message).toContain('2 events were put. The nearest one:')
  expect(message).toContain('PutEvents')
  const matched = messageOf(() => expect(bus).toHaveMatched('mail'))
  expect(matched).toContain('source: "shop" is none of ["crm"]')
})

it('toHaveRunTimes takes matchers, and shows the runs', async () => {
  const region = frozen()
  const fn = region.registerFunction('fn', async () => 1)
  const hourly = region.createSchedule('hourly', 'rate(1 hour)', fn)
  await region.clock.advance('2h')
  await region.idle()
  expect(hourly).toHaveRunTimes(3)
  expect(hourly).toHaveRunTimes(expect.any(Number))
  const message = messageOf(() => expect(hourly).toHaveRunTimes(4))
  expect(message).toContain(
    "Expected the schedule 'hourly' to have run 4 times, but it ran 3 times.",
  )
  expect(message).toContain('- 2026-01-01T02:00:00Z: delivered')
  expect(message).toContain('schedule hourly')
})
