/** Keys of indexes and quotas, as public reports quote AWS's answers to them. */
import { av, group, guide, N, refused, S, type DataCase, type Step } from './case.ts'

const invalid = (detail: string): Pick<Step, 'error'> =>
  refused(`One or more parameter values were invalid: ${detail}`)
const EMPTY_INDEX_KEY =
  'One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. '
const TOO_LONG = 'Size of hashkey has exceeded the maximum size limit of2048 bytes'
const VIOLATIONS = guide('GSI.OnlineOps.ViolationDetection')

const key = { customer: 'c', id: 'o1' }
const put = (TableName: string, item: object): Step => ({
  operation: 'PutItem',
  input: { TableName, Item: av(item) },
})
const query = (TableName: string, condition: string, value: string, more: object = {}): Step => ({
  operation: 'Query',
  input: {
    TableName,
    KeyConditionExpression: condition,
    ExpressionAttributeValues: { ':v': S(value) },
    ...more,
  },
})
const byNote = { IndexName: 'byNote' }

const keys: DataCase[] = [
  {
    id: 'too-long',
    title: 'An index key that is too long is refused by the names of the key and of the index.',
    source: 'https://github.com/wellcomecollection/platform/issues/2285',
    tables: ['orders'],
    steps: [
      {
        ...put('orders', { ...key, note: 'x'.repeat(2175) }),
        ...invalid(
          'Size limit exceeded for Index Key note Actual Size: 2175 bytes Max Size: 2048 bytes IndexName: byNote',
        ),
      },
    ],
  },
  {
    id: 'empty',
    title: 'So is an empty one.',
    source: 'https://github.com/architect/dynalite/issues/184',
    tables: ['orders'],
    steps: [
      {
        ...put('orders', { ...key, note: '' }),
        ...refused(`${EMPTY_INDEX_KEY}IndexName: byNote, IndexKey: note`),
      },
    ],
  },
  {
    id: 'query-empty',
    title: 'A query of an index names it, too.',
    source: 'https://github.com/praetorian-inc/chariot-ui/issues/353',
    tables: ['orders'],
    steps: [
      {
        ...query('orders', 'note = :v', '', byNote),
        ...refused(`${EMPTY_INDEX_KEY}IndexName: byNote, IndexKey: note`),
      },
    ],
  },
  {
    id: 'query-too-long',
    title: 'A query with a key value that is too long is refused.',
    source: 'https://github.com/facebook/ThreatExchange/issues/1324',
    tables: ['simple'],
    steps: [{ ...query('simple', 'pk = :v', 'x'.repeat(2049)), ...invalid(TOO_LONG) }],
  },
  {
    id: 'query-index-too-long',
    title: 'A query of an index is refused in the same words.',
    source: 'https://github.com/nextauthjs/next-auth/issues/5827',
    tables: ['orders'],
    steps: [{ ...query('orders', 'note = :v', 'x'.repeat(2049), byNote), ...invalid(TOO_LONG) }],
  },
]

const addIndex: Step = {
  operation: 'UpdateTable',
  input: {
    TableName: 'simple',
    AttributeDefinitions: ['pk', 'nm'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    GlobalSecondaryIndexUpdates: [
      {
        Create: {
          IndexName: 'byName',
          KeySchema: [{ AttributeName: 'nm', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      },
    ],
  },
  includes: { TableDescription: { TableName: 'simple' } },
}
const setOther = (pk: string): Step => ({
  operation: 'UpdateItem',
  input: {
    TableName: 'simple',
    Key: av({ pk }),
    UpdateExpression: 'SET n = :n',
    ExpressionAttributeValues: { ':n': N(1) },
  },
})

const violations: DataCase[] = [
  {
    id: 'backfill',
    title: 'An index that is added later leaves out items that violate its key.',
    source: VIOLATIONS,
    items: {
      simple: [
        { pk: 'a', nm: 'x' },
        { pk: 'b', nm: 1 },
        { pk: 'c', nm: 'x'.repeat(2049) },
        { pk: 'd', nm: '' },
      ],
    },
    steps: [
      addIndex,
      {
        operation: 'Scan',
        input: { TableName: 'simple', IndexName: 'byName' },
        output: { Items: [av({ pk: 'a', nm: 'x' })], Count: 1, ScannedCount: 1 },
      },
    ],
  },
  {
    id: 'writes-after-backfill',
    title: 'Writes that leave such an item as it is are refused, writes that mend it are not.',
    source: VIOLATIONS,
    items: {
      simple: [
        { pk: 'b', nm: 1 },
        { pk: 'c', nm: 'x'.repeat(2049) },
      ],
    },
    steps: [
      addIndex,
      { ...setOther('b'), ...refused() },
      { ...setOther('c'), ...refused() },
      { ...put('simple', { pk: 'b', nm: 'y' }), output: {} },
      { ...setOther('b'), output: {} },
    ],
  },
]

const projections: DataCase[] = [
  {
    id: 'filter-not-projected',
    title: 'A query of an index cannot filter by what the index does not project.',
    // AWS's answer, as public reports of AppSync resolvers quote it.
    source: guide('GSI.html#GSI.Projections'),
    items: { orders: [{ ...key, note: 'x', color: 'red' }] },
    steps: [
      {
        operation: 'Query',
        input: {
          TableName: 'orders',
          ...byNote,
          KeyConditionExpression: 'note = :v',
          FilterExpression: 'color = :c',
          ExpressionAttributeValues: { ':v': S('x'), ':c': S('red') },
        },
        ...invalid(
          'Secondary index byNote does not project one or more filter attributes: [color]',
        ),
      },
      {
        operation: 'Query',
        input: {
          TableName: 'orders',
          ...byNote,
          KeyConditionExpression: 'note = :v',
          FilterExpression: 'id = :c',
          ExpressionAttributeValues: { ':v': S('x'), ':c': S('o1') },
        },
        includes: { Count: 1 },
      },
      {
        operation: 'Scan',
        input: {
          TableName: 'orders',
          ...byNote,
          FilterExpression: 'color = :c',
          ExpressionAttributeValues: { ':c': S('red') },
        },
        includes: { Count: 0, ScannedCount: 1 },
      },
    ],
  },
]

export const indexKeys = group('index-keys', [...keys, ...violations, ...projections])
