import type { Gateway, LambdaFunction, Region, Table } from 'miniregion'
import { handler as setState } from './service/set-state.js'
import { handler as ship } from './service/ship.js'

export interface Order {
  id: string
  state: string
  by: string
}

interface Site {
  readonly api: Gateway
  readonly orders: Table<Order>
  readonly ship: LambdaFunction
}

/** One table in two regions; each region has its own API and ships from its own stream. */
export function deploy(region: Region): { us: Site; eu: Site } {
  region.createTable<Order>('orders', { partitionKey: 'id', replicas: ['eu-west-1'] })
  return { us: deploySite(region), eu: deploySite(region.in('eu-west-1')) }
}

function deploySite(region: Region): Site {
  const orders = region.table<Order>('orders')
  const set = region.registerFunction('set-state', setState, { environment: { TABLE: 'orders' } })
  const shipping = region.registerFunction('ship', ship)
  orders.on('stream', shipping)
  const api = region.createGateway({ 'PUT /orders/{id}/{state}': set })
  return { api, orders, ship: shipping }
}
