/** Inputs of backups, restores and point-in-time recovery. */
import {
  boolean,
  date,
  integer,
  oneOf,
  string,
  structure,
  type StructureShape,
} from '../../../model/shape.ts'
import * as parts from './parts.ts'

const tableName = { 'TableName!': parts.managedTable }
// The operations check backup ARNs themselves ('Invalid Backup ARN').
const backupArn = string()

export const createBackup: StructureShape = structure('CreateBackupInput', {
  ...tableName,
  'BackupName!': parts.tableName,
})
export const describeBackup: StructureShape = structure('DescribeBackupInput', {
  'BackupArn!': backupArn,
})
export const deleteBackup: StructureShape = structure('DeleteBackupInput', {
  'BackupArn!': backupArn,
})
export const listBackups: StructureShape = structure('ListBackupsInput', {
  TableName: parts.managedTable,
  Limit: integer({ min: 1, max: 100 }),
  TimeRangeLowerBound: date,
  TimeRangeUpperBound: date,
  ExclusiveStartBackupArn: backupArn,
  BackupType: oneOf('USER', 'SYSTEM', 'AWS_BACKUP', 'ALL'),
})

const overrides = {
  BillingModeOverride: parts.billingMode,
  GlobalSecondaryIndexOverride: parts.globalIndexes,
  LocalSecondaryIndexOverride: parts.localIndexes,
  ProvisionedThroughputOverride: parts.provisionedThroughput,
  OnDemandThroughputOverride: parts.onDemandThroughput,
  SSESpecificationOverride: parts.sseSpecification,
  VectorIndexOverride: parts.vectorIndexes,
}

export const restoreTableFromBackup: StructureShape = structure('RestoreTableFromBackupInput', {
  'TargetTableName!': string(),
  'BackupArn!': backupArn,
  ...overrides,
})
export const restoreTableToPointInTime: StructureShape = structure(
  'RestoreTableToPointInTimeInput',
  {
    SourceTableArn: string({ min: 1, max: 1024 }),
    SourceTableName: parts.tableName,
    'TargetTableName!': string(),
    UseLatestRestorableTime: boolean,
    RestoreDateTime: date,
    ...overrides,
  },
)
export const updateContinuousBackups: StructureShape = structure('UpdateContinuousBackupsInput', {
  ...tableName,
  'PointInTimeRecoverySpecification!': structure('PointInTimeRecoverySpecification', {
    'PointInTimeRecoveryEnabled!': boolean,
    RecoveryPeriodInDays: integer({ min: 1, max: 35 }),
  }),
})
export const describeContinuousBackups: StructureShape = structure(
  'DescribeContinuousBackupsInput',
  tableName,
)
