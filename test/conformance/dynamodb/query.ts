import { api, av, group, guide, N, refused, S, type DataCase, type Step } from './case.ts'
import { rows, items, last, page, sk } from './query-items.ts'
import { indexes } from './query-index.ts'

const QUERY = api('Query')
const KEY_CONDITIONS = guide('Query.KeyConditionExpressions')

const query = (condition: string, values: object, more: object = {}): Step => ({
  operation: 'Query',
  input: {
    TableName: 'numbers',
    KeyConditionExpression: condition,
    ExpressionAttributeValues: { ':pk': S('a'), ...values },
    ...more,
  },
})

/** Conditions on the sort key, and the keys they find. */
const RANGES: readonly (readonly [condition: string, values: object, found: readonly number[]])[] =
  [
    ['', {}, [-2, 1, 2, 10, 30]],
    [' AND sk = :x', { ':x': N(2) }, [2]],
    [' AND sk = :x', { ':x': N('2.0') }, [2]],
    [' AND sk = :x', { ':x': N(3) }, []],
    [' AND sk < :x', { ':x': N(2) }, [-2, 1]],
    [' AND sk <= :x', { ':x': N(2) }, [-2, 1, 2]],
    [' AND sk > :x', { ':x': N(2) }, [10, 30]],
    [' AND sk >= :x', { ':x': N(2) }, [2, 10, 30]],
    [' AND sk BETWEEN :x AND :y', { ':x': N(1), ':y': N(10) }, [1, 2, 10]],
    [' AND sk BETWEEN :x AND :y', { ':x': N(2), ':y': N(2) }, [2]],
    [' AND :x < sk', { ':x': N(2) }, [10, 30]],
    [' AND (sk > :x)', { ':x': N(2) }, [10, 30]],
  ]

const ranges: DataCase[] = RANGES.map(([condition, values, found], index) => ({
  id: `range-${index}${condition}`,
  title: `pk = :pk${condition} finds ${found.join(', ') || 'nothing'}, numbers in their order.`,
  source: KEY_CONDITIONS,
  items,
  steps: [{ ...query(`pk = :pk${condition}`, values), output: page(...found.map(sk)) }],
}))

const words = ['a', 'ab', 'abc', 'b', 'é', 'z', '\u{1f389}']
const prefixes: DataCase[] = (
  [
    ['a', ['a', 'ab', 'abc']],
    ['ab', ['ab', 'abc']],
    ['x', []],
  ] as const
).map(([prefix, found]) => ({
  id: `begins-with-${prefix}`,
  title: `begins_with finds the sort keys that begin with ${prefix}.`,
  source: KEY_CONDITIONS,
  items: { pairs: words.map((word) => ({ pk: 'a', sk: word })) },
  steps: [
    {
      ...query('pk = :pk AND begins_with(sk, :x)', { ':x': S(prefix) }, { TableName: 'pairs' }),
      output: page(...found.map((word) => ({ pk: 'a', sk: word }))),
    },
  ],
}))

const REFUSED: readonly (readonly [condition: string, values: object])[] = [
  ['pk > :pk', {}],
  ['pk <> :pk', {}],
  ['pk = :pk OR sk = :x', { ':x': N(1) }],
  ['pk = :pk AND sk <> :x', { ':x': N(1) }],
  ['pk = :pk AND sk IN (:x)', { ':x': N(1) }],
  ['NOT pk = :pk', {}],
  ['pk = :pk AND v = :x', { ':x': N(1) }],
  ['pk = :pk AND sk > :x AND sk < :y', { ':x': N(1), ':y': N(2) }],
  ['pk = :pk AND pk = :x', { ':x': S('b') }],
  ['pk = :pk AND sk BETWEEN :y AND :x', { ':x': N(1), ':y': N(2) }],
  ['pk = :pk AND begins_with(sk, :x)', { ':x': N(1) }],
  ['pk = :pk AND contains(sk, :x)', { ':x': S('1') }],
  ['pk = :pk AND sk = :x', { ':x': S('1') }],
  ['begins_with(pk, :pk)', {}],
  ['sk = :pk', {}],
  ['pk = :pk AND size(sk) = :x', { ':x': N(1) }],
  ['pk = :pk AND attribute_exists(sk)', {}],
  ['pk.a = :pk', {}],
  ['', {}],
]

const refusals: DataCase[] = REFUSED.map(([condition, values]) => ({
  id: `refused-${condition}`,
  title: `'${condition}' is no key condition.`,
  source: KEY_CONDITIONS,
  items,
  steps: [{ ...query(condition, values), ...refused() }],
}))

const pages: DataCase[] = [
  {
    id: 'descending',
    title: 'ScanIndexForward false gives the greatest sort key first.',
    source: `${QUERY}#DDB-Query-request-ScanIndexForward`,
    items,
    steps: [
      {
        ...query('pk = :pk', {}, { ScanIndexForward: false }),
        output: page(...[30, 10, 2, 1, -2].map(sk)),
      },
    ],
  },
  {
    id: 'limit',
    title: 'Limit cuts a page; LastEvaluatedKey is where it ended.',
    source: guide('Query.Pagination'),
    items,
    steps: [
      { ...query('pk = :pk', {}, { Limit: 2 }), output: { ...page(sk(-2), sk(1)), ...last(1) } },
      {
        ...query('pk = :pk', {}, { Limit: 2, ExclusiveStartKey: av({ pk: 'a', sk: 1 }) }),
        output: { ...page(sk(2), sk(10)), ...last(10) },
      },
      {
        ...query('pk = :pk', {}, { Limit: 2, ExclusiveStartKey: av({ pk: 'a', sk: 10 }) }),
        output: page(sk(30)),
      },
    ],
  },
  {
    id: 'limit-exact',
    title: 'A page that ends with the last item has a LastEvaluatedKey all the same.',
    source: guide('Query.Pagination'),
    items,
    steps: [
      { ...query('pk = :pk', {}, { Limit: 5 }), output: { ...page(...rows), ...last(30) } },
      { ...query('pk = :pk', {}, { Limit: 6 }), output: page(...rows) },
      { ...query('pk = :pk', {}, { ExclusiveStartKey: av({ pk: 'a', sk: 30 }) }), output: page() },
    ],
  },
  {
    id: 'start-key-of-no-item',
    title: 'A page may begin at a key where there is no item.',
    source: guide('Query.Pagination'),
    items,
    steps: [
      {
        ...query('pk = :pk', {}, { ExclusiveStartKey: av({ pk: 'a', sk: 5 }) }),
        output: page(sk(10), sk(30)),
      },
    ],
  },
  {
    id: 'start-key-descending',
    title: 'Backwards a page begins before its start key.',
    source: guide('Query.Pagination'),
    items,
    steps: [
      {
        ...query(
          'pk = :pk',
          {},
          { ScanIndexForward: false, ExclusiveStartKey: av({ pk: 'a', sk: 2 }) },
        ),
        output: page(sk(1), sk(-2)),
      },
    ],
  },
  ...(
    [
      ['incomplete', { pk: 'a' }],
      ['too-much', { pk: 'a', sk: 1, v: 1 }],
      ['wrong-type', { pk: 'a', sk: '1' }],
      ['other-partition', { pk: 'b', sk: 5 }],
    ] as const
  ).map(([id, key]): DataCase => ({
    id: `start-key-${id}`,
    title: `A page cannot begin at ${JSON.stringify(key)}.`,
    source: `${QUERY}#DDB-Query-request-ExclusiveStartKey`,
    items,
    steps: [{ ...query('pk = :pk', {}, { ExclusiveStartKey: av(key) }), ...refused() }],
  })),
  {
    id: 'limit-before-filter',
    title: 'Limit counts before the filter.',
    source: guide('Query.FilterExpression'),
    items,
    steps: [
      {
        ...query('pk = :pk', { ':v': N(15) }, { Limit: 3, FilterExpression: 'v > :v' }),
        output: { Items: [av(sk(2))], Count: 1, ScannedCount: 3, ...last(2) },
      },
    ],
  },
  {
    id: 'filter-on-key',
    title: 'A filter cannot be about the key.',
    source: guide('Query.FilterExpression'),
    items,
    steps: [
      {
        ...query('pk = :pk', { ':x': N(1) }, { FilterExpression: 'sk = :x' }),
        ...refused(
          'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
        ),
      },
    ],
  },
  {
    id: 'one-megabyte',
    title: 'A page holds at most 1 MB.',
    source: guide('Query.Pagination'),
    items: { numbers: [1, 2, 3, 4].map((n) => ({ pk: 'a', sk: n, x: 'x'.repeat(350_000) })) },
    steps: [
      {
        ...query('pk = :pk', {}, { ProjectionExpression: 'sk' }),
        includes: { Count: 3, LastEvaluatedKey: av({ pk: 'a', sk: 3 }) },
      },
    ],
  },
  {
    id: 'count',
    title: 'Select COUNT gives numbers only.',
    source: `${QUERY}#DDB-Query-request-Select`,
    items,
    steps: [
      { ...query('pk = :pk', {}, { Select: 'COUNT' }), output: { Count: 5, ScannedCount: 5 } },
    ],
  },
  {
    id: 'projection',
    title: 'A projection names the attributes to read.',
    source: guide('Expressions.ProjectionExpressions'),
    items,
    steps: [
      {
        ...query('pk = :pk AND sk = :x', { ':x': N(1) }, { ProjectionExpression: 'v' }),
        output: { Items: [av({ v: 10 })], Count: 1, ScannedCount: 1 },
      },
    ],
  },
  {
    id: 'select-specific',
    title: 'SPECIFIC_ATTRIBUTES goes with a projection; the other values do not.',
    source: `${QUERY}#DDB-Query-request-Select`,
    items,
    steps: [
      {
        ...query(
          'pk = :pk AND sk = :x',
          { ':x': N(1) },
          { Select: 'SPECIFIC_ATTRIBUTES', ProjectionExpression: 'v' },
        ),
        includes: { Count: 1 },
      },
      {
        ...query('pk = :pk', {}, { Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'v' }),
        ...refused(),
      },
      { ...query('pk = :pk', {}, { Select: 'COUNT', ProjectionExpression: 'v' }), ...refused() },
      { ...query('pk = :pk', {}, { Select: 'ALL_PROJECTED_ATTRIBUTES' }), ...refused() },
    ],
  },
  {
    id: 'key-conditions',
    title: 'The legacy KeyConditions finds what the expression finds.',
    source: guide('LegacyConditionalParameters.KeyConditions'),
    items,
    steps: [
      {
        operation: 'Query',
        input: {
          TableName: 'numbers',
          KeyConditions: {
            pk: { ComparisonOperator: 'EQ', AttributeValueList: [S('a')] },
            sk: { ComparisonOperator: 'BETWEEN', AttributeValueList: [N(1), N(2)] },
          },
        },
        output: page(sk(1), sk(2)),
      },
    ],
  },
  {
    id: 'query-filter',
    title: 'The legacy QueryFilter filters.',
    source: guide('LegacyConditionalParameters.QueryFilter'),
    items,
    steps: [
      {
        operation: 'Query',
        input: {
          TableName: 'numbers',
          KeyConditions: { pk: { ComparisonOperator: 'EQ', AttributeValueList: [S('a')] } },
          QueryFilter: { v: { ComparisonOperator: 'GT', AttributeValueList: [N(50)] } },
        },
        output: { Items: [sk(10), sk(30)].map(av), Count: 2, ScannedCount: 5 },
      },
    ],
  },
  {
    id: 'no-condition',
    title: 'A query has a key condition.',
    source: QUERY,
    items,
    steps: [{ operation: 'Query', input: { TableName: 'numbers' }, ...refused() }],
  },
  {
    id: 'binary-order',
    title: 'Bytes are ordered as unsigned.',
    source: guide('HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Binary'),
    items: {
      bytes: [[200], [1], [1, 0], [127]].map((all) => ({ pk: 'a', sk: Uint8Array.from(all) })),
    },
    steps: [
      {
        ...query('pk = :pk', {}, { TableName: 'bytes' }),
        output: page(
          ...[[1], [1, 0], [127], [200]].map((all) => ({ pk: 'a', sk: Uint8Array.from(all) })),
        ),
      },
    ],
  },
  {
    id: 'string-order',
    title: 'Strings are ordered by their UTF-8 bytes.',
    source: guide('HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.String'),
    items: { pairs: [...words, 'Z', '\uffee'].map((word) => ({ pk: 'a', sk: word })) },
    steps: [
      {
        ...query('pk = :pk', {}, { TableName: 'pairs' }),
        output: page(
          ...['Z', 'a', 'ab', 'abc', 'b', 'z', 'é', '\uffee', '\u{1f389}'].map((word) => ({
            pk: 'a',
            sk: word,
          })),
        ),
      },
    ],
  },
  {
    id: 'capacity',
    title: 'A query takes units for the bytes it reads, together.',
    source: guide('read-write-operations'),
    items: { numbers: [1, 2, 3].map((n) => ({ pk: 'a', sk: n, x: 'x'.repeat(3000) })) },
    steps: [
      {
        ...query('pk = :pk', {}, { Select: 'COUNT', ReturnConsumedCapacity: 'TOTAL' }),
        output: {
          Count: 3,
          ScannedCount: 3,
          ConsumedCapacity: { TableName: 'numbers', CapacityUnits: 1.5 },
        },
      },
      {
        ...query(
          'pk = :pk',
          {},
          { Select: 'COUNT', ReturnConsumedCapacity: 'TOTAL', ConsistentRead: true },
        ),
        output: {
          Count: 3,
          ScannedCount: 3,
          ConsumedCapacity: { TableName: 'numbers', CapacityUnits: 3 },
        },
      },
    ],
  },
]

export const queryCases = group('query', [
  ...ranges,
  ...prefixes,
  ...refusals,
  ...pages,
  ...indexes,
])
