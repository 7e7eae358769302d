// The wiring: what a template would deploy.
import type { Region } from 'miniregion'

export function deploy(region: Region) {
  const currency = region.createParameter('/shop/currency', 'EUR')
  const signing = region.createSecret('shop/signing', { key: 'hush' })
  const orders = region.createTable('orders', { partitionKey: 'id', stream: true })
  const placed = region.createTopic('orders-placed')
  const unshipped = region.createQueue('unshipped')
  const shipping = region.createQueue('shipping', {
    deadLetterQueue: { queue: unshipped, maxReceiveCount: 2 },
  })
  const unmailed = region.createQueue('unmailed')
  const bus = region.createEventBus('shop')

  const place = region.registerFunction('place-order', () => import('./service/place-order.js'), {
    environment: {
      ORDERS: orders.name,
      CURRENCY_PARAMETER: currency.name,
      SIGNING_SECRET: signing.name,
    },
    // Each test has a cold start of its own, which reads the parameter and the secret.
    freshModules: true,
  })
  const publish = region.registerFunction(
    'publish-order',
    () => import('./service/publish-order.js'),
    { environment: { TOPIC: placed.arn } },
  )
  const ship = region.registerFunction('ship-order', () => import('./service/ship-order.js'), {
    environment: { BUS: bus.name },
  })
  const mail = region.registerFunction(
    'mail-customer',
    () => import('./service/mail-customer.js'),
    { deadLetterQueue: unmailed },
  )
  const report = region.registerFunction('report', () => import('./service/report.js'), {
    environment: { ORDERS: orders.name },
  })

  const api = region.createGateway({ 'POST /orders': place })
  orders.on('stream', publish, { filters: [{ eventName: ['INSERT'] }], retryAttempts: 2 })
  placed.subscribe(shipping, { filterPolicy: { kind: ['book'] }, rawMessageDelivery: true })
  shipping.on('message', ship)
  bus.rule('mail', { source: ['shop.shipping'], detailType: ['OrderShipped'] }, mail)
  region.eventBus('default').rule('daily', 'rate(1 day)', report)

  const configuration = { currency, signing }
  const queues = { shipping, unshipped, unmailed }
  const functions = { place, publish, ship, mail, report }
  return { region, api, orders, placed, bus, ...configuration, ...queues, ...functions }
}
