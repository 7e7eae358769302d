import assert from 'node:assert/strict'
import { api, guide, refused, S } from './case.ts'
import { define, index, key, onDemand } from './create-table.ts'
import { fails, scenarios, type Send } from './scenario.ts'

const TableName = 'made'
const GUIDE = guide('CreateBackup')
const POINT = guide('Point-in-time-recovery')

const put = (send: Send, pk: string): Promise<unknown> =>
  send('PutItem', { TableName, Item: { pk: S(pk), a: S('x') } })
async function create(send: Send): Promise<void> {
  await send('CreateTable', {
    ...onDemand,
    AttributeDefinitions: define('a', 'pk'),
    GlobalSecondaryIndexes: [index('byA', key('a'))],
    Tags: [{ Key: 'a', Value: 'b' }],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  })
  await put(send, '1')
}
const backUp = async (send: Send, BackupName = 'first'): Promise<string> =>
  (await send('CreateBackup', { TableName, BackupName })).BackupDetails.BackupArn
const keys = async (send: Send, name: string): Promise<string[]> =>
  (await send('Scan', { TableName: name })).Items.map(({ pk }: any) => pk.S).sort()
const recovery = (more: object): object => ({
  TableName,
  PointInTimeRecoverySpecification: more,
})

export const backups = scenarios('backups', [
  [
    'described',
    'A backup describes itself, its table and the features of its table.',
    api('DescribeBackup'),
    async (send) => {
      await create(send)
      const BackupArn = await backUp(send)
      const { BackupDescription } = await send('DescribeBackup', { BackupArn })
      assert.equal(BackupDescription.BackupDetails.BackupStatus, 'AVAILABLE')
      assert.equal(BackupDescription.BackupDetails.BackupType, 'USER')
      assert.equal(BackupDescription.SourceTableDetails.ItemCount, 1)
      assert.deepEqual(BackupDescription.SourceTableDetails.KeySchema, onDemand.KeySchema)
      const features = BackupDescription.SourceTableFeatureDetails
      assert.equal(features.GlobalSecondaryIndexes[0].IndexName, 'byA')
      assert.equal(features.StreamDescription.StreamViewType, 'NEW_IMAGE')
    },
  ],
  [
    'restored',
    'A restored table has the items and indexes of the backup, no stream and no tags.',
    guide('Restore.Tutorial'),
    async (send) => {
      await create(send)
      const BackupArn = await backUp(send)
      await put(send, '2')
      await send('RestoreTableFromBackup', { TargetTableName: 'again', BackupArn })
      assert.deepEqual(await keys(send, 'again'), ['1'])
      const { Table } = await send('DescribeTable', { TableName: 'again' })
      assert.equal(Table.GlobalSecondaryIndexes[0].IndexName, 'byA')
      assert.equal(Table.StreamSpecification, undefined)
      const { Tags } = await send('ListTagsOfResource', { ResourceArn: Table.TableArn })
      assert.deepEqual(Tags, [])
    },
  ],
  [
    'restored-without-index',
    'Indexes may be left out.',
    api('RestoreTableFromBackup'),
    async (send) => {
      await create(send)
      const BackupArn = await backUp(send)
      const TargetTableName = 'again'
      const override = { GlobalSecondaryIndexOverride: [] }
      await send('RestoreTableFromBackup', { TargetTableName, BackupArn, ...override })
      const { Table } = await send('DescribeTable', { TableName: TargetTableName })
      assert.equal(Table.GlobalSecondaryIndexes, undefined)
    },
  ],
  [
    'restored-over',
    'A table is not restored over another.',
    api('RestoreTableFromBackup'),
    async (send) => {
      await create(send)
      const BackupArn = await backUp(send)
      await fails(
        send('RestoreTableFromBackup', { TargetTableName: TableName, BackupArn }),
        refused('Table already exists: made', 'TableAlreadyExistsException'),
      )
    },
  ],
  [
    'survives',
    'A backup outlives its table.',
    GUIDE,
    async (send) => {
      await create(send)
      const BackupArn = await backUp(send)
      await send('DeleteTable', { TableName })
      await send('RestoreTableFromBackup', { TargetTableName: TableName, BackupArn })
      assert.deepEqual(await keys(send, TableName), ['1'])
    },
  ],
  [
    'listed',
    'Backups are listed page by page, also those of one table.',
    api('ListBackups'),
    async (send) => {
      await create(send)
      for (const name of ['one', 'two', 'three']) await backUp(send, name)
      const first = await send('ListBackups', { TableName, Limit: 2 })
      assert.equal(first.BackupSummaries.length, 2)
      const ExclusiveStartBackupArn = first.LastEvaluatedBackupArn
      const rest = await send('ListBackups', { ExclusiveStartBackupArn })
      assert.equal(rest.BackupSummaries.length, 1)
      assert.deepEqual((await send('ListBackups', { TableName: 'other' })).BackupSummaries, [])
    },
  ],
  [
    'deleted',
    'A deleted backup is gone.',
    api('DeleteBackup'),
    async (send) => {
      await create(send)
      const BackupArn = await backUp(send)
      const { BackupDescription } = await send('DeleteBackup', { BackupArn })
      assert.equal(BackupDescription.BackupDetails.BackupStatus, 'DELETED')
      await fails(
        send('DescribeBackup', { BackupArn }),
        refused(`Backup not found: ${BackupArn}`, 'BackupNotFoundException'),
      )
    },
  ],
  [
    'missing-table',
    'A table that is not there is not backed up.',
    api('CreateBackup'),
    (send) =>
      fails(
        send('CreateBackup', { TableName: 'missing', BackupName: 'abc' }),
        refused('Table not found: missing', 'TableNotFoundException'),
      ),
  ],
  [
    'short-name',
    'A name of two characters is refused.',
    api('CreateBackup'),
    async (send) => {
      await create(send)
      await fails(
        send('CreateBackup', { TableName, BackupName: 'ab' }),
        refused(
          "1 validation error detected: Value 'ab' at 'backupName' failed to satisfy constraint: Member must have length greater than or equal to 3",
        ),
      )
    },
  ],
])

export const pointInTime = scenarios('point-in-time', [
  [
    'disabled',
    'Continuous backups are there, recovery is not enabled.',
    api('DescribeContinuousBackups'),
    async (send) => {
      await create(send)
      const { ContinuousBackupsDescription } = await send('DescribeContinuousBackups', {
        TableName,
      })
      assert.equal(ContinuousBackupsDescription.ContinuousBackupsStatus, 'ENABLED')
      assert.deepEqual(ContinuousBackupsDescription.PointInTimeRecoveryDescription, {
        PointInTimeRecoveryStatus: 'DISABLED',
      })
    },
  ],
  [
    'enabled',
    'Enabled recovery reaches back 35 days, unless told otherwise.',
    POINT,
    async (send) => {
      await create(send)
      for (const days of [35, 7]) {
        const more = days === 35 ? {} : { RecoveryPeriodInDays: days }
        const { ContinuousBackupsDescription } = await send(
          'UpdateContinuousBackups',
          recovery({ PointInTimeRecoveryEnabled: true, ...more }),
        )
        const shown = ContinuousBackupsDescription.PointInTimeRecoveryDescription
        assert.equal(shown.PointInTimeRecoveryStatus, 'ENABLED')
        assert.equal(shown.RecoveryPeriodInDays, days)
        assert.ok(shown.EarliestRestorableDateTime instanceof Date)
      }
    },
  ],
  [
    'restored',
    'The latest restorable time is restored.',
    guide('PointInTimeRecovery.Tutorial'),
    async (send) => {
      await create(send)
      await send('UpdateContinuousBackups', recovery({ PointInTimeRecoveryEnabled: true }))
      await send('RestoreTableToPointInTime', {
        SourceTableName: TableName,
        TargetTableName: 'again',
        UseLatestRestorableTime: true,
      })
      assert.deepEqual(await keys(send, 'again'), ['1'])
    },
  ],
  [
    'not-enabled',
    'Nothing is restored where recovery is not enabled.',
    api('RestoreTableToPointInTime'),
    async (send) => {
      await create(send)
      await fails(
        send('RestoreTableToPointInTime', {
          SourceTableName: TableName,
          TargetTableName: 'again',
          UseLatestRestorableTime: true,
        }),
        refused(
          "Point in time recovery is not enabled for table 'made'",
          'PointInTimeRecoveryUnavailableException',
        ),
      )
    },
  ],
  [
    'no-time',
    'A restore without a time is refused.',
    api('RestoreTableToPointInTime'),
    async (send) => {
      await create(send)
      await fails(
        send('RestoreTableToPointInTime', {
          SourceTableName: TableName,
          TargetTableName: 'again',
        }),
        refused(
          'Invalid Request: Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both',
        ),
      )
    },
  ],
])
