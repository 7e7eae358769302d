import 'miniregion/auto'
import 'miniregion/vitest'
import { defineRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'
import { deploy } from './region.js'

const app = defineRegion((region) => {
  region.clock.freeze('2026-01-01T09:00:00Z')
  return deploy(region)
})

const book = { id: 'o1', kind: 'book', email: 'ann@example.com' }
const download = { ...book, id: 'o2', kind: 'download' }

describe('an order', () => {
  it.concurrent(
    'goes from the request to the mail',
    app(async ({ api, orders, placed, shipping, bus, publish, ship, mail, region }) => {
      expect(await api.post('/orders', book)).toHaveStatus(202)
      expect(orders).toHaveItem({ id: 'o1' }, { status: 'PLACED', currency: 'EUR' })
      await region.idle()

      expect(publish).toHaveBeenInvokedWith({ Records: [{ eventName: 'INSERT' }] })
      expect(placed).toHavePublished({ id: 'o1', status: 'PLACED' })
      expect(placed).toHaveDeliveredTo(shipping, { id: 'o1' })
      expect(ship).toHaveBeenInvokedTimes(1)
      expect(shipping).toHaveMessageCount(0) // shipped, so Lambda deleted the message
      expect(bus).toHaveEvent({ detailType: 'OrderShipped', detail: { id: 'o1' } })
      expect(bus).toHaveMatched('mail')
      expect(mail.lastInvocation).toMatchObject({
        type: 'Event',
        payload: 'ann@example.com: your order o1 is on its way',
      })
    }),
  )

  it.concurrent(
    'is one trace from the request to the mail',
    app(async ({ api, region }, { expect }) => {
      const response = await api.post('/orders', book)
      await region.idle()
      expect(String(region.trace(response))).toMatchInlineSnapshot(`
        "POST /orders                                                                  202     0 ms
        └─ place-order (cold start)                                             succeeded     0 ms
           ├─ GetParameter /shop/currency                                             200     0 ms
           ├─ GetSecretValue shop/signing                                             200     0 ms
           └─ PutItem orders                                                          200     0 ms
              └─ INSERT orders { id: 'o1' }
                 └─ delivery to publish-order                                   delivered
                    └─ publish-order (cold start)                               succeeded     0 ms
                       └─ Publish orders-placed                                       200     0 ms
                          └─ publication orders-placed
                             └─ delivery to shipping                            delivered
                                └─ SendMessage shipping                               200     0 ms
                                   └─ delivery to ship-order                    delivered
                                      └─ ship-order (cold start)                succeeded     0 ms
                                         └─ PutEvents                                 200     0 ms
                                            └─ event OrderShipped from shop.shipping
                                               └─ delivery to mail-customer     delivered
                                                  └─ mail-customer (cold start) succeeded     0 ms"
      `)
    }),
  )

  it.concurrent(
    'is not shipped if the filter policy of the subscription refuses its kind',
    app(async ({ api, placed, ship, region }) => {
      await api.post('/orders', download)
      await region.idle()
      expect(ship).not.toHaveBeenInvoked()
      expect(placed.messages[0]?.deliveries).toMatchObject([
        {
          status: 'filtered',
          why: 'The filter policy did not match: kind was "download", wanted ["book"]',
        },
      ])
    }),
  )

  it.concurrent(
    'is announced once, because the event source takes inserts alone',
    app(async ({ api, orders, publish, region }) => {
      await api.post('/orders', book)
      orders.update({ id: 'o1' }, (order) => {
        order.status = 'PAID'
      })
      orders.delete({ id: 'o1' })
      await region.idle()
      expect(publish).toHaveBeenInvokedTimes(1)
    }),
  )
})

describe('configuration', () => {
  it.concurrent(
    'is read at the cold start, and not again',
    app(async ({ api, place, currency, signing }) => {
      await api.post('/orders', book)
      await api.post('/orders', download)
      expect(place.invocations.map(({ coldStart }) => coldStart)).toEqual([true, false])
      expect(currency.reads).toHaveLength(1)
      expect(signing.reads).toHaveLength(1)
    }),
  )
})

describe('failures', () => {
  it.concurrent(
    'of the topic are retried by the SDK',
    app(async ({ api, placed, publish, region }) => {
      placed.fail('Publish', 'InternalErrorException', { times: 2 })
      await api.post('/orders', book)
      await region.idle()
      expect(placed.calls.map(({ status }) => status)).toEqual([500, 500, 200])
      expect(publish).toHaveBeenInvokedTimes(1)
      expect(placed).toHavePublishedTimes(1)
    }),
  )

  it.concurrent(
    'of publish-order are retried by its event source',
    app(async ({ api, placed, publish, region }) => {
      publish.fail('Unhandled', { times: 2 })
      await api.post('/orders', book)
      await region.idle()
      expect(publish.invocations.map(({ status }) => status)).toEqual([
        'failed',
        'failed',
        'succeeded',
      ])
      expect(placed).toHavePublishedTimes(1)
    }),
  )

  it.concurrent(
    'of ship-order bring the message back, and then to the dead-letter queue',
    app(async ({ api, ship, shipping, unshipped, region }) => {
      ship.fail('Unhandled', { times: 2 })
      await api.post('/orders', book)
      await region.idle()
      expect(ship).toHaveBeenInvokedTimes(2)
      expect(shipping).toHaveMessageCount(0)
      expect(unshipped).toHaveMessage({ id: 'o1' })

      unshipped.redrive()
      await region.idle()
      expect(ship.lastInvocation).toMatchObject({ status: 'succeeded' })
      expect(unshipped).toHaveMessageCount(0)
    }),
  )

  it.concurrent(
    'of mail-customer end in its dead-letter queue, with their reason',
    app(async ({ api, mail, unmailed, region }) => {
      await api.post('/orders', { ...book, email: 'nowhere' })
      await region.idle()
      expect(mail).toHaveBeenInvokedTimes(3) // Lambda retries an asynchronous event twice
      expect(mail).toHaveFailedWith('Error', 'nowhere is not an address')
      expect(unmailed).toHaveMessage({
        json: { detail: { id: 'o1', email: 'nowhere' } },
        attributes: { ErrorCode: '200', ErrorMessage: 'nowhere is not an address' },
      })
    }),
  )
})

describe('the daily report', () => {
  it.concurrent(
    'runs when the clock has moved by a day',
    app(async ({ api, report, region }, { expect }) => {
      await api.post('/orders', book)
      await api.post('/orders', download)
      await region.idle()
      expect(report).not.toHaveBeenInvoked()

      await region.clock.advance('1d')
      expect(report).toHaveBeenInvokedTimes(1)
      expect(report).toHaveBeenInvokedWith({ 'detail-type': 'Scheduled Event' })
      expect(report.lastInvocation?.logs).toMatchObject([
        { message: '2026-01-02 { book: 1, download: 1 }' },
      ])
      expect(String(region.trace(report.lastInvocation))).toMatchInlineSnapshot(`
        "event Scheduled Event from aws.events
        └─ delivery to report         delivered
           └─ report (cold start)  ◄  succeeded     0 ms
              └─ Scan orders                200     0 ms"
      `)
    }),
  )
})
