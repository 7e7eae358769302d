import { api, av, guide, refused, S, type DataCase, type Step } from './case.ts'
import { orders, page } from './query-items.ts'

const QUERY = api('Query')

const byIndex = (
  IndexName: string,
  condition: string,
  values: object,
  more: object = {},
): Step => ({
  operation: 'Query',
  input: {
    TableName: 'orders',
    IndexName,
    KeyConditionExpression: condition,
    ExpressionAttributeValues: values,
    ...more,
  },
})
const OPEN = { ':s': S('open') }
const C = { ':c': S('c') }

export const indexes: readonly DataCase[] = [
  {
    id: 'global-index',
    title: 'A global index is queried by its own keys and holds the items that have them.',
    source: guide('GSI'),
    items: { orders },
    steps: [
      {
        ...byIndex('byState', '#s = :s', OPEN, { ExpressionAttributeNames: { '#s': 'state' } }),
        output: page(orders[0]!, orders[1]!),
      },
    ],
  },
  {
    id: 'global-index-keys-only',
    title: 'An index of keys holds the keys of the index and of the table.',
    source: guide('GSI.html#GSI.Projections'),
    items: { orders },
    steps: [
      {
        ...byIndex('byNote', 'note = :n', { ':n': S('x') }),
        output: page({ customer: 'c', id: 'o1', note: 'x' }),
      },
    ],
  },
  {
    id: 'local-index-include',
    title: 'A local index orders a partition anew; INCLUDE projects what it names.',
    source: guide('LSI'),
    items: { orders },
    steps: [
      {
        ...byIndex('byAmount', 'customer = :c', C),
        output: page(
          { customer: 'c', id: 'o2', amount: 10 },
          { customer: 'c', id: 'o1', amount: 30, color: 'red' },
        ),
      },
    ],
  },
  {
    id: 'local-index-fetches',
    title: 'A local index fetches attributes that it does not project from the table.',
    source: guide('LSI.html#LSI.Projections'),
    items: { orders },
    steps: [
      {
        ...byIndex('byAmount', 'customer = :c', C, { Select: 'ALL_ATTRIBUTES' }),
        output: page(orders[1]!, orders[0]!),
      },
    ],
  },
  {
    id: 'global-index-not-all',
    title: 'A global index cannot give attributes that it does not project.',
    source: `${QUERY}#DDB-Query-request-Select`,
    items: { orders },
    steps: [
      {
        ...byIndex('byNote', 'note = :n', { ':n': S('x') }, { Select: 'ALL_ATTRIBUTES' }),
        ...refused(),
      },
    ],
  },
  {
    id: 'global-index-consistent',
    title: 'A global index has no consistent reads.',
    source: guide('GSI.html#GSI.Querying'),
    items: { orders },
    steps: [
      {
        ...byIndex('byNote', 'note = :n', { ':n': S('x') }, { ConsistentRead: true }),
        ...refused('Consistent reads are not supported on global secondary indexes'),
      },
    ],
  },
  {
    id: 'local-index-consistent',
    title: 'A local index has.',
    source: guide('LSI.html#LSI.Querying'),
    items: { orders },
    steps: [
      {
        ...byIndex('byPlaced', 'customer = :c', C, { ConsistentRead: true }),
        output: page(orders[0]!, orders[1]!),
      },
    ],
  },
  {
    id: 'index-page',
    title: 'LastEvaluatedKey of an index holds the keys of the index and of the table.',
    source: guide('Query.Pagination'),
    items: { orders },
    steps: [
      {
        ...byIndex('byPlaced', 'customer = :c', C, { Limit: 1 }),
        output: {
          ...page(orders[0]!),
          LastEvaluatedKey: av({ customer: 'c', id: 'o1', placed: 'p1' }),
        },
      },
      {
        ...byIndex('byPlaced', 'customer = :c', C, {
          ExclusiveStartKey: av({ customer: 'c', id: 'o1', placed: 'p1' }),
        }),
        output: page(orders[1]!),
      },
      {
        ...byIndex('byPlaced', 'customer = :c', C, {
          ExclusiveStartKey: av({ customer: 'c', id: 'o1' }),
        }),
        ...refused(),
      },
    ],
  },
  {
    id: 'index-unknown',
    title: 'An index that the table does not have is refused.',
    source: QUERY,
    items: { orders },
    steps: [
      {
        ...byIndex('nothing', 'customer = :c', C),
        ...refused('The table does not have the specified index: nothing'),
      },
    ],
  },
]
