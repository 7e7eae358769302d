import { defineRegion, type Region, type RegionApp, type Table } from 'miniregion'
import 'miniregion/jest'
import * as assertions from 'miniregion/node-test'
import 'miniregion/vitest'
import { aroundEach, expect, expectTypeOf, it, test, type TestContext } from 'vitest'

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
  expectTypeOf(expect(orders).toHaveItem).parameters.toEqualTypeOf<
    [key: object, partial?: object | undefined]
  >()
  expectTypeOf(expect(new Response()).toHaveStatus(201)).toBeVoid()
  expectTypeOf(expect(new Response()).toHaveJson({})).toEqualTypeOf<Promise<void>>()
  expect(place).not.toHaveBeenInvokedTimes(expect.any(Number))
  expect(place).toHaveFailedWith('TypeError', /x/)
  expect(region.faults).toAllHaveFired()
  expect({ orders }).toEqual({ orders: expect.toHaveItemCount(1) })
  // @ts-expect-error -- a status is a number or a matcher
  expect(new Response()).toHaveStatus('201')
  expectTypeOf<jest.Matchers<void>>().toHaveProperty('toHaveReceived')
})

test('assertions of node:test', () => {
  assertions.toHaveItem(app.handles.orders, { id: 'o1' }, { amount: 1 })
  expectTypeOf(assertions.toHaveJson).returns.toEqualTypeOf<Promise<void>>()
  // @ts-expect-error -- a key is an object
  assertions.toHaveItem(app.handles.orders, 'o1')
})
