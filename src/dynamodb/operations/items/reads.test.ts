import { beforeEach, describe, expect, it } from 'vitest'
import { createOrders, createSimple, dataPlane, N, S, type DataPlane } from '../../items.fixture.ts'

let plane: DataPlane
beforeEach(() => {
  plane = dataPlane()
  createOrders(plane)
})

const TableName = 'orders'
const put = (Item: object): void => plane.call('PutItem', { TableName, Item })
const order = (pk: string, sk: string, more: object = {}): object => ({
  pk: S(pk),
  sk: S(sk),
  ...more,
})

interface QueryOptions {
  readonly [parameter: string]: unknown
}
const query = (condition: string, values: object, more: QueryOptions = {}): any =>
  plane.call('Query', {
    TableName,
    KeyConditionExpression: condition,
    ExpressionAttributeValues: values,
    ...more,
  })
const sortKeys = ({ Items }: { Items: { sk: { S: string } }[] }): string[] =>
  Items.map(({ sk }) => sk.S)

describe('Query', () => {
  beforeEach(() => {
    for (const sk of ['a', 'ab', 'abc', 'b', 'é', '\u{1f600}', '\uffff']) put(order('p', sk))
    put(order('q', 'a'))
  })

  it.each<[string, object, string[]]>([
    ['', {}, ['a', 'ab', 'abc', 'b', 'é', '\uffff', '\u{1f600}']],
    [' AND sk = :a', { ':a': S('ab') }, ['ab']],
    [' AND sk < :a', { ':a': S('ab') }, ['a']],
    [' AND sk <= :a', { ':a': S('ab') }, ['a', 'ab']],
    [' AND sk > :a', { ':a': S('b') }, ['é', '\uffff', '\u{1f600}']],
    [' AND sk >= :a', { ':a': S('abc') }, ['abc', 'b', 'é', '\uffff', '\u{1f600}']],
    [' AND sk BETWEEN :a AND :b', { ':a': S('aa'), ':b': S('b') }, ['ab', 'abc', 'b']],
    [' AND begins_with(sk, :a)', { ':a': S('ab') }, ['ab', 'abc']],
    [' AND begins_with(sk, :a)', { ':a': S('\uffff') }, ['\uffff']],
  ])('finds pk = :p%s in the order of UTF-8 bytes', (condition, values, expected) => {
    const all = { ':p': S('p'), ...values }
    expect(sortKeys(query(`pk = :p${condition}`, all))).toEqual(expected)
    const backwards = query(`pk = :p${condition}`, all, { ScanIndexForward: false })
    expect(sortKeys(backwards)).toEqual(expected.toReversed())
  })

  it('applies Limit before the filter and returns the last evaluated key', () => {
    const page = query(
      'pk = :p',
      { ':p': S('p'), ':x': S('x') },
      { Limit: 2, FilterExpression: 'note = :x' },
    )
    expect(page).toEqual({
      Items: [],
      Count: 0,
      ScannedCount: 2,
      LastEvaluatedKey: { pk: S('p'), sk: S('ab') },
    })
    expect(query('pk = :p', { ':p': S('p') }, { Limit: 7 }).LastEvaluatedKey).toBeDefined()
    expect(query('pk = :p', { ':p': S('p') }, { Limit: 8 }).LastEvaluatedKey).toBeUndefined()
  })

  it.each(['AttributesToGet', 'QueryFilter', 'ConditionalOperator'])(
    'refuses %s beside expressions',
    (name) => {
      const value = { AttributesToGet: ['n'], QueryFilter: {}, ConditionalOperator: 'AND' }[name]
      expect(() => query('pk = :p', { ':p': S('p') }, { [name]: value })).toThrow(
        `Non-expression parameters: {${name}} Expression parameters: {KeyConditionExpression}`,
      )
    },
  )

  it('accepts KeyConditions and QueryFilter', () => {
    put(order('p', 'z', { note: S('x') }))
    const page = plane.call('Query', {
      TableName,
      KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [S('p')] } },
      QueryFilter: { note: { ComparisonOperator: 'NOT_NULL' } },
      Select: 'COUNT',
    })
    expect(page).toEqual({ Count: 1, ScannedCount: 8 })
  })

  it.each<[string, object, string]>([
    [
      'no conditions',
      {},
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    ],
    [
      'an unknown index',
      { IndexName: 'nope' },
      'The table does not have the specified index: nope',
    ],
    [
      'consistency of a global index',
      { IndexName: 'byStatus', ConsistentRead: true },
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      'no hash key',
      { KeyConditionExpression: 'sk = :p' },
      'Query condition missed key schema element: pk',
    ],
    [
      'a filter on a key',
      { FilterExpression: 'sk = :p' },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
    ],
    [
      'a wrong starting key',
      { ExclusiveStartKey: { pk: S('p') } },
      'The provided starting key is invalid',
    ],
    [
      'a starting key elsewhere',
      { ExclusiveStartKey: { pk: S('q'), sk: S('a') } },
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
    [
      'all attributes of an index without them',
      {
        IndexName: 'keysOnly',
        KeyConditionExpression: '#s = :p',
        ExpressionAttributeNames: { '#s': 'status' },
        Select: 'ALL_ATTRIBUTES',
      },
      'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index keysOnly because its projection type is not ALL',
    ],
    [
      'an attribute that an index does not have',
      {
        IndexName: 'keysOnly',
        KeyConditionExpression: '#s = :p',
        ExpressionAttributeNames: { '#s': 'status' },
        ProjectionExpression: 'note',
      },
      'One or more parameter values were invalid: Global secondary index keysOnly does not project [note]',
    ],
    [
      'SPECIFIC_ATTRIBUTES without attributes',
      { Select: 'SPECIFIC_ATTRIBUTES' },
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    ],
  ])('refuses %s', (_, more, message) => {
    const withConditions = Object.keys(more).length > 0 && !('KeyConditionExpression' in more)
    const input = {
      TableName,
      ...(Object.keys(more).length > 0 && { ExpressionAttributeValues: { ':p': S('p') } }),
      ...(withConditions && { KeyConditionExpression: 'pk = :p' }),
      ...more,
    }
    expect(plane.refusal('Query', input)).toBe(`ValidationException: ${message}`)
  })
})

describe('indexes', () => {
  beforeEach(() => {
    put(order('p', 'a', { amount: N(10), status: S('OPEN'), note: S('n'), extra: S('o') }))
    put(order('p', 'b', { amount: N(9), status: S('OPEN'), extra: S('o') }))
    put(order('p', 'c', { amount: N(-1.5) }))
    put(order('p', 'd', { status: S('OPEN') }))
  })

  it('contain only items with their key attributes, and sort numbers numerically', () => {
    const local = query('pk = :p', { ':p': S('p') }, { IndexName: 'byAmount' })
    expect(sortKeys(local)).toEqual(['c', 'b', 'a'])
    expect(local.Items[2]).toEqual(order('p', 'a', { amount: N(10), note: S('n') }))
    const names = { '#s': 'status' }
    const global = query(
      '#s = :s',
      { ':s': S('OPEN') },
      { IndexName: 'byStatus', ExpressionAttributeNames: names },
    )
    expect(sortKeys(global)).toEqual(['b', 'a'])
    const keys = query(
      '#s = :s',
      { ':s': S('OPEN') },
      { IndexName: 'keysOnly', ExpressionAttributeNames: names },
    )
    expect(keys.Items.map(Object.keys)).toEqual(Array(3).fill(['pk', 'sk', 'status']))
  })

  it('follow updates and removals', () => {
    const update = (sk: string, UpdateExpression: string, values?: object): void =>
      plane.call('UpdateItem', {
        TableName,
        Key: order('p', sk),
        UpdateExpression,
        ...(values && { ExpressionAttributeValues: values }),
      })
    update('a', 'SET amount = :n', { ':n': N(1) })
    update('b', 'REMOVE amount')
    update('c', 'SET note = :n', { ':n': S('new') })
    const local = query('pk = :p', { ':p': S('p') }, { IndexName: 'byAmount' })
    expect(sortKeys(local)).toEqual(['c', 'a'])
    expect(local.Items[0].note).toEqual(S('new'))
  })

  it('read attributes from the table that a local index does not project', () => {
    const ask = (more: object): any =>
      query(
        'pk = :p',
        { ':p': S('p') },
        { IndexName: 'byAmount', ReturnConsumedCapacity: 'INDEXES', ...more },
      )
    const all = ask({ Select: 'ALL_ATTRIBUTES' })
    expect(all.Items[2].extra).toEqual(S('o'))
    expect(all.ConsumedCapacity).toEqual({
      TableName,
      CapacityUnits: 2,
      Table: { CapacityUnits: 1.5 },
      LocalSecondaryIndexes: { byAmount: { CapacityUnits: 0.5 } },
    })
    expect(ask({ ProjectionExpression: 'extra' }).Items).toEqual([
      {},
      { extra: S('o') },
      { extra: S('o') },
    ])
    expect(ask({ ProjectionExpression: 'note' }).ConsumedCapacity.Table).toEqual({
      CapacityUnits: 0,
    })
  })

  it('with several key attributes sort by all of them', () => {
    const place = (sk: string, since: number, status: string): void =>
      put(order('p', sk, { country: S('de'), city: S('bonn'), since: N(since), status: S(status) }))
    place('1', 2001, 'b')
    place('2', 2001, 'a')
    place('3', 1999, 'z')
    place('4', 10000, 'a')
    place('5', 2001, 'ab')
    put(order('p', '6', { country: S('debo'), city: S('nn'), since: N(1), status: S('a') }))
    const ask = (condition: string, values: object): string[] =>
      sortKeys(
        query(
          `country = :c AND city = :t${condition}`,
          { ':c': S('de'), ':t': S('bonn'), ...values },
          {
            IndexName: 'byPlace',
            ...(condition.includes('#s') && { ExpressionAttributeNames: { '#s': 'status' } }),
          },
        ),
      )
    expect(ask('', {})).toEqual(['3', '2', '5', '1', '4'])
    expect(ask(' AND since = :y', { ':y': N(2001) })).toEqual(['2', '5', '1'])
    expect(ask(' AND since > :y', { ':y': N(2001) })).toEqual(['4'])
    expect(ask(' AND since <= :y', { ':y': N(2001) })).toEqual(['3', '2', '5', '1'])
    expect(ask(' AND since = :y AND begins_with(#s, :a)', { ':y': N(2001), ':a': S('a') })).toEqual(
      ['2', '5'],
    )
    expect(ask(' AND since = :y AND #s > :a', { ':y': N(2001), ':a': S('a') })).toEqual(['5', '1'])
    expect(ask(' AND since = :y AND #s <= :a', { ':y': N(2001), ':a': S('a') })).toEqual(['2'])
  })

  it('page through items with the same index key', () => {
    for (let i = 0; i < 40; i++)
      put(order(`p${i % 7}`, `s${i}`, { status: S('SAME'), amount: N(i % 3) }))
    for (const IndexName of ['byStatus', 'keysOnly']) {
      const seen: string[] = []
      let ExclusiveStartKey: object | undefined
      do {
        const page = query(
          '#s = :s',
          { ':s': S('SAME') },
          {
            IndexName,
            Limit: 3,
            ExpressionAttributeNames: { '#s': 'status' },
            ...(ExclusiveStartKey && { ExclusiveStartKey }),
          },
        )
        seen.push(...sortKeys(page))
        ExclusiveStartKey = page.LastEvaluatedKey
        if (ExclusiveStartKey) {
          expect(Object.keys(ExclusiveStartKey).sort()).toEqual(
            IndexName === 'keysOnly' ? ['pk', 'sk', 'status'] : ['amount', 'pk', 'sk', 'status'],
          )
        }
      } while (ExclusiveStartKey)
      expect(seen).toHaveLength(40)
      expect(new Set(seen).size).toBe(40)
    }
  })
})

describe('Scan', () => {
  it('assigns each item to one segment and keeps the order of the whole scan', () => {
    createSimple(plane, 'numbers', 'N')
    for (let i = 0; i < 200; i++) {
      plane.call('PutItem', { TableName: 'numbers', Item: { id: N(i * 1.5 - 100) } })
    }
    const all = plane.call('Scan', { TableName: 'numbers' }).Items
    expect(all).toHaveLength(200)
    for (const TotalSegments of [2, 3, 7]) {
      const parts = Array.from(
        { length: TotalSegments },
        (_, Segment) => plane.call('Scan', { TableName: 'numbers', Segment, TotalSegments }).Items,
      )
      expect(parts.flat()).toEqual(all)
      expect(parts.every((part) => part.length > 0)).toBe(true)
    }
  })

  it('continues after a key, in the key’s segment only', () => {
    for (let i = 0; i < 20; i++) put(order(`p${i}`, 'a'))
    const all = plane.call('Scan', { TableName }).Items
    const first = plane.call('Scan', { TableName, Limit: 5 })
    expect(first.LastEvaluatedKey).toEqual(all[4])
    const rest = plane.call('Scan', { TableName, ExclusiveStartKey: first.LastEvaluatedKey }).Items
    expect([...first.Items, ...rest]).toEqual(all)
    expect(
      plane.refusal('Scan', {
        TableName,
        ExclusiveStartKey: all[19],
        Segment: 0,
        TotalSegments: 4,
      }),
    ).toBe(
      'ValidationException: The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 4 Segment: 0',
    )
  })

  it('ends pages at 1 MB', () => {
    for (let i = 0; i < 12; i++) put(order(`p${i}`, 'a', { note: S('x'.repeat(100_000)) }))
    const page = plane.call('Scan', { TableName, ReturnConsumedCapacity: 'TOTAL' })
    expect(page.Count).toBe(11)
    expect(page.LastEvaluatedKey).toBeDefined()
    expect(page.ConsumedCapacity.CapacityUnits).toBe(134.5)
    const rest = plane.call('Scan', { TableName, ExclusiveStartKey: page.LastEvaluatedKey })
    expect(rest.Count).toBe(1)
    expect(rest.LastEvaluatedKey).toBeUndefined()
  })

  it.each<[object, string]>([
    [
      { Segment: 0 },
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    ],
    [
      { TotalSegments: 2 },
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    ],
    [
      { TotalSegments: 2, Segment: 2 },
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2',
    ],
    [
      { ExclusiveStartKey: {} },
      'The provided starting key is invalid: The provided key element does not match the schema',
    ],
    [
      { Select: 'ALL_PROJECTED_ATTRIBUTES' },
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
    [
      { ConditionalOperator: 'OR' },
      'ConditionalOperator cannot be used without Filter or Expected',
    ],
  ])('refuses %j', (more, message) => {
    expect(plane.refusal('Scan', { TableName, ...more })).toBe(`ValidationException: ${message}`)
  })
})
