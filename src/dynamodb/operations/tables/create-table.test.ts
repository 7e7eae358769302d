import { describe, expect, it } from 'vitest'
import { testWorld } from '../../world.fixture.ts'
import { createTable } from './create-table.ts'
import { deleteTable } from './delete-table.ts'
import { describeTable } from './describe-table.ts'
import { listTables } from './list-tables.ts'

const INVALID = 'ValidationException: One or more parameter values were invalid: '
const simple = {
  TableName: 'orders',
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
}
const define = (...names: string[]) =>
  names.map((name) => ({ AttributeName: name, AttributeType: 'S' }))
const key = (hash: string, ...ranges: string[]) => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...ranges.map((name) => ({ AttributeName: name, KeyType: 'RANGE' })),
]
const index = (IndexName: string, KeySchema: object[], more: object = {}) => ({
  IndexName,
  KeySchema,
  Projection: { ProjectionType: 'ALL' },
  ...more,
})

describe('CreateTable', () => {
  it('describes an on-demand table as AWS does', () => {
    const { run } = testWorld()
    expect(run(createTable, simple)).toEqual({
      TableDescription: {
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        TableName: 'orders',
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        TableStatus: 'CREATING',
        CreationDateTime: 1767225600,
        ProvisionedThroughput: {
          NumberOfDecreasesToday: 0,
          ReadCapacityUnits: 0,
          WriteCapacityUnits: 0,
        },
        TableSizeBytes: 0,
        ItemCount: 0,
        TableArn: 'arn:aws:dynamodb:us-east-1:123456789012:table/orders',
        TableId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
        TableThroughputModeSummary: { TableThroughputMode: 'PAY_PER_REQUEST' },
        DeletionProtectionEnabled: false,
      },
    })
  })

  it('describes indexes, stream, encryption, class and warm throughput', () => {
    const { run } = testWorld()
    const throughput = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 }
    run(createTable, {
      ...simple,
      AttributeDefinitions: define('pk', 'sk', 'a'),
      KeySchema: key('pk', 'sk'),
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: throughput,
      LocalSecondaryIndexes: [index('l-a', key('pk', 'a'))],
      GlobalSecondaryIndexes: [index('g-a', key('a'), { ProvisionedThroughput: throughput })],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      SSESpecification: { Enabled: true },
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      DeletionProtectionEnabled: true,
    })
    const { Table } = run(describeTable, { TableName: 'orders' })
    expect(Table).toMatchObject({
      TableStatus: 'ACTIVE',
      WarmThroughput: { ReadUnitsPerSecond: 5, WriteUnitsPerSecond: 5, Status: 'ACTIVE' },
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      LatestStreamLabel: '2026-01-01T00:00:00.000',
      LatestStreamArn: `${Table.TableArn}/stream/2026-01-01T00:00:00.000`,
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' },
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      DeletionProtectionEnabled: true,
      LocalSecondaryIndexes: [{ IndexName: 'l-a', IndexArn: `${Table.TableArn}/index/l-a` }],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'g-a',
          IndexStatus: 'ACTIVE',
          ProvisionedThroughput: { ReadCapacityUnits: 5, NumberOfDecreasesToday: 0 },
        },
      ],
    })
    expect(Table).not.toHaveProperty('BillingModeSummary')
  })

  it.each<[string, object, string]>([
    [
      'a missing name',
      { TableName: undefined },
      "ValidationException: The parameter 'TableName' is required but was not present in the request",
    ],
    [
      'no throughput',
      { BillingMode: undefined },
      `${INVALID}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`,
    ],
    [
      'throughput on demand',
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      `${INVALID}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
    ],
    [
      'a name defined twice',
      { AttributeDefinitions: define('pk', 'pk') },
      'ValidationException: Attribute Name is duplicated: pk',
    ],
    [
      'no definition',
      { AttributeDefinitions: [] },
      'ValidationException: Invalid KeySchema: Some index key attribute have no definition',
    ],
    [
      'another definition',
      { AttributeDefinitions: define('other') },
      `${INVALID}Some index key attributes are not defined in AttributeDefinitions. Keys: [pk], AttributeDefinitions: [other]`,
    ],
    [
      'an unused definition',
      { AttributeDefinitions: define('pk', 'b') },
      `${INVALID}Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`,
    ],
    [
      'RANGE first',
      { AttributeDefinitions: define('pk', 'b'), KeySchema: key('pk', 'b').reverse() },
      'ValidationException: Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      'no indexes in the list',
      { GlobalSecondaryIndexes: [] },
      `${INVALID}List of GlobalSecondaryIndexes is empty`,
    ],
    [
      'unused beside indexes, in the order of a hash set',
      {
        AttributeDefinitions: define('pk', 'sk', 'a', 'b', 'c'),
        KeySchema: key('pk', 'sk'),
        GlobalSecondaryIndexes: [index('g-a', key('a'))],
      },
      `${INVALID}Some AttributeDefinitions are not used. AttributeDefinitions: [sk, a, b, pk, c], keys used: [a, sk, pk]`,
    ],
    [
      'HASH after RANGE',
      {
        AttributeDefinitions: define('pk', 'a', 'b'),
        GlobalSecondaryIndexes: [
          index('g-a', [...key('pk', 'a'), { AttributeName: 'b', KeyType: 'HASH' }]),
        ],
      },
      `${INVALID}All HASH key attributes must precede RANGE key attributes in the KeySchema`,
    ],
    [
      'no projection type',
      { GlobalSecondaryIndexes: [index('g-a', key('pk'), { Projection: {} })] },
      `${INVALID}Unknown ProjectionType: null`,
    ],
    [
      'attributes of ALL',
      {
        GlobalSecondaryIndexes: [
          index('g-a', key('pk'), {
            Projection: { ProjectionType: 'ALL', NonKeyAttributes: ['x'] },
          }),
        ],
      },
      `${INVALID}ProjectionType is ALL, but NonKeyAttributes is specified`,
    ],
    [
      'a duplicate name',
      { GlobalSecondaryIndexes: [index('dup', key('pk')), index('dup', key('pk'))] },
      `${INVALID}Duplicate index name: dup`,
    ],
    [
      'a local index without RANGE',
      { LocalSecondaryIndexes: [index('l-a', key('pk'))] },
      `${INVALID}Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex`,
    ],
    [
      '21 indexes',
      { GlobalSecondaryIndexes: Array.from({ length: 21 }, (_, i) => index(`g-${i}`, key('pk'))) },
      `${INVALID}GlobalSecondaryIndex count exceeds the per-table limit of 20`,
    ],
    [
      'a stream without a view',
      { StreamSpecification: { StreamEnabled: true } },
      `${INVALID}Table is being created with a stream enabled, UpdateViewType is required`,
    ],
    [
      'AES256',
      { SSESpecification: { Enabled: true, SSEType: 'AES256' } },
      `${INVALID}SSEType AES256 is not supported`,
    ],
    [
      'an unknown class',
      { TableClass: 'COLD' },
      'ValidationException: Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].',
    ],
    [
      'a tag of AWS',
      { Tags: [{ Key: 'aws:x', Value: '' }] },
      'ValidationException: Tag Key cannot be prefixed with aws:, Key: aws:x',
    ],
    [
      'a tag without key',
      { Tags: [{}] },
      'ValidationException: The Tag Key provided is invalid, Key: null',
    ],
    [
      'cold throughput',
      { WarmThroughput: { ReadUnitsPerSecond: -1 } },
      `${INVALID}Requested ReadUnitsPerSecond for WarmThroughput for table is lower than initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial`,
    ],
    [
      'a policy that is none',
      { ResourcePolicy: '{}' },
      'ValidationException: Invalid policy document: The policy is not a valid JSON policy document',
    ],
  ])('refuses %s', (_, change, message) => {
    const { refusal, run } = testWorld()
    expect(refusal(createTable, { ...simple, ...change })).toBe(message)
    expect(run(listTables, {})).toEqual({ TableNames: [] })
  })

  it('accepts up to four HASH and four RANGE attributes in a global index', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    const { run } = testWorld()
    const KeySchema = names.map((name, i) => ({
      AttributeName: name,
      KeyType: i < 4 ? 'HASH' : 'RANGE',
    }))
    const { TableDescription } = run(createTable, {
      ...simple,
      AttributeDefinitions: define('pk', ...names),
      GlobalSecondaryIndexes: [index('wide', KeySchema)],
    })
    expect(TableDescription.GlobalSecondaryIndexes[0].KeySchema).toEqual(KeySchema)
  })

  it('refuses an existing name after all other checks', () => {
    const { run, refusal } = testWorld()
    run(createTable, simple)
    expect(refusal(createTable, simple)).toBe(
      'ResourceInUseException: Table already exists: orders',
    )
    expect(refusal(createTable, { ...simple, TableClass: 'COLD' })).toMatch(/table-class/)
  })
})

describe('statuses on the clock', () => {
  it('passes through CREATING and DELETING', async () => {
    const { run, refusal, world } = testWorld({ dynamodb: { tableStatus: '5s' } })
    run(createTable, simple)
    const status = () => run(describeTable, { TableName: 'orders' }).Table.TableStatus
    expect(status()).toBe('CREATING')
    expect(refusal(createTable, simple)).toBe(
      'ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: orders',
    )
    await world.clock.advance(5)
    expect(status()).toBe('ACTIVE')
    run(deleteTable, { TableName: 'orders' })
    expect(status()).toBe('DELETING')
    expect(refusal(deleteTable, { TableName: 'orders' })).toBe(
      'ResourceInUseException: Attempt to change a resource which is still in use: Table is being deleted: orders',
    )
    await world.clock.advance(5)
    expect(refusal(describeTable, { TableName: 'orders' })).toBe(
      'ResourceNotFoundException: Requested resource not found: Table: orders not found',
    )
    expect(run(listTables, {})).toEqual({ TableNames: [] })
    expect(run(createTable, simple).TableDescription.TableStatus).toBe('CREATING')
  })
})

describe('DeleteTable', () => {
  it('omits keys and creation time from its response', () => {
    const { run } = testWorld()
    run(createTable, simple)
    const { TableDescription } = run(deleteTable, { TableName: 'orders' })
    expect(TableDescription).toMatchObject({ TableStatus: 'DELETING', ItemCount: 0 })
    for (const name of ['KeySchema', 'AttributeDefinitions', 'CreationDateTime']) {
      expect(TableDescription).not.toHaveProperty(name)
    }
  })

  it('respects deletion protection', () => {
    const { run, refusal } = testWorld()
    run(createTable, { ...simple, DeletionProtectionEnabled: true })
    expect(refusal(deleteTable, { TableName: 'orders' })).toBe(
      'ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    )
  })

  it('accepts an ARN and does not affect a fork', () => {
    const parent = testWorld()
    const { TableArn } = parent.run(createTable, simple).TableDescription
    const fork = parent.fork()
    fork.run(deleteTable, { TableName: TableArn })
    expect(fork.run(listTables, {})).toEqual({ TableNames: [] })
    expect(parent.run(listTables, {})).toEqual({ TableNames: ['orders'] })
  })
})

describe('ListTables', () => {
  it('pages by name', () => {
    const { run } = testWorld()
    for (const TableName of ['ccc', 'aaa', 'bbb']) run(createTable, { ...simple, TableName })
    expect(run(listTables, { Limit: 2 })).toEqual({
      TableNames: ['aaa', 'bbb'],
      LastEvaluatedTableName: 'bbb',
    })
    expect(run(listTables, { Limit: 2, ExclusiveStartTableName: 'bbb' })).toEqual({
      TableNames: ['ccc'],
    })
  })
})
