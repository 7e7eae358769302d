// The examples of docs/guide/global-tables.md.
import { createRegion, defineRegion } from 'miniregion'
import { expect, it } from 'vitest'

interface Order {
  id: string
  state: string
}

it('replicates, and tells what a partition lost', async () => {
  const region = createRegion()
  const orders = region.createTable<Order>('orders', {
    partitionKey: 'id',
    replicas: ['eu-west-1'],
  })
  const eu = region.in('eu-west-1')

  orders.put({ id: 'o1', state: 'NEW' })
  expect(eu.table('orders').get({ id: 'o1' })).toBeUndefined()

  await region.idle()
  expect(eu.table('orders').get({ id: 'o1' })).toEqual({ id: 'o1', state: 'NEW' })

  await region.idle()
  region.partition('eu-west-1')

  orders.put({ id: 'o1', state: 'PAID' })
  eu.table('orders').put({ id: 'o1', state: 'CANCELLED' })

  region.heal('eu-west-1')
  await region.idle()

  expect(orders.get({ id: 'o1' })).toEqual({ id: 'o1', state: 'CANCELLED' })
  expect(orders.conflicts).toMatchObject([
    {
      key: { id: 'o1' },
      lost: { region: 'us-east-1', item: { id: 'o1', state: 'PAID' } },
      kept: { region: 'eu-west-1', item: { id: 'o1', state: 'CANCELLED' } },
    },
  ])
})

const app = defineRegion((region) => {
  const orders = region.createTable<Order>('orders', {
    partitionKey: 'id',
    replicas: ['eu-west-1'],
  })
  region.partition('eu-west-1')
  orders.put({ id: 'o1', state: 'PAID' })
  return { orders, eu: region.in('eu-west-1') }
})

it(
  'ships what it can see',
  app(async ({ region, eu }) => {
    await region.idle()
    expect(eu.table('orders').size).toBe(0)
  }),
)

interface Account {
  id: string
  balance: number
}

it('agrees in every region with strong consistency', () => {
  const region = createRegion()
  const accounts = region.createTable<Account>('accounts', {
    partitionKey: 'id',
    multiRegionConsistency: 'STRONG',
    replicas: ['us-east-2'],
    witnessRegion: 'us-west-2',
  })

  accounts.put({ id: 'a1', balance: 10 })
  const ohio = region.in('us-east-2').table<Account>('accounts')
  expect(ohio.get({ id: 'a1' })).toEqual({ id: 'a1', balance: 10 })
})
