import { api, av, group, guide, refused, type DataCase, type Step } from './case.ts'

const get = (TableName: string, key: object, more: object = {}): Step => ({
  operation: 'GetItem',
  input: { TableName, Key: av(key), ...more },
})
const MISMATCH = refused('The provided key element does not match the schema')
const GET = api('GetItem')
const PROJECTION = guide('Expressions.ProjectionExpressions')

const item = {
  pk: 'a',
  n: 1,
  name: 'x',
  tree: { one: 1, two: { three: 3 } },
  seq: [1, 2, { four: 4 }],
}

/** A projection, and what it leaves. */
const projections: readonly (readonly [
  expression: string,
  output: object,
  names?: Record<string, string>,
])[] = [
  ['n', { n: 1 }],
  ['pk, n', { pk: 'a', n: 1 }],
  ['tree.one', { tree: { one: 1 } }],
  ['tree.two.three', { tree: { two: { three: 3 } } }],
  ['tree.one, tree.two', { tree: { one: 1, two: { three: 3 } } }],
  ['seq[0]', { seq: [1] }],
  ['seq[2], seq[0]', { seq: [1, { four: 4 }] }],
  ['seq[2].four', { seq: [{ four: 4 }] }],
  ['#n', { name: 'x' }, { '#n': 'name' }],
  ['#m.#o', { tree: { one: 1 } }, { '#m': 'tree', '#o': 'one' }],
  ['nothing, n', { n: 1 }],
  ['tree.nothing', {}],
  ['seq[9]', {}],
  ['n.one', {}],
]

const getCases: DataCase[] = [
  {
    id: 'get',
    title: 'An item is read by its key.',
    source: GET,
    items: {
      pairs: [
        { pk: 'a', sk: '1', v: 1 },
        { pk: 'a', sk: '2', v: 2 },
      ],
    },
    steps: [
      { ...get('pairs', { pk: 'a', sk: '2' }), output: { Item: av({ pk: 'a', sk: '2', v: 2 }) } },
    ],
  },
  {
    id: 'get-missing',
    title: 'The answer for an item that is not there has no Item.',
    source: GET,
    tables: ['simple'],
    steps: [{ ...get('simple', { pk: 'a' }), output: {} }],
  },
  {
    id: 'get-consistent',
    title: 'A consistent read sees the last write.',
    source: GET,
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...get('simple', { pk: 'a' }, { ConsistentRead: true }),
        output: { Item: av({ pk: 'a', n: 1 }) },
      },
    ],
  },
  ...projections.map(([ProjectionExpression, output, ExpressionAttributeNames]): DataCase => ({
    id: `projection-${ProjectionExpression}`,
    title: `The projection ${ProjectionExpression} gives ${JSON.stringify(output)}.`,
    source: PROJECTION,
    items: { simple: [item] },
    steps: [
      {
        ...get('simple', { pk: 'a' }, { ProjectionExpression, ExpressionAttributeNames }),
        output: { Item: av(output) },
      },
    ],
  })),
  ...['tree, tree.one', 'seq[0], seq', 'n, n', 'tree.one, tree.one'].map(
    (ProjectionExpression): DataCase => ({
      id: `projection-overlap-${ProjectionExpression}`,
      title: `The paths of ${ProjectionExpression} overlap.`,
      source: PROJECTION,
      items: { simple: [item] },
      steps: [{ ...get('simple', { pk: 'a' }, { ProjectionExpression }), ...refused() }],
    }),
  ),
  ...['', 'a b', 'a,', 'seq[', 'seq[-1]', 'seq[x]', '.a', '#undefined', 'name', 'a..b'].map(
    (ProjectionExpression): DataCase => ({
      id: `projection-refused-${ProjectionExpression}`,
      title: `'${ProjectionExpression}' is no projection.`,
      source: PROJECTION,
      items: { simple: [item] },
      steps: [{ ...get('simple', { pk: 'a' }, { ProjectionExpression }), ...refused() }],
    }),
  ),
  {
    id: 'projection-unused-name',
    title: 'A name that no expression uses is refused.',
    source: guide('Expressions.ExpressionAttributeNames'),
    items: { simple: [item] },
    steps: [
      {
        ...get(
          'simple',
          { pk: 'a' },
          { ProjectionExpression: 'n', ExpressionAttributeNames: { '#x': 'x' } },
        ),
        ...refused('Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}'),
      },
    ],
  },
  {
    id: 'attributes-to-get',
    title: 'The legacy AttributesToGet names top-level attributes.',
    source: guide('LegacyConditionalParameters.AttributesToGet'),
    items: { simple: [item] },
    steps: [
      {
        ...get('simple', { pk: 'a' }, { AttributesToGet: ['n', 'name'] }),
        output: { Item: av({ n: 1, name: 'x' }) },
      },
    ],
  },
  {
    id: 'attributes-to-get-and-projection',
    title: 'AttributesToGet and ProjectionExpression do not mix.',
    source: guide('LegacyConditionalParameters'),
    items: { simple: [item] },
    steps: [
      {
        ...get('simple', { pk: 'a' }, { AttributesToGet: ['n'], ProjectionExpression: 'n' }),
        ...refused(
          'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
        ),
      },
    ],
  },
  ...(
    [
      ['too-few', { pk: 'a' }],
      ['too-many', { pk: 'a', sk: '1', x: 1 }],
      ['other-name', { pk: 'a', other: '1' }],
      ['other-type', { pk: 'a', sk: 1 }],
    ] as const
  ).map(([id, key]): DataCase => ({
    id: `key-${id}`,
    title: `The key ${JSON.stringify(key)} does not fit the table.`,
    source: `${GET}#DDB-GetItem-request-Key`,
    tables: ['pairs'],
    steps: [{ ...get('pairs', key), ...MISMATCH }],
  })),
  {
    id: 'get-no-table',
    title: 'A table that does not exist is not found.',
    source: 'Recorded: test_batch_write_not_existing_table',
    steps: [
      {
        ...get('nothing', { pk: 'a' }),
        ...refused('Requested resource not found', 'ResourceNotFoundException'),
      },
    ],
  },
  ...(
    [
      [100, false, 0.5],
      [100, true, 1],
      [5000, false, 1],
      [5000, true, 2],
    ] as const
  ).map(([size, ConsistentRead, units]): DataCase => ({
    id: `capacity-${size}-${ConsistentRead}`,
    title: `A ${ConsistentRead ? 'consistent' : 'plain'} read of about ${size} bytes takes ${units} units.`,
    source: guide('read-write-operations'),
    items: { simple: [{ pk: 'a', x: 'x'.repeat(size) }] },
    steps: [
      {
        ...get('simple', { pk: 'a' }, { ConsistentRead, ReturnConsumedCapacity: 'TOTAL' }),
        includes: { ConsumedCapacity: { TableName: 'simple', CapacityUnits: units } },
      },
    ],
  })),
  {
    id: 'capacity-missing',
    title: 'Reading an item that is not there takes units, too.',
    source: guide('read-write-operations'),
    tables: ['simple'],
    steps: [
      {
        ...get('simple', { pk: 'a' }, { ReturnConsumedCapacity: 'TOTAL' }),
        output: { ConsumedCapacity: { TableName: 'simple', CapacityUnits: 0.5 } },
      },
    ],
  },
  {
    id: 'capacity-projection',
    title: 'A projection does not make a read cheaper.',
    source: guide('read-write-operations'),
    items: { simple: [{ pk: 'a', x: 'x'.repeat(5000) }] },
    steps: [
      {
        ...get(
          'simple',
          { pk: 'a' },
          { ProjectionExpression: 'pk', ReturnConsumedCapacity: 'TOTAL' },
        ),
        output: {
          Item: av({ pk: 'a' }),
          ConsumedCapacity: { TableName: 'simple', CapacityUnits: 1 },
        },
      },
    ],
  },
]

export const getItem = group('get-item', getCases)
