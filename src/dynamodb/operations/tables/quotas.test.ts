import { describe, expect, it } from 'vitest'
import { testWorld, type TestWorld } from '../../world.fixture.ts'
import { createTable } from './create-table.ts'
import { describeTable } from './describe-table.ts'
import { updateTable } from './update-table.ts'

const LIMIT = 'LimitExceededException: Subscriber limit exceeded: '
const units = (read: number, write = 1) => ({ ReadCapacityUnits: read, WriteCapacityUnits: write })
const key = (AttributeName: string) => [{ AttributeName, KeyType: 'HASH' }]
const newTable = (TableName: string, read: number, index?: number): object => ({
  TableName,
  AttributeDefinitions: ['pk', ...(index ? ['a'] : [])].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  KeySchema: key('pk'),
  ProvisionedThroughput: units(read),
  ...(index && {
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byA',
        KeySchema: key('a'),
        Projection: { ProjectionType: 'ALL' },
        ProvisionedThroughput: units(index),
      },
    ],
  }),
})

const update = (test: TestWorld, TableName: string, more: object): string =>
  test.refusal(updateTable, { TableName, ...more })
const setUnits = (test: TestWorld, TableName: string, read: number): string =>
  update(test, TableName, { ProvisionedThroughput: units(read) })
const setIndexUnits = (test: TestWorld, TableName: string, read: number): string =>
  update(test, TableName, {
    GlobalSecondaryIndexUpdates: [
      { Update: { IndexName: 'byA', ProvisionedThroughput: units(read) } },
    ],
  })

describe('provisioned throughput', () => {
  it('has a quota for a table and for an index', () => {
    const test = testWorld()
    const perTable = `${LIMIT}Provisioned ReadCapacityUnits exceed per-table limit of 40000`
    expect(test.refusal(createTable, newTable('big', 40_001))).toBe(perTable)
    expect(test.refusal(createTable, newTable('big', 1, 40_001))).toBe(perTable)
    expect(test.refusal(createTable, newTable('big', 40_000, 40_000))).toBe('accepted')
    expect(setUnits(test, 'big', 40_001)).toBe(perTable)
    expect(setIndexUnits(test, 'big', 40_001)).toBe(perTable)
    expect(update(test, 'big', { ProvisionedThroughput: units(40_000, 40_001) })).toBe(
      `${LIMIT}Provisioned WriteCapacityUnits exceed per-table limit of 40000`,
    )
  })

  it('has a quota for the account', () => {
    const test = testWorld()
    const perAccount = `${LIMIT}Provisioned ReadCapacityUnits exceed per-account limit of 80000`
    test.run(createTable, newTable('one', 40_000, 20_000))
    expect(test.refusal(createTable, newTable('two', 20_001))).toBe(perAccount)
    test.run(createTable, newTable('two', 20_000))
    expect(setUnits(test, 'two', 20_001)).toBe(perAccount)
    expect(setIndexUnits(test, 'one', 20_001)).toBe(perAccount)
    expect(setIndexUnits(test, 'one', 10_000)).toBe('accepted')
    expect(setUnits(test, 'two', 30_000)).toBe('accepted')
    test.run(createTable, {
      ...newTable('free', 1),
      BillingMode: 'PAY_PER_REQUEST',
      ProvisionedThroughput: undefined,
    })
  })

  it('decreases four times a day, then once an hour', async () => {
    const test = testWorld()
    test.run(createTable, newTable('orders', 100, 100))
    for (const read of [90, 80, 70, 60]) expect(setUnits(test, 'orders', read)).toBe('accepted')
    expect(setUnits(test, 'orders', 50)).toBe(
      `${LIMIT}Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of decreases today: 4. Last decrease at Thursday, January 1, 2026 at 12:00:00 AM Coordinated Universal Time. Next decrease can be made at Thursday, January 1, 2026 at 1:00:00 AM Coordinated Universal Time`,
    )
    expect(setUnits(test, 'orders', 61)).toBe('accepted')
    expect(setIndexUnits(test, 'orders', 50)).toBe('accepted')
    await test.world.clock.advance('59m')
    expect(setUnits(test, 'orders', 50)).toContain(LIMIT)
    await test.world.clock.advance('1m')
    expect(setUnits(test, 'orders', 50)).toBe('accepted')
    expect(setUnits(test, 'orders', 40)).toContain('Number of decreases today: 5.')
    await test.world.clock.advance('23h')
    for (const read of [40, 30, 20, 10]) expect(setUnits(test, 'orders', read)).toBe('accepted')
    expect(setUnits(test, 'orders', 5)).toContain('Number of decreases today: 4.')
  })

  it('counts its decreases by the day', async () => {
    const test = testWorld()
    test.run(createTable, newTable('orders', 100))
    setUnits(test, 'orders', 90)
    const decreases = (): number =>
      test.run(describeTable, { TableName: 'orders' }).Table.ProvisionedThroughput
        .NumberOfDecreasesToday
    expect(decreases()).toBe(1)
    await test.world.clock.advance('24h')
    expect(decreases()).toBe(0)
  })
})

it('switches to on-demand mode four times in 24 hours', async () => {
  const test = testWorld()
  test.run(createTable, newTable('orders', 5))
  const toOnDemand = (): string => update(test, 'orders', { BillingMode: 'PAY_PER_REQUEST' })
  const back = { BillingMode: 'PROVISIONED', ProvisionedThroughput: units(5) }
  for (let i = 0; i < 4; i++) {
    expect(toOnDemand()).toBe('accepted')
    expect(update(test, 'orders', back)).toBe('accepted')
    await test.world.clock.advance('1h')
  }
  expect(toOnDemand()).toContain('Update to PayPerRequest mode are limited')
  await test.world.clock.advance('20h')
  expect(toOnDemand()).toBe('accepted')
})

it('has at most 2500 tables', () => {
  const test = testWorld()
  const onDemand = { BillingMode: 'PAY_PER_REQUEST', ProvisionedThroughput: undefined }
  const create = (name: string): string =>
    test.refusal(createTable, { ...newTable(name, 1), ...onDemand })
  for (let i = 0; i < 2500; i++) create(`table-${i}`)
  expect(create('more')).toBe(`${LIMIT}There is a limit of 2500 tables per subscriber`)
})
