import { describe, expect, it } from 'vitest'
import { testWorld, type TestWorld } from '../../world.fixture.ts'
import { createTable } from './create-table.ts'
import { describeTable } from './describe-table.ts'
import { putItem } from '../items/put-item.ts'
import { query } from '../items/query.ts'
import { updateTable } from './update-table.ts'

const INVALID = 'ValidationException: One or more parameter values were invalid: '
const units = (read: number, write = read) => ({
  ReadCapacityUnits: read,
  WriteCapacityUnits: write,
})
const attribute = (AttributeName: string, AttributeType = 'S') => ({ AttributeName, AttributeType })
const newIndex = (IndexName: string, key: string, more: object = {}) => ({
  Create: {
    IndexName,
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    Projection: { ProjectionType: 'ALL' },
    ...more,
  },
})

function withTable(more: object = {}, options = {}): TestWorld {
  const test = testWorld(options)
  test.run(createTable, {
    TableName: 'orders',
    AttributeDefinitions: [attribute('pk'), attribute('a')],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: [newIndex('gsi1', 'a').Create],
    ...more,
  })
  return test
}
const provisioned = () =>
  withTable({
    BillingMode: 'PROVISIONED',
    ProvisionedThroughput: units(5),
    GlobalSecondaryIndexes: [newIndex('gsi1', 'a', { ProvisionedThroughput: units(5) }).Create],
  })
const update = (test: TestWorld, input: object) =>
  test.run(updateTable, { TableName: 'orders', ...input }).TableDescription
const table = (test: TestWorld) => test.run(describeTable, { TableName: 'orders' }).Table

describe('UpdateTable refuses', () => {
  it.each<[string, object, string]>([
    [
      'nothing',
      {},
      'ValidationException: At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required',
    ],
    [
      'an empty list beside a change',
      { GlobalSecondaryIndexUpdates: [], DeletionProtectionEnabled: true },
      `${INVALID}List of GlobalSecondaryIndexUpdates is empty`,
    ],
    [
      'encryption beside protection',
      { SSESpecification: { Enabled: true }, DeletionProtectionEnabled: true },
      `${INVALID}Server-Side Encryption modification must be the only operation in the request`,
    ],
    [
      'class beside protection',
      { TableClass: 'STANDARD', DeletionProtectionEnabled: true },
      `${INVALID}TableClass modification must be the only operation in the request`,
    ],
    [
      'peaks beside a stream',
      {
        OnDemandThroughput: { MaxReadRequestUnits: 5 },
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      },
      `${INVALID}OnDemandThroughput can only be combined with BillingMode in an UpdateTable request`,
    ],
    [
      'a stream beside throughput',
      {
        ProvisionedThroughput: units(1),
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      },
      `${INVALID}You cannot modify stream status while updating table IOPS`,
    ],
    [
      'throughput on demand',
      { ProvisionedThroughput: units(1) },
      `${INVALID}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
    ],
    [
      'provisioned without throughput',
      { BillingMode: 'PROVISIONED' },
      `${INVALID}ProvisionedThroughput must be specified when BillingMode is PROVISIONED`,
    ],
    [
      'provisioned without its indexes',
      { BillingMode: 'PROVISIONED', ProvisionedThroughput: units(1) },
      `${INVALID}ProvisionedThroughput must be specified for index: gsi1`,
    ],
    [
      'an action without anything',
      { GlobalSecondaryIndexUpdates: [{}] },
      `${INVALID}One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null`,
    ],
    [
      'one index twice',
      {
        GlobalSecondaryIndexUpdates: [
          { Delete: { IndexName: 'gsi1' } },
          { Delete: { IndexName: 'gsi1' } },
        ],
      },
      `${INVALID}Only one global secondary index update per index is allowed simultaneously. Index: gsi1`,
    ],
    [
      'two deletions',
      {
        GlobalSecondaryIndexUpdates: [
          { Delete: { IndexName: 'gsi1' } },
          { Delete: { IndexName: 'gsi2' } },
        ],
      },
      'LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table',
    ],
    [
      'an index that is not there',
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'ghost' } }] },
      'ResourceNotFoundException: Requested resource not found: Index ghost for table orders',
    ],
    [
      'an index without definitions',
      { GlobalSecondaryIndexUpdates: [newIndex('gsi2', 'b')] },
      `${INVALID}AttributeDefinitions is not specified for index: gsi2`,
    ],
    [
      'an index that exists',
      {
        AttributeDefinitions: [attribute('a')],
        GlobalSecondaryIndexUpdates: [newIndex('gsi1', 'a')],
      },
      'ValidationException: Attempting to create an index which already exists',
    ],
    [
      'an index update on demand',
      {
        GlobalSecondaryIndexUpdates: [
          { Update: { IndexName: 'gsi1', ProvisionedThroughput: units(1) } },
        ],
      },
      `${INVALID}The only Updates for index: gsi1 when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput`,
    ],
    [
      'warm throughput of nothing',
      { GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'gsi1', WarmThroughput: {} } }] },
      `${INVALID}WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: gsi1`,
    ],
    [
      'a stream to disable',
      { StreamSpecification: { StreamEnabled: false } },
      'ValidationException: Table has no stream to disable: TableName: orders',
    ],
    [
      'a stream without a view',
      { StreamSpecification: { StreamEnabled: true } },
      `${INVALID}If stream is being enabled then UpdateViewType is required`,
    ],
    [
      'no encryption where none is',
      { SSESpecification: { Enabled: false } },
      `${INVALID}Table is already encrypted by default`,
    ],
    [
      'colder throughput',
      { WarmThroughput: { ReadUnitsPerSecond: 1 } },
      `${INVALID}Requested ReadUnitsPerSecond for WarmThroughput for table is lower than current WarmThroughput, decreasing WarmThroughput is not supported`,
    ],
    [
      'no peak at all',
      { OnDemandThroughput: { MaxWriteRequestUnits: 0 } },
      `${INVALID}Requested MaxWriteRequestUnits for OnDemandThroughput for table is outside of valid range`,
    ],
    [
      'a mode of replicating settings',
      { GlobalTableSettingsReplicationMode: 'ENABLED' },
      'UnsupportedError: DynamoDB UpdateTable GlobalTableSettingsReplicationMode is not simulated. See docs/fidelity.md.',
    ],
    [
      'a short name',
      { TableName: 'ab', BillingMode: 'PAY_PER_REQUEST' },
      "ValidationException: 1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'a missing table',
      { TableName: 'other', BillingMode: 'PAY_PER_REQUEST' },
      'ResourceNotFoundException: Requested resource not found: Table: other not found',
    ],
  ])('%s', (_, input, message) => {
    const test = withTable()
    const before = table(test)
    expect(test.refusal(updateTable, { TableName: 'orders', ...input })).toBe(message)
    expect(table(test)).toEqual(before)
  })

  it('throughput that would not change', () => {
    const test = provisioned()
    expect(
      test.refusal(updateTable, { TableName: 'orders', ProvisionedThroughput: units(5) }),
    ).toBe(
      'ValidationException: The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for the table: 5. Requested WriteCapacityUnits: 5. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
    )
  })
})

describe('UpdateTable of one unit', () => {
  const index = (ProvisionedThroughput: object) => ({
    GlobalSecondaryIndexUpdates: [{ Update: { IndexName: 'gsi1', ProvisionedThroughput } }],
  })

  it.each([
    ['the table', (ProvisionedThroughput: object) => ({ ProvisionedThroughput })],
    ['an index', index],
  ])('changes %s', (_, request) => {
    for (const changed of [units(6, 5), units(5, 6), units(4, 5), units(5, 4)]) {
      const test = provisioned()
      expect(test.refusal(updateTable, { TableName: 'orders', ...request(changed) })).toBe(
        'accepted',
      )
      const { ProvisionedThroughput, GlobalSecondaryIndexes } = table(test)
      expect([ProvisionedThroughput, GlobalSecondaryIndexes[0].ProvisionedThroughput]).toEqual(
        expect.arrayContaining([expect.objectContaining(changed)]),
      )
    }
  })

  it('refuses values out of bounds and reports their member', () => {
    const most = 1_000_000_000_000
    const refusal = (ProvisionedThroughput: object): string =>
      provisioned().refusal(updateTable, { TableName: 'orders', ProvisionedThroughput })
    expect(refusal(units(most + 1, 5))).toBe(
      `ValidationException: Given value ${most + 1} for ReadCapacityUnits is out of bounds`,
    )
    expect(refusal(units(5, most + 1))).toBe(
      `ValidationException: Given value ${most + 1} for WriteCapacityUnits is out of bounds`,
    )
    expect(refusal(units(5, most))).toContain('LimitExceededException')
  })
})

describe('UpdateTable', () => {
  it('changes throughput and returns the old values', () => {
    const test = provisioned()
    const answer = update(test, { ProvisionedThroughput: units(7, 3) })
    expect(answer.TableStatus).toBe('UPDATING')
    expect(answer.ProvisionedThroughput.ReadCapacityUnits).toBe(5)
    expect(table(test).ProvisionedThroughput).toEqual({
      ReadCapacityUnits: 7,
      WriteCapacityUnits: 3,
      NumberOfDecreasesToday: 1,
      LastIncreaseDateTime: 1767225600,
      LastDecreaseDateTime: 1767225600,
    })
  })

  it('adds an index and fills it from existing items', () => {
    const test = withTable()
    test.run(putItem, { TableName: 'orders', Item: { pk: { S: '1' }, b: { S: 'x' } } })
    test.run(putItem, { TableName: 'orders', Item: { pk: { S: '2' }, b: { N: '1' } } })
    const answer = update(test, {
      AttributeDefinitions: [attribute('b')],
      GlobalSecondaryIndexUpdates: [newIndex('gsi2', 'b')],
    })
    expect(answer.TableStatus).toBe('UPDATING')
    expect(answer.GlobalSecondaryIndexes[1]).toMatchObject({
      IndexName: 'gsi2',
      IndexStatus: 'CREATING',
      Backfilling: false,
    })
    const { Items } = test.run(query, {
      TableName: 'orders',
      IndexName: 'gsi2',
      KeyConditionExpression: 'b = :b',
      ExpressionAttributeValues: { ':b': { S: 'x' } },
    })
    expect(Items).toEqual([{ pk: { S: '1' }, b: { S: 'x' } }])
    expect(table(test).AttributeDefinitions.map((d: any) => d.AttributeName)).toEqual([
      'a',
      'b',
      'pk',
    ])
  })

  it('removes an index and the attribute definitions that only it used', () => {
    const test = withTable()
    const answer = update(test, {
      GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'gsi1' } }],
    })
    expect(answer.GlobalSecondaryIndexes[0].IndexStatus).toBe('DELETING')
    const after = table(test)
    expect(after).not.toHaveProperty('GlobalSecondaryIndexes')
    expect(after.AttributeDefinitions).toEqual([attribute('pk')])
  })

  it('switches to on-demand mode and back', () => {
    const test = provisioned()
    update(test, { BillingMode: 'PAY_PER_REQUEST' })
    expect(table(test)).toMatchObject({
      BillingModeSummary: {
        BillingMode: 'PAY_PER_REQUEST',
        LastUpdateToPayPerRequestDateTime: 1767225600,
      },
      ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
    })
    update(test, {
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: units(2),
      GlobalSecondaryIndexUpdates: [
        { Update: { IndexName: 'gsi1', ProvisionedThroughput: units(2) } },
      ],
    })
    expect(table(test)).toMatchObject({
      BillingModeSummary: { BillingMode: 'PROVISIONED' },
      ProvisionedThroughput: { ReadCapacityUnits: 2 },
      GlobalSecondaryIndexes: [{ ProvisionedThroughput: { ReadCapacityUnits: 2 } }],
      WarmThroughput: { ReadUnitsPerSecond: 12000 },
    })
  })

  it('changes stream, protection, encryption, maximum throughput and class', () => {
    const test = withTable()
    update(test, { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } })
    expect(
      test.refusal(updateTable, {
        TableName: 'orders',
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
      }),
    ).toBe('ValidationException: Table already has an enabled stream: TableName: orders')
    const first = table(test).LatestStreamArn
    update(test, { StreamSpecification: { StreamEnabled: false } })
    expect(table(test)).not.toHaveProperty('StreamSpecification')
    expect(table(test).LatestStreamArn).toBe(first)
    update(test, { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } })
    expect(table(test).LatestStreamArn).not.toBe(first)
    expect(update(test, { DeletionProtectionEnabled: true }).TableStatus).toBe('ACTIVE')
    const { SSEDescription } = update(test, { SSESpecification: { Enabled: true } })
    expect(SSEDescription.Status).toBe('UPDATING')
    update(test, { OnDemandThroughput: { MaxReadRequestUnits: 5 } })
    update(test, { TableClass: 'STANDARD_INFREQUENT_ACCESS' })
    expect(table(test)).toMatchObject({
      DeletionProtectionEnabled: true,
      SSEDescription: { Status: 'ENABLED' },
      OnDemandThroughput: { MaxReadRequestUnits: 5, MaxWriteRequestUnits: -1 },
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
    })
    update(test, { SSESpecification: { Enabled: false } })
    expect(table(test)).not.toHaveProperty('SSEDescription')
  })

  it('follows the option tableStatus on the clock', async () => {
    const test = withTable({}, { dynamodb: { tableStatus: '1s' } })
    await test.world.clock.advance(1)
    update(test, { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'gsi1' } }] })
    expect(table(test)).toMatchObject({
      TableStatus: 'UPDATING',
      GlobalSecondaryIndexes: [{ IndexStatus: 'DELETING' }],
    })
    expect(
      test.refusal(updateTable, { TableName: 'orders', BillingMode: 'PAY_PER_REQUEST' }),
    ).toMatch(/^ResourceInUseException: .*Table is being updated: orders$/)
    await test.world.clock.advance(1)
    expect(table(test)).not.toHaveProperty('GlobalSecondaryIndexes')
    expect(table(test).TableStatus).toBe('ACTIVE')
  })
})
