import { beforeEach, describe, expect, it } from 'vitest'
import { N, S } from '../../items.fixture.ts'
import { testWorld, type TestWorld } from '../../world.fixture.ts'
import { batchWriteItem } from '../items/batch-write-item.ts'
import { deleteItem } from '../items/delete-item.ts'
import { putItem } from '../items/put-item.ts'
import { query } from '../items/query.ts'
import { scan } from '../items/scan.ts'
import { transactWriteItems } from '../items/transact-write-items.ts'
import { updateItem } from '../items/update-item.ts'
import { createTable } from '../tables/create-table.ts'
import { searchVectors } from './search-vectors.ts'

const L = (...numbers: number[]): object => ({ L: numbers.map(N) })
const vector = (...numbers: (number | string)[]): object[] => numbers.map(N)

const base = {
  TableName: 'docs',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: ['id', 'tenant', 'kind'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
}
const index = (IndexName: string, more: object = {}): object => ({
  IndexName,
  VectorAttribute: { AttributeName: 'v' },
  Dimensions: 3,
  DistanceFunction: 'COSINE',
  Projection: { ProjectionType: 'ALL' },
  ...more,
})
const SearchSchema = [
  { AttributeName: 'tenant', SearchSchemaElementType: 'HASH' },
  { AttributeName: 'kind', SearchSchemaElementType: 'INLINE_FILTER' },
]

let test: TestWorld
beforeEach(() => {
  test = testWorld()
  test.run(createTable, {
    ...base,
    VectorIndexes: [
      index('plain'),
      index('far', { DistanceFunction: 'EUCLIDEAN', Projection: { ProjectionType: 'KEYS_ONLY' } }),
      index('product', {
        DistanceFunction: 'DOT_PRODUCT',
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['title'] },
      }),
      index('schema', { SearchSchema }),
    ],
  })
})

const put = (id: string, more: object = {}, options: object = {}): any =>
  test.run(putItem, { TableName: 'docs', Item: { id: S(id), ...more }, ...options })
const search = (IndexName: string, more: object = {}): any =>
  test.run(searchVectors, {
    TableName: 'docs',
    IndexName,
    SearchVector: vector(1, 0, 0),
    TopK: 10,
    ...more,
  })
const refusal = (IndexName: string, more: object = {}): string =>
  test.refusal(searchVectors, {
    TableName: 'docs',
    IndexName,
    SearchVector: vector(1, 0, 0),
    TopK: 10,
    ...more,
  })
const scores = ({ SearchResults }: any): [string, number][] =>
  SearchResults.map(({ Item, Score }: any) => [Item.id.S, Score])
const ids = (output: any): string[] => scores(output).map(([id]) => id)
const of = (tenant: string, kind?: string): object => ({
  SearchConditionExpression: kind === undefined ? 'tenant = :t' : 'tenant = :t AND kind = :k',
  ExpressionAttributeValues: { ':t': S(tenant), ...(kind !== undefined && { ':k': S(kind) }) },
})

describe('the scores', () => {
  beforeEach(() => {
    put('same', { v: L(2, 0, 0), title: S('A'), note: S('B') })
    put('across', { v: L(0, 1, 0) })
    put('opposite', { v: L(-1, 0, 0) })
  })

  it('of COSINE go from 0 to 2 and ignore lengths', () => {
    expect(scores(search('plain'))).toEqual([
      ['same', 0],
      ['across', 1],
      ['opposite', 2],
    ])
  })

  it('of EUCLIDEAN are distances', () => {
    expect(scores(search('far'))).toEqual([
      ['same', 1],
      ['across', Math.SQRT2],
      ['opposite', 2],
    ])
  })

  it('of DOT_PRODUCT are products, the greatest first', () => {
    expect(scores(search('product'))).toEqual([
      ['same', 2],
      ['across', 0],
      ['opposite', -1],
    ])
  })

  it('of the TopK best only', () => {
    expect(ids(search('plain', { TopK: 2 }))).toEqual(['same', 'across'])
  })

  it('come with the projected attributes, without the vector', () => {
    const [first] = search('plain', { TopK: 1 }).SearchResults
    expect(first.Item).toEqual({ id: S('same'), title: S('A'), note: S('B') })
    expect(search('far', { TopK: 1 }).SearchResults[0].Item).toEqual({ id: S('same') })
    expect(search('product', { TopK: 1 }).SearchResults[0].Item).toEqual({
      id: S('same'),
      title: S('A'),
    })
  })

  it('come with what a projection names, even the vector, as far as it is in the index', () => {
    const [first] = search('product', {
      TopK: 1,
      ProjectionExpression: 'title, note, #v',
      ExpressionAttributeNames: { '#v': 'v' },
    }).SearchResults
    expect(first.Item).toEqual({ title: S('A'), v: L(2, 0, 0) })
  })

  it('cost nothing that the caller does not ask for', () => {
    expect(search('plain')).not.toHaveProperty('ConsumedCapacity')
    for (const ReturnConsumedCapacity of ['TOTAL', 'INDEXES']) {
      expect(search('plain', { ReturnConsumedCapacity }).ConsumedCapacity).toEqual({
        VectorSearchRequestBytes: 1024,
      })
    }
  })
})

it('keeps 32 bits of a component', () => {
  put('a', { v: { L: vector('0.123456789', '1e-7', '-3') } })
  const output = search('plain', { ProjectionExpression: 'v' })
  expect(output.SearchResults[0].Item).toEqual({
    v: { L: vector('0.12345679', '0.0000001', '-3') },
  })
  const { Items } = test.run(scan, { TableName: 'docs' })
  expect(Items[0].v).toEqual({ L: vector('0.123456789', '0.0000001', '-3') })
})

it('gives a vector of zeros the distance of one that has nothing in common', () => {
  put('zero', { v: L(0, 0, 0) })
  expect(scores(search('plain'))).toEqual([['zero', 1]])
})

describe('an item', () => {
  it('without a vector, or without the HASH attribute, is not indexed', () => {
    put('none', { tenant: S('t1') })
    put('no tenant', { v: L(1, 0, 0) })
    put('both', { v: L(1, 0, 0), tenant: S('t1') })
    expect(ids(search('schema', of('t1')))).toEqual(['both'])
    expect(ids(search('plain')).sort()).toEqual(['both', 'no tenant'])
  })

  it('leaves the index with its vector, its HASH attribute or itself', () => {
    for (const id of ['a', 'b', 'c', 'd']) put(id, { v: L(1, 0, 0), tenant: S('t1') })
    const remove = (id: string, name: string): unknown =>
      test.run(updateItem, {
        TableName: 'docs',
        Key: { id: S(id) },
        UpdateExpression: `REMOVE ${name}`,
      })
    remove('a', 'v')
    remove('b', 'tenant')
    test.run(deleteItem, { TableName: 'docs', Key: { id: S('c') } })
    expect(ids(search('schema', of('t1')))).toEqual(['d'])
    put('d', { v: L(1, 0, 0), tenant: S('t2') })
    expect(ids(search('schema', of('t1')))).toEqual([])
    expect(ids(search('schema', of('t2')))).toEqual(['d'])
  })

  it('is found by its values of the search schema', () => {
    put('a', { v: L(1, 0, 0), tenant: S('t1'), kind: S('k1') })
    put('b', { v: L(1, 0, 0), tenant: S('t1') })
    put('c', { v: L(1, 0, 0), tenant: S('t2'), kind: S('k1') })
    expect(ids(search('schema', of('t1'))).sort()).toEqual(['a', 'b'])
    expect(ids(search('schema', of('t1', 'k1')))).toEqual(['a'])
    expect(ids(search('schema', of('t1', 'k2')))).toEqual([])
  })

  const TWICE =
    'ValidationException: One or more parameter values are not valid. One or more parameter values were invalid . '
  const ONCE = 'ValidationException: One or more parameter values were invalid. '
  it.each([
    [
      'a text',
      { v: S('x') },
      `${TWICE}Invalid type for parameter v, Expected: L, Actual: S. IndexName: plain`,
    ],
    [
      'two numbers',
      { v: L(1, 2) },
      `${TWICE}Invalid size for parameter v, Expected: 3, Actual: 2. IndexName: plain`,
    ],
    [
      'a text in the vector',
      { v: { L: [N(1), S('x'), N(1)] } },
      `${ONCE}Invalid type for parameter v[1], Expected: 32-bit floating point number, Actual: S. IndexName: plain`,
    ],
    [
      'a number beyond 32 bits',
      { v: { L: [N('1.3e40'), N(1), N(1)] } },
      `${TWICE}Invalid value for parameter v[0], Value: 1.3E+40 is outside valid range [-3.4028235E38, 3.4028235E38]. IndexName: plain`,
    ],
    [
      'a HASH attribute of another type',
      { tenant: N(1) },
      `${ONCE}Attribute 'tenant' type mismatch. Expected: S, Actual: N. IndexName: schema`,
    ],
    [
      'an empty HASH attribute',
      { tenant: S('') },
      'ValidationException: One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: schema, IndexKey: tenant',
    ],
    [
      'a filter of another type',
      { kind: N(1) },
      `${ONCE}Attribute 'kind' type mismatch. Expected: S, Actual: N. IndexName: schema`,
    ],
  ])('with %s is refused by every write', (_, attributes, message) => {
    const Item = { id: S('a'), ...attributes }
    const [name] = Object.keys(attributes)
    expect(test.refusal(putItem, { TableName: 'docs', Item })).toBe(message)
    expect(
      test.refusal(updateItem, {
        TableName: 'docs',
        Key: { id: S('a') },
        UpdateExpression: `SET ${name} = :v`,
        ExpressionAttributeValues: { ':v': Object.values(attributes)[0] },
      }),
    ).toBe(message)
    const batch = { RequestItems: { docs: [{ PutRequest: { Item } }] } }
    expect(test.refusal(batchWriteItem, batch)).toBe(message)
    const transaction = { TransactItems: [{ Put: { TableName: 'docs', Item } }] }
    expect(test.refusal(transactWriteItems, transaction)).not.toBe('accepted')
    expect(test.run(scan, { TableName: 'docs' }).Count).toBe(0)
  })
})

describe('a search is refused', () => {
  it.each([
    [
      'for no results',
      { TopK: 0 },
      "Provided TopK value '0' is out of valid range. The value must be between 1 and 100 inclusive",
    ],
    [
      'for a text in the vector',
      { SearchVector: [S('1'), N(0), N(0)] },
      'Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point number attribute',
    ],
    [
      'for a number beyond 32 bits',
      { SearchVector: vector('1e39', 0, 0) },
      'Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point number attribute',
    ],
    [
      'for an index that is missing',
      { IndexName: 'other' },
      'The table does not have the specified index: other',
    ],
    [
      'for an attribute outside the schema',
      {
        SearchConditionExpression: 'tenant = :t',
        ExpressionAttributeValues: { ':t': S('t1') },
      },
      'SearchConditionExpression must not contain any attributes outside the vector index search schema',
    ],
    [
      'for names that no expression uses',
      { ExpressionAttributeNames: { '#a': 'a' } },
      'ExpressionAttributeNames can only be specified when using expressions',
    ],
    [
      'for an unknown mode of capacity',
      { ReturnConsumedCapacity: 'ALL' },
      "1 validation error detected: Value 'ALL' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]",
    ],
  ])('%s', (_, more, message) => {
    expect(refusal('plain', more)).toBe(`ValidationException: ${message}`)
  })

  const condition = (SearchConditionExpression: string, more: object = {}): string =>
    refusal('schema', {
      SearchConditionExpression,
      ExpressionAttributeValues: {
        ':t': S('t1'),
        ...(SearchConditionExpression.includes(':k') && { ':k': S('k') }),
      },
      ...more,
    })
  const COMPARATOR =
    'ValidationException: Invalid SearchConditionExpression: Invalid comparator used in SearchConditionExpression'
  const OPERATOR =
    'ValidationException: Invalid SearchConditionExpression: Invalid operator used in SearchConditionExpression'
  it.each([
    ['tenant < :t', COMPARATOR],
    ['tenant <> :t', COMPARATOR],
    ['tenant = :t AND kind >= :k', COMPARATOR],
    ['tenant = :t OR kind = :k', OPERATOR],
    ['NOT tenant = :t', OPERATOR],
    ['tenant = :t AND kind BETWEEN :k AND :k', OPERATOR],
    ['tenant = :t AND kind IN (:k)', OPERATOR],
    ['tenant = :t AND begins_with(kind, :k)', OPERATOR],
    [
      'tenant.a = :t',
      'ValidationException: SearchConditionExpression cannot have conditions on nested attributes',
    ],
    [
      'tenant = :t AND tenant = :k',
      'ValidationException: SearchConditionExpression must only contain one condition per attribute',
    ],
    ['kind = :t', 'ValidationException: SearchConditionExpression must have all HASH attributes'],
    [
      'tenant = ',
      'ValidationException: Invalid SearchConditionExpression: Syntax error; token: "<EOF>", near: "="',
    ],
  ])('with the condition %s', (expression, message) => {
    expect(condition(expression)).toBe(message)
  })

  it('without a condition, if the schema has a HASH attribute', () => {
    expect(refusal('schema')).toBe(
      'ValidationException: SearchConditionExpression must be provided when SearchSchema has a HASH key',
    )
  })

  it('for a value of another type', () => {
    expect(condition('tenant = :t', { ExpressionAttributeValues: { ':t': N(1) } })).toBe(
      "ValidationException: Search condition value for attribute 'tenant' does not match type in search schema",
    )
  })

  it('for a table that is missing', () => {
    expect(refusal('plain', { TableName: 'other' })).toBe(
      'ResourceNotFoundException: Requested resource not found',
    )
  })
})

it('accepts parentheses, aliases and the value first', () => {
  put('a', { v: L(1, 0, 0), tenant: S('t1'), kind: S('k1') })
  const output = search('schema', {
    SearchConditionExpression: '(:t = #t) AND (kind = :k)',
    ExpressionAttributeNames: { '#t': 'tenant' },
    ExpressionAttributeValues: { ':t': S('t1'), ':k': S('k1') },
  })
  expect(ids(output)).toEqual(['a'])
})

it('is the only way into a vector index', () => {
  const by = { TableName: 'docs', IndexName: 'plain' }
  expect(test.refusal(scan, by)).toBe(
    'ValidationException: Scan operation not supported on this index type.',
  )
  expect(
    test.refusal(query, {
      ...by,
      KeyConditionExpression: 'id = :i',
      ExpressionAttributeValues: { ':i': S('a') },
    }),
  ).toBe('ValidationException: Query operation not supported on this index type.')
})

describe('the bytes of a write', () => {
  const INDEXES = { ReturnConsumedCapacity: 'INDEXES' }
  const written = (output: any): Record<string, number> | undefined =>
    output.ConsumedCapacity.VectorIndexes &&
    Object.fromEntries(
      Object.entries<any>(output.ConsumedCapacity.VectorIndexes).map(([name, entry]) => [
        name,
        entry.VectorWriteRequestBytes,
      ]),
    )
  const long = { v: L(1, 0, 0), note: S('x'.repeat(2000)) }

  it('are those of the projected entries, at least 1 KB each', () => {
    // id + 1, v + 12, note + 2000
    expect(written(put('a', long, INDEXES))).toEqual({ plain: 2020, far: 1024, product: 1024 })
  })

  it('count an entry only where the write changes it', () => {
    put('a', long)
    expect(written(put('a', long, INDEXES))).toBeUndefined()
    expect(written(put('a', { ...long, other: S('x') }, INDEXES))).toEqual({ plain: 2026 })
    expect(written(put('b', {}, INDEXES))).toBeUndefined()
  })

  it('count a deleted entry', () => {
    put('a', long)
    const Key = { id: S('a') }
    expect(written(test.run(deleteItem, { TableName: 'docs', Key, ...INDEXES }))).toEqual({
      plain: 2020,
      far: 1024,
      product: 1024,
    })
  })

  it('count twice for an entry that moves to another partition', () => {
    put('a', { v: L(1, 0, 0), tenant: S('t1') })
    const output = put('a', { v: L(1, 0, 0), tenant: S('t2') }, INDEXES)
    expect(written(output)).toEqual({ plain: 1024, schema: 2048 })
  })

  it('are no part of the capacity units, and shown with INDEXES only', () => {
    expect(put('a', long, INDEXES).ConsumedCapacity.CapacityUnits).toBe(2)
    const total = put('b', long, { ReturnConsumedCapacity: 'TOTAL' }).ConsumedCapacity
    expect(total).toEqual({ TableName: 'docs', CapacityUnits: 2 })
  })

  it('come from batches and transactions as well', () => {
    const Item = { id: S('a'), ...long }
    const batch = { RequestItems: { docs: [{ PutRequest: { Item } }] }, ...INDEXES }
    expect(test.run(batchWriteItem, batch).ConsumedCapacity[0].VectorIndexes.plain).toEqual({
      VectorWriteRequestBytes: 2020,
    })
    const Put = { TableName: 'docs', Item: { ...Item, id: S('b') } }
    const output = test.run(transactWriteItems, { TransactItems: [{ Put }], ...INDEXES })
    expect(output.ConsumedCapacity[0].VectorIndexes.plain).toEqual({
      VectorWriteRequestBytes: 2020,
    })
  })
})

describe('the JSON of a search', () => {
  const failure = (body: string): string => {
    try {
      searchVectors.parse?.(JSON.parse(body), body)
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`
    }
    return 'accepted'
  }

  it.each([
    ['{"TableName":null}', 'invalid type: null, expected a string at line 1 column 17'],
    [
      '{"TopK": 5,\n "TableName" : null }',
      'invalid type: null, expected a string at line 2 column 19',
    ],
    ['{"é":1,"IndexName":5}', 'invalid type: integer `5`, expected a string at line 1 column 21'],
    ['{"a":{"TopK":[1]},"TopK":"1"}', 'invalid type: string "1", expected i32 at line 1 column 28'],
    ['{"SearchVector":{}}', 'invalid type: map, expected a sequence at line 1 column 16'],
    ['{}', 'missing field `TableName` at line 1 column 2'],
    [
      '{"TableName":"t","IndexName":"i","SearchVector":[]}',
      'missing field `TopK` at line 1 column 51',
    ],
  ])('%s is refused', (body, message) => {
    expect(failure(body)).toBe(`SerializationException: ${message}`)
  })

  it('may have members that nobody knows', () => {
    expect(
      failure('{"TableName":"t","IndexName":"i","SearchVector":[],"TopK":1,"Other":null}'),
    ).toBe('accepted')
  })
})
