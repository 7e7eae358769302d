import { expect, it } from 'vitest'
import { toCreateTableInput, type AnySchema } from './schema.ts'

const convert = (schema: unknown) => toCreateTableInput('orders', schema as AnySchema)

it('translates a schema into the input of CreateTable', () => {
  expect(
    convert({
      partitionKey: 'customerId',
      sortKey: { name: 'orderId', type: 'S' },
      globalSecondaryIndexes: {
        byStatus: { partitionKey: 'status', sortKey: 'placedAt' },
        byPlace: { partitionKey: ['country', 'city'], sortKey: [{ name: 'amount', type: 'N' }] },
        keys: { partitionKey: 'status', projection: 'KEYS_ONLY' },
      },
      localSecondaryIndexes: { byAmount: { sortKey: 'amount', projection: ['note'] } },
      stream: true,
      timeToLive: 'expiresAt',
    }),
  ).toEqual({
    TableName: 'orders',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [
      { AttributeName: 'customerId', KeyType: 'HASH' },
      { AttributeName: 'orderId', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'customerId', AttributeType: 'S' },
      { AttributeName: 'orderId', AttributeType: 'S' },
      { AttributeName: 'status', AttributeType: 'S' },
      { AttributeName: 'placedAt', AttributeType: 'S' },
      { AttributeName: 'country', AttributeType: 'S' },
      { AttributeName: 'city', AttributeType: 'S' },
      { AttributeName: 'amount', AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byStatus',
        KeySchema: [
          { AttributeName: 'status', KeyType: 'HASH' },
          { AttributeName: 'placedAt', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: 'byPlace',
        KeySchema: [
          { AttributeName: 'country', KeyType: 'HASH' },
          { AttributeName: 'city', KeyType: 'HASH' },
          { AttributeName: 'amount', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: 'keys',
        KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'byAmount',
        KeySchema: [
          { AttributeName: 'customerId', KeyType: 'HASH' },
          { AttributeName: 'amount', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['note'] },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  })
})

it('leaves absent members out of the input', () => {
  expect(Object.keys(convert({ partitionKey: 'id', stream: false }))).toEqual([
    'TableName',
    'KeySchema',
    'AttributeDefinitions',
    'BillingMode',
  ])
})

it.each([
  [{}, "new Table('orders') has no partitionKey."],
  [
    { partitionKey: 'id', sortkey: 'x' },
    /received the unknown member 'sortkey'.*Did you mean 'sortKey'\?/,
  ],
  [{ partitionKey: { nam: 'id' } }, /partitionKey is an object.*\{ name, type: 'N' \}/],
  [{ partitionKey: { name: 'id', type: 'X' } }, /the type of id is "X".*'S', 'N' or 'B'/],
  [
    { partitionKey: { name: 'id', typ: 'N' } },
    /received the unknown member 'typ'.*Did you mean 'type'\?/,
  ],
  [
    {
      partitionKey: { name: 'id', type: 'N' },
      globalSecondaryIndexes: { i: { partitionKey: { name: 'id', type: 'S' } } },
    },
    /index i: partitionKey: id has the type 'S' here and the type 'N' elsewhere/,
  ],
  [
    {
      partitionKey: 'id',
      globalSecondaryIndexes: { i: { partitionKey: { name: 'id', type: 'N' } } },
    },
    /index i: partitionKey: id has the type 'N' here and the type 'S' elsewhere/,
  ],
  [
    {
      partitionKey: 'id',
      sortKey: { name: 'at' },
      localSecondaryIndexes: { i: { sortKey: { name: 'at', type: 'B' } } },
    },
    /index i: sortKey: at has the type 'B' here and the type 'S' elsewhere/,
  ],
  [
    { partitionKey: 'id', globalSecondaryIndexes: { i: { sortKey: 'x' } } },
    /index i has no partit/,
  ],
  [{ partitionKey: 'id', localSecondaryIndexes: { i: {} } }, /index i has no sortKey/],
  [{ partitionKey: 'id', localSecondaryIndexes: [] }, /localSecondaryIndexes is an array/],
  [
    { partitionKey: 'id', globalSecondaryIndexes: { i: { partitionKey: 'x', projection: 'all' } } },
    /projection is "all"/,
  ],
])('refuses %j', (schema, message) => {
  expect(() => convert(schema)).toThrow(message)
})
