import { beforeEach, describe, expect, it } from 'vitest'
import { createOrders, createSimple, dataPlane, N, S, type DataPlane } from '../../items.fixture.ts'
import { testWorld } from '../../world.fixture.ts'
import { executeStatement } from '../partiql/execute-statement.ts'
import { transactWriteItems } from './transact-write-items.ts'

let plane: DataPlane
beforeEach(() => {
  plane = dataPlane()
  createSimple(plane, 'simple')
})

const VALIDATION = 'ValidationException: '
const TOO_LARGE = `${VALIDATION}Item size has exceeded the maximum allowed size`
const EMPTY_NAME = `${VALIDATION}Empty attribute name`

describe('an item with its entries in local indexes', () => {
  // `byAmount` projects `note`, which counts twice. All other attributes count once.
  const Key = { pk: S('p'), sk: S('s') }
  const item = (note: number, rest: number, more: object = { amount: N(1) }): object => ({
    ...Key,
    ...more,
    note: S('n'.repeat(note)),
    rest: S('r'.repeat(rest)),
  })
  beforeEach(() => createOrders(plane))
  const put = (Item: object): string => plane.refusal('PutItem', { TableName: 'orders', Item })

  it('has at most 400 KB', () => {
    const half = 200 * 1024
    // Names and values: keys 3 + 3, amount 8, note 4 + n, and in the table also rest 4.
    const overhead = (18 + 18 + 4) / 2
    expect(put(item(half - overhead, 0))).toBe('accepted')
    expect(put(item(half - overhead + 1, 0))).toBe(TOO_LARGE)
    expect(put(item(half, 0, {}))).toBe('accepted')
    expect(put(item(0, 2 * half - 100))).toBe('accepted')
  })

  it('is limited in every write', () => {
    const Item = item(300 * 1024, 0)
    const write = { PutRequest: { Item } }
    expect(plane.refusal('BatchWriteItem', { RequestItems: { orders: [write] } })).toBe(TOO_LARGE)
    const Put = { TableName: 'orders', Item }
    const cancelled = plane.failure('TransactWriteItems', { TransactItems: [{ Put }] })
    expect(cancelled.fields.CancellationReasons).toEqual([
      { Code: 'ValidationError', Message: 'Item size has exceeded the maximum allowed size' },
    ])
    put(item(10, 10))
    const update = (UpdateExpression: string, values: object): string =>
      plane.refusal('UpdateItem', {
        TableName: 'orders',
        Key,
        UpdateExpression,
        ExpressionAttributeValues: values,
      })
    const long = S('x'.repeat(300 * 1024))
    const updated = `${VALIDATION}Item size to update has exceeded the maximum allowed size`
    expect(update('SET note = :l', { ':l': long })).toBe(updated)
    expect(update('SET rest = :l', { ':l': long })).toBe('accepted')
    const Statement = `INSERT INTO "orders" VALUE {'pk': 'q', 'sk': 's', 'amount': 1, 'note': ?}`
    expect(plane.test.refusal(executeStatement, { Statement, Parameters: [long] })).toBe(TOO_LARGE)
  })
})

describe('an updated item', () => {
  const MAX = 409_600
  const Key = { id: S('1') }
  const size = (text: number): { S: string } => S('x'.repeat(text))
  const inRegion = (region: string): void => {
    plane = dataPlane(testWorld({ region }))
    createSimple(plane, 'simple')
  }
  const update = (UpdateExpression: string, values: object): string =>
    plane.refusal('UpdateItem', {
      TableName: 'simple',
      Key,
      UpdateExpression,
      ExpressionAttributeValues: values,
    })
  const put = (more: object): string =>
    plane.refusal('PutItem', { TableName: 'simple', Item: { ...Key, ...more } })
  const updated = `${VALIDATION}Item size to update has exceeded the maximum allowed size`

  it('is charged for its clauses', () => {
    // 3 bytes for the statement, 19 for the clause, 1 for the name.
    expect(update('SET b = :v', { ':v': size(MAX - 23) })).toBe('accepted')
    expect(update('SET b = :v', { ':v': size(MAX - 22) })).toBe(updated)
    expect(update('SET b = :v REMOVE c', { ':v': size(MAX - 24) })).toBe(updated)
    expect(update('ADD c :v', { ':v': { SS: ['x'.repeat(MAX - 22)] } })).toBe(updated)
  })

  it('is not charged for attributes without a clause, but its size is limited', () => {
    put({ u: size(17) })
    // The key and `u` have 21 bytes, so the item itself is within the limit.
    expect(update('SET b = :v', { ':v': size(MAX - 23) })).toBe('accepted')
    put({ u: size(100) })
    expect(update('SET b = :v', { ':v': size(MAX - 105) })).toBe('accepted')
    expect(update('SET b = :v', { ':v': size(MAX - 104) })).toBe(updated)
  })

  it('is charged one byte more for an index than for the whole list', () => {
    const list = (text: number): object => ({ L: [size(text)] })
    expect(update('SET d = :v', { ':v': list(MAX - 27) })).toBe('accepted')
    expect(update('SET d = :v', { ':v': list(MAX - 26) })).toBe(updated)
    expect(update('SET d[0] = :v', { ':v': size(MAX - 27) })).toBe(updated)
    expect(update('SET d[0] = :v', { ':v': size(MAX - 28) })).toBe('accepted')
  })

  it.each(['eu-west-1', 'us-east-2'])('counts as a whole in %s', (region) => {
    inRegion(region)
    expect(update('SET b = :v', { ':v': size(MAX - 4) })).toBe('accepted')
    expect(update('SET b = :v', { ':v': size(MAX - 3) })).toBe(updated)
  })

  it('counts as a whole in transactions and PartiQL', () => {
    put({})
    const text = (bytes: number): object => ({ ':v': size(bytes) })
    const write = (values: object): string =>
      plane.test.refusal(transactWriteItems, {
        TransactItems: [
          {
            Update: {
              TableName: 'simple',
              Key,
              UpdateExpression: 'SET b = :v',
              ExpressionAttributeValues: values,
            },
          },
        ],
      })
    expect(write(text(MAX - 4))).toBe('accepted')
    expect(write(text(MAX - 3))).toContain('[ValidationError]')
    const Statement = "UPDATE simple SET b = ? WHERE id = '1'"
    const execute = (bytes: number): string =>
      plane.test.refusal(executeStatement, { Statement, Parameters: [size(bytes)] })
    expect(execute(MAX - 4)).toBe('accepted')
    expect(execute(MAX - 3)).toBe(updated)
    const Put = { TableName: 'simple', Item: { ...Key, b: size(MAX - 3) } }
    expect(plane.refusal('TransactWriteItems', { TransactItems: [{ Put }] })).toBe(TOO_LARGE)
  })
})

describe('placeholders', () => {
  const update = (name: string, value: string, content: object = S('x')): string =>
    plane.refusal('UpdateItem', {
      TableName: 'simple',
      Key: { id: S('1') },
      UpdateExpression: `SET ${name} = ${value}`,
      ExpressionAttributeNames: { [name]: 'a' },
      ExpressionAttributeValues: { [value]: content },
    })

  it('have at most 255 bytes', () => {
    const long = 'p'.repeat(254)
    expect(update(`#${long}`, `:${long}`)).toBe('accepted')
    expect(update(`#${long}p`, ':v')).toContain('ExpressionAttributeNames contains invalid key')
    expect(update('#n', `:${long}p`)).toContain('ExpressionAttributeValues contains invalid key')
  })

  it('have names and values of at most 2 MB together', () => {
    const filter = (size: number): string =>
      plane.refusal('Scan', {
        TableName: 'simple',
        FilterExpression: '#a = :a OR #b = :b',
        ExpressionAttributeNames: { '#a': 'a'.repeat(1000), '#b': 'b' },
        ExpressionAttributeValues: {
          ':a': { L: [S('x'.repeat(size)), { B: Buffer.alloc(1024).toString('base64') }] },
          ':b': S('y'.repeat(1024 * 1024)),
        },
      })
    expect(filter(1024 * 1024 - 3000)).toBe('accepted')
    expect(filter(1024 * 1024 - 1000)).toContain('has exceeded the maximum allowed size')
  })
})

describe('an empty attribute name', () => {
  const deep = (levels: number): object => (levels === 0 ? S('x') : { L: [deep(levels - 1)] })
  const put = (more: object): string =>
    plane.refusal('PutItem', { TableName: 'simple', Item: { id: S('1'), ...more } })

  it('is not stored, at any depth', () => {
    expect(put({ '': S('x') })).toBe(EMPTY_NAME)
    expect(put({ m: { M: { '': S('x') } } })).toBe(EMPTY_NAME)
    expect(put({ l: { L: [{ M: { m: { M: { '': N(1) } } } }] } })).toBe(EMPTY_NAME)
    const Item = { id: S('1'), '': S('x') }
    const request = { RequestItems: { simple: [{ PutRequest: { Item } }] } }
    expect(plane.refusal('BatchWriteItem', request)).toBe(EMPTY_NAME)
    const Put = { TableName: 'simple', Item }
    expect(plane.refusal('TransactWriteItems', { TransactItems: [{ Put }] })).toBe(EMPTY_NAME)
    const Statement = `INSERT INTO "simple" VALUE {'id': '1', '': 1}`
    expect(plane.test.refusal(executeStatement, { Statement })).not.toBe('accepted')
    expect(plane.call('Scan', { TableName: 'simple' }).Count).toBe(0)
  })

  it('is refused in updates', () => {
    const Key = { id: S('1') }
    expect(
      plane.refusal('UpdateItem', {
        TableName: 'simple',
        Key,
        AttributeUpdates: { '': { Action: 'PUT', Value: S('x') } },
      }),
    ).toBe(EMPTY_NAME)
    expect(
      plane.refusal('UpdateItem', {
        TableName: 'simple',
        Key,
        UpdateExpression: 'SET a = :m',
        ExpressionAttributeValues: { ':m': { M: { '': S('x') } } },
      }),
    ).toBe(EMPTY_NAME)
  })

  it('is reported before too deep nesting', () => {
    expect(put({ deep: deep(100) })).toContain('Nesting Levels')
    expect(put({ deep: deep(100), '': S('x') })).toBe(EMPTY_NAME)
    expect(put({ deep: { M: { '': deep(100) } } })).toBe(EMPTY_NAME)
    expect(put({ deep: deep(1000) })).toContain('Nesting Levels')
  })
})
