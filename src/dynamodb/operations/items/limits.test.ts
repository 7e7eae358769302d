import { beforeEach, describe, expect, it } from 'vitest'
import { createOrders, createSimple, dataPlane, N, S, type DataPlane } from '../../items.fixture.ts'
import { executeStatement } from '../partiql/execute-statement.ts'

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
    ).toBe(
      `${VALIDATION}ExpressionAttributeValues contains invalid value: Empty attribute name for key :m`,
    )
  })

  it('is reported before too deep nesting', () => {
    expect(put({ deep: deep(100) })).toContain('Nesting Levels')
    expect(put({ deep: deep(100), '': S('x') })).toBe(EMPTY_NAME)
    expect(put({ deep: { M: { '': deep(100) } } })).toBe(EMPTY_NAME)
    expect(put({ deep: deep(1000) })).toContain('Nesting Levels')
  })
})
