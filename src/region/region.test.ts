import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { isMisuseError } from '../core/errors.ts'
import { Table } from '../dynamodb/index.ts'
import { createRegion, type Region } from './region.ts'

const misuse = (body: () => unknown): string => {
  try {
    body()
  } catch (error) {
    if (isMisuseError(error)) return error.message
    throw error
  }
  throw new Error('nothing was thrown')
}

const ordersIn = (region: Region): Table =>
  region.createTable('orders', { partitionKey: 'id' }).seed([{ id: 'seeded' }])

describe('createRegion', () => {
  it('shares nothing with another region', () => {
    const [one, two] = [createRegion(), createRegion()]
    ordersIn(one)
    expect(misuse(() => two.table('orders'))).toMatch("There is no table 'orders' in this region.")
  })

  it('makes ids from its seed', async () => {
    const urlOf = (seed: number): string => createRegion({ seed }).createGateway({}).url
    expect(urlOf(1)).toBe(urlOf(1))
    expect(urlOf(1)).not.toBe(urlOf(2))
  })

  it('refuses unknown options and wrong values by name', () => {
    expect(misuse(() => createRegion({ regoin: 'x' } as never))).toMatch(
      /unknown option 'regoin'.*Did you mean 'region'\?/,
    )
    expect(misuse(() => createRegion({ accountId: '12' }))).toMatch('accountId: "12"')
    expect(misuse(() => createRegion({ region: 'EU West' }))).toMatch('region: "EU West"')
    expect(misuse(() => createRegion(null as never))).toMatch('createRegion() received null')
    expect(misuse(() => createRegion('eu-west-1' as never))).toMatch(
      'createRegion() received a string',
    )
  })

  it('refuses values that are not a name, a list of items or a function', () => {
    const region = createRegion()
    const slips: readonly [RegExp, () => unknown][] = [
      [/region\.table\(\) received undefined/, () => region.table(undefined as never)],
      [/region\.function\(\) received undefined/, () => region.function(undefined as never)],
      [/region\.seed\(\) received an array.*\{ orders/, () => region.seed([{ id: '1' }] as never)],
      [/region\.bind\(\) received undefined/, () => region.bind(undefined as never)],
      [/region\.run\(\) received number/, () => region.run(5 as never)],
    ]
    for (const [message, slip] of slips) expect(misuse(slip)).toMatch(message)
  })

  it('puts its name and account into ARNs', () => {
    const region = createRegion({ region: 'eu-west-1', accountId: '999999999999' })
    expect(`${ordersIn(region)}`).toBe('arn:aws:dynamodb:eu-west-1:999999999999:table/orders')
  })
})

it('prints its name and account', () => {
  const region = createRegion()
  region.clock.freeze('2026-01-01T00:00:00Z')
  ordersIn(region).fail('PutItem', 'ThrottlingException')
  expect(inspect([region, region.clock, region.faults])).toBe(`[
  Region 'us-east-1' (123456789012),
  Clock at 2026-01-01T00:00:00.000Z,
  Pending:
  - orders: PutItem fails with ThrottlingException (1st call)
]`)
})

describe('snapshot and restore', () => {
  it('bring back items, tables, functions, records, ids and time', async () => {
    const region = createRegion()
    const orders = ordersIn(region)
    region.clock.freeze('2026-01-01T00:00:00Z')
    const before = region.snapshot()
    orders.put({ id: 'o1' })
    region.createTable('more', { partitionKey: 'id' })
    region.registerFunction('f', async () => 1)
    const id = region.createGateway({}).id
    await region.clock.advance('1h')
    region.restore(before)
    expect(orders.items).toEqual([{ id: 'seeded' }])
    expect(orders.writes).toEqual([])
    expect(region.clock.now()).toBe(Date.parse('2026-01-01T00:00:00Z'))
    expect(misuse(() => region.table('more'))).toMatch('no table')
    expect(misuse(() => region.function('f'))).toMatch('no function')
    expect(region.createGateway({}).id).toBe(id)
  })

  it('can be restored more than once, after any writes', () => {
    const region = createRegion()
    const orders = ordersIn(region)
    const before = region.snapshot()
    for (let i = 0; i < 3; i++) {
      orders.put({ id: `o${i}` })
      orders.delete({ id: 'seeded' })
      region.restore(before)
      expect(orders.items).toEqual([{ id: 'seeded' }])
    }
  })

  it('accepts only its own snapshots', () => {
    const region = createRegion()
    const orders = ordersIn(region)
    expect(misuse(() => region.restore(orders.snapshot() as never))).toMatch('table.restore')
    expect(misuse(() => region.restore(undefined as never))).toMatch('received undefined')
    const others = [createRegion(), region.fork(), createRegion({ region: 'eu-west-1' })]
    for (const other of others) {
      expect(misuse(() => region.restore(other.snapshot()))).toMatch("another region's snapshot")
      expect(misuse(() => other.restore(region.snapshot()))).toMatch('region.fork()')
    }
    // Each snapshot covers all regions of an account.
    region.restore(region.in('eu-west-1').snapshot())
  })
})

describe('reset', () => {
  it('keeps definitions and seeds, empties everything else', async () => {
    const region = createRegion()
    const orders = ordersIn(region)
    const greet = region.registerFunction('greet', async () => 'hi')
    orders.put({ id: 'o1' })
    orders.delete({ id: 'seeded' })
    orders.fail('PutItem', 'ThrottlingException')
    await greet.invoke({})
    await region.clock.advance('1d')
    region.reset()
    expect(orders.items).toEqual([{ id: 'seeded' }])
    expect(greet.invocations).toEqual([])
    expect(orders.calls).toEqual([])
    expect(Math.abs(region.clock.now() - Date.now())).toBeLessThan(60_000)
    expect((await greet.invoke({})).coldStart).toBe(true)
  })
})

describe('fork', () => {
  it('is the world of handles used inside it, and leaves its parent unchanged', () => {
    const region = createRegion()
    const orders = ordersIn(region)
    const fork = region.fork()
    fork.run(() => orders.put({ id: 'o1' }))
    expect(orders.size).toBe(1)
    expect(fork.table('orders').size).toBe(2)
    const inner = fork.fork()
    inner.run(() => orders.clear())
    expect([orders.size, fork.table('orders').size, inner.table('orders').size]).toEqual([1, 2, 0])
  })

  it('can be read, not written, after its end', () => {
    const region = createRegion()
    const orders = ordersIn(region)
    const fork = region.fork()
    fork.end()
    fork.run(() => {
      expect(orders.get({ id: 'seeded' })).toEqual({ id: 'seeded' })
      expect(misuse(() => orders.put({ id: 'o1' }))).toMatch('has ended')
      expect(misuse(() => orders.seed([{ id: 'o1' }]))).toMatch('has ended')
      expect(misuse(() => region.registerFunction('f', async () => 1))).toMatch('has ended')
    })
    orders.put({ id: 'o1' })
    expect(orders.size).toBe(2)
  })

  it('is the world of callbacks bound to it', () => {
    const region = createRegion()
    const orders = ordersIn(region)
    const fork = region.fork()
    const put = fork.bind((id: string) => orders.put({ id }))
    put('o1')
    expect([orders.size, fork.table('orders').size]).toEqual([1, 2])
  })
})

describe('seed', () => {
  it('fills several tables, or none', () => {
    const region = createRegion()
    const [orders, users] = [ordersIn(region), region.createTable('users', { partitionKey: 'id' })]
    region.seed({ orders: [{ id: 'o1' }], users: [{ id: 'u1' }] })
    expect([orders.size, users.size]).toEqual([2, 1])
    const bad = { orders: [{ id: 'o2' }], users: [{ id: 'u2' }, { name: 'x' }] }
    expect(misuse(() => region.seed(bad))).toBe(
      'users.seed: item 1: Missing the key id in the item',
    )
    expect([orders.size, users.size]).toEqual([2, 1])
  })
})

describe('an operation that is not simulated', () => {
  it('is refused by name and listed', async () => {
    const region = createRegion()
    const sfn = new SFNClient(region.sdk)
    const start = sfn.send(new StartExecutionCommand({ stateMachineArn: 'arn:m' }))
    await expect(start).rejects.toMatchObject({ name: 'UnsupportedError' })
    expect(region.unsupported.map(({ feature }) => feature.operation)).toEqual(['StartExecution'])
  })

  it('is listed once, and the last ones stay within the limit of the journal', () => {
    const region = createRegion({ unhandled: 'warn', journalLimit: 3 })
    for (const machine of ['a', 'b', 'c', 'd']) {
      const onSuccess = `arn:aws:states:us-east-1:123456789012:stateMachine:${machine}`
      const register = () => region.registerFunction('f', async () => 1, { onSuccess })
      expect(register).toThrow('Lambda onSuccess is not simulated')
    }
    expect(region.unsupported).toHaveLength(3)
    expect(new Set(region.unsupported).size).toBe(3)
  })
})

describe('the pipeline', () => {
  it('records calls with their answers, errors and causes', async () => {
    const region = createRegion()
    const orders = ordersIn(region)
    const client = new DynamoDBClient(region.sdk)
    await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'o1' } } }))
    const missing = new PutItemCommand({ TableName: 'nowhere', Item: { id: { S: 'o1' } } })
    await expect(client.send(missing)).rejects.toThrow('Requested resource not found')
    orders.get({ id: 'o1' })
    expect(
      region
        .trace()
        .roots.map(({ record }) => record)
        .map((record) => [Reflect.get(record, 'operation'), Reflect.get(record, 'status')]),
    ).toEqual([
      ['PutItem', 200],
      ['PutItem', 400],
      ['GetItem', 200],
    ])
    expect(orders.calls.map(({ operation, source }) => [operation, source])).toEqual([
      ['PutItem', 'sdk'],
      ['GetItem', 'table'],
    ])
  })

  it('checks an input against the table', async () => {
    const region = createRegion()
    ordersIn(region)
    const create = new CreateTableCommand({
      TableName: 'orders',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    })
    await expect(new DynamoDBClient(region.sdk).send(create)).rejects.toMatchObject({
      name: 'ResourceInUseException',
    })
    expect(misuse(() => ordersIn(region))).toMatch('orders')
  })
})
