/** The tables that cases are about. */
import type { CreateTableCommandInput, ScalarAttributeType } from '@aws-sdk/client-dynamodb'

type Attributes = Readonly<Record<string, ScalarAttributeType>>

const table = (
  TableName: string,
  attributes: Attributes,
  [hash, range]: readonly [string, string?],
  more: Partial<CreateTableCommandInput> = {},
): CreateTableCommandInput => ({
  TableName,
  AttributeDefinitions: Object.entries(attributes).map(([AttributeName, AttributeType]) => ({
    AttributeName,
    AttributeType,
  })),
  KeySchema: keySchema(hash, range),
  BillingMode: 'PAY_PER_REQUEST',
  ...more,
})

const keySchema = (hash: string, range?: string): CreateTableCommandInput['KeySchema'] => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' as const }]),
]

export const tables = {
  simple: table('simple', { pk: 'S' }, ['pk']),
  pairs: table('pairs', { pk: 'S', sk: 'S' }, ['pk', 'sk']),
  numbers: table('numbers', { pk: 'S', sk: 'N' }, ['pk', 'sk']),
  bytes: table('bytes', { pk: 'S', sk: 'B' }, ['pk', 'sk']),
  counters: table('counters', { pk: 'N' }, ['pk']),
  /** Two global indexes (one of keys only), two local ones. */
  orders: table(
    'orders',
    { customer: 'S', id: 'S', state: 'S', placed: 'S', note: 'S', amount: 'N' },
    ['customer', 'id'],
    {
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byState',
          KeySchema: keySchema('state', 'placed'),
          Projection: { ProjectionType: 'ALL' },
        },
        {
          IndexName: 'byNote',
          KeySchema: keySchema('note'),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'byAmount',
          KeySchema: keySchema('customer', 'amount'),
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['color'] },
        },
        {
          IndexName: 'byPlaced',
          KeySchema: keySchema('customer', 'placed'),
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    },
  ),
} satisfies Record<string, CreateTableCommandInput>

export type TableName = keyof typeof tables
