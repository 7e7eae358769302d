import 'miniregion/auto'
import 'miniregion/vitest'
import { defineRegion } from 'miniregion'
import { describe, expect, it } from 'vitest'
import { deploy } from './region.js'

const app = defineRegion((region) => {
  region.clock.freeze('2026-01-01T09:00:00Z')
  return deploy(region)
})

describe('an order in two regions', () => {
  it.concurrent(
    'is paid in one, and shipped in both',
    app(async ({ us, eu, region }) => {
      const response = await us.api.put('/orders/o1/PAID')
      await expect(response).toHaveJson({ id: 'o1', state: 'PAID', by: 'us-east-1' })
      expect(eu.orders.size).toBe(0)
      await region.idle()
      expect(eu.orders).toHaveItem({ id: 'o1' }, { state: 'PAID', by: 'us-east-1' })
      // Each region has its own stream with all writes: a side effect in both is a bug.
      expect(us.ship.lastInvocation?.payload).toEqual(['o1'])
      expect(eu.ship.lastInvocation?.payload).toEqual(['o1'])
    }),
  )

  it.concurrent(
    'is changed on both sides of a partition, and one change is lost',
    app(async ({ us, eu, region }) => {
      await us.api.put('/orders/o1/NEW')
      await region.idle()

      region.partition('eu-west-1')
      await us.api.put('/orders/o1/PAID')
      await region.clock.advance('1m')
      await eu.api.put('/orders/o1/CANCELLED')
      await region.idle()
      expect(us.orders).toHaveItem({ id: 'o1' }, { state: 'PAID' })
      expect(eu.orders).toHaveItem({ id: 'o1' }, { state: 'CANCELLED' })
      expect(us.ship.lastInvocation?.payload).toEqual(['o1']) // shipped, although cancelled

      region.heal('eu-west-1')
      await region.idle()
      expect(us.orders).toHaveItem({ id: 'o1' }, { state: 'CANCELLED' })
      expect(eu.orders).toHaveItem({ id: 'o1' }, { state: 'CANCELLED' })
      expect(us.orders.conflicts).toMatchObject([
        {
          key: { id: 'o1' },
          lost: { region: 'us-east-1', item: { state: 'PAID' } },
          kept: { region: 'eu-west-1', item: { state: 'CANCELLED' } },
        },
      ])
    }),
  )

  it.concurrent(
    'is one trace across the regions',
    app(async ({ us, region }) => {
      const response = await us.api.put('/orders/o1/PAID')
      await region.idle()
      expect(String(region.trace(response))).toContain(
        "INSERT orders (from us-east-1) { id: 'o1' }",
      )
    }),
  )
})
