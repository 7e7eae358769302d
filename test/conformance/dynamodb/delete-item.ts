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

const get = (TableName: string, key: object, more: object = {}): Step => ({
  operation: 'GetItem',
  input: { TableName, Key: av(key), ...more },
})
const remove = (TableName: string, key: object, more: object = {}): Step => ({
  operation: 'DeleteItem',
  input: { TableName, Key: av(key), ...more },
})
const MISMATCH = refused('The provided key element does not match the schema')
const DELETE = api('DeleteItem')

const deleteCases: DataCase[] = [
  {
    id: 'delete',
    title: 'An item is deleted by its key.',
    source: DELETE,
    items: { simple: [{ pk: 'a' }, { pk: 'b' }] },
    steps: [
      { ...remove('simple', { pk: 'a' }), output: {} },
      { ...get('simple', { pk: 'a' }), output: {} },
      { ...get('simple', { pk: 'b' }), output: { Item: av({ pk: 'b' }) } },
    ],
  },
  {
    id: 'delete-missing',
    title: 'Deleting is idempotent: an item that is not there is no error.',
    source: DELETE,
    tables: ['simple'],
    steps: [{ ...remove('simple', { pk: 'a' }), output: {} }],
  },
  {
    id: 'delete-returns-old',
    title: 'ALL_OLD gives the item that was deleted.',
    source: `${DELETE}#DDB-DeleteItem-request-ReturnValues`,
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...remove('simple', { pk: 'a' }, { ReturnValues: 'ALL_OLD' }),
        output: { Attributes: av({ pk: 'a', n: 1 }) },
      },
      { ...remove('simple', { pk: 'a' }, { ReturnValues: 'ALL_OLD' }), output: {} },
    ],
  },
  ...['ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'].map((ReturnValues): DataCase => ({
    id: `delete-return-values-${ReturnValues}`,
    title: `ReturnValues ${ReturnValues} is refused.`,
    source: `${DELETE}#DDB-DeleteItem-request-ReturnValues`,
    tables: ['simple'],
    steps: [{ ...remove('simple', { pk: 'a' }, { ReturnValues }), ...refused() }],
  })),
  {
    id: 'delete-condition',
    title: 'A delete with a condition that fails changes nothing.',
    source: guide('Expressions.ConditionExpressions'),
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...remove(
          'simple',
          { pk: 'a' },
          { ConditionExpression: 'n > :n', ExpressionAttributeValues: { ':n': N(1) } },
        ),
        ...conditionFailed,
      },
      { ...get('simple', { pk: 'a' }), output: { Item: av({ pk: 'a', n: 1 }) } },
      {
        ...remove(
          'simple',
          { pk: 'a' },
          { ConditionExpression: 'n = :n', ExpressionAttributeValues: { ':n': N(1) } },
        ),
        output: {},
      },
    ],
  },
  {
    id: 'delete-condition-missing',
    title: 'A condition on an item that is not there sees no attributes.',
    source: guide('Expressions.ConditionExpressions'),
    tables: ['simple'],
    steps: [
      {
        ...remove('simple', { pk: 'a' }, { ConditionExpression: 'attribute_exists(pk)' }),
        ...conditionFailed,
      },
      {
        ...remove('simple', { pk: 'a' }, { ConditionExpression: 'attribute_not_exists(pk)' }),
        output: {},
      },
    ],
  },
  {
    id: 'delete-condition-shows-item',
    title: 'ReturnValuesOnConditionCheckFailure ALL_OLD puts the item into the exception.',
    source: 'Recorded: test_return_values_on_conditions_check_failure',
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...remove(
          'simple',
          { pk: 'a' },
          {
            ConditionExpression: 'attribute_not_exists(pk)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        ),
        error: { name: 'ConditionalCheckFailedException', fields: { Item: av({ pk: 'a', n: 1 }) } },
      },
    ],
  },
  {
    id: 'delete-key-mismatch',
    title: 'A key that does not fit the table is refused.',
    source: `${DELETE}#DDB-DeleteItem-request-Key`,
    tables: ['pairs'],
    steps: [{ ...remove('pairs', { pk: 'a' }), ...MISMATCH }],
  },
  {
    id: 'delete-expected',
    title: 'The legacy Expected holds a delete back.',
    source: guide('LegacyConditionalParameters.Expected'),
    items: { simple: [{ pk: 'a', n: 1 }] },
    steps: [
      {
        ...remove(
          'simple',
          { pk: 'a' },
          { Expected: { n: { ComparisonOperator: 'LT', AttributeValueList: [N(1)] } } },
        ),
        ...conditionFailed,
      },
      {
        ...remove(
          'simple',
          { pk: 'a' },
          { Expected: { n: { ComparisonOperator: 'LE', AttributeValueList: [N(1)] } } },
        ),
        output: {},
      },
    ],
  },
  {
    id: 'delete-from-index',
    title: 'A deleted item leaves the indexes.',
    source: guide('GSI.html#GSI.Writes'),
    items: { orders: [{ customer: 'c', id: '1', note: 'x' }] },
    steps: [
      remove('orders', { customer: 'c', id: '1' }),
      {
        operation: 'Scan',
        input: { TableName: 'orders', IndexName: 'byNote' },
        output: { Items: [], Count: 0, ScannedCount: 0 },
      },
    ],
  },
  {
    id: 'delete-capacity',
    title: 'A delete takes the units of the deleted item.',
    source: guide('read-write-operations'),
    items: { simple: [{ pk: 'a', x: 'x'.repeat(1500) }] },
    steps: [
      {
        ...remove('simple', { pk: 'a' }, { ReturnConsumedCapacity: 'TOTAL' }),
        output: { ConsumedCapacity: { TableName: 'simple', CapacityUnits: 2 } },
      },
      {
        ...remove('simple', { pk: 'a' }, { ReturnConsumedCapacity: 'TOTAL' }),
        output: { ConsumedCapacity: { TableName: 'simple', CapacityUnits: 1 } },
      },
    ],
  },
  {
    id: 'delete-unused-value',
    title: 'A value that no expression uses is refused.',
    source: guide('Expressions.ExpressionAttributeValues'),
    tables: ['simple'],
    steps: [
      {
        ...remove(
          'simple',
          { pk: 'a' },
          {
            ConditionExpression: 'n = :n',
            ExpressionAttributeValues: { ':n': S('x'), ':unused': S('y') },
          },
        ),
        ...refused(
          'Value provided in ExpressionAttributeValues unused in expressions: keys: {:unused}',
        ),
      },
    ],
  },
]

export const deleteItem = group('delete-item', deleteCases)
