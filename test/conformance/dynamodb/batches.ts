import { api, av, group, refused, type DataCase, type Step } from './case.ts'

const GET = api('BatchGetItem')
const WRITE = api('BatchWriteItem')

const get = (TableName: string, key: object, output: object): Step => ({
  operation: 'GetItem',
  input: { TableName, Key: av(key) },
  output,
})
const batchGet = (RequestItems: object, more: object = {}): Step => ({
  operation: 'BatchGetItem',
  input: { RequestItems, ...more },
})
const batchWrite = (RequestItems: object, more: object = {}): Step => ({
  operation: 'BatchWriteItem',
  input: { RequestItems, ...more },
})
const put = (item: object): object => ({ PutRequest: { Item: av(item) } })
const remove = (key: object): object => ({ DeleteRequest: { Key: av(key) } })
const letters = (count: number): string[] => Array.from({ length: count }, (_, i) => `k${i}`)

const gets: DataCase[] = [
  {
    id: 'several-tables',
    title: 'A batch reads items of several tables.',
    source: GET,
    items: { simple: [{ pk: 'a', n: 1 }], pairs: [{ pk: 'a', sk: '1' }] },
    steps: [
      {
        ...batchGet({
          simple: { Keys: [av({ pk: 'a' })] },
          pairs: { Keys: [av({ pk: 'a', sk: '1' })] },
        }),
        output: {
          Responses: { simple: [av({ pk: 'a', n: 1 })], pairs: [av({ pk: 'a', sk: '1' })] },
          UnprocessedKeys: {},
        },
      },
    ],
  },
  {
    id: 'missing',
    title: 'Items that are not there are left out.',
    source: 'Recorded: BatchGetItem of nothing found',
    items: { simple: [{ pk: 'a' }] },
    steps: [
      {
        ...batchGet({ simple: { Keys: [av({ pk: 'a' }), av({ pk: 'b' })] } }),
        output: { Responses: { simple: [av({ pk: 'a' })] }, UnprocessedKeys: {} },
      },
      {
        ...batchGet({ simple: { Keys: [av({ pk: 'b' })] } }),
        output: { Responses: { simple: [] }, UnprocessedKeys: {} },
      },
    ],
  },
  {
    id: 'projection',
    title: 'Each table has a projection of its own.',
    source: GET,
    items: { simple: [{ pk: 'a', n: 1, m: 2 }] },
    steps: [
      {
        ...batchGet({
          simple: {
            Keys: [av({ pk: 'a' })],
            ProjectionExpression: '#n',
            ExpressionAttributeNames: { '#n': 'n' },
          },
        }),
        output: { Responses: { simple: [av({ n: 1 })] }, UnprocessedKeys: {} },
      },
    ],
  },
  {
    id: 'hundred',
    title: 'A batch reads at most 100 items.',
    source: GET,
    tables: ['simple'],
    steps: [
      {
        ...batchGet({ simple: { Keys: letters(100).map((pk) => av({ pk })) } }),
        output: { Responses: { simple: [] }, UnprocessedKeys: {} },
      },
      { ...batchGet({ simple: { Keys: letters(101).map((pk) => av({ pk })) } }), ...refused() },
    ],
  },
  {
    id: 'capacity',
    title: 'ReturnConsumedCapacity TOTAL gives one entry for each table.',
    source: GET,
    items: { simple: [{ pk: 'a' }, { pk: 'b' }] },
    steps: [
      {
        ...batchGet(
          { simple: { Keys: [av({ pk: 'a' }), av({ pk: 'b' })] } },
          { ReturnConsumedCapacity: 'TOTAL' },
        ),
        includes: { ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 1 }] },
      },
      {
        ...batchGet(
          { simple: { Keys: [av({ pk: 'a' })], ConsistentRead: true } },
          { ReturnConsumedCapacity: 'TOTAL' },
        ),
        includes: { ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 1 }] },
      },
    ],
  },
  ...(
    [
      ['no tables', {}],
      ['no keys', { simple: { Keys: [] } }],
      ['duplicate keys', { simple: { Keys: [av({ pk: 'a' }), av({ pk: 'a' })] } }],
      ['a key that does not fit', { simple: { Keys: [av({ other: 'a' })] } }],
      ['a key of another type', { simple: { Keys: [av({ pk: 1 })] } }],
    ] as const
  ).map(([what, RequestItems]): DataCase => ({
    id: `refused-${what}`,
    title: `A batch with ${what} is refused.`,
    source: GET,
    tables: ['simple'],
    steps: [{ ...batchGet(RequestItems), ...refused() }],
  })),
  {
    id: 'no-table',
    title: 'A table that does not exist is not found.',
    source: 'Recorded: test_batch_write_not_existing_table',
    steps: [
      {
        ...batchGet({ nothing: { Keys: [av({ pk: 'a' })] } }),
        ...refused(undefined, 'ResourceNotFoundException'),
      },
    ],
  },
]

const writes: DataCase[] = [
  {
    id: 'puts-and-deletes',
    title: 'A batch puts and deletes.',
    source: WRITE,
    items: { simple: [{ pk: 'a' }, { pk: 'b', n: 1 }] },
    steps: [
      {
        ...batchWrite({ simple: [remove({ pk: 'a' }), put({ pk: 'b', n: 2 }), put({ pk: 'c' })] }),
        output: { UnprocessedItems: {} },
      },
      get('simple', { pk: 'a' }, {}),
      get('simple', { pk: 'b' }, { Item: av({ pk: 'b', n: 2 }) }),
      get('simple', { pk: 'c' }, { Item: av({ pk: 'c' }) }),
    ],
  },
  {
    id: 'several-tables',
    title: 'A batch writes to several tables.',
    source: WRITE,
    tables: ['simple', 'pairs'],
    steps: [
      {
        ...batchWrite({ simple: [put({ pk: 'a' })], pairs: [put({ pk: 'a', sk: '1' })] }),
        output: { UnprocessedItems: {} },
      },
      get('pairs', { pk: 'a', sk: '1' }, { Item: av({ pk: 'a', sk: '1' }) }),
    ],
  },
  {
    id: 'twenty-five',
    title: 'A batch writes at most 25 items.',
    source: WRITE,
    tables: ['simple'],
    steps: [
      {
        ...batchWrite({ simple: letters(25).map((pk) => put({ pk })) }),
        output: { UnprocessedItems: {} },
      },
      { ...batchWrite({ simple: letters(26).map((pk) => put({ pk })) }), ...refused() },
    ],
  },
  {
    id: 'all-checked-first',
    title: 'A batch with one request that is refused writes nothing.',
    source: WRITE,
    tables: ['simple'],
    steps: [
      { ...batchWrite({ simple: [put({ pk: 'a' }), put({ n: 1 })] }), ...refused() },
      get('simple', { pk: 'a' }, {}),
    ],
  },
  {
    id: 'capacity',
    title: 'ReturnConsumedCapacity TOTAL adds up.',
    source: WRITE,
    tables: ['simple'],
    steps: [
      {
        ...batchWrite(
          { simple: [put({ pk: 'a' }), put({ pk: 'b', x: 'x'.repeat(1500) })] },
          { ReturnConsumedCapacity: 'TOTAL' },
        ),
        includes: { ConsumedCapacity: [{ TableName: 'simple', CapacityUnits: 3 }] },
      },
    ],
  },
  ...(
    [
      ['no tables', {}],
      ['no requests', { simple: [] }],
      ['an empty request', { simple: [{}] }],
      ['two writes of one item', { simple: [put({ pk: 'a' }), remove({ pk: 'a' })] }],
      ['two puts of one item', { simple: [put({ pk: 'a', n: 1 }), put({ pk: 'a', n: 2 })] }],
      ['a key of another type', { simple: [put({ pk: 1 })] }],
      ['an empty key', { simple: [put({ pk: '' })] }],
      ['an item that is too large', { simple: [put({ pk: 'a', x: 'x'.repeat(410_000) })] }],
    ] as const
  ).map(([what, RequestItems]): DataCase => ({
    id: `refused-${what}`,
    title: `A batch with ${what} is refused.`,
    source: WRITE,
    tables: ['simple'],
    steps: [{ ...batchWrite(RequestItems), ...refused() }],
  })),
  {
    id: 'unknown-key',
    title: 'A delete of a key that does not fit says so.',
    source: 'Recorded: BatchWriteItem unknown key',
    tables: ['simple'],
    steps: [
      {
        ...batchWrite({ simple: [remove({ nothing: 'a' })] }),
        ...refused('The provided key element does not match the schema'),
      },
    ],
  },
  {
    id: 'no-table',
    title: 'A table that does not exist is not found.',
    source: 'Recorded: test_batch_write_not_existing_table',
    steps: [
      {
        ...batchWrite({ nothing: [put({ pk: 'a' })] }),
        ...refused(undefined, 'ResourceNotFoundException'),
      },
    ],
  },
]

export const batchGetItem = group('batch-get-item', gets)
export const batchWriteItem = group('batch-write-item', writes)
