import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isServiceError } from '../../../core/errors.ts'
import { createOrders, createSimple, dataPlane, N, S, type DataPlane } from '../../items.fixture.ts'

const TableName = 'orders'
const Key = { pk: S('p'), sk: S('a') }
const Item = {
  ...Key,
  amount: N(1),
  status: S('x'),
  doc: { M: { entries: { L: [N(1), S('s')] } } },
}
const names = { '#s': 'status' }
const values = { ':v': N(1), ':s': S('x') }

/** A valid request for each operation, which the fuzzer damages. */
const REQUESTS: Readonly<Record<string, object>> = {
  PutItem: {
    TableName,
    Item,
    ConditionExpression: 'attribute_not_exists(pk) OR #s = :s OR amount = :v',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    ReturnValues: 'ALL_OLD',
    ReturnConsumedCapacity: 'INDEXES',
    ReturnItemCollectionMetrics: 'SIZE',
  },
  GetItem: {
    TableName,
    Key,
    ProjectionExpression: 'doc.entries[0], #s',
    ExpressionAttributeNames: names,
  },
  DeleteItem: { TableName, Key, Expected: { amount: { Exists: false } }, ReturnValues: 'ALL_OLD' },
  UpdateItem: {
    TableName,
    Key,
    UpdateExpression: 'SET amount = amount + :v, doc.entries[1] = :s REMOVE gone ADD balance :v',
    ConditionExpression: 'size(doc) > :v OR contains(doc, :s)',
    ExpressionAttributeValues: values,
    ReturnValues: 'UPDATED_NEW',
  },
  Query: {
    TableName,
    IndexName: 'byStatus',
    KeyConditionExpression: '#s = :s AND amount BETWEEN :v AND :v',
    FilterExpression: 'attribute_exists(doc)',
    ProjectionExpression: 'pk, doc',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    ExclusiveStartKey: { ...Key, amount: N(1), status: S('x') },
    Limit: 2,
    Select: 'SPECIFIC_ATTRIBUTES',
    ScanIndexForward: false,
  },
  Scan: {
    TableName,
    ScanFilter: { amount: { ComparisonOperator: 'GT', AttributeValueList: [N(0)] } },
    Segment: 0,
    TotalSegments: 2,
    ExclusiveStartKey: Key,
    AttributesToGet: ['pk'],
  },
  BatchGetItem: {
    RequestItems: {
      orders: { Keys: [Key], ConsistentRead: true },
      simple: { Keys: [{ id: S('1') }] },
    },
  },
  BatchWriteItem: {
    RequestItems: {
      orders: [{ PutRequest: { Item } }],
      simple: [{ DeleteRequest: { Key: { id: S('1') } } }],
    },
  },
  TransactGetItems: {
    TransactItems: [
      { Get: { TableName, Key } },
      { Get: { TableName: 'simple', Key: { id: S('1') } } },
    ],
  },
  TransactWriteItems: {
    TransactItems: [
      { Put: { TableName, Item: { ...Item, sk: S('b') } } },
      {
        Update: {
          TableName,
          Key,
          UpdateExpression: 'ADD amount :v',
          ExpressionAttributeValues: { ':v': N(1) },
        },
      },
      {
        ConditionCheck: {
          TableName: 'simple',
          Key: { id: S('1') },
          ConditionExpression: 'attribute_exists(id)',
        },
      },
    ],
    ClientRequestToken: 'token',
  },
}

const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    2 ** 40,
    '',
    'x',
    [],
    {},
    '__proto__',
    'NaN',
    '1E126',
  ),
  fc.constantFrom<unknown>(
    'pk',
    'orders',
    'simple',
    ':v',
    '#s',
    'SET a = :v',
    'a[0].b',
    '\ud800',
    'a'.repeat(3000),
  ),
  fc.constantFrom<unknown>(
    { S: '' },
    { N: '1' },
    { N: '1e200' },
    { B: 'AQ==' },
    { B: '!' },
    { NULL: true },
    { NULL: false },
  ),
  fc.constantFrom<unknown>(
    { N: '1e-130' },
    { N: '9.9e125' },
    { N: '-1E-131' },
    { N: '1e126' },
    { N: `1e${'9'.repeat(30)}` },
    { N: `0.${'0'.repeat(129)}1` },
    { N: '9'.repeat(38) },
    { N: '9'.repeat(39) },
    { NS: ['1e-7', '0.0000001'] },
    { S: 'é'.repeat(1025) },
  ),
  fc.constantFrom<unknown>(
    { SS: [] },
    { NS: ['1', '1'] },
    { L: [{}] },
    { M: { '': { S: 'a' } } },
    { S: 'a', N: '1' },
    { X: 1 },
  ),
  fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text)),
)
const mutation = fc.record({
  steps: fc.array(fc.nat(), { maxLength: 6 }),
  remove: fc.boolean(),
  leaf,
})

/** Replaces or removes the member at the end of the steps. */
function mutate(
  request: object,
  { steps, remove, leaf }: { steps: number[]; remove: boolean; leaf: unknown },
): object {
  const copy = structuredClone(request)
  let parent: any = copy
  let name: string | undefined
  for (const step of steps) {
    const child = name === undefined ? parent : parent[name]
    if (typeof child !== 'object' || child === null || Object.keys(child).length === 0) break
    if (name !== undefined) parent = child
    name = Object.keys(child)[step % Object.keys(child).length]!
  }
  if (name === undefined) return copy
  if (remove) delete parent[name]
  else parent[name] = leaf
  return copy
}

const CODES = [
  'ValidationException',
  'SerializationException',
  'ResourceNotFoundException',
  'ConditionalCheckFailedException',
  'TransactionCanceledException',
  'IdempotentParameterMismatchException',
]

function fresh(): DataPlane {
  const plane = dataPlane()
  createOrders(plane)
  createSimple(plane, 'simple')
  plane.call('PutItem', { TableName, Item })
  plane.call('PutItem', { TableName: 'simple', Item: { id: S('1') } })
  return plane
}

const contentOf = ({ test }: DataPlane): string =>
  JSON.stringify(
    [...test.state.tables].map(([name, table]) => [
      name,
      table.items.items(),
      [...table.indexes].map(([index, store]) => [index, store.items()]),
    ]),
  )

describe('damaged requests', () => {
  it.each(Object.keys(REQUESTS))('%s accepts the valid request', (operation) => {
    expect(fresh().refusal(operation as 'PutItem', REQUESTS[operation]!)).toMatch(
      /^(accepted|ConditionalCheckFailed)/,
    )
  })

  it.each(Object.keys(REQUESTS))(
    '%s throws AWS errors only, and changes nothing when it throws',
    (operation) => {
      const plane = fresh()
      fc.assert(
        fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
          const request = mutations.reduce(mutate, REQUESTS[operation]!)
          const before = contentOf(plane)
          try {
            plane.call(operation as 'PutItem', request)
          } catch (error) {
            if (!isServiceError(error)) throw error
            expect(CODES).toContain(error.code)
            expect(contentOf(plane)).toBe(before)
          }
        }),
        { numRuns: 150 },
      )
    },
  )
})

describe('histories', () => {
  const key = fc.constantFrom('a', 'b', 'c')
  const command = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), key, n: fc.integer({ min: 0, max: 9 }) }),
    fc.record({ kind: fc.constant('add' as const), key, n: fc.integer({ min: -3, max: 3 }) }),
    fc.record({ kind: fc.constant('delete' as const), key }),
    fc.record({
      kind: fc.constant('move' as const),
      key,
      to: key,
      n: fc.integer({ min: 1, max: 4 }),
    }),
  )

  it('of writes and transactions match a map', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const plane = dataPlane()
        createSimple(plane, 'accounts')
        const model = new Map<string, number>()
        const Table = { TableName: 'accounts' }
        const add = (id: string, n: number, condition?: string): object => ({
          ...Table,
          Key: { id: S(id) },
          UpdateExpression: 'ADD balance :n',
          ...(condition && { ConditionExpression: condition }),
          ExpressionAttributeValues: {
            ':n': N(n),
            ...(condition?.includes(':m') && { ':m': N(-n) }),
          },
        })
        for (const command of commands) {
          switch (command.kind) {
            case 'put':
              plane.call('PutItem', {
                ...Table,
                Item: { id: S(command.key), balance: N(command.n) },
              })
              model.set(command.key, command.n)
              break
            case 'add':
              plane.call('UpdateItem', add(command.key, command.n))
              model.set(command.key, (model.get(command.key) ?? 0) + command.n)
              break
            case 'delete':
              plane.call('DeleteItem', { ...Table, Key: { id: S(command.key) } })
              model.delete(command.key)
              break
            case 'move': {
              const { key, to, n } = command
              const refusal = plane.refusal('TransactWriteItems', {
                TransactItems: [
                  { Update: add(key, -n, 'balance >= :m') },
                  { Update: add(to, n, 'attribute_exists(id)') },
                ],
              })
              const fits = (model.get(key) ?? -1) >= n && model.has(to)
              if (key === to) expect(refusal).toMatch(/^ValidationException/)
              else if (!fits) expect(refusal).toMatch(/^TransactionCanceledException/)
              else {
                expect(refusal).toBe('accepted')
                model.set(key, model.get(key)! - n)
                model.set(to, model.get(to)! + n)
              }
            }
          }
        }
        const { Items } = plane.call('Scan', Table)
        const found = Items.map(({ id, balance }: any) => [id.S, Number(balance.N)])
        expect(new Map(found)).toEqual(model)
      }),
      { numRuns: 60 },
    )
  })
})
