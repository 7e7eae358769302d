import {
  conditionFailed,
  api,
  av,
  group,
  guide,
  N,
  refused,
  S,
  type DataCase,
  type Step,
} from './case.ts'

const TYPES = guide('HowItWorks.NamingRulesDataTypes')
const put = (TableName: string, item: object, more: object = {}): Step => ({
  operation: 'PutItem',
  input: { TableName, Item: av(item), ...more },
})
const get = (TableName: string, key: object): Omit<Step, 'output'> => ({
  operation: 'GetItem',
  input: { TableName, Key: av(key) },
})
const invalid = (detail: string): Pick<Step, 'error'> =>
  refused(`One or more parameter values were invalid: ${detail}`)

const isNew = { ConditionExpression: 'attribute_not_exists(pk)' }

const returns: DataCase[] = [
  {
    id: 'returns-nothing',
    title: 'Without ReturnValues the answer has no members.',
    source: `${api('PutItem')}#DDB-PutItem-request-ReturnValues`,
    items: { simple: [{ pk: 'a' }] },
    steps: [{ ...put('simple', { pk: 'a', n: 1 }), output: {} }],
  },
  {
    id: 'returns-old',
    title: 'ALL_OLD gives the item that was replaced.',
    source: `${api('PutItem')}#DDB-PutItem-request-ReturnValues`,
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...put('simple', { pk: 'a' }, { ReturnValues: 'ALL_OLD' }),
        output: { Attributes: av({ pk: 'a', n: 1 }) },
      },
    ],
  },
  {
    id: 'returns-no-old',
    title: 'ALL_OLD gives nothing when nothing was replaced.',
    source: `${api('PutItem')}#DDB-PutItem-request-ReturnValues`,
    tables: ['simple'],
    steps: [{ ...put('simple', { pk: 'a' }, { ReturnValues: 'ALL_OLD' }), output: {} }],
  },
  {
    id: 'replaces',
    title: 'A put replaces the whole item.',
    source: api('PutItem'),
    items: { simple: [{ pk: 'a', x: 1, y: 2 }] },
    steps: [
      put('simple', { pk: 'a', y: 3 }),
      { ...get('simple', { pk: 'a' }), output: { Item: av({ pk: 'a', y: 3 }) } },
    ],
  },
  ...['ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'].map((ReturnValues): DataCase => ({
    id: `return-values-${ReturnValues}`,
    title: `ReturnValues ${ReturnValues} is refused.`,
    source: `${api('PutItem')}#DDB-PutItem-request-ReturnValues`,
    tables: ['simple'],
    steps: [{ ...put('simple', { pk: 'a' }, { ReturnValues }), ...refused() }],
  })),
]

const conditions: DataCase[] = [
  {
    id: 'condition-holds',
    title: 'A put with a condition that holds is made.',
    source: guide('Expressions.ConditionExpressions'),
    tables: ['simple'],
    steps: [{ ...put('simple', { pk: 'a' }, isNew), output: {} }],
  },
  {
    id: 'condition-fails',
    title: 'A put with a condition that fails changes nothing.',
    source: guide('Expressions.ConditionExpressions'),
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      { ...put('simple', { pk: 'a', n: 2 }, isNew), ...conditionFailed },
      { ...get('simple', { pk: 'a' }), output: { Item: av({ pk: 'a', n: 1 }) } },
    ],
  },
  {
    id: 'condition-failure-shows-item',
    title: 'ReturnValuesOnConditionCheckFailure ALL_OLD puts the item into the exception.',
    source: 'Recorded: test_return_values_on_conditions_check_failure',
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...put('simple', { pk: 'a' }, { ...isNew, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
        error: { name: 'ConditionalCheckFailedException', fields: { Item: av({ pk: 'a', n: 1 }) } },
      },
    ],
  },
  {
    id: 'condition-on-other-item',
    title: 'A condition looks at the item with the same key only.',
    source: guide('Expressions.ConditionExpressions'),
    items: { pairs: [{ pk: 'a', sk: '1' }] },
    steps: [{ ...put('pairs', { pk: 'a', sk: '2' }, isNew), output: {} }],
  },
  {
    id: 'expected-not-exists',
    title: 'The legacy Expected with Exists false refuses an item that is there.',
    source: guide('LegacyConditionalParameters.Expected'),
    items: { simple: [{ pk: 'a' }] },
    steps: [
      { ...put('simple', { pk: 'b' }, { Expected: { pk: { Exists: false } } }), output: {} },
      {
        ...put('simple', { pk: 'a' }, { Expected: { pk: { Exists: false } } }),
        ...conditionFailed,
      },
    ],
  },
  {
    id: 'expected-value',
    title: 'The legacy Expected with a Value compares for equality.',
    source: guide('LegacyConditionalParameters.Expected'),
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...put('simple', { pk: 'a', n: 2 }, { Expected: { n: { Value: N(2) } } }),
        ...conditionFailed,
      },
      { ...put('simple', { pk: 'a', n: 2 }, { Expected: { n: { Value: N(1) } } }), output: {} },
    ],
  },
  {
    id: 'expected-or',
    title: 'ConditionalOperator OR needs one of the conditions.',
    source: guide('LegacyConditionalParameters.ConditionalOperator'),
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...put(
          'simple',
          { pk: 'a' },
          {
            ConditionalOperator: 'OR',
            Expected: {
              n: { ComparisonOperator: 'GT', AttributeValueList: [N(5)] },
              pk: { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [S('a')] },
            },
          },
        ),
        output: {},
      },
    ],
  },
  {
    id: 'expected-and-expression',
    title: 'Legacy parameters and expressions do not mix.',
    source: guide('LegacyConditionalParameters'),
    tables: ['simple'],
    steps: [
      {
        ...put('simple', { pk: 'a' }, { ...isNew, Expected: { pk: { Exists: false } } }),
        ...refused(),
      },
    ],
  },
]

const keys: DataCase[] = [
  {
    id: 'missing-hash',
    title: 'An item without its partition key is refused.',
    source: api('PutItem'),
    tables: ['simple'],
    steps: [{ ...put('simple', { n: 1 }), ...invalid('Missing the key pk in the item') }],
  },
  {
    id: 'missing-range',
    title: 'An item without its sort key is refused.',
    source: api('PutItem'),
    tables: ['pairs'],
    steps: [{ ...put('pairs', { pk: 'a' }), ...invalid('Missing the key sk in the item') }],
  },
  {
    id: 'key-type',
    title: 'A key attribute of another type is refused.',
    source: api('PutItem'),
    tables: ['numbers'],
    steps: [
      {
        ...put('numbers', { pk: 1, sk: 1 }),
        ...invalid('Type mismatch for key pk expected: S actual: N'),
      },
      {
        ...put('numbers', { pk: 'a', sk: 'b' }),
        ...invalid('Type mismatch for key sk expected: N actual: S'),
      },
    ],
  },
  {
    id: 'empty-key',
    title: 'An empty string is no key.',
    source: TYPES,
    tables: ['simple'],
    steps: [
      {
        ...put('simple', { pk: '' }),
        ...refused(
          'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
        ),
      },
    ],
  },
  {
    id: 'empty-binary-key',
    title: 'Empty bytes are no key.',
    source: TYPES,
    tables: ['bytes'],
    steps: [
      {
        ...put('bytes', { pk: 'a', sk: new Uint8Array() }),
        ...refused(
          'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty binary value. Key: sk',
        ),
      },
    ],
  },
  {
    id: 'hash-size',
    title: 'A partition key has at most 2048 bytes.',
    source: guide('Constraints.html#limits-partition-sort-keys'),
    tables: ['simple'],
    steps: [
      { ...put('simple', { pk: 'x'.repeat(2048) }), output: {} },
      { ...put('simple', { pk: 'x'.repeat(2049) }), ...refused() },
      { ...put('simple', { pk: 'é'.repeat(1025) }), ...refused() },
    ],
  },
  {
    id: 'range-size',
    title: 'A sort key has at most 1024 bytes.',
    source: guide('Constraints.html#limits-partition-sort-keys'),
    tables: ['pairs'],
    steps: [
      { ...put('pairs', { pk: 'a', sk: 'x'.repeat(1024) }), output: {} },
      { ...put('pairs', { pk: 'a', sk: 'x'.repeat(1025) }), ...refused() },
    ],
  },
  {
    id: 'index-key-type',
    title: 'A key attribute of an index must have the type of its definition.',
    source: guide('GSI.html#GSI.Writes'),
    tables: ['orders'],
    steps: [
      {
        ...put('orders', { customer: 'c', id: '1', note: 5 }),
        ...invalid('Type mismatch for Index Key note Expected: S Actual: N IndexName: byNote'),
      },
    ],
  },
  {
    id: 'index-key-absent',
    title: 'An item may lack the keys of indexes.',
    source: guide('bp-indexes-general-sparse-indexes'),
    tables: ['orders'],
    steps: [{ ...put('orders', { customer: 'c', id: '1' }), output: {} }],
  },
  {
    id: 'index-key-empty',
    title: 'An empty string is no index key.',
    source: TYPES,
    tables: ['orders'],
    steps: [{ ...put('orders', { customer: 'c', id: '1', note: '' }), ...refused() }],
  },
  {
    id: 'no-table',
    title: 'A table that does not exist is not found.',
    source: 'Recorded: test_batch_write_not_existing_table',
    steps: [
      {
        ...put('nothing', { pk: 'a' }),
        ...refused('Requested resource not found', 'ResourceNotFoundException'),
      },
    ],
  },
  {
    id: 'table-by-arn',
    title: 'The table may be named by its ARN.',
    source: `${api('PutItem')}#DDB-PutItem-request-TableName`,
    tables: ['simple'],
    steps: [
      {
        operation: 'PutItem',
        input: {
          TableName: 'arn:aws:dynamodb:us-east-1:123456789012:table/simple',
          Item: av({ pk: 'a' }),
        },
        output: {},
      },
      { ...get('simple', { pk: 'a' }), output: { Item: av({ pk: 'a' }) } },
    ],
  },
]

const capacity: DataCase[] = [
  [100, 1],
  [1500, 2],
  [3000, 3],
].map(([size, units]) => ({
  id: `capacity-${size}`,
  title: `An item of about ${size} bytes takes ${units} write units.`,
  source: guide('read-write-operations'),
  tables: ['simple'],
  steps: [
    {
      ...put('simple', { pk: 'a', x: 'x'.repeat(size!) }, { ReturnConsumedCapacity: 'TOTAL' }),
      output: { ConsumedCapacity: { TableName: 'simple', CapacityUnits: units } },
    },
  ],
}))

const measures: DataCase[] = [
  ...capacity,
  {
    id: 'capacity-of-replacing',
    title: 'Replacing a larger item by a smaller one takes the units of the larger.',
    source: guide('read-write-operations'),
    items: { simple: [{ pk: 'a', x: 'x'.repeat(3000) }] },
    steps: [
      {
        ...put('simple', { pk: 'a' }, { ReturnConsumedCapacity: 'TOTAL' }),
        output: { ConsumedCapacity: { TableName: 'simple', CapacityUnits: 3 } },
      },
    ],
  },
  {
    id: 'capacity-indexes',
    title: 'INDEXES lists what the table and each index took.',
    source: `${api('PutItem')}#DDB-PutItem-request-ReturnConsumedCapacity`,
    tables: ['orders'],
    steps: [
      {
        ...put(
          'orders',
          { customer: 'c', id: '1', state: 's', placed: 'p', amount: 1 },
          { ReturnConsumedCapacity: 'INDEXES' },
        ),
        output: {
          ConsumedCapacity: {
            TableName: 'orders',
            CapacityUnits: 4,
            Table: { CapacityUnits: 1 },
            GlobalSecondaryIndexes: { byState: { CapacityUnits: 1 } },
            LocalSecondaryIndexes: {
              byAmount: { CapacityUnits: 1 },
              byPlaced: { CapacityUnits: 1 },
            },
          },
        },
      },
    ],
  },
  {
    id: 'collection-metrics',
    title: 'ReturnItemCollectionMetrics SIZE names the collection on a table with a local index.',
    source: `${api('PutItem')}#DDB-PutItem-request-ReturnItemCollectionMetrics`,
    tables: ['orders', 'simple'],
    steps: [
      {
        ...put('orders', { customer: 'c', id: '1' }, { ReturnItemCollectionMetrics: 'SIZE' }),
        includes: { ItemCollectionMetrics: { ItemCollectionKey: { customer: S('c') } } },
      },
      { ...put('simple', { pk: 'a' }, { ReturnItemCollectionMetrics: 'SIZE' }), output: {} },
    ],
  },
  {
    id: 'item-size',
    title: 'An item has at most 400 KB, names counted.',
    source: guide('Constraints.html#limits-items'),
    tables: ['simple'],
    steps: [
      { ...put('simple', { pk: 'a', x: 'x'.repeat(400 * 1024 - 4) }), output: {} },
      {
        ...put('simple', { pk: 'a', x: 'x'.repeat(400 * 1024 - 3) }),
        ...refused('Item size has exceeded the maximum allowed size'),
      },
    ],
  },
]

export const putItem = group('put-item', [...returns, ...conditions, ...keys, ...measures])
