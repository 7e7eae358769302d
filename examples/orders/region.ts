// The wiring: what a template would deploy, in twenty lines.
import { createRegion, type Region } from 'miniregion'

export function ordersRegion(): ReturnType<typeof deploy> {
  return deploy(createRegion())
}

export function deploy(region: Region) {
  const orders = region.createTable('orders', {
    partitionKey: 'customerId',
    sortKey: 'orderId',
    globalSecondaryIndexes: { byStatus: { partitionKey: 'status', sortKey: 'placedAt' } },
  })
  const stock = region.createTable('stock', { partitionKey: 'sku' })
  const environment = { ORDERS: orders.name, STOCK: stock.name }
  const place = region.registerFunction('place-order', () => import('./service/place-order.js'), {
    environment,
    timeout: 10,
  })
  const read = region.registerFunction('get-order', () => import('./service/get-order.js'), {
    environment,
  })
  const list = region.registerFunction('list-orders', () => import('./service/list-orders.js'), {
    environment,
  })
  const api = region.createGateway({
    'POST /orders': place,
    'GET /orders': list,
    'GET /customers/{customerId}/orders/{orderId}': read,
  })
  return { region, orders, stock, place, read, list, api }
}
