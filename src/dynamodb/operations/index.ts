/** The simulated operations of DynamoDB. Any other operation throws UnsupportedError. */
import type { Operation } from '../../core/world/world.ts'
import { rooms } from '../rooms.ts'
import type { DynamoDbState } from '../state/state.ts'
import { deleteItem } from './items/delete-item.ts'
import { getItem } from './items/get-item.ts'
import { putItem } from './items/put-item.ts'
import { createTable } from './tables/create-table.ts'
import { describeTable } from './tables/describe-table.ts'

export const operations: Readonly<Record<string, () => Operation<DynamoDbState>>> = {
  CreateBackup: () => rooms.backups().createBackup,
  DeleteBackup: () => rooms.backups().deleteBackup,
  DescribeBackup: () => rooms.backups().describeBackup,
  DescribeContinuousBackups: () => rooms.backups().describeContinuousBackups,
  ListBackups: () => rooms.backups().listBackups,
  RestoreTableFromBackup: () => rooms.backups().restoreTableFromBackup,
  RestoreTableToPointInTime: () => rooms.backups().restoreTableToPointInTime,
  UpdateContinuousBackups: () => rooms.backups().updateContinuousBackups,
  BatchGetItem: () => rooms.batches().batchGetItem,
  BatchWriteItem: () => rooms.batches().batchWriteItem,
  DeleteItem: () => deleteItem,
  GetItem: () => getItem,
  PutItem: () => putItem,
  Query: () => rooms.searches().query,
  Scan: () => rooms.searches().scan,
  TransactGetItems: () => rooms.transactions().transactGetItems,
  TransactWriteItems: () => rooms.transactions().transactWriteItems,
  UpdateItem: () => rooms.updates().updateItem,
  SearchVectors: () => rooms.vectors().searchVectors,
  BatchExecuteStatement: () => rooms.partiql().batchExecuteStatement,
  ExecuteStatement: () => rooms.partiql().executeStatement,
  ExecuteTransaction: () => rooms.partiql().executeTransaction,
  CreateTable: () => createTable,
  DeleteTable: () => rooms.tableManagement().deleteTable,
  DescribeEndpoints: () => rooms.tableManagement().describeEndpoints,
  DescribeLimits: () => rooms.tableManagement().describeLimits,
  DescribeTable: () => describeTable,
  ListTables: () => rooms.tableManagement().listTables,
  UpdateTable: () => rooms.tableManagement().updateTable,
  ListTagsOfResource: () => rooms.tableManagement().listTagsOfResource,
  TagResource: () => rooms.tableManagement().tagResource,
  UntagResource: () => rooms.tableManagement().untagResource,
  DescribeKinesisStreamingDestination: () =>
    rooms.kinesisDestinations().describeKinesisStreamingDestination,
  DisableKinesisStreamingDestination: () =>
    rooms.kinesisDestinations().disableKinesisStreamingDestination,
  EnableKinesisStreamingDestination: () =>
    rooms.kinesisDestinations().enableKinesisStreamingDestination,
  UpdateKinesisStreamingDestination: () =>
    rooms.kinesisDestinations().updateKinesisStreamingDestination,
  CreateGlobalTable: () => rooms.legacyGlobalTables().createGlobalTable,
  DescribeGlobalTable: () => rooms.legacyGlobalTables().describeGlobalTable,
  ListGlobalTables: () => rooms.legacyGlobalTables().listGlobalTables,
  UpdateGlobalTable: () => rooms.legacyGlobalTables().updateGlobalTable,
  ExportTableToPointInTime: () => rooms.tableTransfers().exportTableToPointInTime,
  DescribeExport: () => rooms.tableTransfers().describeExport,
  ListExports: () => rooms.tableTransfers().listExports,
  ImportTable: () => rooms.tableTransfers().importTable,
  DescribeImport: () => rooms.tableTransfers().describeImport,
  ListImports: () => rooms.tableTransfers().listImports,
  PutResourcePolicy: () => rooms.tablePolicies().putResourcePolicy,
  GetResourcePolicy: () => rooms.tablePolicies().getResourcePolicy,
  DeleteResourcePolicy: () => rooms.tablePolicies().deleteResourcePolicy,
  DescribeTimeToLive: () => rooms.tableManagement().describeTimeToLive,
  UpdateTimeToLive: () => rooms.tableManagement().updateTimeToLive,
}
