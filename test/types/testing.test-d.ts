import { defineRegion, type Region, type RegionApp, type Table } from 'miniregion'
import 'miniregion/jest'
import * as assertions from 'miniregion/node-test'
import 'miniregion/vitest'
import { aroundEach, expect, expectTypeOf, it, test, type TestContext } from 'vitest'

/** As `expect.any()` of Jest's own types gives it. */
interface AsymmetricValue {
  asymmetricMatch(other: unknown): boolean
}

interface Order {
  id: string
  amount: number
}

const app = defineRegion((region) => {
  const orders = region.createTable<Order>('orders', { partitionKey: 'id' })
  const place = region.registerFunction('place', async (event: { id: string }) => event.id)
  return { orders, place, list: [orders] }
})

test('a definition passes its handles and the region', () => {
  expectTypeOf(app).toExtend<RegionApp<{ orders: Table<Order> }>>()
  expectTypeOf(app.handles.orders).toEqualTypeOf<Table<Order>>()
  expectTypeOf(app.handles.region).toEqualTypeOf<Region>()
  void app(({ orders, region, list }) => {
    expectTypeOf(orders.items).toEqualTypeOf<Order[]>()
    expectTypeOf(region).toEqualTypeOf<Region>()
    expectTypeOf(list[0]).toEqualTypeOf<Table<Order> | undefined>()
  })
  const wrapped: () => Promise<void> = app(() => {})
  void wrapped
  // @ts-expect-error -- the builder returns no such handle
  void app(({ nothing }) => nothing)
})

test("the runner's arguments are typed", () => {
  it(
    'context',
    app(async ({ orders }, { expect, task }: TestContext) => {
      expectTypeOf(task.name).toBeString()
      expect(orders).toHaveItemCount(0)
      return Promise.resolve()
    }),
  )
  it(
    'context without a type',
    app(({ orders }, ctx) => {
      expectTypeOf(ctx).toEqualTypeOf<TestContext>()
      ctx.expect(orders).toHaveItemCount(0)
    }),
  )
  it.concurrent(
    'context taken apart',
    app(async (_world, { task, signal }) => {
      expectTypeOf(task.name).toBeString()
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
      return Promise.resolve()
    }),
  )
  it.for([1, 2])(
    'for',
    app((_world, n, ctx) => {
      expectTypeOf(n).toBeNumber()
      expectTypeOf(ctx).toExtend<TestContext>()
    }),
  )
  const extended = it.extend<{ user: string }>({ user: 'ann' })
  extended(
    'fixtures',
    app((_world, { user }: { user: string }) => {
      expectTypeOf(user).toBeString()
    }),
  )
  // A test without parameters can be run as it is, a test with parameters cannot.
  void app(() => {})()
  void app((_world, ctx) => ctx)()
  // @ts-expect-error -- the number is missing
  void app((_world, _n: number) => {})()
  it.each([1, 2])(
    'each',
    app((_world, n: number) => {
      expectTypeOf(n).toBeNumber()
    }),
  )
  aroundEach(app.around)
})

test('asynchronous builders and definitions on top', () => {
  const slow = defineRegion(async (region) =>
    Promise.resolve({ users: region.createTable('users', { partitionKey: 'id' }) }),
  )
  expectTypeOf(slow.handles.users).toEqualTypeOf<Table>()
  const admin = app.extend(({ orders, region }, same) => {
    expectTypeOf(orders).toEqualTypeOf<Table<Order>>()
    expectTypeOf(region).toEqualTypeOf(same)
    return { audit: same.createTable('audit', { partitionKey: 'id' }) }
  })
  expectTypeOf(admin.handles.orders).toEqualTypeOf<Table<Order>>()
  expectTypeOf(admin.handles.audit).toEqualTypeOf<Table>()
})

test('matchers of Vitest and Jest', () => {
  const { orders, place, region } = app.handles
  expect(orders).toHaveItem({ id: 'o1' })
  expect(orders).toHaveItem({ id: expect.stringMatching(/^o/) }, { amount: expect.any(Number) })
  expect(orders).toHaveItem({ id: expect.any(String) as AsymmetricValue })
  expect(orders as Table).toHaveItem({ anything: 1 }, { note: 'x' })
  // @ts-expect-error -- Order has no orderId
  expect(orders).toHaveItem({ orderId: 'o1' })
  // @ts-expect-error -- the amount is a number
  expect(orders).toHaveItem({ id: 'o1' }, { amount: '9' })
  expect(orders).toHaveReceived('PutItem', { Item: { id: 'o1' } })
  expect(orders).not.toHaveReceivedTimes('UpdateTimeToLive', 1)
  // @ts-expect-error -- the operation is PutItem
  expect(orders).toHaveReceived('PutItm')
  const untyped: any = orders
  expect(untyped).toHaveReceived('Publish')
  expect(untyped).toHaveItem({ anything: 1 })
  expectTypeOf(expect(new Response()).toHaveStatus(201)).toBeVoid()
  expectTypeOf(expect(new Response()).toHaveJson({})).toEqualTypeOf<Promise<void>>()
  expect(place).not.toHaveBeenInvokedTimes(expect.any(Number))
  expect(place).toHaveFailedWith('TypeError', /x/)
  expect(region.faults).toAllHaveFired()
  expect({ orders }).toEqual({ orders: expect.toHaveItemCount(1) })
  // @ts-expect-error -- a status is a number or a matcher
  expect(new Response()).toHaveStatus('201')
  expectTypeOf<jest.Matchers<void>>().toHaveProperty('toHaveReceived')
  const jestOrders = {} as jest.Matchers<void, Table<Order>>
  jestOrders.toHaveItem({ id: 'o1' })
  // @ts-expect-error -- the operation is PutItem
  jestOrders.toHaveReceived('PutItm')
})

test('assertions of node:test', () => {
  assertions.toHaveItem(app.handles.orders, { id: 'o1' }, { amount: 1 })
  expectTypeOf(assertions.toHaveJson).returns.toEqualTypeOf<Promise<void>>()
  // @ts-expect-error -- a key is an object
  assertions.toHaveItem(app.handles.orders, 'o1')
  // @ts-expect-error -- Order has no orderId
  assertions.toHaveItem(app.handles.orders, { orderId: 'o1' })
  assertions.toHaveReceived(app.handles.orders, 'PutItem')
  // @ts-expect-error -- the operation is PutItem
  assertions.toHaveReceived(app.handles.orders, 'PutItm')
})
