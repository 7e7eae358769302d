/** Which refusal comes first when a request has several faults. */
import { group, refused, type ConformanceCase, type DataCase, type Step } from './case.ts'

const SOURCE =
  'Recorded: order of AWS as the sources of dynalite have it (validations/*.js, actions/*.js)'

type Fault = readonly [id: string, title: string, input: object, message: string, name?: string]

const NO_TABLE = ['Requested resource not found', 'ResourceNotFoundException'] as const
const S = (text: string): object => ({ S: text })
const cases = (
  operation: string,
  tables: DataCase['tables'],
  common: object,
  faults: readonly Fault[],
): readonly ConformanceCase[] =>
  group(
    `order/${operation}`,
    faults.map(([id, title, input, message, name]): DataCase => {
      const step: Step = { operation, input: { ...common, ...input }, ...refused(message, name) }
      return { id, title, source: SOURCE, ...(tables && { tables }), steps: [step] }
    }),
  )

const bad = (detail: string): string => `One or more parameter values were invalid: ${detail}`
const equals = (...values: object[]): object => ({
  ComparisonOperator: 'EQ',
  AttributeValueList: values,
})
const unusedName = {
  ExpressionAttributeNames: { '#unused': 'x' },
}
const UNUSED_NAME =
  'Value provided in ExpressionAttributeNames unused in expressions: keys: {#unused}'
const values = { ':a': S('a'), ':b': S('b') }

const query = cases('Query', ['pairs'], { TableName: 'pairs' }, [
  [
    'forms-before-filter',
    'Mixed parameters come before a wrong filter.',
    {
      QueryFilter: { x: equals() },
      KeyConditionExpression: 'pk = :a',
      ExpressionAttributeValues: values,
    },
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {QueryFilter} Expression parameters: {KeyConditionExpression}',
  ],
  [
    'filter-before-names',
    'A wrong filter comes before repeated attributes.',
    { QueryFilter: { x: equals() }, AttributesToGet: ['a', 'a'] },
    bad('Invalid number of argument(s) for the EQ ComparisonOperator'),
  ],
  [
    'names-before-start',
    'Repeated attributes come before a wrong starting key.',
    { AttributesToGet: ['a', 'a'], ExclusiveStartKey: { pk: { N: 'x' } } },
    bad('Duplicate value in attribute name: a'),
  ],
  [
    'start-before-conditions',
    'A value that is none in the starting key comes before missing conditions.',
    { ExclusiveStartKey: { pk: {} } },
    'The provided starting key is invalid: Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
  ],
  [
    'start-number-bare',
    'Faults of numbers stand alone.',
    { ExclusiveStartKey: { pk: { N: 'x' } } },
    'The parameter cannot be converted to a numeric value: x',
  ],
  [
    'conditions-before-table',
    'Missing conditions come before a missing table.',
    { TableName: 'nothing' },
    'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
  ],
  [
    'filter-before-key-conditions',
    'A filter expression comes before the arguments of KeyConditions.',
    { KeyConditions: { pk: equals() }, FilterExpression: '' },
    'Invalid FilterExpression: The expression can not be empty;',
  ],
  [
    'projection-before-key-conditions',
    'A projection comes before the arguments of KeyConditions.',
    { KeyConditions: { pk: equals() }, ProjectionExpression: 'a, a' },
    'Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
  ],
  [
    'unused-before-operator',
    'Unused names come before an operator that no key condition may have.',
    {
      ...unusedName,
      KeyConditionExpression: 'pk = :a OR pk = :b',
      ExpressionAttributeValues: values,
    },
    UNUSED_NAME,
  ],
  [
    'filter-before-operator',
    'A filter comes before an operator that no key condition may have.',
    {
      KeyConditionExpression: 'pk IN (:a)',
      FilterExpression: 'x = :none',
      ExpressionAttributeValues: { ':a': S('a') },
    },
    'Invalid FilterExpression: An expression attribute value used in expression is not defined; attribute value: :none',
  ],
  [
    'operator-before-table',
    'An operator that no key condition may have comes before a missing table.',
    {
      TableName: 'nothing',
      KeyConditionExpression: 'NOT pk = :a',
      ExpressionAttributeValues: { ':a': S('a') },
    },
    'Invalid operator used in KeyConditionExpression: NOT',
  ],
  [
    'table-before-count',
    'A missing table comes before more conditions than a key has attributes (since 2026).',
    {
      TableName: 'nothing',
      KeyConditions: { a: equals(S('a')), b: equals(S('a')), c: equals(S('a')) },
    },
    ...NO_TABLE,
  ],
  [
    'count-before-start',
    'More conditions than a key has attributes come before a wrong starting key.',
    {
      KeyConditions: { pk: equals(S('a')), sk: equals(S('a')), c: equals(S('a')) },
      ExclusiveStartKey: {},
    },
    'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
  ],
  [
    'table-before-index',
    'A missing table comes before a missing index.',
    { TableName: 'nothing', IndexName: 'none', KeyConditions: { pk: equals(S('a')) } },
    ...NO_TABLE,
  ],
  [
    'index-before-start',
    'A missing index comes before a wrong starting key.',
    { IndexName: 'none', KeyConditions: { pk: equals(S('a')) }, ExclusiveStartKey: {} },
    'The table does not have the specified index: none',
  ],
  [
    'start-count-before-conditions',
    'A starting key of too few attributes comes before conditions that miss the key.',
    { KeyConditions: { x: equals(S('a')) }, ExclusiveStartKey: { pk: S('a') } },
    'The provided starting key is invalid',
  ],
  [
    'partition-condition-before-start-sort',
    'A missing condition on the partition key comes before the sort key of the starting key.',
    { KeyConditions: { x: equals(S('a')) }, ExclusiveStartKey: { pk: S('a'), sk: { N: '1' } } },
    'Query condition missed key schema element: pk',
  ],
  [
    'partition-type-before-start-sort',
    'A condition of a wrong type comes before the sort key of the starting key.',
    {
      KeyConditions: { pk: equals({ N: '1' }) },
      ExclusiveStartKey: { pk: S('a'), sk: { N: '1' } },
    },
    bad('Condition parameter type does not match schema type'),
  ],
  [
    'start-partition-before-condition',
    'The partition key of the starting key comes before the condition on it.',
    {
      KeyConditions: { pk: equals({ N: '1' }) },
      ExclusiveStartKey: { pk: { N: '1' }, sk: S('a') },
    },
    'The provided key element does not match the schema',
  ],
  [
    'indexable-before-type',
    'An operator without an order comes before a wrong type.',
    { KeyConditions: { pk: { ComparisonOperator: 'NE', AttributeValueList: [{ N: '1' }] } } },
    'Attempted conditional constraint is not an indexable operation',
  ],
  [
    'type-before-range',
    'A wrong type comes before an inequality on the partition key.',
    { KeyConditions: { pk: { ComparisonOperator: 'GT', AttributeValueList: [{ N: '1' }] } } },
    bad('Condition parameter type does not match schema type'),
  ],
  [
    'range-of-partition',
    'The partition key takes equality only.',
    { KeyConditions: { pk: { ComparisonOperator: 'GT', AttributeValueList: [S('a')] } } },
    'Query key condition not supported',
  ],
])

const scan = cases('Scan', ['pairs'], { TableName: 'pairs' }, [
  [
    'names-before-filter',
    'Repeated attributes come before a wrong filter.',
    { ScanFilter: { x: equals() }, AttributesToGet: ['a', 'a'] },
    bad('Duplicate value in attribute name: a'),
  ],
  [
    'filter-before-start',
    'A wrong filter comes before a wrong starting key.',
    { ScanFilter: { x: equals() }, ExclusiveStartKey: { pk: { N: 'x' } } },
    bad('Invalid number of argument(s) for the EQ ComparisonOperator'),
  ],
  [
    'start-before-segment',
    'A wrong starting key comes before a segment without its number.',
    { ExclusiveStartKey: { pk: { N: 'x' } }, Segment: 1 },
    'The parameter cannot be converted to a numeric value: x',
  ],
  [
    'segment-before-expression',
    'A segment without its number comes before a filter expression.',
    { Segment: 1, FilterExpression: '' },
    'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
  ],
  [
    'total-before-expression',
    'A number of segments alone comes before a filter expression.',
    { TotalSegments: 1, FilterExpression: '' },
    'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
  ],
  [
    'segment-before-table',
    'A segment that is too large comes before a missing table.',
    { TableName: 'nothing', Segment: 2, TotalSegments: 2 },
    'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2',
  ],
  [
    'filter-before-projection',
    'A filter comes before a projection.',
    { FilterExpression: '', ProjectionExpression: '' },
    'Invalid FilterExpression: The expression can not be empty;',
  ],
  [
    'projection-before-unused',
    'A projection comes before unused names.',
    { ...unusedName, ProjectionExpression: '' },
    'Invalid ProjectionExpression: The expression can not be empty;',
  ],
  [
    'unused-before-table',
    'Unused names come before a missing table.',
    { TableName: 'nothing', ...unusedName, ProjectionExpression: 'a' },
    UNUSED_NAME,
  ],
  [
    'table-before-index',
    'A missing table comes before a missing index.',
    { TableName: 'nothing', IndexName: 'none' },
    ...NO_TABLE,
  ],
])

const reads = cases('GetItem', ['pairs'], { TableName: 'pairs' }, [
  [
    'forms-before-key',
    'Mixed parameters come before a wrong key.',
    { Key: { pk: { N: 'x' } }, AttributesToGet: ['a'], ProjectionExpression: 'a' },
    'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}',
  ],
  [
    'key-before-names',
    'A value that is none comes before repeated attributes.',
    { Key: { pk: { N: 'x' } }, AttributesToGet: ['a', 'a'] },
    'The parameter cannot be converted to a numeric value: x',
  ],
  [
    'names-before-table',
    'Repeated attributes come before a missing table.',
    { TableName: 'nothing', Key: { pk: S('a') }, AttributesToGet: ['a', 'a'] },
    bad('Duplicate value in attribute name: a'),
  ],
  [
    'projection-before-table',
    'A wrong projection comes before a missing table.',
    { TableName: 'nothing', Key: { pk: S('a') }, ProjectionExpression: '' },
    'Invalid ProjectionExpression: The expression can not be empty;',
  ],
  [
    'table-before-key',
    'A missing table comes before a key of too few attributes.',
    { TableName: 'nothing', Key: {} },
    ...NO_TABLE,
  ],
])

const creations = cases(
  'CreateTable',
  undefined,
  {
    TableName: 'made',
    AttributeDefinitions: [{ AttributeName: 'a', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
  },
  [
    [
      'members-in-order',
      'The members of a definition are reported in their order.',
      { AttributeDefinitions: [{}], BillingMode: 'PAY_PER_REQUEST' },
      "2 validation errors detected: Value null at 'attributeDefinitions.1.member.attributeName' failed to satisfy constraint: Member must not be null; Value null at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must not be null",
    ],
    [
      'throughput-before-keys',
      'A missing throughput comes before keys without definition.',
      { KeySchema: [{ AttributeName: 'z', KeyType: 'HASH' }] },
      bad(
        'ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
      ),
    ],
    [
      'keys-before-types',
      'Keys without definition come before keys of the wrong kind.',
      {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'z', KeyType: 'RANGE' }],
      },
      bad(
        'Some index key attributes are not defined in AttributeDefinitions. Keys: [z], AttributeDefinitions: [a]',
      ),
    ],
    [
      'keys-before-indexes',
      'A key of the wrong kind comes before an empty list of indexes.',
      {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'a', KeyType: 'RANGE' }],
        GlobalSecondaryIndexes: [],
      },
      'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      'local-before-global',
      'An empty list of local indexes comes before one of global indexes.',
      {
        BillingMode: 'PAY_PER_REQUEST',
        LocalSecondaryIndexes: [],
        GlobalSecondaryIndexes: [],
      },
      bad('List of LocalSecondaryIndexes is empty'),
    ],
    [
      'key-schema-printed',
      'A key schema that is too long is shown with its members.',
      {
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: ['a', 'b', 'c'].map((AttributeName) => ({
          AttributeName,
          KeyType: AttributeName === 'a' ? 'HASH' : 'RANGE',
        })),
      },
      "1 validation error detected: Value '[KeySchemaElement(attributeName=a, keyType=HASH), KeySchemaElement(attributeName=b, keyType=RANGE), KeySchemaElement(attributeName=c, keyType=RANGE)]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2",
    ],
  ],
)

export const order: readonly ConformanceCase[] = [...query, ...scan, ...reads, ...creations]
