import { describe, expect, it } from 'vitest'
import { handleOf } from '../../core/handle.ts'
import type { World } from '../../core/world/world.ts'
import { rebind, toRebindable } from './rebind.ts'
import { createRegion } from '../region.ts'

const worldOf = (region: unknown): World => handleOf(region)!.home
const setUp = () => {
  const region = createRegion()
  const orders = region.createTable('orders', { partitionKey: 'id' })
  const fork = region.fork()
  const bind = <Value extends object>(value: Value): Value =>
    rebind(toRebindable(value), worldOf(fork))
  const homeOf = (handle: unknown): unknown => handleOf(handle)?.home
  return { region, orders, fork, bind, homeOf }
}

describe('rebind', () => {
  it('replaces handles through plain objects and arrays, and keeps identity', () => {
    const { orders, fork, bind, homeOf, region } = setUp()
    const bare = Object.assign(Object.create(null) as { orders: unknown }, { orders })
    const bound = bind({ orders, list: [[orders]], deep: { a: { orders } }, bare, region })
    for (const handle of [
      bound.orders,
      bound.list[0]![0],
      bound.deep.a.orders,
      bound.bare.orders,
      bound.region,
    ]) {
      expect(homeOf(handle)).toBe(worldOf(fork))
    }
    expect(bound.list[0]![0]).toBe(bound.orders)
    expect(bound.deep.a.orders).toBe(bound.orders)
    expect(homeOf(orders)).toBe(worldOf(region))
  })

  it("copies, so that a test's changes stay in the test", () => {
    const { bind } = setUp()
    const given = { list: [1], nested: { count: 0 } }
    const bound = bind(given)
    bound.list.push(2)
    bound.nested.count = 1
    expect(given).toEqual({ list: [1], nested: { count: 0 } })
  })

  it('passes on values that are not plain', () => {
    const { orders, bind } = setUp()
    class Repository {
      readonly table = orders
    }
    const given = { repository: new Repository(), map: new Map([['a', orders]]), at: new Date(0) }
    const bound = bind(given)
    expect(bound.repository).toBe(given.repository)
    expect(bound.map).toBe(given.map)
    expect(bound.at).toBe(given.at)
  })

  it('leaves handles of other regions alone', () => {
    const { bind } = setUp()
    const other = createRegion().createTable('others', { partitionKey: 'id' })
    expect(bind({ other }).other).toBe(other)
  })

  it('copies cycles, getters, symbols and __proto__', () => {
    const { orders, bind, homeOf, fork } = setUp()
    const key = Symbol('key')
    const given = {
      orders,
      [key]: 1,
      get size() {
        return orders.size
      },
      self: undefined as unknown,
    }
    given.self = given
    Object.defineProperty(given, '__proto__', { value: { orders }, enumerable: true })
    const bound = bind(given)
    expect(bound.self).toBe(bound)
    expect(bound[key]).toBe(1)
    orders.put({ id: '1' })
    expect(bound.size).toBe(1)
    const own = Object.getOwnPropertyDescriptor(bound, '__proto__')?.value as { orders: unknown }
    expect(homeOf(own.orders)).toBe(worldOf(fork))
    const plain = bind({ [key]: 1, ...(JSON.parse('{"__proto__": {"a": 1}}') as object) })
    expect(Object.keys(plain)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(plain)).toBe(Object.prototype)
  })
})
