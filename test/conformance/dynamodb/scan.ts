import { api, av, group, guide, N, refused, S, type DataCase, type Step } from './case.ts'
import { last, items, orders, page, sk } from './query-items.ts'

const SCAN = api('Scan')

const scan = (more: object = {}): Step => ({
  operation: 'Scan',
  input: { TableName: 'numbers', ...more },
})
const COUNT = { Select: 'COUNT' }

export const scanCases = group('scan', [
  {
    id: 'all',
    title: 'A scan reads every item.',
    source: SCAN,
    items,
    steps: [{ ...scan(COUNT), output: { Count: 6, ScannedCount: 6 } }],
  },
  {
    id: 'empty',
    title: 'A table without items has an empty page.',
    source: SCAN,
    tables: ['numbers'],
    steps: [{ ...scan(), output: { Items: [], Count: 0, ScannedCount: 0 } }],
  },
  {
    id: 'order-of-partition',
    title: 'Items of one partition come in the order of the sort key.',
    source: SCAN,
    items: { numbers: [sk(2), sk(1), sk(10)] },
    steps: [{ ...scan(), output: page(sk(1), sk(2), sk(10)) }],
  },
  {
    id: 'filter',
    title: 'A filter leaves out items after they were read; it may be about keys.',
    source: guide('Scan.html#Scan.FilterExpression'),
    items,
    steps: [
      {
        ...scan({
          ...COUNT,
          FilterExpression: 'v > :v',
          ExpressionAttributeValues: { ':v': N(15) },
        }),
        output: { Count: 3, ScannedCount: 6 },
      },
      {
        ...scan({
          ...COUNT,
          FilterExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': S('b') },
        }),
        output: { Count: 1, ScannedCount: 6 },
      },
    ],
  },
  {
    id: 'limit',
    title: 'Limit cuts a page.',
    source: guide('Scan.html#Scan.Limit'),
    items: { numbers: [sk(1), sk(2)] },
    steps: [
      { ...scan({ Limit: 1 }), output: { ...page(sk(1)), ...last(1) } },
      {
        ...scan({ Limit: 1, ExclusiveStartKey: av({ pk: 'a', sk: 1 }) }),
        output: { ...page(sk(2)), ...last(2) },
      },
      { ...scan({ Limit: 1, ExclusiveStartKey: av({ pk: 'a', sk: 2 }) }), output: page() },
    ],
  },
  {
    id: 'scan-filter',
    title: 'The legacy ScanFilter filters.',
    source: guide('LegacyConditionalParameters.ScanFilter'),
    items,
    steps: [
      {
        ...scan({
          ...COUNT,
          ScanFilter: { v: { ComparisonOperator: 'NE', AttributeValueList: [N(0)] } },
        }),
        output: { Count: 5, ScannedCount: 6 },
      },
    ],
  },
  {
    id: 'index',
    title: 'A scan of an index sees the items that are in it.',
    source: guide('GSI.html#GSI.Scanning'),
    items: { orders },
    steps: [
      {
        operation: 'Scan',
        input: { TableName: 'orders', IndexName: 'byNote' },
        output: page({ customer: 'c', id: 'o1', note: 'x' }),
      },
    ],
  },
  {
    id: 'one-segment',
    title: 'The only segment is the whole table.',
    source: guide('Scan.html#Scan.ParallelScan'),
    items,
    steps: [
      {
        ...scan({ ...COUNT, Segment: 0, TotalSegments: 1 }),
        output: { Count: 6, ScannedCount: 6 },
      },
    ],
  },
  ...(
    [
      [{ Segment: 0 }],
      [{ TotalSegments: 2 }],
      [{ Segment: 2, TotalSegments: 2 }],
      [{ Segment: -1, TotalSegments: 2 }],
      [{ Segment: 0, TotalSegments: 0 }],
      [{ Segment: 0, TotalSegments: 1_000_001 }],
      [{ Limit: 0 }],
      [{ Limit: -1 }],
      [{ Select: 'SOME' }],
      [{ Select: 'SPECIFIC_ATTRIBUTES' }],
      [{ FilterExpression: 'v > :v' }],
      [{ ExpressionAttributeNames: { '#v': 'v' } }],
      [{ ExclusiveStartKey: av({ pk: 'a' }) }],
      [{ IndexName: 'nothing' }],
    ] as const
  ).map(([more]): DataCase => ({
    id: `refused-${JSON.stringify(more)}`,
    title: `A scan with ${JSON.stringify(more)} is refused.`,
    source: SCAN,
    items,
    steps: [{ ...scan(more), ...refused() }],
  })),
  {
    id: 'no-table',
    title: 'A table that does not exist is not found.',
    source: 'Recorded: test_batch_write_not_existing_table',
    steps: [{ ...scan(), ...refused('Requested resource not found', 'ResourceNotFoundException') }],
  },
])
