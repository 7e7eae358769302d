/** The item and table of every contestant: ten attributes, like an order. */
import type { AttributeValue, CreateTableCommandInput } from '@aws-sdk/client-dynamodb'

export const orderKey = (i: number): string => `ORDER#${String(i).padStart(6, '0')}`

export const item = (partition: number | string, i: number): Record<string, AttributeValue> => ({
  pk: { S: `USER#${partition}` },
  sk: { S: orderKey(i) },
  name: { S: 'Ada Lovelace' },
  age: { N: '36' },
  active: { BOOL: true },
  tags: { L: [{ S: 'a' }, { S: 'b' }] },
  address: { M: { city: { S: 'London' }, zip: { S: 'N1' } } },
  total: { N: '12.5' },
  at: { S: '2026-01-01T00:00:00Z' },
  note: { NULL: true },
})

/** The same item as plain values, for `Table`. */
export const plainItem = (partition: number | string, i: number): Record<string, unknown> => ({
  pk: `USER#${partition}`,
  sk: orderKey(i),
  name: 'Ada Lovelace',
  age: 36,
  active: true,
  tags: ['a', 'b'],
  address: { city: 'London', zip: 'N1' },
  total: 12.5,
  at: '2026-01-01T00:00:00Z',
  note: null,
})

export const table = (TableName: string, index = false): CreateTableCommandInput => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    ...(index ? [{ AttributeName: 'at', AttributeType: 'S' as const }] : []),
  ],
  ...(index
    ? {
        GlobalSecondaryIndexes: [
          {
            IndexName: 'byTime',
            KeySchema: [
              { AttributeName: 'pk', KeyType: 'HASH' as const },
              { AttributeName: 'at', KeyType: 'RANGE' as const },
            ],
            Projection: { ProjectionType: 'ALL' as const },
          },
        ],
      }
    : {}),
})
