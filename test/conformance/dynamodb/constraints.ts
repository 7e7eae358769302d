/** What the API model says about the members of requests: required, lengths, ranges, enumerations. */
import { av, group, refused, S, type DataCase } from './case.ts'

const MODEL = 'API model: dynamodb-2012-08-10'

const Key = av({ pk: 'a' })
const Item = Key
const T = { TableName: 'simple' }
const NAME = 'has a table name that'

/** An operation, an input, and what is wrong with it. */
const ROWS: readonly (readonly [operation: string, what: string, input: object])[] = [
  ...(
    [
      ['PutItem', { Item }],
      ['GetItem', { Key }],
      ['DeleteItem', { Key }],
      ['UpdateItem', { Key }],
      ['Query', { KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': S('a') } }],
      ['Scan', {}],
    ] as const
  ).flatMap(([operation, input]) => [
    [operation, `${NAME} is missing`, input] as const,
    [operation, `${NAME} is empty`, { ...input, TableName: '' }] as const,
    [operation, `${NAME} has a blank in it`, { ...input, TableName: 'a b c' }] as const,
    [
      operation,
      'asks for capacity in another way',
      { ...input, ...T, ReturnConsumedCapacity: 'SOME' },
    ] as const,
    [operation, 'has empty names', { ...input, ...T, ExpressionAttributeNames: {} }] as const,
  ]),
  ['PutItem', 'has no item', T],
  [
    'PutItem',
    'asks for metrics in another way',
    { ...T, Item, ReturnItemCollectionMetrics: 'ALL' },
  ],
  ['PutItem', 'has a ReturnValues of its own', { ...T, Item, ReturnValues: 'SOME' }],
  ['PutItem', 'has an attribute without a value', { ...T, Item: { pk: S('a'), x: {} } }],
  [
    'PutItem',
    'has values without an expression',
    { ...T, Item, ExpressionAttributeValues: { ':x': S('x') } },
  ],
  [
    'PutItem',
    'has empty values',
    { ...T, Item, ConditionExpression: 'pk = :x', ExpressionAttributeValues: {} },
  ],
  [
    'PutItem',
    'has a value without a colon',
    { ...T, Item, ConditionExpression: 'pk = :x', ExpressionAttributeValues: { x: S('x') } },
  ],
  [
    'PutItem',
    'has a name without a sign',
    {
      ...T,
      Item,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { n: 'pk' },
    },
  ],
  [
    'PutItem',
    'has a name for nothing',
    {
      ...T,
      Item,
      ConditionExpression: 'attribute_exists(#n)',
      ExpressionAttributeNames: { '#n': '' },
    },
  ],
  ['GetItem', 'has no key', T],
  ['GetItem', 'has an empty key', { ...T, Key: {} }],
  ['GetItem', 'has AttributesToGet without an element', { ...T, Key, AttributesToGet: [] }],
  [
    'GetItem',
    'has AttributesToGet with one name twice',
    { ...T, Key, AttributesToGet: ['a', 'a'] },
  ],
  ['GetItem', 'has a key with an empty string', { ...T, Key: { pk: S('') } }],
  ['DeleteItem', 'has no key', T],
  ['DeleteItem', 'has an empty key', { ...T, Key: {} }],
  ['UpdateItem', 'has no key', T],
  ['UpdateItem', 'has a key with a null', { ...T, Key: { pk: { NULL: true } } }],
  ['UpdateItem', 'has a ReturnValues of its own', { ...T, Key, ReturnValues: 'SOME' }],
  [
    'Query',
    'has a limit of 0',
    {
      ...T,
      Limit: 0,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': S('a') },
    },
  ],
  [
    'Query',
    'has an index name that is too short',
    {
      ...T,
      IndexName: 'a',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': S('a') },
    },
  ],
  [
    'Query',
    'has a Select of its own',
    {
      ...T,
      Select: 'SOME',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': S('a') },
    },
  ],
  ['Query', 'has a legacy operator without an attribute', { ...T, KeyConditions: {} }],
  ['Scan', 'has more segments than there may be', { ...T, Segment: 0, TotalSegments: 1_000_001 }],
  ['Scan', 'has a ConditionalOperator of its own', { ...T, ConditionalOperator: 'XOR' }],
  ['BatchGetItem', 'has no tables', {}],
  ['BatchGetItem', 'has a table without keys', { RequestItems: { simple: {} } }],
  ['BatchWriteItem', 'has no tables', {}],
  [
    'BatchWriteItem',
    'has a table name that is too short',
    { RequestItems: { '': [{ PutRequest: { Item } }] } },
  ],
  [
    'BatchWriteItem',
    'puts and deletes in one request',
    { RequestItems: { simple: [{ PutRequest: { Item }, DeleteRequest: { Key } }] } },
  ],
  ['TransactWriteItems', 'has no actions', {}],
  [
    'TransactWriteItems',
    'has two actions in one',
    { TransactItems: [{ Put: { ...T, Item }, Delete: { ...T, Key } }] },
  ],
  [
    'TransactWriteItems',
    'has a token that is too long',
    { TransactItems: [{ Put: { ...T, Item } }], ClientRequestToken: 'x'.repeat(37) },
  ],
  ['TransactGetItems', 'has no actions', {}],
  ['TransactGetItems', 'has an empty action', { TransactItems: [{}] }],
]

export const constraints = group(
  'constraints',
  ROWS.map(([operation, what, input]): DataCase => ({
    id: `${operation} ${what}`,
    title: `A ${operation} that ${what} is refused.`,
    source: MODEL,
    tables: ['simple'],
    steps: [{ operation, input, ...refused() }],
  })),
)
