/** Which refusal comes first when a request has several faults. */
import {
  av,
  group,
  N,
  refused,
  S,
  type ConformanceCase,
  type DataCase,
  type Step,
} from '../case.ts'
import { fails, scenarios, type Send } from '../scenario.ts'
import { SOURCES } from './sources.ts'

const FAILED = 'failed to satisfy constraint: Member must'
const RCC = `1 validation error detected: Value 'BOGUS' at 'returnConsumedCapacity' ${FAILED} satisfy enum value set: [INDEXES, TOTAL, NONE]`
const BOGUS = { ReturnConsumedCapacity: 'BOGUS' }
const Key = av({ pk: 'a' })

const write = (...TransactItems: readonly object[]): Step => ({
  operation: 'TransactWriteItems',
  input: { TransactItems },
})
const action = (kind: string, more: object): object => ({
  [kind]: { TableName: 'simple', ...more },
})
const nested = (levels: number): object => {
  let value: object = S('x')
  for (let level = 0; level < levels; level++) value = { L: [value] }
  return value
}
const deep = nested(100)
const emptyName = { M: { '': S('x') } }
const EMPTY_NAME = 'Empty attribute name'
const DEEP =
  'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit'
const SYNTAX = 'Invalid ConditionExpression: Syntax error; token: "=", near: "= = b"'

const rows: readonly (readonly [id: string, title: string, step: Step, message: string])[] = [
  [
    'transaction-token',
    'A token comes before ReturnConsumedCapacity.',
    {
      operation: 'TransactWriteItems',
      input: {
        TransactItems: [action('Put', { Item: Key })],
        ClientRequestToken: 'x'.repeat(37),
        ...BOGUS,
      },
    },
    `2 validation errors detected: Value '${'x'.repeat(37)}' at 'clientRequestToken' ${FAILED} have length less than or equal to 36; Value 'BOGUS' at 'returnConsumedCapacity' ${FAILED} satisfy enum value set: [INDEXES, TOTAL, NONE]`,
  ],
  [
    'transaction-empty-name-then-deep',
    'The first action is refused first: an empty name before nesting.',
    write(
      action('Put', { Item: { ...Key, m: emptyName } }),
      action('Put', { Item: { pk: S('b'), l: deep } }),
    ),
    EMPTY_NAME,
  ],
  [
    'transaction-deep-then-empty-name',
    'The first action is refused first: nesting before an empty name.',
    write(
      action('Put', { Item: { pk: S('b'), l: deep } }),
      action('Put', { Item: { ...Key, m: emptyName } }),
    ),
    DEEP,
  ],
  [
    'transaction-deep-and-empty-name',
    'In one item an empty name comes before nesting.',
    write(action('Put', { Item: { ...Key, l: deep, m: emptyName } })),
    EMPTY_NAME,
  ],
  ...(['Put', 'Delete', 'Update', 'ConditionCheck'] as const).map((kind): (typeof rows)[number] => [
    `transaction-syntax-before-deep-${kind}`,
    'In one action an expression comes before the nesting of the item or key.',
    write(
      action(kind, {
        [kind === 'Put' ? 'Item' : 'Key']: { ...Key, l: deep },
        ...(kind === 'Update' && { UpdateExpression: 'REMOVE x' }),
        ConditionExpression: 'a = = b',
      }),
    ),
    SYNTAX,
  ]),
  [
    'transaction-number-then-syntax',
    'The first action is refused first: a number before the expression of the second.',
    write(
      action('Put', { Item: { ...Key, n: N('x') } }),
      action('Delete', { Key, ConditionExpression: 'a = = b' }),
    ),
    'The parameter cannot be converted to a numeric value: x',
  ],
  [
    'transaction-syntax-then-number',
    'The first action is refused first: an expression before a number of the second.',
    write(
      action('Delete', { Key, ConditionExpression: 'a = = b' }),
      action('Put', { Item: { ...Key, n: N('x') } }),
    ),
    SYNTAX,
  ],
  [
    'batch-write-enum',
    'An enum of BatchWriteItem comes before a malformed table name, and alone.',
    {
      operation: 'BatchWriteItem',
      input: { RequestItems: { 'a b': [{ PutRequest: { Item: Key } }] }, ...BOGUS },
    },
    RCC,
  ],
  [
    'batch-get-enum',
    'An enum of BatchGetItem comes before a malformed table name, and alone.',
    {
      operation: 'BatchGetItem',
      input: { RequestItems: { 'a b': { Keys: [Key] } }, ...BOGUS },
    },
    RCC,
  ],
  [
    'query-enum',
    'An enum of Query is told alone.',
    { operation: 'Query', input: { TableName: 'a b', IndexName: 'i', ...BOGUS } },
    RCC,
  ],
  [
    'query-select',
    'A wrong Select of Query is told alone.',
    { operation: 'Query', input: { TableName: 'a b', Select: 'SOME', ...BOGUS } },
    `1 validation error detected: Value 'SOME' at 'select' ${FAILED} satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]`,
  ],
  ...(
    [
      ['UpdateItem', 'key'],
      ['DeleteItem', 'key'],
      ['PutItem', 'item'],
    ] as const
  ).map(([operation, member]): (typeof rows)[number] => [
    `${operation}-operator`,
    `A wrong ConditionalOperator of ${operation} comes before a missing ${member}.`,
    { operation, input: { TableName: 'simple', ConditionalOperator: 'XOR' } },
    `2 validation errors detected: Value 'XOR' at 'conditionalOperator' ${FAILED} satisfy enum value set: [OR, AND]; Value null at '${member}' ${FAILED} not be null`,
  ]),
  [
    'create-table-index-names',
    'Names of global indexes come before those of local indexes.',
    {
      operation: 'CreateTable',
      input: {
        TableName: 'made',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: ['pk', 'sk', 'a'].map((AttributeName) => ({
          AttributeName,
          AttributeType: 'S',
        })),
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        LocalSecondaryIndexes: [
          {
            IndexName: 'l1',
            KeySchema: [
              { AttributeName: 'pk', KeyType: 'HASH' },
              { AttributeName: 'a', KeyType: 'RANGE' },
            ],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: 'g1',
            KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
            Projection: { ProjectionType: 'ALL' },
          },
        ],
      },
    },
    `2 validation errors detected: Value 'g1' at 'globalSecondaryIndexes.1.member.indexName' ${FAILED} have length greater than or equal to 3; Value 'l1' at 'localSecondaryIndexes.1.member.indexName' ${FAILED} have length greater than or equal to 3`,
  ],
]

const conditions = (...names: readonly string[]): object => ({
  KeyConditionExpression: names.map((name) => `${name} = :v`).join(' AND '),
  ExpressionAttributeValues: { ':v': S('a') },
})
const tooMany = (count: number, schema: number): string =>
  `The number of query conditions (${count}) exceeds the number of key attributes defined in the schema (${schema})`

const counts: DataCase[] = [
  {
    id: 'three-key-conditions',
    title: 'A query has at most as many key conditions as the key has attributes.',
    source: SOURCES.order,
    tables: ['pairs', 'simple'],
    steps: [
      {
        operation: 'Query',
        input: { TableName: 'pairs', ...conditions('pk', 'sk', 'x') },
        ...refused(tooMany(3, 2)),
      },
      {
        operation: 'Query',
        input: { TableName: 'pairs', ...conditions('pk', 'sk', 'x', 'y') },
        ...refused(tooMany(4, 2)),
      },
      {
        operation: 'Query',
        input: { TableName: 'simple', ...conditions('pk', 'x', 'y') },
        ...refused(tooMany(3, 1)),
      },
    ],
  },
]

const attributes = ['id', 'h1', 'h2', 'a', 'b', 'c']
const multi = async (send: Send): Promise<void> => {
  await send('CreateTable', {
    TableName: 'multi',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributes.map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'gsi',
        KeySchema: [
          ...['h1', 'h2'].map((AttributeName) => ({ AttributeName, KeyType: 'HASH' })),
          ...['a', 'b', 'c'].map((AttributeName) => ({ AttributeName, KeyType: 'RANGE' })),
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  })
}
const gap = (missing: string, present: string): string =>
  `RANGE key attributes ${missing} must have equality conditions specified in the query because a condition is present on key attribute ${present}`

const gaps = scenarios(
  'refusal-order',
  (
    [
      ['gap', ['a', 'c'], gap('b', 'c')],
      ['skip-first', ['b'], gap('a', 'b')],
      ['skip-two', ['c'], gap('a, b', 'c')],
    ] as const
  ).map(([id, names, message]) => [
    `multi-attribute-${id}`,
    'The conditions on the RANGE attributes of an index have no gaps.',
    SOURCES.order,
    async (send) => {
      await multi(send)
      const query = (...sort: readonly string[]): Promise<unknown> =>
        send('Query', { TableName: 'multi', IndexName: 'gsi', ...conditions('h1', 'h2', ...sort) })
      await fails(query(...names), refused(message))
      await query('a', 'b', 'c')
    },
  ]),
)

export const refusalOrder: readonly ConformanceCase[] = [
  ...group(
    'refusal-order',
    rows.map(([id, title, step, message]): DataCase => ({
      id,
      title,
      source: SOURCES.order,
      tables: ['simple'],
      steps: [{ ...step, ...refused(message) }],
    })),
  ),
  ...group('refusal-order', counts),
  ...gaps,
]
