import { describe, expect, it } from 'vitest'
import { room as dynamodb } from '../index.ts'
import { testWorld } from '../world.fixture.ts'

function withTable(more: object = {}) {
  const test = testWorld()
  const call = (name: string, input: object = {}): any =>
    test.run(dynamodb.operations[name]!, input)
  const refusal = (name: string, input: object = {}): string =>
    test.refusal(dynamodb.operations[name]!, input)
  call('CreateTable', {
    TableName: 'orders',
    AttributeDefinitions: [
      { AttributeName: 'a', AttributeType: 'S' },
      { AttributeName: 'pk', AttributeType: 'S' },
    ],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byA',
        KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
    Tags: [{ Key: 'a', Value: 'b' }],
    DeletionProtectionEnabled: false,
    ...more,
  })
  const put = (pk: string) =>
    call('PutItem', { TableName: 'orders', Item: { pk: { S: pk }, a: { S: 'x' } } })
  const keys = (TableName: string): string[] =>
    call('Scan', { TableName })
      .Items.map((item: any) => item.pk.S)
      .sort()
  const byA = (TableName: string, IndexName = 'byA'): number =>
    call('Query', {
      TableName,
      IndexName,
      KeyConditionExpression: 'a = :a',
      ExpressionAttributeValues: { ':a': { S: 'x' } },
    }).Count
  return { test, call, refusal, put, keys, byA }
}

describe('backups', () => {
  it('contain the table’s items', () => {
    const { call, put, keys, byA } = withTable()
    put('1')
    const { BackupDetails } = call('CreateBackup', { TableName: 'orders', BackupName: 'first' })
    expect(BackupDetails).toMatchObject({
      BackupName: 'first',
      BackupStatus: 'CREATING',
      BackupType: 'USER',
      BackupArn: expect.stringMatching(/:table\/orders\/backup\/01767225600000-[0-9a-f]{8}$/),
    })
    const { BackupArn } = BackupDetails
    put('2')
    expect(call('DescribeBackup', { BackupArn }).BackupDescription).toMatchObject({
      BackupDetails: { BackupStatus: 'AVAILABLE' },
      SourceTableDetails: { TableName: 'orders', ItemCount: 1, BillingMode: 'PAY_PER_REQUEST' },
      SourceTableFeatureDetails: {
        GlobalSecondaryIndexes: [{ IndexName: 'byA' }],
        StreamDescription: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      },
    })
    const { TableDescription } = call('RestoreTableFromBackup', {
      TargetTableName: 'restored',
      BackupArn,
    })
    expect(TableDescription).toMatchObject({
      TableStatus: 'CREATING',
      RestoreSummary: { SourceBackupArn: BackupArn, RestoreInProgress: true },
    })
    expect(keys('restored')).toEqual(['1'])
    expect(byA('restored')).toBe(1)
    expect(keys('orders')).toEqual(['1', '2'])
    const { Table } = call('DescribeTable', { TableName: 'restored' })
    expect(Table).not.toHaveProperty('StreamSpecification')
    expect(Table).not.toHaveProperty('RestoreSummary')
    expect(call('ListTagsOfResource', { ResourceArn: Table.TableArn })).toEqual({ Tags: [] })
  })

  it('restore with renamed or omitted indexes', () => {
    const { call, put, byA, refusal } = withTable()
    put('1')
    const { BackupArn } = call('CreateBackup', {
      TableName: 'orders',
      BackupName: 'first',
    }).BackupDetails
    const restore = (TargetTableName: string, GlobalSecondaryIndexOverride: object[]) => ({
      TargetTableName,
      BackupArn,
      GlobalSecondaryIndexOverride,
    })
    const renamed = {
      IndexName: 'other',
      KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    }
    call('RestoreTableFromBackup', restore('renamed', [renamed]))
    expect(byA('renamed', 'other')).toBe(1)
    call('RestoreTableFromBackup', restore('without', []))
    const { Table } = call('DescribeTable', { TableName: 'without' })
    expect(Table).not.toHaveProperty('GlobalSecondaryIndexes')
    expect(Table.AttributeDefinitions).toHaveLength(1)
    const unknown = { ...renamed, Projection: { ProjectionType: 'KEYS_ONLY' } }
    expect(refusal('RestoreTableFromBackup', restore('third', [unknown]))).toBe(
      'ValidationException: Invalid Request: Index other does not match a secondary index that existed in the source table and cannot be created during the restore operation',
    )
  })

  it('are listed and deleted', () => {
    const { call, refusal } = withTable()
    const create = () => call('CreateBackup', { TableName: 'orders', BackupName: 'same' })
    const { BackupArn } = create().BackupDetails
    create()
    create()
    const { BackupSummaries, LastEvaluatedBackupArn } = call('ListBackups', {
      TableName: 'orders',
      Limit: 2,
    })
    expect(BackupSummaries).toHaveLength(2)
    expect(
      call('ListBackups', { ExclusiveStartBackupArn: LastEvaluatedBackupArn }).BackupSummaries,
    ).toHaveLength(1)
    expect(call('ListBackups', { TableName: 'other' }).BackupSummaries).toEqual([])
    expect(call('ListBackups', { TimeRangeUpperBound: 1767225600 }).BackupSummaries).toEqual([])
    const deleted = call('DeleteBackup', { BackupArn })
    expect(deleted.BackupDescription.BackupDetails.BackupStatus).toBe('DELETED')
    expect(refusal('DescribeBackup', { BackupArn })).toBe(
      `BackupNotFoundException: Backup not found: ${BackupArn}`,
    )
    expect(refusal('DescribeBackup', { BackupArn: 'x'.repeat(40) })).toBe(
      'ValidationException: Invalid Backup ARN',
    )
  })

  it.each<[string, object, string]>([
    [
      'CreateBackup',
      { TableName: 'missing', BackupName: 'abc' },
      'TableNotFoundException: Table not found: missing',
    ],
    [
      'CreateBackup',
      { TableName: 'orders', BackupName: '' },
      "ValidationException: 2 validation errors detected: Value '' at 'backupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'backupName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'DescribeContinuousBackups',
      { TableName: 'missing' },
      'TableNotFoundException: Table not found: missing',
    ],
    [
      'ListBackups',
      { TimeRangeLowerBound: 2, TimeRangeUpperBound: 1 },
      'ValidationException: One or more parameter values were invalid: Time range lower bound must be less than or equal to upper bound',
    ],
    [
      'RestoreTableToPointInTime',
      { SourceTableName: 'orders', TargetTableName: 'new', UseLatestRestorableTime: true },
      "PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table 'orders'",
    ],
    [
      'RestoreTableToPointInTime',
      { SourceTableName: 'orders', TargetTableName: 'new' },
      'ValidationException: Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both',
    ],
    [
      'UpdateContinuousBackups',
      {
        TableName: 'orders',
        PointInTimeRecoverySpecification: {
          PointInTimeRecoveryEnabled: false,
          RecoveryPeriodInDays: 7,
        },
      },
      'ValidationException: Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.',
    ],
    [
      'UpdateContinuousBackups',
      { TableName: 'orders', PointInTimeRecoverySpecification: {} },
      "ValidationException: 1 validation error detected: Value null at 'pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled' failed to satisfy constraint: Member must not be null",
    ],
  ])('%s refuses %j', (name, input, message) => {
    expect(withTable().refusal(name, input)).toBe(message)
  })
})

describe('point in time', () => {
  const enable = {
    TableName: 'orders',
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  }

  it('describes the restorable window', async () => {
    const { call, test } = withTable()
    expect(call('DescribeContinuousBackups', { TableName: 'orders' })).toEqual({
      ContinuousBackupsDescription: {
        ContinuousBackupsStatus: 'ENABLED',
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
      },
    })
    const first = call('UpdateContinuousBackups', enable)
    expect(first.ContinuousBackupsDescription.PointInTimeRecoveryDescription).toEqual({
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: 35,
      EarliestRestorableDateTime: 1767225600,
      LatestRestorableDateTime: 1767225600,
    })
    await test.world.clock.advance('1h')
    const later = call('DescribeContinuousBackups', { TableName: 'orders' })
    expect(
      later.ContinuousBackupsDescription.PointInTimeRecoveryDescription.LatestRestorableDateTime,
    ).toBe(1767225600 + 3300)
  })

  it('restores the items of that time', async () => {
    const { call, put, keys, refusal, byA, test } = withTable()
    put('0')
    call('UpdateContinuousBackups', enable)
    const { clock } = test.world
    const times: number[] = []
    for (const pk of ['1', '2', '3']) {
      await clock.advance('10m')
      put(pk)
      times.push(clock.now() / 1000)
    }
    await clock.advance('10m')
    const restore = (TargetTableName: string, RestoreDateTime: number) => ({
      SourceTableName: 'orders',
      TargetTableName,
      RestoreDateTime,
    })
    call('RestoreTableToPointInTime', restore('at-2', times[1]! + 30))
    expect(keys('at-2')).toEqual(['0', '1', '2'])
    expect(byA('at-2')).toBe(3)
    call('RestoreTableToPointInTime', restore('before-1', times[0]! - 1))
    expect(keys('before-1')).toEqual(['0'])
    call('RestoreTableToPointInTime', {
      SourceTableName: 'orders',
      TargetTableName: 'latest',
      UseLatestRestorableTime: true,
    })
    expect(keys('latest')).toEqual(['0', '1', '2', '3'])
    expect(refusal('RestoreTableToPointInTime', restore('never', 0))).toBe(
      "InvalidRestoreTimeException: RestoreDateTime '1970-01-01T00:00:00Z' must be within EarliestRestorableDateTime '2026-01-01T00:00:00Z' and LatestRestorableDateTime '2026-01-01T00:35:00Z'",
    )
    expect(refusal('RestoreTableToPointInTime', restore('latest', times[1]!))).toBe(
      'TableAlreadyExistsException: Table already exists: latest',
    )
  })

  it('leaves a system backup that cannot be deleted', () => {
    const { call, refusal } = withTable()
    call('UpdateContinuousBackups', enable)
    call('DeleteTable', { TableName: 'orders' })
    expect(call('ListBackups').BackupSummaries).toEqual([])
    const [backup] = call('ListBackups', { BackupType: 'SYSTEM' }).BackupSummaries
    expect(backup).toMatchObject({
      BackupName: 'orders$DeletedTableBackup',
      BackupType: 'SYSTEM',
      BackupExpiryDateTime: 1767225600 + 35 * 86400,
    })
    expect(refusal('DeleteBackup', { BackupArn: backup.BackupArn })).toMatch(
      /^ValidationException: Invalid Request: User is not allowed to delete the system backup/,
    )
  })
})
